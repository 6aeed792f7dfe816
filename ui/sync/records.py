"""Entries of the journal in words: an icon, what it is, and what it comes to."""

from collections.abc import Mapping
from typing import Any

from pos.domain.journal import Entry
from pos.services.link import Record
from ui.session import Session
from ui.sync.view import ChipView, RecordView
from ui.sync.words import SyncWords

_ICONS = {
    "sale_completed": "receipt",
    "handed_over": "pickup.check",
    "hand_over_undone": "undo",
    "pickup_step": "pickup",
    "stock_counted": "variance",
    "stock_adjusted": "variance",
    "shift_opened": "nav.shift",
    "shift_closed": "nav.shift",
    "cash_paid_in": "cash",
    "cash_paid_out": "cash",
    "cash_dropped": "safe",
    "points_adjusted": "points",
    "basket_suspended": "hold",
    "basket_resumed": "recall",
    "age_refused": "id",
    "drawer_opened": "drawer",
    "approval_given": "consent",
    "signed_in": "customer",
    "receipt_copied": "print",
    "clock_changed": "clock",
    "badge_made": "scan",
    "pin_changed": "key",
    "user_unlocked": "key",
    "basket_taken_over": "customer",
    "training_entered": "info",
    "training_left": "info",
    "import_applied": "receive",
    "exception_decided": "reconcile",
}
_SHORT = 12
"""Of an id and of a fingerprint so much is shown; it is enough to tell two apart."""


class Clerk:
    """Puts entries into words."""

    def __init__(self, session: Session, words: SyncWords) -> None:
        self._session, self._words = session, words

    def row(self, record: Record, chip: ChipView) -> RecordView:
        entry, body = record.entry, record.entry.content
        is_return = entry.kind == "sale_completed" and body["total_minor"] < 0
        return RecordView(
            key=entry.entry_id,
            icon="return" if is_return else _ICONS.get(entry.kind, "note"),
            words=self.words(entry, body),
            what=self._what(entry, body, record.who),
            made=f"{self._session.local(entry.at):%H:%M:%S}",
            chip=chip,
            detail=self._detail(entry),
        )

    def words(self, entry: Entry, body: Mapping[str, Any]) -> str:
        """`Sale 2-004117`, `Handover N-88231`."""
        words = self._words
        match entry.kind:
            case "sale_completed":
                number = body["receipt"].partition("-")[2] or body["receipt"]
                return (words.return_ if body["total_minor"] < 0 else words.sale).format(number=number)
            case "handed_over":
                return words.handed_over.format(number=body["number"])
            case "hand_over_undone":
                return words.undone.format(number=body["number"])
            case "pickup_step":
                return words.pickup.format(number=body["number"], step=words.steps.get(body["step"], body["step"]))
            case "stock_counted" | "stock_adjusted":
                text = words.stock_count if entry.kind == "stock_counted" else words.stock_change
                return text.format(lines=_counted(len(body["lines"]), words.one_line, words.lines))
        return words.kinds.get(entry.kind, entry.kind.replace("_", " ").capitalize())

    def _what(self, entry: Entry, body: Mapping[str, Any], who: str) -> str:
        """What it comes to: an amount and how it was paid, pieces, a reason."""
        words = self._words
        match entry.kind:
            case "sale_completed":
                tenders = dict.fromkeys(words.tenders.get(x["type"], x["type"]) for x in body["tenders"])
                return " · ".join(part for part in (self._session.money(body["total_minor"]), *tenders, who) if part)
            case "handed_over" | "hand_over_undone":
                units = sum(len(line["units"]) for line in body["lines"])
                return _counted(units, words.one_item, words.items)
            case "stock_counted" | "stock_adjusted":
                net = sum(line["change_milli"] for line in body["lines"])
                return words.pieces.format(count=f"{net / 1000:g}".replace("-", "−"))
        if "amount_minor" in body:
            return " · ".join(
                part for part in (self._session.money(body["amount_minor"]), body.get("reason", "")) if part
            )
        return str(body.get("reason", "") or body.get("subject", ""))

    def _detail(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        words = self._words
        return (
            (words.entry_number, str(entry.seq)),
            (words.entry_journal, entry.journal_id.hex()[:_SHORT]),
            (words.entry_id, entry.entry_id),
            (words.entry_by, entry.staff or "–"),
            (words.entry_day, entry.business_date),
            (words.entry_hash, entry.h.hex()[:_SHORT]),
        )


def _counted(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=count)
