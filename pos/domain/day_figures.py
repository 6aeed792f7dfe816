"""One journal's business date in figures, as till and hub compare them; PROTOCOL.md, `/v1/reconcile`.

Both sides count their own tables; `figures_of` counts the journal itself and is what both are tested against. What each
figure means is said here and nowhere else. Money is whole minor units, quantities are thousandths.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pos.domain.journal import Entry
from pos.domain.product import WITHOUT_STOCK, bundled_milli

CHANGE, ROUNDING = "change", "rounding"
"""The keys of `tenders` that are no tender: what was given back of cash, and what rounding cash added or took."""
STORED_VALUE = ("gift_card", "store_credit")
"""Tenders out of the hub's ledger of stored value."""

Sums = dict[str, tuple[int, int]]
"""A count and a sum of minor units by name."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The entries of one journal whose head has this business date.

    - `n`, `first`, `last`: how many entries of whatever kind, their lowest and highest seq; `head`: the hash of that.
    - `sales`, `gross`: `sale_completed` entries with total_minor ≥ 0, and Σ total_minor; `refunds`, `refunds_gross`:
      those below 0, so that the sum is 0 or below. An exchange is one or the other by its total.
    - `tax`: by `tax_key`, the rows in the tax summaries of all these, and Σ tax_minor.
    - `tenders`: by type, the tenders and Σ amount_minor as offered (cash before change). Beside them `change` and
      `rounding`: the sales where it is not 0, and its sum.
    - `stock_moves`, `stock_qty`: movements, and Σ of their signed thousandths over all SKUs and places. One for each
      sold or returned line that lies on a shelf (of a bundle one for each of its components), each line of a count or
      an adjustment, each line of a pickup that leaves the shop or comes back; two where a line goes from floor to
      staged or back.
    - `points`: Σ earned − redeemed of the sales of a known customer, and Σ of the lines of `points_adjusted`.
    - `handed_over`: units of pickup orders collected, less those of hand-overs that were undone; refused ones do not
      count, and neither does what is brought back later.
    - `stored_value`: Σ amount_minor of tenders by gift card and store credit.

    What would be [0, 0] is absent from the maps. An entry that a side does not hold, or keeps apart as it could not
    be read, is in none of its figures.
    """

    journal_id: bytes
    business_date: str
    n: int = 0
    first: int = 0
    last: int = 0
    head: bytes = b""
    sales: int = 0
    gross: int = 0
    refunds: int = 0
    refunds_gross: int = 0
    tax: Sums = field(default_factory=dict)
    tenders: Sums = field(default_factory=dict)
    stock_moves: int = 0
    stock_qty: int = 0
    points: int = 0
    handed_over: int = 0
    stored_value: int = 0


def tax_key(name: str, rate: str) -> str:
    """How a tax is called in figures: its name and rate; a fixed amount has no rate."""
    return f"{name} {rate}".rstrip()


def figures_of(entries: Iterable[Entry]) -> list[DayFigures]:
    """The figures of each journal and business date in these entries, by journal and date."""
    days: dict[tuple[bytes, str], _Day] = {}
    for entry in entries:
        days.setdefault((entry.journal_id, entry.business_date), _Day()).count(entry)
    return [days[key].figures(*key) for key in sorted(days)]


class _Day:
    """One day while it is counted."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._sums = dict.fromkeys(("sales", "gross", "refunds", "refunds_gross", "points", "handed_over"), 0)
        self._tax: Sums = {}
        self._tenders: Sums = {}
        self._moves: list[int] = []

    def count(self, entry: Entry) -> None:
        self._entries.append(entry)
        body = entry.content
        match entry.kind:
            case "sale_completed":
                self._sale(body)
            case "stock_counted" | "stock_adjusted":
                self._moves += [line["change_milli"] for line in body["lines"]]
            case "points_adjusted":
                self._sums["points"] += sum(line["points"] for line in body["lines"])
            case "pickup_step" if body["step"] in ("staged", "restocked"):
                self._moves += _from_place_to_place(body["lines"])
            case "handed_over":
                self._moves += [-line["qty_milli"] for line in body["lines"]]
                self._moves += _from_place_to_place(body.get("refused", ())) if body["staged"] else []
                self._sums["handed_over"] += _units(body["lines"])
            case "hand_over_undone":
                self._moves += [line["qty_milli"] for line in body["lines"]]
                self._sums["handed_over"] -= _units(body["lines"])
            case "order_returned":
                self._moves += [line["qty_milli"] for line in body["lines"]]

    def figures(self, journal_id: bytes, business_date: str) -> DayFigures:
        last = max(self._entries, key=lambda entry: entry.seq)
        return DayFigures(
            journal_id=journal_id,
            business_date=business_date,
            n=len(self._entries),
            first=min(entry.seq for entry in self._entries),
            last=last.seq,
            head=last.h,
            **self._sums,
            tax=self._tax,
            tenders=self._tenders,
            stock_moves=len(self._moves),
            stock_qty=sum(self._moves),
            stored_value=sum(self._tenders.get(kind, (0, 0))[1] for kind in STORED_VALUE),
        )

    def _sale(self, body: Mapping[str, Any]) -> None:
        total = body["total_minor"]
        kind, sum_of = ("sales", "gross") if total >= 0 else ("refunds", "refunds_gross")
        self._sums[kind] += 1
        self._sums[sum_of] += total
        for tax in body["tax"]:
            _add(self._tax, tax_key(tax["name"], tax["rate"]), tax["tax_minor"])
        for tender in body["tenders"]:
            _add(self._tenders, tender["type"], tender["amount_minor"])
        for name, amount in ((CHANGE, body["change_minor"]), (ROUNDING, body["rounding_minor"])):
            if amount:
                _add(self._tenders, name, amount)
        on_shelves = (line for line in body["lines"] if line.get("kind") not in WITHOUT_STOCK)
        self._moves += [-milli for line in on_shelves for milli in _left_the_shelf(line)]
        if body.get("customer") and (told := body.get("points")):
            self._sums["points"] += told.get("earned", 0) - told.get("redeemed", 0)


def _add(sums: Sums, name: str, amount: int) -> None:
    count, total = sums.get(name, (0, 0))
    sums[name] = (count + 1, total + amount)


def _left_the_shelf(line: Mapping[str, Any]) -> list[int]:
    """A bundle takes what it is made of, and nothing of its own."""
    sold, parts = line["qty_milli"], line.get("components", ())
    return [bundled_milli(sold, part["qty_milli"]) for part in parts] or [sold]


def _from_place_to_place(lines: Iterable[Mapping[str, Any]]) -> list[int]:
    return [sign * line["qty_milli"] for line in lines for sign in (-1, 1)]


def _units(lines: Iterable[Mapping[str, Any]]) -> int:
    return sum(len(line["units"]) for line in lines)
