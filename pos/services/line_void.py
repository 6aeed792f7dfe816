"""Lines struck before payment: what was in a kept basket and is not any more, in the journal at once.

A basket that goes line by line leaves no `basket_voided`, so each line says itself that it went, and that it came back.
"""

from contextlib import suppress

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.money import divide
from pos.services.journal import write_down
from pos.services.sale import price_basket
from pos.services.till import Till
from pos.store.store import Tx
from pos.store.struck import struck_milli

VOIDED, RESTORED = "line_voided", "line_restored"


def write_changed_lines(tx: Tx, till: Till, before: Basket, after: Basket, staff: str) -> None:
    """Journal what was taken out of the basket between two states that were kept, and what came back of it.

    Goods that come back to the shop are no sale that went missing: their lines are left out.
    """
    for change, line in _changes(before, after):
        if change < 0:
            body = _body(before, line, -change) | _worth(tx, till, before, line, -change)
            write_down(tx, till, VOIDED, body, staff)
        else:
            back = min(change, _still_out(tx, before.basket_id, line))
            if back > 0:
                body = _body(before, line, back) | _worth(tx, till, after, line, back)
                write_down(tx, till, RESTORED, body, staff)


def _changes(before: Basket, after: Basket) -> list[tuple[int, Line]]:
    """By how many thousandths the quantity of each sold line changed; a line that is new grew from nothing."""
    sold = {line.line_id: line for basket in (after, before) for line in basket.lines if not line.is_return}
    return [
        (change, line)
        for line_id, line in sold.items()
        if (change := _quantity(after, line_id) - _quantity(before, line_id))
    ]


def _quantity(basket: Basket, line_id: str) -> int:
    return sum(line.qty_milli for line in basket.lines if line.line_id == line_id)


def _body(basket: Basket, line: Line, qty_milli: int) -> dict[str, object]:
    return {
        "subject": line.product.sku,
        "basket": basket.basket_id,
        "line": line.line_id,
        "qty_milli": qty_milli,
    }


def _worth(tx: Tx, till: Till, basket: Basket, line: Line, qty_milli: int) -> dict[str, object]:
    """What this quantity would have come to, where the basket still has a price."""
    with suppress(Refused):
        priced = price_basket(tx, till, basket, till.now())
        total = next(one.total_minor for one in priced.lines if one.line.line_id == line.line_id)
        whole = _quantity(basket, line.line_id)
        return {"amount_minor": divide(total * qty_milli, whole)}
    return {}


def _still_out(tx: Tx, basket_id: str, line: Line) -> int:
    """How much of this line was struck in the open shift and did not come back yet."""
    opened = tx.shifts.open()
    shift = opened.shift if opened else ""
    return struck_milli(tx.driver, shift, line.product.sku, basket_id, line.line_id)
