"""The demo's shop: a hub on loopback with the demo store in it, and a till that has joined it.

`python -m sync.demo FOLDER --files FILES` makes both and ends; it prints where the hub is, for the programs that then
serve it. Everything goes the way it goes in a real shop: the till joins with a code, reads the feeds, picks orders.
"""

import argparse
import json
import os
import signal
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

from pos.domain.failures import Refused, Unavailable
from pos.services import pickup_pick as picking
from pos.services.demo import CATALOGUE, demo_setup, settle_in
from pos.services.enrolment import forget_joining
from pos.services.staff import sign_in
from pos.services.till import open_till
from sync.api import Api
from sync.enrol import enrol
from sync.hub.channels import add_channel
from sync.hub.enrolment import make_code
from sync.hub.hub import Hub
from sync.hub.identity import open_hub
from sync.hub.imports.file import import_file
from sync.hub.orders import cancel_order, place_order
from sync.hub.serve import listening, run
from sync.hub.stores import NewStore, add_store
from sync.service import app_version, once
from sync.simulator import Shop, order_of

CHANNEL = "webshop"
DATABASE = "sqlite:///hub.db"
KEY_FILE = "webshop.key"
PICKER, CASHIER = "james", "maya"
"""Who picked the orders that are ready when the demo opens, and who was at the till last."""


def main(argv: list[str] | None = None) -> int:
    """0 when hub and till are made, 1 when not: the demo then goes without a hub."""
    parser = argparse.ArgumentParser(prog="sync.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder: `hub` and `till` are made in it")
    parser.add_argument("--files", type=Path, required=True, help="the demo store's files")
    asked = parser.parse_args(argv)
    try:
        told = make(asked.folder, asked.files)
    except (Refused, Unavailable) as failure:
        sys.stderr.write(f"{failure.code}\n")
        return 1
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


def make(folder: Path, files: Path) -> dict[str, Any]:
    """Make the hub in `folder/hub` and the till in `folder/till`; where the hub is, the file with the web shop's key,
    and what the customers' phones show for their orders."""
    home = folder / "hub"
    home.mkdir(parents=True, exist_ok=True)
    hub = open_hub(DATABASE, home)
    try:
        key_file = home / KEY_FILE
        key_file.touch(mode=0o600)
        key_file.write_text(_stock_up(hub, files))
        with listening("127.0.0.1", 0) as socket:
            port = int(socket.getsockname()[1])
            joining = _Joining(hub, folder / "till", files, f"http://127.0.0.1:{port}")
            run(hub, socket, None, None, joining.start)
            joining.join()
    finally:
        hub.engine.dispose()
    if joining.failure is not None:
        raise joining.failure
    return {"port": port, "url": joining.url, "key_file": str(key_file), "tokens": joining.tokens}


class _Joining(threading.Thread):
    """The till joins while the hub serves; when it is done the hub is told to stop."""

    def __init__(self, hub: Hub, home: Path, files: Path, url: str) -> None:
        super().__init__(name="joining")
        self.url = url
        self.failure: BaseException | None = None
        self.tokens: dict[str, str] = {}
        self._hub, self._home, self._files = hub, home, files

    def run(self) -> None:
        try:
            self._join_in()
        except BaseException as failure:
            self.failure = failure
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    def _join_in(self) -> None:
        setup = demo_setup(self._files)
        code = make_code(self._hub, setup.store_no, setup.till).code
        api = Api(self.url)
        try:
            enrol(self._home, self.url, code, api, app=app_version())
            forget_joining(self._home)
        finally:
            api.close()
        settle_in(self._home, self._files)
        self.tokens = place_orders(self._hub, self._files)
        once(self._home)
        pick_orders(self._home, self._files)
        once(self._home)


def _stock_up(hub: Hub, files: Path) -> str:
    """The store with its catalogue, staff, customers and stock; the key of the web shop."""
    setup = demo_setup(files)
    own = {"vat_number": setup.vat_number, "return_policy": setup.return_policy}
    add_store(
        hub,
        NewStore(
            setup.name,
            setup.currency,
            setup.country,
            store_no=setup.store_no,
            code=setup.code,
            zone=setup.zone,
            locale=setup.locale,
            address=setup.address,
            setup={**own, "patterns": list(setup.patterns), "planned_float": setup.planned_float},
        ),
    )
    for kind, name in CATALOGUE:
        done = import_file(hub, kind, files / name, store_no=setup.store_no)
        if done.problems:
            raise Unavailable("demo_damaged", file=name, row=done.problems[0].line)
    return add_channel(hub, CHANNEL)[0]


def place_orders(hub: Hub, files: Path) -> dict[str, str]:
    """The web shop's orders of this morning, one of them taken back; the token of each by its number."""
    tokens = {}
    for number, told in enumerate(_orders(files)):
        shop = Shop(files, CHANNEL)
        asked = order_of(told, shop, hub.now() + timedelta(minutes=told["ready_in_min"]))
        kept, _new = place_order(hub, asked, shop.write(f"demo-{number}", "/v1/orders", asked))
        if told["state"] == "cancelled":
            order_id = str(kept.order.order_id)
            cancel_order(hub, order_id, shop.write(f"demo-cancel-{number}", f"/v1/orders/{order_id}/cancel", None))
        tokens[kept.order.number] = kept.token
    return tokens


def pick_orders(home: Path, files: Path) -> None:
    """What was done at the till since: some orders are being picked, some are ready."""
    till = open_till(home)
    try:
        with till.store.read() as tx:
            held = sorted((order for order, _n in tx.orders.all_open()), key=lambda order: order.order_id)
        for told, order in zip([one for one in _orders(files) if one["state"] != "cancelled"], held, strict=True):
            steps = ("placed", "picking", "picked", "staged", "ready").index(told["state"])
            lines = order.lines[:1] if told["state"] == "picking" else order.lines if steps else ()
            for line in lines:
                picking.pick(till, order.order_id, line.line, line.qty_milli, PICKER)
            if steps >= 3:
                picking.stage(till, order.order_id, 1, told["bay"], PICKER)
            if steps >= 4:
                picking.ready(till, order.order_id, PICKER)
        sign_in(till, CASHIER)
    finally:
        till.close()


def _orders(files: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((files / "orders.json").read_text(encoding="utf-8"))
    return told


if __name__ == "__main__":
    sys.exit(main())
