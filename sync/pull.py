"""Reading the feeds, decided: which scope is asked next and for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sync.protocol import Link
from sync.wire import LONGEST_WAIT_S, Scope

ORDERS: tuple[Scope, ...] = ("orders",)
OTHERS: tuple[Scope, ...] = ("policy", "catalogue", "stock", "customers")
"""In the order in which a till needs them."""
ASK_EVERY_S = 10.0
"""The others are asked in turn, so often each."""
SET_ASIDE_REST_S = 600.0
"""A page that broke a limit is asked for again after this long: the hub may have been mended."""
BARRED_REST_S = 30.0
BARRED = ("revoked", "suspended", "waiting")
"""The states of a till that gets nothing to read."""


@dataclass(frozen=True, slots=True)
class Feeding:
    """A pulling loop: its line, when each of its scopes is due, and those whose cursor the hub does not know.

    `settled` are scopes that were read to the end once; `served` is the one that was asked last.
    """

    scopes: tuple[Scope, ...]
    link: Link = field(default_factory=Link)
    due: Mapping[str, float] = field(default_factory=dict)
    refetch: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    served: str = ""

    @property
    def wait_s(self) -> int:
        """A loop of one scope waits at the hub for news; one of several asks and goes on."""
        return LONGEST_WAIT_S if len(self.scopes) == 1 else 0

    def read(self, scope: str, now: float, *, up_to_date: bool) -> "Feeding":
        """A page or part was taken; whoever is not at the end goes on at once."""
        rest = ASK_EVERY_S if up_to_date and not self.wait_s else 0.0
        settled = self.settled | {scope} if up_to_date else self.settled
        return replace(
            self,
            due={**self.due, scope: now + rest},
            refetch=self.refetch - {scope},
            settled=settled,
            served=scope,
        )

    def rested(self, scope: str, until: float) -> "Feeding":
        return replace(self, due={**self.due, scope: until}, served=scope)

    def all_due(self) -> "Feeding":
        """Somebody pressed "now"."""
        return replace(self, due={})

    def must_refetch(self, scope: str) -> "Feeding":
        return replace(self, refetch=self.refetch | {scope})


@dataclass(frozen=True, slots=True)
class Place:
    """How far a scope was read: its cursor, its state, and the next part of a snapshot that is on its way."""

    epoch: str
    cursor: str
    state: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Ask for a part of the snapshot behind `after`; empty begins a new one."""

    after: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for the page behind `cursor`, and wait so long for news."""

    cursor: str
    wait_s: int


def next_scope(feeding: Feeding, now: float) -> Scope | None:
    """The scope to be asked now, None while none is due.

    What was never read to the end goes first, in the order in which a till needs it, but takes turns with what is due
    again: neither a large catalogue nor a slow line keeps the others waiting for ever.
    """
    due = [scope for scope in feeding.scopes if feeding.due.get(scope, 0.0) <= now]
    new = [scope for scope in due if scope not in feeding.settled]
    known = sorted((scope for scope in due if scope in feeding.settled), key=lambda scope: feeding.due.get(scope, 0.0))
    if new and (not known or feeding.served in feeding.settled):
        return new[0]
    return next(iter(known), None)


def next_due(feeding: Feeding) -> float:
    """When the next scope is due."""
    return min(feeding.due.get(scope, 0.0) for scope in feeding.scopes)


def next_fetch(place: Place, *, refetch: bool, wait_s: int) -> Load | Ask:
    """What to ask of a scope that stands at this place."""
    if refetch:
        return Load("")
    if place.state in ("", "empty", "loading") or not place.cursor:
        return Load(place.part)
    return Ask(place.cursor, wait_s)
