"""What a line does next, from plain values: no socket, no clock, no database. Pushing and pulling have a line each.

Times are seconds of a clock that only goes forward.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pos.domain.link import Wish
from sync.backoff import asked_rest_s, rest_s
from sync.push import Batch

HELLO_EVERY_S = 900.0
HELLO_WHEN_BARRED_S = 20.0
"""A till that waits for a yes, or was suspended, asks again so soon."""
HELLO_JITTER = 0.1
SLEPT_S = 30.0
"""A loop that looks again only after so long has slept with its machine: everything is asked anew."""
IDLE_S = 5.0
"""Without news a line looks again after this long."""
NO_WAY = frozenset(
    "unreachable certificate_expired certificate_unknown certificate_other not_our_hub captive_portal "
    "proxy_login".split()
)
"""Our hub was not met: as soon as one loop meets it, that is over for all of them."""


@dataclass(frozen=True, slots=True)
class Link:
    """One loop's line.

    `code` and `facts` say why it rests until `retry_at`; `asked` when the hub itself asked for patience. `looked_at` is
    when the loop last ran, `rest_until` until when it need not, `pressed` how often "now" was pressed by then.
    """

    failures: int = 0
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    failed_at: float = 0.0
    retry_at: float = 0.0
    asked: bool = False
    hello_at: float = 0.0
    looked_at: float = 0.0
    rest_until: float = 0.0
    pressed: int = 0
    batch: Batch = field(default_factory=Batch)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a line sees besides its own state: what people wish, and when any line last heard the hub."""

    wish: Wish
    heard_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Wait:
    until: float


@dataclass(frozen=True, slots=True)
class Greet:
    """Say hello: who we are, how far we are."""


@dataclass(frozen=True, slots=True)
class SendAside:
    """Send entries again that were set aside once."""


@dataclass(frozen=True, slots=True)
class Push:
    """Send the next entries."""


def resting(link: Link, seen: Seen, now: float) -> Wait | None:
    """Until when this line must rest, None when it may go on."""
    if seen.wish.paused:
        return Wait(now + IDLE_S)
    heard = link.code in NO_WAY and seen.heard_at > link.failed_at and not link.asked
    if now < link.retry_at and seen.wish.now <= link.pressed and not heard:
        return Wait(link.retry_at)
    return None


def next_step(link: Link, seen: Seen, now: float, *, unsent: bool, aside: bool) -> Wait | Greet | SendAside | Push:
    """What the pushing loop does next; after a failure the line rests first. "Now" begins with hello: that shows what a
    hub which was put back has lost."""
    if (rest := resting(link, seen, now)) is not None:
        return rest
    if now >= link.hello_at or slept(link, now) or seen.wish.now > link.pressed:
        return Greet()
    if aside:
        return SendAside()
    if unsent:
        return Push()
    return Wait(min(link.hello_at, now + IDLE_S))


def slept(link: Link, now: float) -> bool:
    """Whether the machine slept since this loop last ran."""
    return bool(link.looked_at) and now - max(link.looked_at, link.rest_until) > SLEPT_S


def looked(link: Link, seen: Seen, now: float) -> Link:
    """The loop ran; a press of "now" counts once."""
    return replace(link, looked_at=now, rest_until=now, pressed=seen.wish.now)


def failed(link: Link, code: str, facts: Mapping[str, object], now: float, chance: float, asked_s: float = 0.0) -> Link:
    """The line after a failure. `asked_s` is how long the hub wants to be left alone, 0 when it did not say."""
    failures = link.failures + 1
    rest = asked_rest_s(asked_s, chance) if asked_s else rest_s(failures, chance)
    told = tuple(sorted((name, str(value)) for name, value in facts.items()))
    return replace(
        link,
        failures=failures,
        code=code,
        facts=told,
        failed_at=now,
        retry_at=now + rest,
        rest_until=now + rest,
        asked=bool(asked_s),
    )


def succeeded(link: Link) -> Link:
    """The line after an answer of the hub."""
    return replace(link, failures=0, code="", facts=(), retry_at=0.0, asked=False)


def asks_soon(link: Link, now: float) -> Link:
    """The line of a till that the hub does not serve, whichever loop heard so: it soon asks whether that still is
    so."""
    return replace(link, hello_at=min(link.hello_at, now + HELLO_WHEN_BARRED_S * (1 + HELLO_JITTER)))


def greeted(link: Link, now: float, chance: float, *, barred: bool = False) -> Link:
    """The line after hello; tills that started together do not come again together. One that is `barred` asks soon
    whether it still is."""
    every_s = HELLO_WHEN_BARRED_S if barred else HELLO_EVERY_S
    return replace(succeeded(link), hello_at=now + every_s * (1 + chance * HELLO_JITTER))
