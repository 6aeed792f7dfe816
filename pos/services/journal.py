"""Writing a fact down: the one way in which operations append to the journal."""

from collections.abc import Mapping
from datetime import datetime

from pos.domain.journal import Entry, stamp
from pos.services.till import Till
from pos.store.shifts import OpenShift
from pos.store.store import Tx


def write_down(
    tx: Tx,
    till: Till,
    kind: str,
    body: Mapping[str, object],
    staff: str,
    *,
    moment: datetime | None = None,
    shift: OpenShift | None = None,
) -> Entry:
    """Append an entry, by default now and in the open shift; its business date is the shift's, else the store's day.

    What is empty in the body is left out.
    """
    moment = moment or till.now()
    shift = shift or tx.shifts.open()
    return tx.journal.append(
        kind,
        {name: value for name, value in body.items() if value != ""},
        entry_id=till.new_id(),
        at=stamp(moment),
        business_date=shift.business_date if shift else till.business_day(moment),
        shift=shift.shift if shift else "",
        staff=staff,
    )
