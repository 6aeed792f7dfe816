"""Whether the figures of a sale add up (SEMANTICS.md, "Price of a basket" and "Tax"): a sale that happened is taken
with whatever figures it has, and a person looks at those that do not."""

from collections.abc import Iterator, Sequence

from pos.domain.money import format_minor
from sync.hub.journal.bodies import Sale, SoldLine
from sync.hub.journal.exceptions import Facts, Found, facts_of
from sync.hub.journal.taken import Taken
from sync.hub.store import entries
from sync.hub.store.engine import Connection

SUMS_DIFFER = "sums_differ"
MOST_TOLD = 10
"""So many figures of one sale are told: the first of them say enough."""

Odd = tuple[str, int, int]
"""A figure that does not add up: its name, what the sale says, and what its parts come to."""


def odd_sales(connection: Connection, taken: Sequence[Taken]) -> list[Found]:
    """The sales among these entries whose figures do not add up, each once, with both figures side by side."""
    odd = [(one, body, list(odd_sums(body))) for one in taken if isinstance(body := one.body, Sale)]
    odd = [(one, body, sums) for one, body, sums in odd if sums]
    tellers = entries.tellers(connection, {one.place for one, _body, _sums in odd}) if odd else {}
    found = []
    for one, body, sums in odd:
        here, there = side_by_side(body, sums)
        stores, teller = frozenset((one.journal.store_no,)), facts_of(tellers[one.place])
        found.append(Found(SUMS_DIFFER, one.entry.entry_id, stores, teller | here, there, one.place))
    return found


def side_by_side(sale: Sale, odd: Sequence[Odd]) -> tuple[Facts, Facts]:
    """What a sale says of its figures, and what they ought to be, in its currency."""
    here: Facts = {"receipt": sale.receipt}
    there: Facts = {"receipt": sale.receipt}
    for name, told, reckoned in odd[:MOST_TOLD]:
        here[name], there[name] = (f"{format_minor(x, sale.currency)} {sale.currency}" for x in (told, reckoned))
    return here, there


def odd_sums(sale: Sale) -> Iterator[Odd]:
    """Every figure of a sale that is not what its parts come to, the document's own ones first."""
    paid = sum(tender.amount_minor for tender in sale.tenders)
    told: list[Odd] = [
        ("total", sale.total_minor, sum(line.gross_minor for line in sale.lines)),
        ("paid", paid, sale.total_minor + sale.rounding_minor + sale.change_minor),
    ]
    if sale.discounts_minor is not None:
        off = sum(one.amount_minor for line in sale.lines for one in line.discounts)
        told.append(("discounts", sale.discounts_minor, off))
    if all(line.tax is not None for line in sale.lines):
        told += _taxes(sale)
    for line in sale.lines:
        told += _line(line)
    return (figure for figure in told if figure[1] != figure[2])


def _taxes(sale: Sale) -> Iterator[Odd]:
    """The rows of the summary against the lines, and what either has alone."""
    told: dict[tuple[str, str], tuple[int, int]] = {}
    for row in sale.tax:
        tax, net = told.get((row.name, row.rate), (0, 0))
        told[row.name, row.rate] = (tax + row.tax_minor, net + row.net_minor)
    reckoned: dict[tuple[str, str], tuple[int, int]] = {}
    for line in sale.lines:
        net_of_line = {(one.name, one.rate): line.net_minor for one in line.tax or ()}
        for one in line.tax or ():
            tax, net = reckoned.get((one.name, one.rate), (0, 0))
            net += net_of_line.pop((one.name, one.rate), 0)  # once, however often the line bears this tax
            reckoned[one.name, one.rate] = (tax + one.amount_minor, net)
    for key in dict.fromkeys((*told, *reckoned)):
        name, here, there = " ".join(key).rstrip(), told.get(key, (0, 0)), reckoned.get(key, (0, 0))
        yield f"tax {name}", here[0], there[0]
        yield f"net {name}", here[1], there[1]


def _line(line: SoldLine) -> Iterator[Odd]:
    if line.list_minor is not None:
        off = sum([one.amount_minor for one in line.discounts])
        yield f"line {line.line}", line.total_minor, line.list_minor - off
    if line.tax is not None:
        taxes = sum([tax.amount_minor for tax in line.tax])
        yield f"line {line.line} with tax", line.gross_minor, line.net_minor + taxes
        included = sum([tax.amount_minor for tax in line.tax if tax.included])
        yield f"line {line.line} without tax", line.net_minor, line.total_minor - included
