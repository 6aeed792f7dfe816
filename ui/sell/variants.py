"""What a product comes in, as a matrix: rows by colour, columns by size, and one of them marked first."""

import re
from collections.abc import Callable

from pos.domain.quantity import format_milli
from ui.sell.shop import Offer, Variant
from ui.sell.view import ChipView, PickView, VariantRow, VariantsView, VariantView
from ui.sell.words import SellWords

Money = Callable[[int], str]
IN_A_ROW = 5
LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def variants_view(
    found: tuple[Variant, ...], words: SellWords, money: Money, *, usual: str = "", wearer: str = ""
) -> VariantsView:
    """`usual` is the size that the customer `wearer` mostly buys; it is marked where it is here."""
    rows = _rows(found, words, money)
    title = found[0].name if found else ""
    cells = [cell for row in rows for cell in row.cells if cell is not None]
    theirs = [cell for cell in cells if usual and usual in cell.label.split(" · ")]
    marked = next((cell for cell in (*theirs, *cells) if cell.is_here), next(iter(theirs or cells), None))
    told = words.wears.format(name=wearer, size=usual) if theirs and wearer else ""
    return VariantsView(title, rows, marked.sku if marked else "", told)


def pick_view(variant: Variant, pieces: int, offers: tuple[Offer, ...], words: SellWords, money: Money) -> PickView:
    """What stands over and under the matrix while this size is marked."""
    what = ", ".join(variant.options.split(" · ")) or variant.name
    add = words.add_variant.format(what=what)
    if pieces > 1:
        add = words.add_pieces.format(count=pieces, what=what)
    return PickView(money(variant.price_minor), offer_chips(variant.price_minor, offers, words, money), add)


def offer_chips(price_minor: int, offers: tuple[Offer, ...], words: SellWords, money: Money) -> tuple[ChipView, ...]:
    """An offer on one piece says what that costs; one on more pieces has to say it in its name."""
    chips = []
    for offer in offers:
        told = offer.pieces == 1 and offer.total_minor != price_minor
        amount = words.offer_price.format(name=offer.name, amount=money(offer.total_minor)) if told else offer.name
        chips.append(ChipView(amount, "promo", "member" if offer.pieces == 1 else "promo"))
    return tuple(chips)


def size_order(labels: list[str]) -> list[str]:
    """Letters from small to large, numbers from low to high; anything else as it came."""
    if all(label.upper() in LETTERS for label in labels):
        return sorted(labels, key=lambda label: LETTERS.index(label.upper()))
    numbers = {label: _NUMBER.search(label) for label in labels}
    if all(numbers.values()):
        return sorted(labels, key=lambda label: float(_NUMBER.findall(label)[0].replace(",", ".")))
    return labels


def _rows(found: tuple[Variant, ...], words: SellWords, money: Money) -> tuple[VariantRow, ...]:
    """A product with one option, or with one second option for each first, has them side by side."""
    colours: dict[str, dict[str, Variant]] = {}
    for variant in found:
        first, _dot, second = variant.options.partition(" · ")
        colours.setdefault(first if second else "", {})[second or first or variant.sku] = variant
    if "" in colours or (len(colours) > 1 and all(len(sizes) == 1 for sizes in colours.values())):
        return _side_by_side(found, words, money)
    columns = size_order(list(dict.fromkeys(size for sizes in colours.values() for size in sizes)))
    if len(columns) > 2 * IN_A_ROW:
        return _side_by_side(found, words, money)
    return tuple(
        VariantRow(
            colour,
            tuple(_cell(sizes[size], size, words, money) if size in sizes else None for size in columns),
            next(iter(sizes.values())).picture,
        )
        for colour, sizes in colours.items()
    )


def _side_by_side(found: tuple[Variant, ...], words: SellWords, money: Money) -> tuple[VariantRow, ...]:
    named = {variant.options or variant.sku: variant for variant in found}
    cells = [_cell(named[label], label, words, money) for label in size_order(list(named))]
    return tuple(VariantRow("", tuple(cells[at : at + IN_A_ROW])) for at in range(0, len(cells), IN_A_ROW))


def _cell(variant: Variant, label: str, words: SellWords, money: Money) -> VariantView:
    stock, price = variant.stock_milli, money(variant.price_minor)
    low = stock is not None and 0 < stock <= variant.low_milli
    pattern = words.here_low if low else words.here
    count = "" if stock is None else pattern.format(count=format_milli(max(0, stock)).split(".")[0])
    spoken = ", ".join(part for part in (variant.name, variant.options, price, count) if part)
    return VariantView(variant.sku, label, count or price, spoken, stock is None or stock > 0, low)
