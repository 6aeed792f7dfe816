"""A sale as a receipt: blocks that paper, screen, PDF and e-mail all show alike. No printer here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pos.domain.product import Component, bundled_milli
from pos.domain.receipt_block import Barcode, Block, Cut, Feed, Heading, Pair, Qr, Rule, Text, Total
from pos.domain.receipt_words import MINUS, ReceiptWords
from pos.domain.sale import Sale, SaleLine
from pos.domain.stored_value import kind_of_ref, last_four
from pos.domain.tax import LineTax
from pos.domain.tender import Tender

_CHECK_LETTERS = ("ABCDEFGHIJKLM 0123456789 £ €", "ÄÖÜß éèçñ ąęłóśżź", "中文 日本語 한국어", "עברית العربية")
_CHECK_CODE = "TANDEM-0123456789"


@dataclass(frozen=True, slots=True)
class Shop:
    """What every document of a till says about the shop. `zone` is the name of the store's time zone.

    `training` and `demo` are marks that no document of such a till goes without.
    """

    name: str
    till: str
    zone: str
    address: tuple[str, ...] = ()
    vat_number: str = ""
    return_policy: str = ""
    training: bool = False
    demo: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptExtras:
    """What a receipt says beside the sale: who served, its code (codes.py), the points of its customer.

    `points_earned` is negative when goods came back.
    """

    served_by: str = ""
    code: str = ""
    points_earned: int = 0
    points_balance: int | None = None


def receipt_blocks(
    sale: Sale,
    shop: Shop,
    words: ReceiptWords,
    copy: int = 0,
    gift: bool = False,
    extras: ReceiptExtras = ReceiptExtras(),
) -> tuple[Block, ...]:
    """The receipt of a sale; `copy` n is marked as the n-th copy, a gift receipt has no amounts at all."""
    body = _gift_lines(sale, words) if gift else _priced(sale, words, extras)
    return (
        *shop_blocks(shop, words),
        *([Heading(words.copy.format(n=copy))] if copy else []),
        *([Heading(words.gift)] if gift else []),
        Rule(),
        *body,
        Rule(),
        *_foot(sale, shop, words, extras),
        Cut(),
    )


def shop_blocks(shop: Shop, words: ReceiptWords) -> Iterator[Block]:
    """The head of a document: name, marks, address and VAT number."""
    yield Heading(shop.name.upper())
    yield from marks(shop, words)
    yield from (Text(line, "centre") for line in shop.address)
    if shop.vat_number:
        yield Text(words.vat_number.format(number=shop.vat_number), "centre")


def marks(shop: Shop, words: ReceiptWords) -> Iterator[Block]:
    """What no document of a till in training or of a demo goes without."""
    if shop.training:
        yield Heading(words.training)
    if shop.demo:
        yield Heading(words.demo)


def printer_check_blocks(shop: Shop, words: ReceiptWords, at: str) -> tuple[Block, ...]:
    """What shows that a printer is well set up: each kind of row, letters most printers need pictures for, codes."""
    return (
        *shop_blocks(shop, words),
        Heading(words.printer_check),
        Rule(),
        *(Text(letters) for letters in _CHECK_LETTERS),
        Pair(words.subtotal, words.notation.amount(1234_56, "GBP")),
        Total(words.total, words.notation.with_currency(1234_56, "GBP")),
        Rule(),
        Pair(words.notation.moment(store_time(at, shop.zone)), words.till.format(till=shop.till)),
        Barcode(_CHECK_CODE, _CHECK_CODE),
        Qr(_CHECK_CODE),
        Cut(),
    )


def store_time(at: str, zone: str) -> datetime:
    """A moment of the journal on the wall clock of the store."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone))


def _gift_lines(sale: Sale, words: ReceiptWords) -> Iterator[Block]:
    for line in sale.lines:
        if line.returns is None:
            yield Text(_what(line, words))
            yield from _particulars(line, words)


def _priced(sale: Sale, words: ReceiptWords, extras: ReceiptExtras) -> Iterator[Block]:
    for line in sale.lines:
        yield from _line(sale, line, words)
    yield Rule()
    yield from _sums(sale, words)
    for tender in sale.tenders:
        yield from _tender(sale, tender, words)
    if sale.change_minor:
        yield Pair(words.change, words.notation.amount(sale.change_minor, sale.currency))
    yield from _taxes(sale, words)
    if sale.discounts_minor > 0:
        yield Pair(words.saved, words.notation.amount(sale.discounts_minor, sale.currency))
    if extras.points_earned:
        label = words.points_earned if extras.points_earned > 0 else words.points_taken_back
        yield Pair(label, words.notation.whole(abs(extras.points_earned)))
    if extras.points_balance is not None:
        yield Pair(words.points_balance, words.notation.whole(extras.points_balance))


def _line(sale: Sale, line: SaleLine, words: ReceiptWords) -> Iterator[Block]:
    notation = words.notation
    yield Pair(_what(line, words), notation.amount(line.total_minor, sale.currency))
    yield from _particulars(line, words)
    if line.kind == "weighed":
        yield Text(_unit(words.weighed, sale, line, words), indent=2)
    elif abs(line.qty_milli) != 1000 or line.discounts:
        yield Text(_unit(words.each, sale, line, words), indent=2)
    for discount in line.discounts:
        off = notation.amount(-discount.amount_minor, sale.currency)
        yield Text(f"{discount.name or words.discount}  {off}", indent=2)


def _what(line: SaleLine, words: ReceiptWords) -> str:
    if line.kind == "weighed":
        return f"{MINUS}{line.name}" if line.qty_milli < 0 else line.name
    return f"{words.notation.quantity(line.qty_milli)} {line.name}"


def _component(line: SaleLine, part: Component, words: ReceiptWords) -> str:
    """`2 Enamel Mug`: how much of this was in all the bundles of a line."""
    return f"{words.notation.quantity(abs(bundled_milli(line.qty_milli, part.qty_milli)))} {part.name or part.sku}"


def _unit(pattern: str, sale: Sale, line: SaleLine, words: ReceiptWords) -> str:
    notation = words.notation
    return pattern.format(
        qty=notation.quantity(abs(line.qty_milli)), price=notation.amount(line.unit_price_minor, sale.currency)
    )


def _particulars(line: SaleLine, words: ReceiptWords) -> Iterator[Block]:
    """What tells this piece from others like it, and what it was returned from."""
    if line.options:
        yield Text(line.options, indent=2)
    yield from (Text(_component(line, part, words), indent=2) for part in line.components)
    if last := last_four(line.serial):
        yield Text(words.gift_card.format(last=last), indent=2)
    elif line.serial:
        yield Text(words.serial.format(serial=line.serial), indent=2)
    if line.tare_milli:
        yield Text(words.tare.format(tare=words.notation.quantity(line.tare_milli)), indent=2)
    if line.returns is not None:
        receipt = line.returns.receipt
        yield Text(words.returned.format(receipt=receipt) if receipt else words.returned_without_receipt, indent=2)


def _sums(sale: Sale, words: ReceiptWords) -> Iterator[Block]:
    notation, currency = words.notation, sale.currency
    added = _taxes_on_top(sale)
    if added:
        yield Pair(words.subtotal, notation.amount(sum(line.total_minor for line in sale.lines), currency))
        yield from (Pair(name, notation.amount(minor, currency)) for name, minor in added.items())
    yield Total(words.total, notation.with_currency(sale.total_minor, currency))
    if sale.rounding_minor:
        yield Pair(words.rounding, notation.amount(sale.rounding_minor, currency))


def _taxes_on_top(sale: Sale) -> dict[str, int]:
    """Sums by name of the taxes that the prices of the lines do not contain yet."""
    added: dict[str, int] = {}
    for line in sale.lines:
        for tax in line.taxes:
            if not tax.included and _is_charged(tax):
                added[tax.name] = added.get(tax.name, 0) + tax.amount_minor
    return added


def _is_charged(tax: LineTax) -> bool:
    """Exempt lines carry a row that says so and charges nothing."""
    return tax.amount_minor != 0


def _tender(sale: Sale, tender: Tender, words: ReceiptWords) -> Iterator[Block]:
    name = words.tender(tender.type)
    if tender.points:
        name = words.points_used.format(tender=name, points=words.notation.whole(tender.points))
    elif last := last_four(tender.reference):
        name = f"{name} ···· {last}"
    elif tender.reference and kind_of_ref(tender.reference) is None:
        name = f"{name} {tender.reference}"
    yield Pair(name, words.notation.amount(tender.amount_minor, sale.currency))
    if tender.left_minor is not None:
        left = words.notation.amount(tender.left_minor, sale.currency)
        yield Text(words.left_on_it.format(amount=left), indent=2)


def _taxes(sale: Sale, words: ReceiptWords) -> Iterator[Block]:
    notation = words.notation
    for tax in sale.taxes:
        left = words.tax_on.format(tax=words.tax(tax.name), net=notation.amount(tax.net_minor, sale.currency))
        yield Pair(left, notation.amount(tax.tax_minor, sale.currency))
    if sale.tax_exempt_reason:
        yield Text(words.tax_exempt.format(reason=sale.tax_exempt_reason))


def _foot(sale: Sale, shop: Shop, words: ReceiptWords, extras: ReceiptExtras) -> Iterator[Block]:
    till = words.till.format(till=shop.till)
    yield Pair(words.notation.moment(store_time(sale.at, shop.zone)), sale.receipt)
    yield Pair(words.served_by.format(name=extras.served_by), till) if extras.served_by else Text(till)
    if shop.return_policy:
        yield Text(shop.return_policy, "centre")
    if shop.training:
        yield Heading(words.training)
    if extras.code:
        yield Feed()
        yield Barcode(extras.code, f"{extras.code[:2]} {extras.code[2:]}")
        yield Qr(extras.code)
