"""What has to be true of the goods and the people of a basket before it becomes a sale."""

from collections.abc import Iterator
from datetime import date

from pos.domain.age_check import require_age_check
from pos.domain.basket import Basket, Line
from pos.domain.gift_card_line import GIFT_CARD
from pos.domain.priced import Warned
from pos.domain.product import WITHOUT_STOCK, bundled_milli
from pos.domain.serial import check_returned_serials, check_serials, numbered_lines
from pos.services.staff import member
from pos.store.store import Tx


def check_goods(tx: Tx, basket: Basket, today: date) -> None:
    """Refused `serial_…`, `age_check_needed`, and `unknown_staff` for a salesperson who does not work here."""
    check_serials(basket)
    check_returned_serials(basket)
    require_age_check(basket, today)
    for staff in {basket.salesperson, *(line.salesperson for line in basket.lines)} - {""}:
        member(tx, staff)


def goods_warnings(tx: Tx, basket: Basket) -> Iterator[Warned]:
    """What is odd and does not stop a sale: fewer goods on the shelf than are sold, a piece that was sold before, a
    gift card of which nobody keeps an account.

    Goods in hand are the truth, so selling below zero is allowed. Without a hub there is no ledger of gift cards: what
    is sold as one pays for nothing here.
    """
    left: dict[str, int] = {}
    for number, line in enumerate(basket.lines, 1):
        if line.is_return or line.product.kind in WITHOUT_STOCK:
            continue
        short = False
        for sku, milli in leaving(line):
            held = left[sku] if sku in left else tx.stock.on_hand_milli(sku)
            if held is not None:
                left[sku] = held - milli
                short = short or left[sku] < 0
        if short:
            yield Warned("stock_below_zero", number)
    for number, line in numbered_lines(basket):
        if not line.is_return and tx.sales.is_out(line.product.sku, line.serial):
            yield Warned("serial_sold_before", number)
    cards = [n for n, line in enumerate(basket.lines, 1) if line.product.kind == GIFT_CARD and not line.is_return]
    if cards and tx.link.peer() is None:
        yield from (Warned("gift_card_without_ledger", number) for number in cards)


def leaving(line: Line) -> Iterator[tuple[str, int]]:
    """What leaves the shelf with this line: SKU and thousandths."""
    if not line.product.components:
        yield line.product.sku, line.qty_milli
    for part in line.product.components:
        yield part.sku, bundled_milli(line.qty_milli, part.qty_milli)
