"""The names that a basket gives as approvals, before they are written down: people of the shop, never the seller."""

from dataclasses import replace

from pos.domain.basket import Line, ManualDiscount
from pos.domain.failures import Refused
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.staff import BUILT_IN, Staff, may, may_discount
from pos.services.rights import percent_of_whole
from pos.services.staff import member, named_approver
from pos.store.store import Tx


def with_approvals(tx: Tx, priced: PricedBasket, staff: str) -> PricedBasket:
    """The basket with the approvals that are worth the name; `check_rights` has seen to those that are needed.

    Somebody who is named where nobody needs to be asked still has to be of the shop and able to allow it: Refused
    `unknown_staff` and `approval_not_allowed` with the `line` (0: the basket). Whoever sells names himself in vain, as
    he does it by his own right. On a till without any staff nobody is known, and names stand as they were given.
    """
    basket = priced.basket
    named = False
    for number, line in enumerate(basket.lines, 1):
        for by in _names(line):
            named = True
            _require_able(tx, staff, by, number, priced.lines[number - 1])
    if basket.discount and basket.discount.approved_by:
        named = True
        named_approver(tx, staff, basket.discount.approved_by, line=0)
    return _without(priced, staff) if named else priced


def _names(line: Line) -> list[str]:
    """Who is named in a line, each once."""
    of_discount = line.discount.approved_by if line.discount else ""
    return [by for by in dict.fromkeys((line.approved_by, of_discount)) if by]


def _require_able(tx: Tx, staff: str, approved_by: str, number: int, priced: PricedLine) -> None:
    """That who is named could have allowed what is unusual about a line, where the seller may do all of it alone.

    What comes back is allowed for reasons that stand in no line, as days that are over.
    """
    if not named_approver(tx, staff, approved_by, line=number) or priced.line.is_return or not tx.people.any():
        return
    seller = BUILT_IN if staff == BUILT_IN.staff_id else member(tx, staff)
    if not may(seller, "sell") or not all(_rights(seller, priced)):
        return  # what the seller lacks, `check_rights` asked of the approval
    able = _rights(member(tx, approved_by), priced)
    if able and not any(able):
        raise Refused("approval_not_allowed", staff=approved_by, line=number)


def _rights(person: Staff, priced: PricedLine) -> list[bool]:
    """Whether a person may do alone what is unusual about a sold line: its price, its discount."""
    line = priced.line
    rights = [may(person, "override_price")] if line.source == "override" else []
    if line.discount:
        rights.append(may_discount(person, percent_of_whole(line.discount, abs(priced.list_minor))))
    return rights


def _without(priced: PricedBasket, staff: str) -> PricedBasket:
    """The basket without what the seller would have approved himself."""
    basket = priced.basket
    lines = tuple(_alone(line, staff) for line in basket.lines)
    discount = _by_another(basket.discount, staff)
    told = tuple(replace(one, line=line) for one, line in zip(priced.lines, lines, strict=True))
    return replace(priced, basket=replace(basket, lines=lines, discount=discount), lines=told)


def _alone(line: Line, staff: str) -> Line:
    approved_by = "" if line.approved_by == staff else line.approved_by
    return replace(line, approved_by=approved_by, discount=_by_another(line.discount, staff))


def _by_another(discount: ManualDiscount | None, staff: str) -> ManualDiscount | None:
    return replace(discount, approved_by="") if discount and discount.approved_by == staff else discount
