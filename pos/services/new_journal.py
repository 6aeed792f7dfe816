"""How a till begins a journal: its first, and after a loss the next, with receipt numbers of its own."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from pos.domain.journal import stamp
from pos.services.shop import Setup
from pos.store.rollback import Loss, journals_known, losses
from pos.store.sales import LAST_NUMBER, SERIES
from pos.store.store import Store, Tx
from pos.store.verify import Problem
from pos.store.witness import Seen

JOURNAL = "journal_letter"
"""The setting that counts the journals of this till."""
LETTERS = "BCDEFGHJKLMNPQRSTUVWXYZ"

NewId = Callable[[], str]


def begin_first_journal(tx: Tx, setup: Setup, public_key: bytes, now: datetime, new_id: NewId) -> None:
    """The journal of a till that is being set up."""
    _begin(tx, setup, public_key, now, new_id, number=0, after=None)


def follow_witness(store: Store, setup: Setup, now: datetime, new_id: NewId) -> tuple[Problem, ...]:
    """Database and witness side by side; behind the witness means a new journal with a gap entry."""
    seen = store.witness.newest()
    with store.read() as tx:
        found = losses(tx.driver, seen)
        place = tx.journal.place()
    if found:
        with store.write() as tx:
            found = losses(tx.driver, seen)  # another program may have gone on meanwhile
            if found:
                _add_next(tx, setup, store.secrets.public_key, now, new_id, found)
        store.witness.flush()
    elif place is not None and not seen:
        store.witness.saw(Seen(place.journal_id, place.seq, place.h, ""))
    return tuple(Problem(loss.code, loss.words) for loss in found)


def begin_new_journal(store: Store, setup: Setup, now: datetime, new_id: NewId, lost: Sequence[Loss]) -> None:
    """Go on after a restore: a new journal that follows what is here, and a gap entry for the rest."""
    with store.write() as tx:
        _add_next(tx, setup, store.secrets.public_key, now, new_id, lost)
    store.witness.flush()


def journal_letters(number: int) -> str:
    """What journal `number`, counted from 0, adds to receipt numbers: nothing, then B to Z, then BB, BC and so on."""
    letters = ""
    while number:
        number, place = divmod(number - 1, len(LETTERS))
        letters = LETTERS[place] + letters
    return letters


def _add_next(tx: Tx, setup: Setup, public_key: bytes, now: datetime, new_id: NewId, lost: Sequence[Loss]) -> None:
    """A file that was set back behind the last of its journals counts too few and would print their numbers once
    more, so those that only the witness knows count too."""
    place = tx.journal.place()
    assert place is not None
    after = {"journal_id": place.journal_id.hex(), "seq": place.seq, "h": place.h.hex()}
    begun = journals_known(tx.driver).union(loss.seen.journal_id for loss in lost)
    number = max(len(begun), int(tx.settings.get(JOURNAL)))
    _begin(tx, setup, public_key, now, new_id, number, after)
    tx.journal.append(
        "gap",
        {"lost": [loss.document for loss in lost]},
        entry_id=new_id(),
        at=stamp(now),
        business_date=now.astimezone(setup.time_zone).date().isoformat(),
    )


def _begin(
    tx: Tx,
    setup: Setup,
    public_key: bytes,
    now: datetime,
    new_id: NewId,
    number: int,
    after: dict[str, object] | None,
) -> None:
    """The first entry of journal `number`; receipt numbers begin anew under its letters."""
    series = setup.series + journal_letters(number)
    body: dict[str, object] = {
        "till": setup.till,
        "store": setup.store_no,
        "public_key": public_key.hex(),
        "series": series,
    }
    if after:
        body["after"] = after
    tx.journal.append(
        "journal_opened",
        body,
        entry_id=new_id(),
        at=stamp(now),
        business_date=now.astimezone(setup.time_zone).date().isoformat(),
        new_journal=UUID(new_id()).bytes,
    )
    tx.settings.put(JOURNAL, str(number + 1))
    tx.settings.put(SERIES, series)
    tx.settings.put(LAST_NUMBER, "0")
