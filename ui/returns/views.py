"""A return in words: what was found, its head and its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.domain.refund import SoldLine
from pos.domain.sale import Sale
from pos.services.return_find import Returnable
from ui.returns.chosen import Chosen, Goods
from ui.returns.teller import ReturnTeller
from ui.returns.view import ChipView, FoundView, HeadView, ReturnRow


def found_view(sale: Sale, teller: ReturnTeller) -> FoundView:
    words, count = teller.words, sale.pieces
    pieces = words.one_piece if count == 1 else words.pieces.format(count=count)
    detail = words.hit.format(day=teller.day(sale.at), time=teller.time(sale.at), count=pieces)
    title = words.sale.format(number=teller.number(sale.receipt))
    return FoundView(sale.receipt, title, detail, teller.money(sale.total_minor))


def head_view(found: Returnable | None, teller: ReturnTeller, unseen: str = "") -> HeadView:
    words = teller.words
    if unseen:
        return HeadView(words.sale.format(number=unseen), words.without_words)
    if found is None:
        return HeadView(words.without, words.without_words)
    if found.store:
        title = words.sale.format(number=found.sale.receipt)
        return HeadView(title, teller.facts(found.sale, found.store), _age(found, teller))
    title = words.sale.format(number=teller.number(found.sale.receipt))
    return HeadView(title, teller.facts(found.sale), _age(found, teller))


def _age(found: Returnable, teller: ReturnTeller) -> ChipView:
    return age_chip(found.days, found.allowed_days, found.is_late, teller)


def age_chip(days: int, allowed: int | None, is_late: bool, teller: ReturnTeller) -> ChipView:
    """Whether what was bought so many days ago is inside the days for returns."""
    words = teller.words
    if is_late:
        return ChipView(words.over.format(age=days, days=allowed), "warning", "late")
    if allowed is not None:
        return ChipView(words.inside.format(days=allowed), "success", "ok")
    near = {0: words.age_today, 1: words.age_one}
    return ChipView(near.get(days, words.age.format(age=days)), "", "clock")


def sold_row(sold: SoldLine, chosen: Chosen, amount: int, teller: ReturnTeller) -> ReturnRow:
    """A line of the receipt; one that came back says so and cannot be ticked."""
    words = teller.words
    goods = Goods.of_sold(sold)
    row = choice_row(goods, chosen, amount, teller)
    paid_words = words.paid if sold.units == 1 else words.paid_for.format(count=sold.units)
    if sold.list_minor != sold.total_minor:
        paid_words = words.paid_of.format(list=teller.money(sold.list_minor))
    back = sold.returned_milli // ONE
    chip = ""
    if not goods.most:
        chip = words.all_back
    elif back:
        chip = words.came_back.format(count=back, sold=sold.units)
    return spoken(replace(row, paid=teller.money(sold.total_minor), paid_words=paid_words, chip=chip), teller)


def goods_row(goods: Goods, chosen: Chosen, amount: int, teller: ReturnTeller, unseen: str = "") -> ReturnRow:
    """Goods without receipt, or for one that nobody could look up, at today's price."""
    words = teller.words
    row = choice_row(goods, chosen, amount, teller)
    price = teller.money(goods.unit_minor) if goods.unit_minor is not None else ""
    chip = words.unseen_chip.format(number=unseen) if unseen else words.no_receipt_chip
    return spoken(replace(row, paid=price, paid_words=words.today, chip=chip), teller)


def choice_row(goods: Goods, chosen: Chosen, amount: int, teller: ReturnTeller) -> ReturnRow:
    """The goods and what was chosen of them; what was paid is told by whoever knows it."""
    words, product = teller.words, goods.product
    faulty = chosen.reason >= 0 and words.reasons[chosen.reason] in words.faulty
    places = tuple((name, text) for name, text in words.places.items() if not (faulty and name == "restock"))
    at = next((n for n, (name, _) in enumerate(places) if name == chosen.place), 0)
    return ReturnRow(
        key=goods.key,
        name=product.name,
        detail=product.options,
        code=_code(product, teller),
        paid="",
        paid_words="",
        units=chosen.units,
        most=goods.most,
        spoken="",
        picture=teller.picture(product.sku),
        reasons=words.reasons,
        reason=chosen.reason,
        places=places,
        place=at,
        amount=teller.money(amount) if chosen.units else "",
    )


def _code(product: Product, teller: ReturnTeller) -> str:
    return teller.barcode(product.sku) or product.sku


def spoken(row: ReturnRow, teller: ReturnTeller) -> ReturnRow:
    amount = " ".join(part for part in (row.paid, row.paid_words, row.chip) if part)
    return replace(row, spoken=teller.words.tick.format(name=row.name, amount=amount))


def rows_of(
    found: Returnable | None,
    own: Sequence[Goods],
    chosen: Mapping[str, Chosen],
    amounts: Mapping[str, int],
    teller: ReturnTeller,
    most: int,
    unseen: str = "",
) -> tuple[ReturnRow, ...]:
    """At most so many lines that may come back: goods without receipt first, as they were scanned last."""
    rows = [goods_row(goods, chosen[goods.key], amounts.get(goods.key, 0), teller, unseen) for goods in own]
    for sold in found.lines[: max(0, most - len(rows))] if found else ():
        key = Goods.of_sold(sold).key
        rows.append(sold_row(sold, chosen.get(key, Chosen()), amounts.get(key, 0), teller))
    return tuple(rows)
