"""The demo's hub with its three stores, and the till that joined it two weeks ago and has worked since."""

import os
import signal
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from pos.domain.failures import Unavailable
from pos.domain.imports.customers import CustomerRow
from pos.services.demo import demo_setup, settle_in
from pos.services.demo_past import begins, live_through, past_of
from pos.services.enrolment import forget_joining
from pos.services.shop import Setup
from pos.services.staff import sign_in
from pos.services.till import open_till
from sync.api import Api
from sync.demo import pickups
from sync.demo.documents import WEB_SHOP
from sync.demo.history import Files, history
from sync.demo.stores import count_own_stock, stock_up
from sync.demo.value import hand_out
from sync.enrol import enrol
from sync.entities import Points
from sync.hub.calls.channels import add_channel
from sync.hub.history.activities import ENTITY, STREAM
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.imports.job import publish_changed
from sync.hub.journal.own_entries import give_points
from sync.hub.pickup.expiry import expire_due
from sync.hub.serve import listening, run
from sync.hub.store.references import refer
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies
from sync.hub.tills.enrolment import make_code
from sync.service import app_version, once

DATABASE = "sqlite:///hub.db"
KEY_FILE = "webshop.key"
CASHIER = "maya"
"""Who was at the till last."""


def make(folder: Path, files: Path) -> dict[str, Any]:
    """Make the hub in `folder/hub` and the till in `folder/till`; where the hub is, the file with the web shop's key,
    and what the customers' phones show for their orders."""
    home = folder / "hub"
    home.mkdir(parents=True, exist_ok=True)
    hub = open_hub(DATABASE, home)
    try:
        setup = demo_setup(files)
        told = Files.of(files, setup)
        stock_up(hub, files, setup)
        key_file = home / KEY_FILE
        key_file.touch(mode=0o600)
        key_file.write_text(_channel(hub, told.people))
        now = hub.now().astimezone(setup.time_zone)
        activities = (Published.of(ENTITY, one.activity_id, one) for one in history(told, now))
        publish_changed(hub, STREAM, activities)
        with listening("127.0.0.1", 0) as socket:
            port = int(socket.getsockname()[1])
            life = _Life(hub, folder / "till", files, told, f"http://127.0.0.1:{port}", now)
            run(hub, socket, None, None, life.start)
            life.join()
    finally:
        hub.engine.dispose()
    if life.failure is not None:
        raise life.failure
    return {"port": port, "url": life.url, "key_file": str(key_file), "tokens": life.tokens}


class _Life(threading.Thread):
    """The till joins, lives through its past and does its morning's work while the hub serves; then the hub is told to
    stop."""

    def __init__(self, hub: Hub, home: Path, files: Path, told: Files, url: str, now: datetime) -> None:
        super().__init__(name="life")
        self.url = url
        self.failure: BaseException | None = None
        self.tokens: dict[str, str] = {}
        self._hub, self._home, self._files, self._told, self._now = hub, home, files, told, now

    def run(self) -> None:
        try:
            self._live()
        except BaseException as failure:
            self.failure = failure
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    def _live(self) -> None:
        hub, home, files, now = self._hub, self._home, self._files, self._now
        orders = pickups.orders_told(files)
        _join(hub, home, files, self._told.setup, self.url, now)
        older = pickups.place(hub, files, [one for one in orders if one.get("days_ago")], now)
        _synchronise(home)
        live_through(home, files, now, pickups.packed_before(older, now))
        todays = pickups.place(hub, files, [one for one in orders if not one.get("days_ago")], now)
        _synchronise(home)
        count_own_stock(hub, files, self._told.setup)
        expire_due(hub)
        pickups.settle_at_hub(hub, files, [*older, *todays])
        _balance(hub, files, self._told.people)
        hand_out(hub, files, WEB_SHOP, self._told.setup.currency)
        _synchronise(home)
        till = open_till(home)
        try:
            pickups.work_on(till, [*older, *todays])
            sign_in(till, CASHIER)
        finally:
            till.close()
        _synchronise(home)
        self.tokens = pickups.tokens_of([*older, *todays])


def _channel(hub: Hub, people: tuple[CustomerRow, ...]) -> str:
    """The key of the web shop, which knows everybody by the shop's own id."""
    key = add_channel(hub, WEB_SHOP)[0]
    with hub.write() as connection:
        for row in people:
            refer(connection, WEB_SHOP, row.customer_id, row.customer_id)
    return key


def _join(hub: Hub, home: Path, files: Path, setup: Setup, url: str, now: datetime) -> None:
    """The till's first entry is of the morning of its first sale."""
    code = make_code(hub, setup.store_no, setup.till).code
    first = begins(setup, files, now)
    api = Api(url)
    try:
        enrol(home, url, code, api, app=app_version(), now=lambda: first)
        forget_joining(home)
    finally:
        api.close()
    settle_in(home, files)


def _synchronise(home: Path) -> None:
    """Send and read all. Unavailable with what stopped it."""
    done = once(home)
    if done.code:
        raise Unavailable(done.code, **dict(done.facts))


def _balance(hub: Hub, files: Path, people: tuple[CustomerRow, ...]) -> None:
    """The customers file tells the points of today: what was earned since at the till is in them already."""
    bought = {sale["customer"] for sale in past_of(files) if "customer" in sale}
    wanted = {row.customer_id: row.points or 0 for row in people if row.customer_id in bought}
    with hub.write() as connection:
        held = bodies(connection, STREAM, "points", sorted(wanted))
        have = {customer: msgspec.json.decode(body, type=Points).balance for customer, body in held.items()}
        given = [(one, points - have.get(one, 0), "import") for one, points in wanted.items()]
        publish(connection, {STREAM: give_points(hub, connection, given)}, hub.chance(16))
