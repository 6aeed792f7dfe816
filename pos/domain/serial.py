"""Serial numbers: goods of which each piece has a number of its own, that is known when it is sold and comes back."""

from collections.abc import Iterator

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.quantity import ONE
from pos.domain.refund import SoldLine


def asks_serial(line: Line) -> bool:
    """Whether this line is not complete without a serial number."""
    return line.product.needs_serial and not line.serial


def numbered_lines(basket: Basket) -> Iterator[tuple[int, Line]]:
    """The lines, counted from 1, whose serial number says which piece it is; that of a gift card is its account."""
    for number, line in enumerate(basket.lines, 1):
        if line.serial and line.product.kind != "gift_card":
            yield number, line


def check_serials(basket: Basket) -> None:
    """Refused, with the `line`: `serial_needed`, `serial_one_piece`, `serial_twice` for a piece that the basket sells
    or takes back twice. One that is exchanged for itself stands there once each way."""
    for number, line in enumerate(basket.lines, 1):
        if asks_serial(line):
            raise Refused("serial_needed", sku=line.product.sku, line=number)
        if line.product.needs_serial and line.qty_milli != ONE:
            raise Refused("serial_one_piece", sku=line.product.sku, line=number)
    seen = set[tuple[str, str, bool]]()
    for number, line in numbered_lines(basket):
        piece = (line.product.sku, line.serial, line.is_return)
        if piece in seen and line.product.needs_serial:
            raise Refused("serial_twice", serial=line.serial, line=number)
        seen.add(piece)


def returned_serial(line: Line, sold: SoldLine) -> str:
    """The number of what comes back: a gift card's is its account, that of a piece has to be looked at, and any other
    is as it was sold where nobody says."""
    if sold.product.kind == "gift_card":
        return sold.serial
    return line.serial if sold.product.needs_serial else line.serial or sold.serial


def check_returned_serials(basket: Basket) -> None:
    """Refused `serial_mismatch`, with the `line`, when another piece comes back than the one that was sold."""
    for number, line in enumerate(basket.lines, 1):
        if line.reversal and line.reversal.serial and line.serial != line.reversal.serial:
            raise Refused("serial_mismatch", serial=line.serial, sold=line.reversal.serial, line=number)
