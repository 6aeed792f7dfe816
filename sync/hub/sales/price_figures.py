"""The figures of a sale beside those of the same basket priced again."""

from collections import Counter
from collections.abc import Iterator

from pos.domain.priced import PricedBasket, PricedLine
from sync.hub.sales.sums import Odd
from sync.hub.sales.told_sale import ToldLine, ToldSale


def differing_figures(told: ToldSale, priced: PricedBasket) -> Iterator[Odd]:
    """Every figure that is another one, the document's own ones first."""
    figures: list[Odd] = [
        ("total", told.total_minor, priced.total_minor),
        ("discounts", told.discounts_minor, priced.discounts_minor),
        *_taxes(told, priced),
    ]
    for n, (line, again) in enumerate(zip(told.lines, priced.lines, strict=True), 1):
        figures += _of_line(n, line, again)
    return (figure for figure in figures if figure[1] != figure[2])


def _taxes(told: ToldSale, priced: PricedBasket) -> Iterator[Odd]:
    said = {(row.name, row.rate): (row.tax_minor, row.net_minor) for row in told.tax}
    reckoned = {(row.name, row.rate): (row.tax_minor, row.net_minor) for row in priced.taxes}
    for key in dict.fromkeys((*said, *reckoned)):
        name, here, there = " ".join(key).rstrip(), said.get(key, (0, 0)), reckoned.get(key, (0, 0))
        yield f"tax {name}", here[0], there[0]
        yield f"net {name}", here[1], there[1]


def _of_line(n: int, told: ToldLine, priced: PricedLine) -> Iterator[Odd]:
    yield f"line {n} list", told.list_minor, priced.list_minor
    yield f"line {n}", told.total_minor, priced.total_minor
    yield f"line {n} with tax", told.gross_minor, priced.gross_minor
    yield f"line {n} without tax", told.net_minor, priced.net_minor
    said: Counter[str] = Counter()
    reckoned: Counter[str] = Counter()
    for discount in told.discounts:
        said[discount.by] += discount.amount_minor
    for given in priced.discounts:
        reckoned[given.by] += given.amount_minor
    for tax in told.tax:
        said[f"tax {tax.name} {tax.rate}"] += tax.amount_minor
    for levied in priced.taxes:
        reckoned[f"tax {levied.name} {levied.rate}"] += levied.amount_minor
    for name in dict.fromkeys((*said, *reckoned)):
        yield f"line {n} {name}".rstrip(), said[name], reckoned[name]
