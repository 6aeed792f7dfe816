"""Shifts: opened with a counted float, cash moved, closed by a blind count; closing is always possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import Entry, Place, fault_of, place_of, stamp
from pos.domain.money import MAX_MINOR, format_minor, parse_minor
from pos.domain.shift import ShiftFigures, TenderFigures
from pos.domain.tax import TaxTotal
from pos.services.journal import write_down
from pos.services.staff import check_approval, named_approver
from pos.services.till import Till
from pos.store.search import count_best_sellers
from pos.store.shift_sums import grand_total_minor, sale_times, shift_sums
from pos.store.shifts import OpenShift
from pos.store.store import Tx


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed shift: what was expected and counted, and the Z report's figures."""

    figures: ShiftFigures
    expected_minor: int
    counted_minor: int
    left_minor: int


def open_shift(till: Till, float_minor: int, staff: str, at: datetime | None = None) -> OpenShift:
    """Open a shift with the counted float; Refused `shift_open` when one is open."""
    _check_amount(float_minor)
    moment = at or till.now()
    with till.store.write() as tx:
        if tx.shifts.open() is not None:
            raise Refused("shift_open")
        return _open(tx, till, float_minor, staff, moment, by_itself=False)


def shift_for_sale(tx: Tx, till: Till, moment: datetime, staff: str, opens_shift: bool) -> OpenShift:
    """The shift that a sale belongs to. Where `opens_shift`, one is opened with float 0 when there is none, and one
    that was opened so is closed (counted = expected) when the sale is of another business day."""
    shift = tx.shifts.open()
    if not opens_shift:
        if shift is None:
            raise Refused("no_shift")
        return shift
    if shift is not None and shift.opened_by_itself and shift.business_date != till.business_day(moment):
        expected = tx.shifts.expected_minor(shift.shift)
        _close(tx, till, shift, expected, left_minor=0, staff=staff, moment=moment, reason="", approved_by="")
        shift = None
    return shift or _open(tx, till, 0, staff, moment, by_itself=True)


def move_cash(till: Till, kind: str, amount_minor: int, reason: str, staff: str, *, approved_by: str = "") -> Entry:
    """Pay cash in (`paid_in`) or out (`paid_out`), or drop it into the safe (`dropped`); always with a reason.

    Refused `cash_above_zero`, `no_shift`, `reason_needed`, `not_enough_cash` when more would leave the drawer than is
    in it, and `approval_needed` when somebody pays out who may not do it alone.
    """
    if amount_minor <= 0:
        raise Refused("cash_above_zero", value=format_minor(amount_minor, till.setup.currency))
    _check_amount(amount_minor)
    if not reason.strip():
        raise Refused("reason_needed")
    require_free_text("reason", reason)
    with till.store.write() as tx:
        shift = _require_open(tx)
        if kind != "paid_in" and amount_minor > tx.shifts.expected_minor(shift.shift):
            raise Refused("not_enough_cash")
        body = {"amount_minor": amount_minor, "reason": reason}
        if kind == "paid_out":
            check_approval(tx, staff, "pay_out", approved_by)
            body["approved_by"] = approved_by
        return write_down(tx, till, f"cash_{kind}", body, staff, shift=shift)


def open_drawer(till: Till, reason: str, staff: str, *, approved_by: str = "") -> Entry:
    """Journal that the drawer was opened without a sale; Refused `reason_needed`, and `approval_needed` for somebody
    who may not do it alone."""
    if not reason.strip():
        raise Refused("reason_needed")
    require_free_text("reason", reason)
    with till.store.write() as tx:
        check_approval(tx, staff, "open_drawer", approved_by)
        return write_down(tx, till, "drawer_opened", {"reason": reason, "approved_by": approved_by}, staff)


def counted_cash(till: Till, counted_minor: int) -> ShiftFigures:
    """What a blind count comes to: the figures so far with what was counted beside what is expected."""
    _check_amount(counted_minor)
    with till.store.read() as tx:
        return replace(figures_of(tx, till, _require_open(tx).shift), cash_counted_minor=counted_minor)


def close_shift(
    till: Till,
    counted_minor: int,
    staff: str,
    *,
    left_minor: int = 0,
    reason: str = "",
    approved_by: str = "",
    at: datetime | None = None,
) -> Closed:
    """Close the open shift. Nothing but a missing approval stands in the way of it: a difference above the limit
    needs somebody who may approve it (Refused `approval_needed`), any difference needs a reason."""
    _check_amount(counted_minor)
    _check_amount(left_minor)
    if left_minor > counted_minor:
        raise Refused("left_more_than_counted")
    require_free_text("reason", reason)
    moment = at or till.now()
    with till.store.write() as tx:
        shift = _require_open(tx)
        expected = tx.shifts.expected_minor(shift.shift)
        approved_by = _approved(tx, till, counted_minor - expected, staff, reason, approved_by)
        _close(tx, till, shift, counted_minor, left_minor, staff, moment, reason, approved_by)
        count_best_sellers(tx.driver)
    till.store.witness.flush()
    return Closed(report(till, shift.shift), expected, counted_minor, left_minor)


def difference_limit_minor(till: Till) -> int:
    """The largest cash difference that closes without approval."""
    return parse_minor(till.setup.difference_limit, till.setup.currency)


def report(till: Till, shift: str = "") -> ShiftFigures:
    """The figures of a shift, default the open one (X) or else the one closed last; Refused `no_shift`."""
    with till.store.read() as tx:
        if shift and tx.shifts.get(shift) is None:
            raise Refused("unknown_shift", shift=shift)
        if not shift:
            opened, closed = tx.shifts.open(), tx.shifts.last_closed()
            if opened is None and closed is None:
                raise Refused("no_shift")
            shift = opened.shift if opened else closed.shift if closed else ""
        return figures_of(tx, till, shift)


def figures_of(tx: Tx, till: Till, shift_id: str) -> ShiftFigures:
    """Everything an X or Z report says of a shift, from the tables."""
    shift = tx.shifts.get(shift_id)
    assert shift is not None
    closed = tx.shifts.closed(shift_id)
    sums = shift_sums(tx.driver, shift_id)
    came_minor, came, went_minor, went = tx.shifts.cash_taken_minor(shift_id)
    first, last, unbroken = _entries(tx, shift_id) if closed else (0, 0, False)
    return ShiftFigures(
        shift_id=shift_id,
        currency=till.setup.currency,
        opened_at=shift.at,
        closed_at=closed.at if closed else "",
        number=closed.number if closed else 0,
        sales_count=sums.sales_count,
        sales_minor=sums.sales_minor,
        returns_count=sums.returns_count,
        returns_minor=sums.returns_minor,
        rounding_minor=sums.rounding_minor,
        prices_include_tax=tx.prices.rules().taxes.prices_include_tax,
        taxes=tuple(TaxTotal(*row) for row in sums.taxes),
        tenders=tuple(TenderFigures(*row) for row in sums.tenders),
        discounts_count=sums.discounts_count,
        discounts_minor=sums.discounts_minor,
        voids_count=sums.voids_count,
        voids_minor=sums.voids_minor,
        drawer_openings=sums.drawer_openings,
        float_minor=shift.float_minor,
        paid_in_minor=sums.moved.get("paid_in", 0),
        paid_out_minor=-sums.moved.get("paid_out", 0),
        dropped_minor=-sums.moved.get("dropped", 0),
        cash_sales_count=came,
        cash_sales_minor=came_minor,
        cash_refunds_count=went,
        cash_refunds_minor=went_minor,
        cash_expected_minor=tx.shifts.expected_minor(shift_id),
        cash_counted_minor=closed.counted_minor if closed else None,
        grand_total_minor=grand_total_minor(tx.driver, shift_id),
        first_seq=first,
        last_seq=last,
        unbroken=unbroken,
    )


def sales_by_hour(till: Till, shift: str) -> Mapping[int, int]:
    """How many sales of a shift were completed in each hour of the store's day."""
    with till.store.read() as tx:
        hours: dict[int, int] = {}
        for at in sale_times(tx.driver, shift):
            hour = datetime.fromisoformat(at).astimezone(till.setup.time_zone).hour
            hours[hour] = hours.get(hour, 0) + 1
        return hours


def _entries(tx: Tx, shift_id: str) -> tuple[int, int, bool]:
    """First and last seq of a shift's entries, and whether their chain holds; a journal may end and another begin."""
    place: Place | None = None
    key: Ed25519PublicKey | None = None
    first = last = 0
    for entry in tx.journal.of_shift(shift_id):
        if key is None or place is None or entry.journal_id != place.journal_id:
            opens = entry.kind == "journal_opened"
            if place and not opens:
                return first, entry.seq, False
            key = tx.journal.public_key(entry.journal_id)
            place = Place(entry.journal_id) if opens else tx.journal.before(entry)
        if fault_of(entry, place, key):
            return first, entry.seq, False
        place = place_of(entry)
        first, last = first or entry.seq, entry.seq
    return first, last, True


def _open(tx: Tx, till: Till, float_minor: int, staff: str, moment: datetime, by_itself: bool) -> OpenShift:
    till.store.witness.compact()
    shift, day = till.new_id(), till.business_day(moment)
    opened = OpenShift(shift, staff, day, stamp(moment), float_minor, by_itself)
    body = {"float_minor": float_minor, "by_itself": True} if by_itself else {"float_minor": float_minor}
    write_down(tx, till, "shift_opened", body, staff, moment=moment, shift=opened)
    return opened


def _close(
    tx: Tx,
    till: Till,
    shift: OpenShift,
    counted_minor: int,
    left_minor: int,
    staff: str,
    moment: datetime,
    reason: str,
    approved_by: str,
) -> None:
    expected = tx.shifts.expected_minor(shift.shift)
    body: dict[str, object] = {
        "number": tx.shifts.next_number(),
        "expected_minor": expected,
        "counted_minor": counted_minor,
        "left_minor": left_minor,
    }
    body |= {"reason": reason, "approved_by": approved_by}
    if held := [draft.draft_id for draft in tx.drafts.suspended()]:
        body["held"] = held  # what the next shift takes over
    write_down(tx, till, "shift_closed", body, staff, moment=moment, shift=shift)


def _approved(tx: Tx, till: Till, difference: int, staff: str, reason: str, approved_by: str) -> str:
    """Who approves this difference, empty where nobody needs to; refused without a reason or without a right, and
    `unknown_staff` for a name that is nobody's, needed or not."""
    if difference and not reason.strip():
        raise Refused("reason_needed")
    if abs(difference) <= difference_limit_minor(till):
        named_approver(tx, staff, approved_by)
        return ""
    check_approval(tx, staff, "close_shift_with_difference", approved_by)
    return approved_by


def _require_open(tx: Tx) -> OpenShift:
    shift = tx.shifts.open()
    if shift is None:
        raise Refused("no_shift")
    return shift


def _check_amount(minor: int) -> None:
    if not 0 <= minor <= MAX_MINOR:
        raise Refused("bad_amount", value=str(minor))
