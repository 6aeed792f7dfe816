"""The line to the hub as people see it and steer it. Window and commands write wishes; the synchroniser reads them.

Every reading function is one short view of the file; none of them waits for a network.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

from pos.domain.failures import Refused
from pos.domain.journal import Entry, stamp
from pos.domain.link import LineState, Peer, Wish
from pos.services.journal import write_down
from pos.services.till import Till
from pos.store.proofs import Proof
from pos.store.store import Tx
from pos.store.sync_centre import SetAside, ShopException
from pos.store.sync_log import Logged

Decision = Literal["both_true", "ours_wrong", "for_manager"]
"""What somebody says of an exception; `for_manager` leaves it open and says who saw it."""
DECISIONS: tuple[Decision, ...] = ("both_true", "ours_wrong", "for_manager")
LATELY = timedelta(hours=1)
MOST_SENT = 300
MOST_EXCEPTIONS = 200
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class LineView:
    """How the line is. `peer` is None for a till of its own; `oldest_at` is when the first of the `waiting` entries was
    made; `needs_look` counts open exceptions and entries that were set aside."""

    peer: Peer | None = None
    line: LineState | None = None
    wish: Wish = field(default_factory=Wish)
    waiting: int = 0
    oldest_at: str = ""
    needs_look: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of the journal as the outbox shows it; `who` is the customer's name where there is one."""

    entry: Entry
    who: str = ""


def line_view(till: Till) -> LineView:
    """How the line is now; cheap enough for the main loop."""
    with till.store.read() as tx:
        peer = tx.link.peer()
        if peer is None:
            return LineView()
        oldest = tx.sync_centre.oldest_waiting(peer.outbox_from, 1)
        return LineView(
            peer,
            tx.link.line(),
            tx.link.wish(),
            tx.sync_centre.waiting(peer.outbox_from) if oldest else 0,
            oldest[0][1].at if oldest else "",
            tx.sync_centre.open_count() + tx.sync_centre.set_aside_count(),
        )


def outbox(till: Till, limit: int = 200) -> tuple[Record, ...]:
    """What waits to be sent, in the order in which it will be."""
    with till.store.read() as tx:
        peer = tx.link.peer()
        waiting = tx.sync_centre.oldest_waiting(peer.outbox_from, limit) if peer else []
        return _records(tx, (entry for _n, entry in waiting))


def sent_lately(till: Till, since: timedelta = LATELY) -> tuple[Record, ...]:
    """What the hub has of the last hour, newest first."""
    with till.store.read() as tx:
        if (peer := tx.link.peer()) is None:
            return ()
        since_at = stamp(till.now() - since)
        return _records(tx, tx.sync_centre.sent_since(since_at, peer.outbox_from, MOST_SENT))


def set_aside(till: Till) -> tuple[SetAside, ...]:
    """Entries that the hub could not read, newest first; they are kept and sent again after an update."""
    with till.store.read() as tx:
        return tuple(tx.sync_centre.set_aside(MOST_EXCEPTIONS))


def exceptions(till: Till) -> tuple[ShopException, ...]:
    """What two sides disagree on and the hub still holds open, newest first, with what was decided here meanwhile."""
    with till.store.read() as tx:
        return tuple(tx.sync_centre.exceptions(MOST_EXCEPTIONS))


def proofs(till: Till, day: str) -> tuple[Proof, ...]:
    """What became of comparing this business date with the hub, a proof for each journal of it."""
    with till.store.read() as tx:
        return tuple(tx.sync_centre.proofs(day))


def proof_days(till: Till) -> tuple[str, ...]:
    """The business dates that were compared, newest first."""
    with till.store.read() as tx:
        return tuple(tx.sync_centre.proof_days(MOST_DAYS))


def sync_log(till: Till, limit: int = 200) -> tuple[Logged, ...]:
    """What the synchroniser did last, newest first."""
    with till.store.read() as tx:
        return tuple(tx.sync_log.newest(limit))


def press_sync_now(till: Till) -> None:
    """Let the synchroniser go at once, whatever it waits for; a paused one goes on."""
    _wish(till, lambda wish: replace(wish, now=wish.now + 1, paused=False))


def pause(till: Till, paused: bool) -> None:
    """Let the synchroniser rest, or go on. Selling is not touched by it."""
    _wish(till, lambda wish: replace(wish, paused=paused))


def ask_reconcile(till: Till) -> None:
    """Have the days of this till compared with the hub; the outcome stands in `proofs` when it is there."""
    _wish(till, lambda wish: replace(wish, reconcile=wish.reconcile + 1))


def decide_exception(till: Till, exception_id: str, decision: Decision, staff: str) -> Entry:
    """Journal what somebody says is true. Nothing is deleted; the hub learns it like every other entry.

    Refused `unknown_exception`, or `exception_decided` when somebody was first.
    """
    assert decision in DECISIONS
    with till.store.write() as tx:
        found = tx.sync_centre.exception(exception_id)
        if found is None:
            raise Refused("unknown_exception", exception=exception_id)
        if found.decided not in ("", "for_manager"):
            raise Refused("exception_decided", by=found.decided_by)
        body = {"exception": exception_id, "decision": decision}
        return write_down(tx, till, "exception_decided", body, staff)


def _wish(till: Till, change: Callable[[Wish], Wish]) -> None:
    with till.store.write() as tx:
        tx.link.keep_wish(change(tx.link.wish()))


def _records(tx: Tx, entries: Iterable[Entry]) -> tuple[Record, ...]:
    return tuple(Record(entry, _who(tx, entry)) for entry in entries)


def _who(tx: Tx, entry: Entry) -> str:
    """The customer of a sale by name, as far as the customer is here."""
    customer_id = entry.content.get("customer", "") if entry.kind == "sale_completed" else ""
    found = tx.customers.get(customer_id) if customer_id else None
    return found.name if found else ""
