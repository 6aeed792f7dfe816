"""The things that a feed brings, with the limits that a till holds them to: a page which breaks one is set aside whole.

The hub makes these documents, the till turns them into its copied rows. Each type names its scope and how its id is
made. Money is whole minor units, quantities are thousandths.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from sync.wire import Base64, Count, Id, Includes, Milli, Minor, Moment

Name = Annotated[str, Meta(max_length=400)]
Word = Annotated[str, Meta(max_length=200)]
Hexadecimal = Annotated[str, Meta(max_length=200, pattern=r"^([0-9a-f]{2})*\Z")]
Price = Annotated[int, Meta(ge=0, le=10**13)]
"""As large as the largest amount that a file or a document may name."""
CustomerId = Annotated[str, Meta(min_length=1, max_length=200)]


class Thing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body of one change."""


class PartOfBundle(msgspec.Struct, frozen=True, kw_only=True):
    """So much of a SKU is in one piece of a bundle. A till keeps both in one text, so a `|` parts no SKU."""

    sku: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[^|]+\Z")]
    qty_milli: Annotated[int, Meta(ge=1, le=10**9)]


class Product(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """catalogue, `product`, id = SKU. The fields of a products file (INTERFACES.md)."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Annotated[str, Meta(min_length=1, max_length=400)]
    price_minor: Price
    tax: Word = "standard"
    kind: Literal["each", "weighed", "open_price", "service", "gift_card", "bundle"] = "each"
    barcodes: Annotated[list[Word], Meta(max_length=50)] = []
    category: Word = ""
    brand: Word = ""
    tags: Annotated[list[Word], Meta(max_length=50)] = []
    unit: Word = ""
    variant_of: Word = ""
    options: Name = ""
    image: Annotated[str, Meta(max_length=1000)] = ""
    cost_minor: Minor | None = None
    components: Annotated[list[PartOfBundle], Meta(max_length=50)] = []
    min_age: Annotated[int, Meta(ge=0, le=99)] = 0


class ListedPrice(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """catalogue, `price`, id = its SKU and conditions in the order of the fields below, joined with `|`."""

    sku: Word
    list_name: Word
    price_minor: Price
    since: Word = ""
    until: Word = ""
    min_qty_milli: Count = 0
    group: Word = ""
    store: Word = ""
    channel: Word = ""


def price_id(price: ListedPrice) -> str:
    """A price is named by its SKU and the conditions under which it applies."""
    conditions = (price.since, price.until, str(price.min_qty_milli), price.group, price.store, price.channel)
    return "|".join((price.sku, price.list_name, *conditions))


class Rule(Thing, frozen=True, kw_only=True):
    """catalogue, `rule`, id = `taxes`, `programme`, `roles` or `promotion:ID`: the document as its import file has it;
    `leases` are the uses of limited promotions lent to each till so far, by promotion and till."""

    document: dict[str, Any]


class Staff(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """policy, `staff`, id = staff id. `role` is a name of the rule `roles`, `pin_hash` is Argon2id(PIN, salt) as
    SEMANTICS.md has it, `badge_hash` SHA-256 of the badge, empty for whoever has none."""

    staff_id: Id
    name: Name
    role: Word
    pin_length: Annotated[int, Meta(ge=0, le=12)]
    pin_salt: Base64
    pin_hash: Base64
    badge_hash: Base64 = ""


class Store(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """policy, `store`, id = its number: every store of the shop, so that another one can be named."""

    store_no: Count
    name: Name
    code: Word
    address: list[Name] = []
    phone: Word = ""
    open_until: Word = ""


class PickupKey(msgspec.Struct, frozen=True, kw_only=True):
    """The public half of a key that signs pickup tokens."""

    kid: Annotated[int, Meta(ge=0, le=255)]
    public_key: Base64


class PickupKeys(Thing, frozen=True, kw_only=True):
    """policy, `pickup_keys`, id = `pickup_keys`: at most two, signed by the hub's key over `keys_words`.

    A list with a lower number than one that was taken before is refused.
    """

    number: Count
    keys: Annotated[list[PickupKey], Meta(max_length=2)]
    sig: Base64


def keys_words(hub_id: str, number: int, keys: list[PickupKey]) -> bytes:
    """What the hub signs of a list of keys."""
    told = " ".join(f"{key.kid}:{key.public_key}" for key in keys)
    return f"tandem-pickup-keys/1\0{hub_id}\0{number}\0{told}".encode()


class Customer(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """customers, `customer`, id = customer id. The fields of a customers file without points, and which entries of
    tills they count in."""

    customer_id: CustomerId
    name: Name
    email: Name = ""
    phone: Word = ""
    card: Word = ""
    tier: Word = ""
    group: Word = ""
    birthday: Word = ""
    language: Word = ""
    consents: dict[Word, bool] = {}
    note: Annotated[str, Meta(max_length=4000)] = ""
    includes: Includes = {}


ActivityKind = Literal[
    "sale", "return", "order", "order_return", "pickup", "basket", "wishlist", "message", "visit", "review", "support",
    "offer", "note", "task",
]  # fmt: skip


class ActivityLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Goods that an activity is about; `since` is when they were put into a basket or on a list."""

    sku: Word
    name: Name
    options: Name = ""
    image: Annotated[str, Meta(max_length=1000)] = ""
    qty_milli: Milli = 1000
    amount_minor: Minor = 0
    since: Word = ""


class Activity(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """customers, `activity`, id = activity id: what a customer did, or was sent, in any channel, newest state.

    A sale or return has the id `sale:SALE_ID`, an order `order:ORDER_ID`, an open web basket or wish list
    `basket:CHANNEL:CUSTOMER` and `wishlist:CHANNEL:CUSTOMER` (deleted when it was emptied), a note or task
    `note:ENTRY_ID`, a support case `support:CASE` whichever channel tells of it, an offer
    `offer:CHANNEL:ID:CUSTOMER`, an online return `return:ORDER_ID:ID`, anything else `KIND:CHANNEL:ID`.

    `channel` is `store` or a channel's name, `device` what was used there (`phone app`, `web`),
    `place` the store's or site's name. `ref` is what people say: a receipt, an order's number, a case. `state` is empty
    or `open`, `done`, `paid`, `ready`, `collected`, `cancelled`, `sent`, `redeemed`, `expired`. `words` are a subject,
    a note or a reason in the customer's or somebody's own words; `code` and `until` belong to an offer, `promotion` is
    its id here; `staff` is who served; `due` belongs to a task.
    """

    activity_id: CustomerId
    customer_id: CustomerId
    kind: ActivityKind
    channel: Word
    at: Moment
    device: Word = ""
    place: Name = ""
    ref: Word = ""
    state: Word = ""
    words: Annotated[str, Meta(max_length=4000)] = ""
    currency: Word = ""
    amount_minor: Minor = 0
    staff: Word = ""
    code: Word = ""
    promotion: Word = ""
    until: Word = ""
    due: Word = ""
    lines: Annotated[list[ActivityLine], Meta(max_length=200)] = []


class PersonsKey(Thing, frozen=True, kw_only=True):
    """orders, `person_key`, id = person id: the key of a person in this store's journals."""

    person: Id
    key: Base64


class Expiring(msgspec.Struct, frozen=True, kw_only=True):
    """So many points are worth nothing from this moment on."""

    points: Count
    at: Moment


class Points(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """customers, `points`, id = customer id: the balance, with what it counts in. It is below 0 where what was spent
    was taken back. `pending` of it cannot be spent yet, `expires` are the next of it to go."""

    customer_id: CustomerId
    balance: Minor
    as_of: Moment
    includes: Includes
    pending: Count = 0
    expires: Annotated[list[Expiring], Meta(max_length=3)] = []


AccountRef = Annotated[str, Meta(min_length=8, max_length=240)]


class Credit(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """customers, `credit`, id = its ref: `credit:CUSTOMER` is money of the customer's that the shop keeps (0 or more),
    `account:CUSTOMER` what the customer owes, wanted within a limit. `includes` is what the balance counts in; nothing
    is paid with one that is `blocked`."""

    ref: AccountRef
    customer_id: CustomerId
    balance_minor: Minor
    limit_minor: Price = 0
    currency: Annotated[str, Meta(min_length=3, max_length=3)]
    as_of: Moment
    includes: Includes
    blocked: bool = False


class Stock(Thing, frozen=True, kw_only=True):
    """stock, `stock`, id = `SKU|LOCATION`: pieces at this store, with what the figure counts in."""

    sku: Word
    location: Word
    qty_milli: Milli
    as_of: Moment
    includes: Includes


class OrderLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a pickup order. `picked_milli` and `short_milli` are of `qty_milli`; `collected`, `refused` number
    units from 1 (a weighed line is one unit). `place` is where in the store it lies."""

    line: Annotated[int, Meta(ge=1, le=1000)]
    sku: Word
    name: Name
    options: Name = ""
    kind: Word = "each"
    barcodes: Annotated[list[Word], Meta(max_length=50)] = []
    image: Annotated[str, Meta(max_length=1000)] = ""
    qty_milli: Annotated[int, Meta(ge=1, le=10**9)]
    unit_price_minor: Price = 0
    total_minor: Price = 0
    place: Name = ""
    picked_milli: Count = 0
    short_milli: Count = 0
    collected: list[int] = []
    refused: list[int] = []
    returned: list[int] = []


class Collected(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One hand-over as every till of the store may tell it."""

    at: Moment
    till: Count
    store: Count
    staff: Word
    units: Count
    entry: Id


OrderState = Literal[
    "placed", "assigned", "accepted", "declined", "picking", "picked", "short", "staged", "ready",
    "partly_collected", "collected", "cancelled", "expired", "restocked", "refunded", "refused",
]  # fmt: skip


class Order(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """orders, `order`, id = its number as decimal digits. `number` is what people say (`N-88231`).

    `gen` is the generation of its newest token, `flags` those of SEMANTICS.md (1 ID check, 2 age check, 4 pay here, 8
    somebody else may collect). `code_hmac` is HMAC-SHA-256(order's salt, short code) with the salt beside it, in
    hexadecimal. `refund` is empty, `due` or `done`, of the whole order or of `refund_minor` for what came back to a
    store; `ended_at` is when it was declined, cancelled or expired.
    `overruled` and `overruled_at` are the end that a hand-over took back: it stands again when that is undone.
    """

    order_id: Count
    number: Word
    store_no: Count
    channel: Word
    state: OrderState
    placed_at: Moment
    promised_at: Moment
    hold_until: Moment
    ready_at: str = ""
    gen: Annotated[int, Meta(ge=0, le=255)] = 1
    flags: Annotated[int, Meta(ge=0, le=255)] = 0
    currency: Word
    total_minor: Price
    paid: bool = True
    customer_id: Word = ""
    customer_name: Name = ""
    email: Name = ""
    phone: Word = ""
    postcode: Word = ""
    code_salt: Hexadecimal = ""
    code_hmac: Hexadecimal = ""
    bay: Word = ""
    bags: list[Word] = []
    lines: Annotated[list[OrderLine], Meta(min_length=1, max_length=200)]
    collected: list[Collected] = []
    refund: Word = ""
    refund_minor: Price = 0
    ended_at: str = ""
    overruled: Word = ""
    overruled_at: str = ""
    includes: Includes


class ShopException(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """orders, `exception`, id = exception id: what two sides disagree on, told from both. `facts` are strings."""

    exception_id: Id
    kind: Word
    state: Literal["open", "decided"]
    at: Moment
    ref: Word
    here: dict[str, str] = {}
    there: dict[str, str] = {}
    journal_id: Word = ""
    seq: Count = 0
    decided: Word = ""
    decided_by: Word = ""
    decided_at: str = ""


class HeldBasket(Thing, frozen=True, kw_only=True, omit_defaults=True):
    """orders, `held_basket`, id = basket id: put aside at a till by an entry. `document` is the basket as its till
    wrote it, `box` the words of people under the key of `person`. One that another till took up has none of these any
    more: `taken_by` says which, to the till that put it aside, and is deleted once that has read it. One that is paid,
    voided or taken up where it was is deleted at once.
    """

    basket_id: Id
    entry: Id
    till: Count
    at: Moment
    staff: Word
    document: dict[str, Any] = {}
    person: Annotated[str, Meta(max_length=64)] = ""
    box: Annotated[str, Meta(max_length=32_000)] = ""
    taken_by: Word = ""


BODIES: dict[str, dict[str, type[Thing]]] = {
    "policy": {"staff": Staff, "store": Store, "pickup_keys": PickupKeys},
    "catalogue": {"rule": Rule, "product": Product, "price": ListedPrice},
    "orders": {"order": Order, "exception": ShopException, "person_key": PersonsKey, "held_basket": HeldBasket},
    "stock": {"stock": Stock},
    "customers": {"customer": Customer, "points": Points, "credit": Credit, "activity": Activity},
}
"""Which entities a scope carries, and what their bodies are."""


def stream_of(scope: str, store_no: int) -> str:
    """The hub's name of what a till of this store reads in a scope: orders and stock are a store's own."""
    return f"{scope}:{store_no}" if scope in ("orders", "stock") else scope
