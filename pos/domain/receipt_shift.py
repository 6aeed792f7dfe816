"""X and Z reports as blocks: the figures of one shift on paper."""

from collections.abc import Iterator

from pos.domain.receipt import Shop, marks, store_time
from pos.domain.receipt_block import Block, Cut, Heading, Pair, Rule, Text
from pos.domain.receipt_words import ReportWords
from pos.domain.shift import ShiftFigures


def z_report_blocks(figures: ShiftFigures, shop: Shop, words: ReportWords, copy: int = 0) -> tuple[Block, ...]:
    """The Z of a closed shift, or the X of an open one: that one leaves the cash out, because the count is blind."""
    return (
        *_head(figures, shop, words, copy),
        Rule(),
        *_turnover(figures, words),
        Rule(),
        *(_taxed(figures, words) if figures.taxes else ()),
        *_tenders(figures, words),
        Rule(),
        *_exceptions(figures, words),
        Rule(),
        *(_cash(figures, words) if figures.closed_at else ()),
        Pair(words.grand_total, words.receipt.notation.amount(figures.grand_total_minor, figures.currency)),
        *((Text(_journal(figures, words), "centre"),) if figures.closed_at else ()),
        Cut(),
    )


def _head(figures: ShiftFigures, shop: Shop, words: ReportWords, copy: int) -> Iterator[Block]:
    yield Heading(words.z_title.format(number=figures.number) if figures.closed_at else words.x_title)
    yield from marks(shop, words.receipt)
    if copy:
        yield Heading(words.receipt.copy.format(n=copy))
    yield Text(words.place.format(shop=shop.name, till=shop.till), "centre")
    yield Text(_period(figures, shop, words), "centre")


def _period(figures: ShiftFigures, shop: Shop, words: ReportWords) -> str:
    """`21 Nov 2026, 08:56 – 18:14`; a shift that spans midnight names both days."""
    notation, opened = words.receipt.notation, store_time(figures.opened_at, shop.zone)
    if not figures.closed_at:
        return words.since.format(opened=notation.moment(opened))
    closed = store_time(figures.closed_at, shop.zone)
    if opened.date() != closed.date():
        return f"{notation.moment(opened)} – {notation.moment(closed)}"
    return f"{notation.day(opened)}, {opened:%H:%M} – {closed:%H:%M}"


def _turnover(figures: ShiftFigures, words: ReportWords) -> Iterator[Pair]:
    yield Pair(words.sales.format(count=figures.sales_count), _amount(figures.sales_minor, figures, words))
    yield Pair(words.returns.format(count=figures.returns_count), _amount(figures.returns_minor, figures, words))
    both = words.net_tax_included if figures.prices_include_tax else words.with_tax
    yield Pair(both, _amount(figures.gross_minor, figures, words), bold=True)
    if figures.rounding_minor:
        yield Pair(words.receipt.rounding, _amount(figures.rounding_minor, figures, words))


def _taxed(figures: ShiftFigures, words: ReportWords) -> Iterator[Block]:
    for tax in figures.taxes:
        net = _amount(tax.net_minor, figures, words)
        name = words.receipt.tax_on.format(tax=words.receipt.tax(tax.name), net=net)
        yield Pair(name, _amount(tax.tax_minor, figures, words))
    yield Rule()


def _tenders(figures: ShiftFigures, words: ReportWords) -> Iterator[Pair]:
    for tender in figures.tenders:
        name = words.tender.format(tender=words.receipt.tender(tender.type), count=tender.count)
        yield Pair(name, _amount(tender.amount_minor, figures, words))
    yield Pair(words.total, _amount(figures.tendered_minor, figures, words), bold=True)


def _exceptions(figures: ShiftFigures, words: ReportWords) -> Iterator[Pair]:
    yield Pair(words.discounts.format(count=figures.discounts_count), _amount(-figures.discounts_minor, figures, words))
    yield Pair(words.voids.format(count=figures.voids_count), _amount(-figures.voids_minor, figures, words))
    yield Pair(words.drawer, words.receipt.notation.whole(figures.drawer_openings))
    if figures.sent_later is not None:
        yield Pair(words.sent_later, words.receipt.notation.whole(figures.sent_later))


def _cash(figures: ShiftFigures, words: ReportWords) -> Iterator[Pair]:
    moved = {
        words.float_: figures.float_minor,
        words.paid_in: figures.paid_in_minor,
        words.paid_out: -figures.paid_out_minor,
        words.dropped: -figures.dropped_minor,
    }
    yield from (Pair(name, _amount(minor, figures, words)) for name, minor in moved.items() if minor)
    yield Pair(words.cash_expected, _amount(figures.cash_expected_minor, figures, words))
    if figures.cash_counted_minor is not None:
        yield Pair(words.cash_counted, _amount(figures.cash_counted_minor, figures, words))
    if figures.cash_difference_minor is not None:
        yield Pair(words.cash_difference, _amount(figures.cash_difference_minor, figures, words), bold=True)


def _journal(figures: ShiftFigures, words: ReportWords) -> str:
    pattern = words.journal_unbroken if figures.unbroken else words.journal
    return pattern.format(first=figures.first_seq, last=figures.last_seq)


def _amount(minor: int, figures: ShiftFigures, words: ReportWords) -> str:
    return words.receipt.notation.amount(minor, figures.currency)
