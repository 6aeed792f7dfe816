"""Telling channels what happened: each event sent until the channel takes it, signed, by one process at a time.

Delivery is at least once: `Tandem-Delivery` is the same each time, so that a receiver can count it once.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import httpx

from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.logs import log_failure
from sync.hub.store import outbox
from sync.hub.store.outbox import Due

AT_ONCE = 20
TIMEOUT_S = 10.0
LEASE_S = 120
"""A process that dies while it sends keeps its deliveries so long; longer than a whole round can take."""
FIRST_PAUSE_S = 5
LONGEST_PAUSE_S = 6 * 60 * 60
MOST_TRIES = 20
"""With growing pauses that is about three days; after that a delivery is given up."""
LOOK_EVERY_S = 1.0
OLDEST_S = 5 * 60
"""A receiver refuses a signature that is older: whoever recorded one cannot send it again later."""

_SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")


def signature(secret: str, body: bytes, at: datetime) -> str:
    """The header `Tandem-Signature` of a body sent at this time."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_mac(secret, seconds, body)}"


def verify_signature(secret: str, body: bytes, told: str, now: datetime) -> bool:
    """For receivers: whether a hub with this secret signed this body within the last five minutes."""
    found = _SIGNATURE.fullmatch(told)
    if found is None or abs(now.timestamp() - int(found[1])) > OLDEST_S:
        return False
    return hmac.compare_digest(_mac(secret, int(found[1]), body), found[2])


async def background(hub: Hub) -> None:
    """Send what waits, for as long as the hub is served."""
    async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as client:
        while True:
            try:
                sent = await send_due(hub, client)
            except Exception as failure:  # the database is away for a moment: the other work of the hub goes on
                log_failure(failure, "webhooks")
                sent = 0
            if sent < AT_ONCE:
                await anyio.sleep(LOOK_EVERY_S)


async def send_due(hub: Hub, client: httpx.AsyncClient) -> int:
    """Send the deliveries whose time has come, all at once; how many that were."""
    due = await anyio.to_thread.run_sync(_take, hub)
    async with anyio.create_task_group() as group:
        for one in due:
            group.start_soon(_send, hub, client, one)
    return len(due)


def pause_s(tries: int) -> int:
    """How long to wait after so many tries that failed: 5 s, doubling up to six hours."""
    return int(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (min(tries, 30) - 1)))


def _take(hub: Hub) -> list[Due]:
    now = hub.now()
    with hub.read() as connection:
        if not outbox.any_due(connection, stamp(now)):
            return []
    with hub.write() as connection:
        return outbox.take_due(connection, stamp(now), stamp(now + timedelta(seconds=LEASE_S)), AT_ONCE)


async def _send(hub: Hub, client: httpx.AsyncClient, due: Due) -> None:
    taken = await _taken(client, due, hub.now)
    await anyio.to_thread.run_sync(_note, hub, due, taken)


async def _taken(client: httpx.AsyncClient, due: Due, now: Callable[[], datetime]) -> bool:
    """Whether the channel answered with any status of success. Only http and https, and no redirects."""
    if urlsplit(due.url).scheme not in ("http", "https"):
        return False
    body = due.body.encode()
    headers = {
        "Content-Type": "application/json",
        "Tandem-Event": due.event,
        "Tandem-Delivery": due.delivery_id,
        "Tandem-Signature": signature(due.secret, body, now()),
    }
    try:
        async with client.stream("POST", due.url, content=body, headers=headers) as answer:
            return answer.is_success
    except (httpx.HTTPError, httpx.InvalidURL):
        return False


def _note(hub: Hub, due: Due, taken: bool) -> None:
    tries = due.tries + 1
    with hub.write() as connection:
        if taken:
            outbox.delivered(connection, due.delivery_id, tries)
        elif tries >= MOST_TRIES:
            outbox.give_up(connection, due.delivery_id, tries)
        else:
            again = hub.now() + timedelta(seconds=pause_s(tries))
            outbox.again_at(connection, due.delivery_id, tries, stamp(again))


def _mac(secret: str, seconds: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
