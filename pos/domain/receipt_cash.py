"""The slip of cash that moved beside sales: what goes into the drawer or to the safe with the money."""

from dataclasses import dataclass

from pos.domain.receipt import Shop, marks, store_time
from pos.domain.receipt_block import Block, Cut, Feed, Heading, Pair, Rule, Text
from pos.domain.receipt_words import ReportWords


@dataclass(frozen=True, slots=True)
class CashSlip:
    """One movement of cash. `kind` is `paid_in`, `paid_out` or `dropped`, `at` as the journal writes times; `by` and
    `approved_by` are names of people, `seq` is the entry that says so."""

    kind: str
    at: str
    amount_minor: int
    currency: str
    reason: str
    by: str
    approved_by: str
    seq: int


def cash_slip_blocks(slip: CashSlip, shop: Shop, words: ReportWords, copy: bool = False) -> tuple[Block, ...]:
    """The slip with its reason and a line to sign on."""
    notation = words.receipt.notation
    people = [Text(words.slip_by.format(name=slip.by))] if slip.by else []
    if slip.approved_by:
        people.append(Text(words.slip_approved.format(name=slip.approved_by)))
    return (
        Heading(words.slip_titles[slip.kind]),
        *marks(shop, words.receipt),
        *([Heading(words.slip_copy)] if copy else ()),
        Text(words.place.format(shop=shop.name, till=shop.till), "centre"),
        Text(notation.moment(store_time(slip.at, shop.zone)), "centre"),
        Rule(),
        Pair(words.slip_amount, notation.with_currency(slip.amount_minor, slip.currency), bold=True),
        Text(words.slip_reason.format(reason=slip.reason)),
        *people,
        Feed(3),
        Rule(),
        Text(words.slip_signature),
        Text(words.slip_entry.format(seq=slip.seq), "centre"),
        Cut(),
    )
