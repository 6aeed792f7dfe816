"""What a basket needs somebody's permission for: selling at all, overridden prices, large discounts, returns without
receipt, and money that goes back by another means than it came."""

from collections.abc import Sequence

from pos.domain.basket import Line, ManualDiscount
from pos.domain.failures import Refused
from pos.domain.money import WHOLE, parse_rate
from pos.domain.priced import PricedBasket
from pos.domain.refund_tender import is_elsewhere, money_held, owed_to_tenders
from pos.domain.staff import BUILT_IN, Right, Staff, may, may_discount
from pos.domain.tender import Tender
from pos.services.staff import member
from pos.services.tenders import sales_returned
from pos.store.store import Tx


def check_rights(tx: Tx, priced: PricedBasket, tenders: Sequence[Tender], staff: str) -> None:
    """Refused `approval_needed` for what this person may not do alone, with the `line` (0: the basket).

    The built-in user of a stand-alone till may do everything; one that has joined a hub is sold at by people alone
    (`staff_required`). Approvals are by id, never by the same person.
    """
    if staff == BUILT_IN.staff_id:
        if tx.link.peer() is not None:
            raise Refused("staff_required")
        return
    person, basket = member(tx, staff), priced.basket
    for number, (line, amounts) in enumerate(zip(basket.lines, priced.lines, strict=True), 1):
        if not line.is_return and not may(person, "sell"):
            require_right(tx, person, line.approved_by, "sell", number)
        needed = _right_for(line)
        if needed and not may(person, needed):
            require_right(tx, person, line.approved_by, needed, number)
        if line.discount:
            approved_by = line.discount.approved_by or line.approved_by
            _check_discount(tx, person, line.discount, abs(amounts.list_minor), approved_by, number)
    if basket.discount:
        whole = sum(max(0, line.list_minor) for line in priced.lines)
        _check_discount(tx, person, basket.discount, whole, basket.discount.approved_by, 0)
    if not may(person, "refund_tender") and goes_elsewhere(tx, priced, tenders):
        number, line = next((n, line) for n, line in enumerate(basket.lines, 1) if line.reversal)
        require_right(tx, person, line.approved_by, "refund_tender", number)


def goes_elsewhere(tx: Tx, priced: PricedBasket, tenders: Sequence[Tender]) -> bool:
    """Whether these tenders give back what was paid by other means; goods without receipt were paid by none."""
    owed = owed_to_tenders(priced)
    return owed > 0 and is_elsewhere(priced.total_minor, owed, held_for(tx, priced), tenders)


def held_for(tx: Tx, priced: PricedBasket) -> tuple[Tender, ...]:
    """What the shop still holds of the money of everything that comes back in this basket."""
    return money_held(sales_returned(tx, priced))


def percent_of_whole(discount: ManualDiscount, whole_minor: int) -> int:
    """A manual discount in percent of what it is taken off, rounded up to a whole percent."""
    if discount.percent is not None:
        return -(-parse_rate(discount.percent) * 100 // WHOLE)
    return 100 if whole_minor <= 0 else -(-(discount.amount_minor or 0) * 100 // whole_minor)


def _right_for(line: Line) -> Right | None:
    if line.is_return:
        return None if line.reversal else "return_without_receipt"
    return "override_price" if line.source == "override" else None


def _check_discount(
    tx: Tx, person: Staff, discount: ManualDiscount, whole_minor: int, approved_by: str, number: int
) -> None:
    percent = percent_of_whole(discount, whole_minor)
    if may_discount(person, percent):
        return
    approving = _approving(tx, person, approved_by, "discount", number)
    if not may_discount(approving, percent):
        raise Refused("approval_not_allowed", staff=approved_by, line=number)


def require_right(tx: Tx, person: Staff, approved_by: str, right: Right, number: int) -> None:
    """Refused unless somebody else who may do this approved it; for a person who may not, about line `number`."""
    approving = _approving(tx, person, approved_by, right, number)
    if not may(approving, right):
        raise Refused("approval_not_allowed", staff=approved_by, line=number)


def _approving(tx: Tx, person: Staff, approved_by: str, right: Right, number: int) -> Staff:
    if not approved_by:
        raise Refused("approval_needed", right=right, line=number)
    if approved_by == person.staff_id:
        raise Refused("own_approval", line=number)
    return member(tx, approved_by, line=number)
