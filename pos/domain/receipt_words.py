"""The words and the notation of printed documents in one language; English is the default, others are handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pos.domain.money import exponent
from pos.domain.quantity import format_milli

MINUS = "\N{MINUS SIGN}"
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "CNY": "¥", "PLN": "zł", "INR": "₹", "KRW": "₩"}
_MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())


@dataclass(frozen=True, slots=True)
class Notation:
    """How amounts, quantities and times are written. `money` and `date` are patterns with named places."""

    point: str = "."
    group: str = ","
    money: str = "{symbol}{amount}"
    date: str = "{day} {month} {year}"
    months: tuple[str, ...] = _MONTHS
    symbols: Mapping[str, str] = field(default_factory=lambda: _SYMBOLS)

    def amount(self, minor: int, currency: str) -> str:
        """Minor units in major units without the currency: `1,284.31`, `−18.00`."""
        digits = exponent(currency)
        units, part = divmod(abs(minor), 10**digits)
        tail = f"{self.point}{part:0{digits}d}" if digits else ""
        return f"{MINUS if minor < 0 else ''}{self.whole(units)}{tail}"

    def whole(self, number: int) -> str:
        """A number of points or pieces: `2,723`."""
        return f"{number:,}".replace(",", self.group).replace("-", MINUS)

    def with_currency(self, minor: int, currency: str) -> str:
        """`£243.29`, `−£18.00`; a currency without a symbol of its own goes by its code, `CHF 12.00`."""
        symbol = self.symbols.get(currency, "")
        if not symbol and self.money.startswith("{symbol}"):
            symbol = f"{currency}\N{NO-BREAK SPACE}"
        written = self.money.format(symbol=symbol or currency, amount=self.amount(abs(minor), currency))
        return f"{MINUS if minor < 0 else ''}{written}"

    def quantity(self, milli: int) -> str:
        """`2`, `0.345`, `−1`."""
        return format_milli(milli).replace("-", MINUS).replace(".", self.point)

    def day(self, at: datetime) -> str:
        return self.date.format(day=at.day, month=self.months[at.month - 1], year=at.year)

    def moment(self, at: datetime) -> str:
        """Day and time of the clock on the wall; `at` is in the store's zone already."""
        return f"{self.day(at)} {at:%H:%M}"


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Everything a receipt says by itself; names of goods, discounts and taxes come with the sale."""

    notation: Notation = Notation()
    vat_number: str = "VAT {number}"
    copy: str = "COPY {n}"
    gift: str = "GIFT RECEIPT"
    training: str = "TRAINING – NOT A RECEIPT"
    demo: str = "DEMO"
    each: str = "{qty} × {price}"
    weighed: str = "{qty} kg × {price}"
    discount: str = "Discount"
    serial: str = "Serial no. {serial}"
    gift_card: str = "Card ···· {last}"
    left_on_it: str = "{amount} left on it"
    tare: str = "Tare {tare} kg"
    returned: str = "Returned from {receipt}"
    returned_without_receipt: str = "Returned without receipt"
    subtotal: str = "Subtotal"
    total: str = "TOTAL"
    rounding: str = "Rounding to cash"
    change: str = "Change"
    points_used: str = "{tender}, {points}"
    tax_on: str = "{tax} on {net}"
    exempt: str = "Tax exempt"
    tax_exempt: str = "Tax exempt: {reason}"
    saved: str = "You saved"
    points_earned: str = "Points earned"
    points_taken_back: str = "Points taken back"
    points_balance: str = "Points balance"
    served_by: str = "Served by {name}"
    till: str = "Till {till}"
    printer_check: str = "PRINTER CHECK"
    tenders: Mapping[str, str] = field(
        default_factory=lambda: {
            "cash": "Cash",
            "card": "Card",
            "gift_card": "Gift card",
            "store_credit": "Store credit",
            "points": "Points",
            "voucher": "Voucher",
            "account": "Account",
        }
    )

    def tender(self, kind: str) -> str:
        """The name of a means of payment; one that the shop set up itself goes by its own name."""
        return self.tenders.get(kind, kind)

    def tax(self, name: str) -> str:
        """A tax goes by the name in the tax file; `exempt` is our own word for no tax."""
        return self.exempt if name == "exempt" else name


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What an X and a Z report say; the names of tenders and the notation are those of the receipt."""

    receipt: ReceiptWords = ReceiptWords()
    z_title: str = "Z REPORT No. {number:06d}"
    x_title: str = "X REPORT"
    place: str = "{shop} · Till {till}"
    since: str = "Since {opened}"
    sales: str = "Sales, {count}"
    returns: str = "Returns, {count}"
    net_tax_included: str = "Net, VAT included"
    with_tax: str = "Sales less returns, with tax"
    tender: str = "{tender}, {count}"
    total: str = "Total"
    discounts: str = "Discounts, {count}"
    voids: str = "Voids before pay, {count}"
    drawer: str = "Drawer opened, no sale"
    sent_later: str = "Made offline, sent later"
    float_: str = "Float"
    paid_in: str = "Paid in"
    paid_out: str = "Paid out"
    dropped: str = "To the safe"
    cash_expected: str = "Cash expected"
    cash_counted: str = "Cash counted"
    cash_difference: str = "Cash difference"
    grand_total: str = "Grand total, ever"
    journal: str = "Journal {first:06d}–{last:06d}"
    journal_unbroken: str = "Journal {first:06d}–{last:06d} unbroken"
    slip_titles: Mapping[str, str] = field(
        default_factory=lambda: {"paid_in": "PAID IN", "paid_out": "PAID OUT", "dropped": "TO THE SAFE"}
    )
    slip_copy: str = "COPY"
    slip_amount: str = "Amount"
    slip_reason: str = "Reason: {reason}"
    slip_by: str = "By {name}"
    slip_approved: str = "Approved by {name}"
    slip_signature: str = "Signature"
    slip_entry: str = "Entry {seq:06d}"
