"""Webhooks: signed, sent until they are taken, and never by two processes at once."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from pos.domain.journal import stamp
from sync.hub import webhooks
from sync.hub.calls.channels import add_channel, revoke_channel
from sync.hub.hub import Hub
from sync.hub.store import outbox
from sync.hub.store.channels import keep_hook
from sync.hub.store.deliveries import Telling, enqueue
from sync.hub.webhooks import MOST_TRIES, OLDEST_S, pause_s, send_due, signature, verify_signature
from tests.sync.hub_shop import SATURDAY, Clock

Taking = Callable[[httpx.Request], httpx.Response]


def told(hub: Hub, count: int = 1, url: str = "https://shop.example/hook") -> str:
    """Events that wait for a channel; its secret."""
    _key, secret = add_channel(hub, "webshop", hook_url=url)
    with hub.write() as connection:
        tellings = [Telling("order.ready", b'{"id":"%d"}' % n, channel="webshop") for n in range(count)]
        enqueue(connection, tellings, hub.new_id, stamp(hub.now()))
    return secret


def send(hub: Hub, take: Taking) -> list[httpx.Request]:
    """One round; what arrived."""
    arrived: list[httpx.Request] = []

    def receive(request: httpx.Request) -> httpx.Response:
        arrived.append(request)
        return take(request)

    async def once() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(receive)) as client:
            await send_due(hub, client)

    asyncio.run(once())
    return arrived


def taken(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(204)


def refused(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(500)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody there", request=request)


def elsewhere(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(307, headers={"Location": "https://other.example/"})


def test_an_event_arrives_signed_and_once(hub: Hub, clock: Clock) -> None:
    secret = told(hub)

    first, again = send(hub, taken), send(hub, taken)

    assert (len(first), len(again)) == (1, 0)
    request = first[0]
    assert request.headers["tandem-event"] == "order.ready"
    assert verify_signature(secret, request.content, request.headers["tandem-signature"], clock())


def test_a_signature_is_what_the_documents_say() -> None:
    at = int(SATURDAY.timestamp())
    expected = hmac.new(b"secret", f"{at}.body".encode(), hashlib.sha256).hexdigest()

    assert signature("secret", b"body", SATURDAY) == f"t={at},v1={expected}"


@pytest.mark.parametrize("seconds", [OLDEST_S + 1, -OLDEST_S - 1])
def test_a_signature_out_of_its_time_is_refused(seconds: int) -> None:
    later = SATURDAY + timedelta(seconds=seconds)

    assert verify_signature("secret", b"body", signature("secret", b"body", SATURDAY), SATURDAY)
    assert not verify_signature("secret", b"body", signature("secret", b"body", SATURDAY), later)


def test_a_signature_of_something_else_is_refused() -> None:
    told_ = signature("secret", b"body", SATURDAY)

    assert not verify_signature("secret", b"other", told_, SATURDAY)
    assert not verify_signature("other", b"body", told_, SATURDAY)
    assert not verify_signature("secret", b"body", told_.replace("t=1", "t=2", 1), SATURDAY)
    assert not verify_signature("secret", b"body", "", SATURDAY)


@pytest.mark.parametrize("take", [refused, unreachable, elsewhere])
def test_what_was_not_taken_comes_again_after_a_pause(hub: Hub, clock: Clock, take: Taking) -> None:
    told(hub)
    first = send(hub, take)
    at_once = send(hub, taken)
    clock.forward(seconds=pause_s(1))

    later = send(hub, taken)

    assert at_once == [] and len(later) == 1
    assert first[0].headers["tandem-delivery"] == later[0].headers["tandem-delivery"]


def test_pauses_grow_and_end() -> None:
    pauses = [pause_s(tries) for tries in range(1, MOST_TRIES + 1)]

    assert pauses == sorted(pauses)
    assert pauses[0] == webhooks.FIRST_PAUSE_S and pauses[-1] == webhooks.LONGEST_PAUSE_S


def test_what_nobody_takes_is_given_up(hub: Hub, clock: Clock) -> None:
    told(hub)
    tries = 0
    for _ in range(MOST_TRIES + 3):
        tries += len(send(hub, refused))
        clock.forward(days=1)

    assert tries == MOST_TRIES


def test_a_channel_that_was_revoked_is_told_nothing_any_more(hub: Hub) -> None:
    told(hub)
    revoke_channel(hub, "webshop")
    with hub.write() as connection:
        enqueue(connection, [Telling("order.ready", b"{}", channel="webshop")], hub.new_id, stamp(hub.now()))

    assert send(hub, taken) == []


def test_only_the_web_is_told(hub: Hub) -> None:
    told(hub)
    with hub.write() as connection:
        keep_hook(connection, "webshop", "file:///etc/passwd", "secret")

    assert send(hub, taken) == []


def test_several_processes_never_send_one_twice_at_once(pg_hub: Hub) -> None:
    told(pg_hub, 200)
    at, until = stamp(pg_hub.now()), stamp(pg_hub.now() + timedelta(seconds=120))

    def take(_process: int) -> list[str]:
        found: list[str] = []
        while True:
            with pg_hub.write() as connection:
                due = outbox.take_due(connection, at, until, 7)
            if not due:
                return found
            found += [one.delivery_id for one in due]

    with ThreadPoolExecutor(8) as processes:
        sent = [delivery for found in processes.map(take, range(8)) for delivery in found]

    assert len(sent) == len(set(sent)) == 200


def test_a_process_that_died_while_sending_is_stood_in_for(hub: Hub, clock: Clock) -> None:
    told(hub)
    with hub.write() as connection:
        lease = stamp(clock() + timedelta(seconds=webhooks.LEASE_S))
        outbox.take_due(connection, stamp(clock()), lease, 10)
    during = send(hub, taken)
    clock.forward(seconds=webhooks.LEASE_S)

    assert during == [] and len(send(hub, taken)) == 1
