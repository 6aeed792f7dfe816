"""The close of a store's day at the hub. What comes later is a correction with the date of its coming: closed figures
are never written again."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pos.domain.day_figures import Sums
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.journal.bodies import Sale
from sync.hub.journal.taken import Taken
from sync.hub.store import closed_days
from sync.hub.store.closed_days import Correction
from sync.hub.store.days import day_figures, journals_of_day
from sync.hub.store.engine import Connection
from sync.hub.store.stores import all_sheets, sheet_of

AFTER_MIDNIGHT = timedelta(hours=4)
"""A day closes by itself so long after it ended in its store, when late shifts have ended too."""
AT_ONCE = 31
"""Days of a store that one look closes."""


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """A store's day over all its tills, in minor units; what each figure means is said in domain/day_figures.py."""

    sales: int = 0
    gross: int = 0
    refunds: int = 0
    refunds_gross: int = 0
    tax: Sums | None = None
    tenders: Sums | None = None

    @property
    def document(self) -> dict[str, Any]:
        """As JSON has it: sums as lists."""
        told = asdict(self)
        for name in ("tax", "tenders"):
            told[name] = {key: list(sums) for key, sums in sorted((told[name] or {}).items())}
        return told


@dataclass(frozen=True, slots=True)
class DayReport:
    """A store's day: as it was closed (None while it is open), what came later, and as it is now."""

    store_no: int
    business_date: str
    currency: str
    closed_at: str
    closed: dict[str, Any] | None
    corrections: tuple[Correction, ...]
    now: dict[str, Any]


def tick(hub: Hub) -> None:
    """Close each store's days that are over, one transaction each; the first that is closed is yesterday."""
    with hub.read() as connection:
        last = {sheet.store_no: closed_days.last_closed(connection, sheet.store_no) for sheet in all_sheets(connection)}
        zones = {sheet.store_no: sheet.zone for sheet in all_sheets(connection)}
    for store_no, closed in last.items():
        for business_date in due_days(closed, zones[store_no], hub.now())[:AT_ONCE]:
            close_day(hub, store_no, business_date)


def due_days(last_closed: str, zone: str, now: datetime) -> list[str]:
    """The days of a store that are over and not closed, oldest first."""
    newest = (now.astimezone(ZoneInfo(zone)) - AFTER_MIDNIGHT).date() - timedelta(days=1)
    first = date.fromisoformat(last_closed) + timedelta(days=1) if last_closed else newest
    return [(first + timedelta(days=n)).isoformat() for n in range((newest - first).days + 1)]


def close_day(hub: Hub, store_no: int, business_date: str) -> bool:
    """Whether this closed it. Refused `bad_date`, `unknown_store`; a day that is closed stays as it was."""
    _check(hub, store_no, business_date)
    with hub.write() as connection:
        closed_days.hold_stores(connection, [store_no], closing=True)
        figures = json.dumps(figures_now(connection, store_no, business_date).document, sort_keys=True)
        return closed_days.keep_closed(connection, (store_no, business_date), stamp(hub.now()), figures)


def day_report(hub: Hub, store_no: int, business_date: str) -> DayReport:
    """Refused `bad_date`, `unknown_store`."""
    currency, day = _check(hub, store_no, business_date), (store_no, business_date)
    with hub.read() as connection:
        closed = closed_days.closed_of(connection, day)
        return DayReport(
            store_no,
            business_date,
            currency,
            closed.closed_at if closed else "",
            json.loads(closed.figures) if closed else None,
            tuple(closed_days.corrections_of(connection, day)),
            figures_now(connection, store_no, business_date).document,
        )


def figures_now(connection: Connection, store_no: int, business_date: str) -> StoreFigures:
    """The sum over all journals of the store that have entries of this day."""
    days = [(journal_id, business_date) for journal_id in journals_of_day(connection, store_no, business_date)]
    found = day_figures(connection, store_no, days).values()
    return StoreFigures(
        sales=sum(one.sales for one in found),
        gross=sum(one.gross for one in found),
        refunds=sum(one.refunds for one in found),
        refunds_gross=sum(one.refunds_gross for one in found),
        tax=_added([one.tax for one in found]),
        tenders=_added([one.tenders for one in found]),
    )


def note_late_sales(connection: Connection, taken: Sequence[Taken], now: str) -> None:
    """Sales of days that are closed are corrections of today. Their stores are held, so that no day closes between."""
    sold = [one for one in taken if isinstance(one.body, Sale)]
    if not sold:
        return
    closed_days.hold_stores(connection, {one.journal.store_no for one in sold})
    closed = closed_days.closed_among(connection, {(one.journal.store_no, one.entry.business_date) for one in sold})
    late = [
        (*one.place, one.journal.store_no, one.entry.business_date)
        for one in sold
        if (one.journal.store_no, one.entry.business_date) in closed
    ]
    if late:
        closed_days.add_corrections(connection, late, now)


def _added(parts: Sequence[Sums]) -> Sums:
    sums: Sums = {}
    for part in parts:
        for name, (count, amount) in part.items():
            before = sums.get(name, (0, 0))
            sums[name] = (before[0] + count, before[1] + amount)
    return sums


def _check(hub: Hub, store_no: int, business_date: str) -> str:
    """The currency of the store."""
    try:
        if date.fromisoformat(business_date).isoformat() != business_date:
            raise ValueError
    except ValueError as failure:
        raise Refused("bad_date", value=business_date) from failure
    with hub.read() as connection:
        sheet = sheet_of(connection, store_no)
    if sheet is None:
        raise Refused("unknown_store", store=store_no)
    return sheet.currency
