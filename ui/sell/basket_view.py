"""A priced basket in words: lines, chips, sums and the customer, ready to be painted."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pos.domain.basket import AppliedDiscount, Line, ManualDiscount
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.quantity import ONE, format_milli
from pos.domain.stored_value import last_four
from pos.services.balances import Freshness
from ui.sell.shop import Shopper, Tile
from ui.sell.view import BasketView, ChipView, CustomerView, LineView, SumView, TileView
from ui.sell.words import SellWords

Money = Callable[[int], str]
NOBODY: Mapping[str, str] = MappingProxyType({})


def basket_view(
    priced: PricedBasket,
    words: SellWords,
    money: Money,
    *,
    selected: str = "",
    shopper: Shopper | None = None,
    earns: int | None = None,
    empty_words: str = "",
    for_members: frozenset[str] = frozenset(),
    names: Mapping[str, str] = NOBODY,
) -> BasketView:
    """Everything the basket panel shows; `for_members` are the promotions whose chip is a tag, `names` those who may
    have advised."""
    return BasketView(
        lines=tuple(
            line_view(line, words, money, line.line.line_id == selected, for_members, _advisor(line, priced, names))
            for line in priced.lines
        ),
        sums=sums(priced, words, money) if priced.lines else (),
        total=money(priced.total_minor),
        can_pay=bool(priced.lines),
        customer=None if shopper is None else customer_view(shopper, earns, words),
        empty_words=empty_words,
    )


def _advisor(line: PricedLine, priced: PricedBasket, names: Mapping[str, str]) -> str:
    """Who advised on a line, by name; empty where it is whoever stands at the till."""
    staff_id = line.line.salesperson or priced.basket.salesperson
    return names.get(staff_id, staff_id)


def line_view(
    priced: PricedLine,
    words: SellWords,
    money: Money,
    selected: bool,
    for_members: frozenset[str] = frozenset(),
    advisor: str = "",
) -> LineView:
    line = priced.line
    quantity = format_milli(line.qty_milli)
    total = money(priced.total_minor)
    chips = tuple(_chips(priced, words, money, for_members))
    if advisor:
        chips += (ChipView(advisor, "", "customer"),)
    name = line.product.name
    return LineView(
        line_id=line.line_id,
        name=name,
        quantity=quantity,
        total=total,
        spoken=", ".join(
            [words.spoken_line.format(quantity=quantity, name=name, total=total), *(c.text for c in chips)]
        ),
        detail=_detail(priced, words, money),
        was=money(priced.list_minor) if priced.list_minor != priced.total_minor else "",
        chips=chips,
        selected=selected,
        can_step=can_step(line),
        noted=bool(line.note),
    )


def can_step(line: Line) -> bool:
    """Whether a line takes a piece more or less: not what was weighed, what a code priced, what comes back of a sale,
    and no piece with a number of its own."""
    is_counted = line.product.kind != "weighed" and line.source != "embedded"
    return is_counted and line.reversal is None and not line.product.needs_serial


def _detail(priced: PricedLine, words: SellWords, money: Money) -> str:
    """What tells this line from others: its serial number or options, what is in a bundle, the price of a kilogram, or
    that it bears no tax."""
    product = priced.line.product
    if product.kind == "weighed":
        price = words.weighed.format(price=money(priced.unit_price_minor))
        tare = priced.line.tare_milli
        return words.tare.format(price=price, tare=format_milli(tare)) if tare else price
    if last := last_four(priced.line.serial):
        return words.gift_card_ending.format(last=last)
    if priced.line.serial:
        return words.serial_of.format(serial=priced.line.serial)
    if product.components:
        parts = (
            words.in_bundle.format(quantity=format_milli(x.qty_milli), name=x.name or x.sku) for x in product.components
        )
        return ", ".join(parts)
    if product.options:
        return product.options
    if len(priced.taxes) == 1 and priced.taxes[0].rate == "0" and priced.taxes[0].name != "exempt":
        return words.zero_tax.format(tax=priced.taxes[0].name.removesuffix("0 %").strip())
    return ""


def _chips(priced: PricedLine, words: SellWords, money: Money, for_members: frozenset[str]) -> list[ChipView]:
    line = priced.line
    chips = [ChipView(words.returned, "info", "return")] if line.is_return else []
    if line.source == "override":
        chips.append(ChipView(words.new_price_chip, "warning", "edit"))
    if line.source == "open":
        free = words.free_chip.format(reason=line.reason.lower())
        chips.append(ChipView(words.open_price_chip if line.unit_price_minor else free, "info", "edit"))
    return chips + [_discount_chip(one, line.discount, words, money, for_members) for one in priced.discounts]


def _discount_chip(
    applied: AppliedDiscount,
    given: ManualDiscount | None,
    words: SellWords,
    money: Money,
    for_members: frozenset[str],
) -> ChipView:
    """A tag is a price for some customers, a ticket an offer to everybody, a percent sign what a person gave."""
    if applied.by == "manual" and given is not None:
        off = manual_off(given, words, money)
        return ChipView(f"{off} {given.reason.lower()}".strip(), "warning", "discount")
    if applied.by == "basket":
        return ChipView(words.basket_off, "warning", "discount")
    return ChipView(applied.name, "promo", "member" if applied.by in for_members else "promo")


def manual_off(given: ManualDiscount, words: SellWords, money: Money) -> str:
    """`−20 %` or `−£2.00`."""
    if given.percent is not None:
        return words.percent_off.format(percent=given.percent)
    assert given.amount_minor is not None
    return words.amount_off.format(amount=money(given.amount_minor))


def sums(priced: PricedBasket, words: SellWords, money: Money) -> tuple[SumView, ...]:
    """The rows over Pay: list amounts, what was taken off, and the tax."""
    count = pieces(priced)
    label = words.subtotal_one if count == 1 else words.subtotal.format(count=count)
    included = all(tax.included for line in priced.lines for tax in line.taxes)
    rows = [SumView(label, money(priced.subtotal_minor))]
    if priced.discounts_minor:
        rows.append(SumView(words.discounts, money(-priced.discounts_minor), "promo.fg"))
    rows.append(SumView(words.tax_included if included else words.tax_added, money(priced.tax_minor)))
    return tuple(rows)


def pieces(priced: PricedBasket) -> int:
    """Pieces in the basket, a weighed line counting as one."""
    return sum(1 if line.line.product.kind == "weighed" else line.line.qty_milli // ONE for line in priced.lines)


def customer_view(shopper: Shopper, earns: int | None, words: SellWords) -> CustomerView:
    age, tone = _age(shopper, words)
    pattern = words.earns_in_short if age else words.earns_one if earns == 1 else words.earns
    return CustomerView(
        shopper.name,
        shopper.tier,
        words.points.format(points=f"{shopper.points:,}") if shopper.points is not None else "",
        pattern.format(points=f"{earns:,}") if earns and earns > 0 else "",
        age,
        tone,
    )


def _age(shopper: Shopper, words: SellWords) -> tuple[str, str]:
    """How old the points are, and its colour; nothing while they are fresh."""
    age = "" if shopper.points is None else age_words(shopper.freshness, shopper.as_of, words)
    return age, "warning.fg" if shopper.freshness == "aging" else "text.muted"


def age_words(freshness: Freshness, as_of: str, words: SellWords) -> str:
    """How old a figure is where that matters, else nothing."""
    return {"fresh": "", "aging": words.as_of.format(time=as_of), "old": words.last_known}[freshness]


def tile_view(tile: Tile, words: SellWords, money: Money) -> TileView:
    """A tile; low stock is amber and says what is left, none is red and says so."""
    if tile.stock_milli is None:
        return TileView(tile.sku, tile.name, money(tile.price_minor), picture=tile.picture)
    count = format_milli(max(0, tile.stock_milli)).split(".")[0]
    kind = "danger" if tile.stock_milli <= 0 else "warning" if tile.stock_milli <= tile.low_milli else ""
    pattern = {"warning": words.left, "danger": words.none_in_store}.get(kind, words.in_store)
    age = age_words(tile.freshness, tile.as_of, words)
    return TileView(
        tile.sku, tile.name, money(tile.price_minor), pattern.format(count=count), count, kind, tile.picture, age
    )
