"""Where money goes back to: the tenders it came by, the last one first (SEMANTICS.md, "Refunds")."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pos.domain.cash_rounding import CashBefore, round_back
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding
from pos.domain.tender import CASH, Tender


def owed_to_tenders(priced: PricedBasket) -> int:
    """How much of a basket's refund was paid for in known sales: of an exchange at most its net amount."""
    returned = -sum(line.gross_minor for line in priced.lines if line.line.reversal)
    return max(0, min(returned, -priced.total_minor))


def money_held(sales: Iterable[Sale]) -> tuple[Tender, ...]:
    """What the shop still holds of the money of these sales, in the order it came.

    They are a sale with everything that returns and exchanges join to it, oldest first: what an exchange gave back is
    taken off, what was paid on top of one is added. Cash counts as it was before it was rounded, so that a missing coin
    makes no other means give more or less.
    """
    held: list[Tender] = []
    for sale in sales:
        for tender in _unrounded(sale):
            if tender.amount_minor > 0:
                _add(held, tender)
            else:
                _take(held, tender.type, -tender.amount_minor)
        _take(held, CASH, sale.change_minor)
    return tuple(tender for tender in held if tender.amount_minor)


def cash_before(sales: Sequence[Sale]) -> CashBefore:
    """What of the money of these sales, as `money_held` takes them, passed in cash."""
    held = sum(tender.amount_minor for tender in money_held(sales) if tender.type == CASH)
    due = handed = 0
    for sale in sales:
        came = sum(tender.amount_minor for tender in sale.tenders if tender.type == CASH) - sale.change_minor
        if came < sale.rounding_minor:  # a refund, though no coin may have been small enough for it
            due, handed = due + sale.rounding_minor - came, handed - came
    return CashBefore(held, sum(sale.rounding_minor for sale in sales), due, handed)


def back_to_tenders(due_minor: int, held: Sequence[Tender]) -> tuple[Tender, ...]:
    """`due_minor` given back as negative tenders, the last that was paid first; less when less is held.

    Points come back whole: what is less than one is left to the means that was paid before.
    """
    back = []
    for tender in reversed(held):
        part = _part(tender, due_minor)
        due_minor -= part.amount_minor
        if part.amount_minor:
            back.append(replace(part, amount_minor=-part.amount_minor, points=-part.points, mode=None, left_minor=None))
    return tuple(back)


def original_tenders(due_minor: int, owed_minor: int, sales: Sequence[Sale], cash: CashRounding) -> tuple[Tender, ...]:
    """The tenders that give `due_minor` back as it was paid; what nothing is held for, and coins too small, in cash.

    `owed_minor` is the part of it that belongs to what is held of `sales` (`owed_to_tenders`, `money_held`).
    """
    back = back_to_tenders(owed_minor, money_held(sales))
    others = tuple(tender for tender in back if tender.type != CASH)
    in_cash = due_minor + sum(tender.amount_minor for tender in others)
    return (*others, Tender(CASH, -round_back(in_cash, cash, cash_before(sales)))) if in_cash else others


def is_elsewhere(total_minor: int, owed_minor: int, held: Sequence[Tender], given: Sequence[Tender]) -> bool:
    """Whether these tenders leave out one that the money came by; how much cash is due follows from the others."""
    by_type = _sums(given)
    by_type[CASH] = total_minor - sum(amount for kind, amount in by_type.items() if kind != CASH)
    planned = _sums(back_to_tenders(owed_minor, held))
    return any(by_type.get(kind, 0) > amount for kind, amount in planned.items())


def _unrounded(sale: Sale) -> Iterator[Tender]:
    rounding = sale.rounding_minor
    for tender in sale.tenders:
        if tender.type == CASH:
            tender, rounding = replace(tender, amount_minor=tender.amount_minor - rounding), 0
        yield tender
    if rounding:  # to nothing, so that nothing was handed over
        yield Tender(CASH, -rounding)


def _part(tender: Tender, minor: int) -> Tender:
    """At most so much of a tender; of points as many as are whole."""
    amount = min(minor, tender.amount_minor)
    if not tender.points:
        return replace(tender, amount_minor=amount)
    value = tender.amount_minor // tender.points
    return replace(tender, amount_minor=amount // value * value, points=amount // value)


def _sums(tenders: Iterable[Tender]) -> dict[str, int]:
    found: dict[str, int] = {}
    for tender in tenders:
        found[tender.type] = found.get(tender.type, 0) + tender.amount_minor
    return found


def _add(held: list[Tender], tender: Tender) -> None:
    """The same card again is one tender."""
    for n, one in enumerate(held):
        if (one.type, one.reference) == (tender.type, tender.reference):
            amount, points = one.amount_minor + tender.amount_minor, one.points + tender.points
            held[n] = replace(one, amount_minor=amount, points=points)
            return
    held.append(tender)


def _take(held: list[Tender], kind: str, minor: int) -> None:
    """From what came by this means first, then from whatever came last."""
    order = sorted(range(len(held)), key=lambda n: (held[n].type != kind, -n))
    for n in order:
        taken = min(minor, held[n].amount_minor)
        held[n] = _part(held[n], held[n].amount_minor - taken)
        minor -= taken
