"""What the hub must be able to read in the bodies of the entries that it counts: nothing more, and with limits.

Fields that are not named here survive in the entry and have no effect. An entry of a kind that is not named here is
kept and counts nowhere.
"""

from collections.abc import Hashable, Iterable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from pos.domain.failures import Refused
from pos.domain.product import WITHOUT_STOCK
from sync.entities import CustomerId, Word  # no longer than the feeds allow that tell of what an entry causes
from sync.texts import require_showable
from sync.wire import Count, Id

READS = (1,)
"""The versions of entries that this hub counts. A later one waits until the hub was brought up to date."""

MOST_MINOR, MOST_MILLI = 10**15, 10**12
"""Of one figure in an entry. What tills write is far below; sums of these fit into a column and a message."""

CouponRef = Annotated[str, Meta(pattern="^coupon:[0-9a-f]{16}$")]
Text = Annotated[str, Meta(max_length=400)]
Minor = Annotated[int, Meta(ge=-MOST_MINOR, le=MOST_MINOR)]
Milli = Annotated[int, Meta(ge=-MOST_MILLI, le=MOST_MILLI)]
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
OrderId = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Opened(Body, frozen=True, kw_only=True):
    public_key: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


def _require_each_once(what: Iterable[Hashable]) -> None:
    """ValueError, which the decoder tells as what is wrong with the body."""
    told = list(what)
    if len(set(told)) < len(told):
        raise ValueError("stands there twice")


class Returned(Body, frozen=True, kw_only=True):
    """Empty for a return without a receipt; of one that was `unseen` the till knew the number alone."""

    sale_id: Text = ""
    line: Number = 0
    receipt: Text = ""
    unseen: bool = False


class PartOfBundle(Body, frozen=True, kw_only=True):
    """So much of a SKU was in one piece of a bundle."""

    sku: Word
    qty_milli: Annotated[int, Meta(ge=1, le=10**9)]


class Discounted(Body, frozen=True, kw_only=True):
    by: Text
    amount_minor: Minor


class LineTax(Body, frozen=True, kw_only=True):
    name: Text
    rate: Text
    amount_minor: Minor
    included: bool = False


class SoldLine(Body, frozen=True, kw_only=True):
    line: Number
    sku: Word
    name: Text = ""
    options: Text = ""
    qty_milli: Milli
    total_minor: Minor
    net_minor: Minor
    gross_minor: Minor
    kind: Text = "each"
    disposition: Text = ""
    return_of: Returned = Returned()
    list_minor: Minor | None = None
    discounts: Annotated[list[Discounted], Meta(max_length=1000)] = []
    tax: Annotated[list[LineTax], Meta(max_length=100)] | None = None
    components: Annotated[list[PartOfBundle], Meta(max_length=50)] = []
    serial: Text = ""
    points: Milli = 0

    @property
    def lies_on_a_shelf(self) -> bool:
        return self.kind not in WITHOUT_STOCK


class TaxSum(Body, frozen=True, kw_only=True):
    name: Text
    rate: Text
    net_minor: Minor
    tax_minor: Minor


class Tendered(Body, frozen=True, kw_only=True):
    type: Text
    amount_minor: Minor
    points: Milli = 0
    reference: Text = ""
    mode: Text = "online"


class SalePoints(Body, frozen=True, kw_only=True):
    earned: Milli = 0
    redeemed: Milli = 0


class Sale(Body, frozen=True, kw_only=True):
    sale_id: Text
    receipt: Text
    currency: Text
    customer: Word = ""
    lines: list[SoldLine]
    tax: list[TaxSum]
    tenders: list[Tendered]
    total_minor: Minor
    discounts_minor: Minor | None = None
    rounding_minor: Minor
    change_minor: Minor
    points: SalePoints | None = None
    coupon_uses: Annotated[list[CouponRef], Meta(max_length=100)] = []

    def __post_init__(self) -> None:
        _require_each_once(line.line for line in self.lines)


class CountedLine(Body, frozen=True, kw_only=True):
    sku: Word
    location: Word
    change_milli: Milli
    reason: Text = ""


class Counted(Body, frozen=True, kw_only=True):
    lines: list[CountedLine]


class PointsLine(Body, frozen=True, kw_only=True):
    customer: CustomerId
    points: Milli
    reason: Text


class PointsAdjusted(Body, frozen=True, kw_only=True):
    """`sale_id` is the sale that takes back what others had earned."""

    lines: list[PointsLine]
    sale_id: Text = ""


class StepLine(Body, frozen=True, kw_only=True):
    line: Number
    sku: Word
    qty_milli: Milli


class Step(Body, frozen=True, kw_only=True):
    order: OrderId
    step: Literal["accepted", "declined", "picked", "short", "staged", "ready", "restocked"]
    lines: list[StepLine] = []
    bag: Word = ""
    bay: Word = ""


class UnitsLine(Body, frozen=True, kw_only=True):
    line: Number
    sku: Word
    units: Annotated[list[Number], Meta(min_length=1, max_length=10_000)]
    turn: Number
    qty_milli: Milli


def _units(lines: Iterable[UnitsLine]) -> list[tuple[int, int]]:
    return [(line.line, unit) for line in lines for unit in line.units]


class HandedOver(Body, frozen=True, kw_only=True):
    order: OrderId
    lines: list[UnitsLine]
    refused: list[UnitsLine] = []
    proof: Text = ""
    staged: bool = False

    def __post_init__(self) -> None:
        _require_each_once(_units((*self.lines, *self.refused)))


class Undone(Body, frozen=True, kw_only=True):
    order: OrderId
    undoes: Text
    lines: list[UnitsLine]
    staged: bool = False

    def __post_init__(self) -> None:
        _require_each_once(_units(self.lines))


class ReturnedUnits(Body, frozen=True, kw_only=True):
    line: Number
    sku: Word
    units: Annotated[list[Number], Meta(min_length=1, max_length=10_000)]
    qty_milli: Milli
    disposition: Text = ""


class OrderReturned(Body, frozen=True, kw_only=True):
    """Units of an order that came back after they were handed over; the hub reckons their money itself. `to` says who
    gives it back where that is not the order's channel: `store_credit`."""

    return_id: Id
    order: OrderId
    to: Text = ""
    lines: list[ReturnedUnits]

    def __post_init__(self) -> None:
        _require_each_once([(line.line, unit) for line in self.lines for unit in line.units])


class Sealed(Body, frozen=True, kw_only=True):
    """Words of a person, to be opened with that person's key."""

    person: Id
    box: Annotated[str, Meta(max_length=32_000)]


class Suspended(Body, frozen=True, kw_only=True):
    """`held` is the basket as its till wrote it (domain/held_basket.py), `sealed` what people wrote on it."""

    subject: Id
    held: dict[str, Any]
    sealed: Sealed | None = None


class Resumed(Body, frozen=True, kw_only=True):
    """`suspended` is the entry that put the basket aside."""

    subject: Id
    suspended: Id


class Voided(Body, frozen=True, kw_only=True):
    subject: Text = ""


class OfCustomer(Body, frozen=True, kw_only=True):
    """What was written down of a customer."""

    customer: CustomerId
    sealed: Sealed | None = None


class CustomerCreated(OfCustomer, frozen=True, kw_only=True):
    card: Word = ""


class CustomerChanged(OfCustomer, frozen=True, kw_only=True):
    fields: Annotated[list[Word], Meta(max_length=50)]


class ConsentChanged(OfCustomer, frozen=True, kw_only=True):
    """`rev` is that of the customer as the till knew him."""

    consents: Annotated[dict[Word, bool], Meta(max_length=50)]
    rev: Count = 0


class CustomerNoted(OfCustomer, frozen=True, kw_only=True):
    pass


class TaskSet(OfCustomer, frozen=True, kw_only=True):
    due: Word


class TaskDone(OfCustomer, frozen=True, kw_only=True):
    """`task` is the id of the entry that set it."""

    task: Id


class Decided(Body, frozen=True, kw_only=True):
    exception: Text
    decision: Word


BODIES: dict[str, type[Body]] = {
    "journal_opened": Opened,
    "sale_completed": Sale,
    "stock_counted": Counted,
    "stock_adjusted": Counted,
    "points_adjusted": PointsAdjusted,
    "pickup_step": Step,
    "handed_over": HandedOver,
    "hand_over_undone": Undone,
    "order_returned": OrderReturned,
    "exception_decided": Decided,
    "customer_created": CustomerCreated,
    "customer_changed": CustomerChanged,
    "consent_changed": ConsentChanged,
    "customer_noted": CustomerNoted,
    "task_set": TaskSet,
    "task_done": TaskDone,
    "basket_suspended": Suspended,
    "basket_resumed": Resumed,
    "basket_voided": Voided,
}
_NOTHING = Body()
_DECODERS = {kind: msgspec.json.Decoder(body) for kind, body in BODIES.items()}
_ANY = msgspec.json.Decoder(dict[str, Any])
_NUL = b"\\u0000"


class Unreadable(Exception):
    """`schema`: not what an entry of this kind looks like; `version`: of a version that this hub does not know yet."""


def read_body(kind: str, v: int, body: bytes) -> Body:
    """The body of an entry as far as the hub counts it, or Unreadable."""
    decoder = _DECODERS.get(kind)
    if decoder is not None and v not in READS:
        raise Unreadable("version")
    try:
        if _NUL in body and _has_nul(_ANY.decode(body)):  # no text column of PostgreSQL takes it
            raise Unreadable("schema")
        if decoder is None:
            _ANY.decode(body)
            return _NOTHING
        told = decoder.decode(body)
        require_showable(told)  # tills hear of what this causes, and take no page with such a text
        return told
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, Refused):
        raise Unreadable("schema") from None


def _has_nul(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any("\0" in name or _has_nul(part) for name, part in value.items())
        case list():
            return any(_has_nul(part) for part in value)
    return False
