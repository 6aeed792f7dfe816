"""What channels tell of a customer: baskets, wish lists, messages, visits, reviews, support cases, offers, returns.

Amounts are strings in major units, quantities strings.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sync.hub.pickup.order_documents import Amount, Moment, Quantity, Ref

MOST_LINES = 200
MOST_CUSTOMERS = 500
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""Whatever is told of another time is told of the nearest of these."""

Name = Annotated[str, Meta(max_length=200)]
Words = Annotated[str, Meta(max_length=4000)]
Short = Annotated[str, Meta(max_length=64)]
Currency = Annotated[str, Meta(pattern="^([A-Z]{3})?$", description="Empty: that of the first store.")]


class _Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class ToldGoods(_Told, frozen=True, kw_only=True):
    """One line; name, options and amount come from the hub's catalogue where they are left out. `amount` is of the
    whole line, `since` when it was put there."""

    sku: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Name = ""
    options: Name = ""
    qty: Quantity = "1"
    amount: Amount | None = None
    since: Moment | None = None


Goods = Annotated[list[ToldGoods], Meta(max_length=MOST_LINES)]


class PutList(_Told, frozen=True, kw_only=True):
    """An open web basket, or a wish list, as it is now; without lines it was emptied. `at` is when it was changed last,
    now where that is left out; `device` what was used (`phone app`, `web`)."""

    lines: Goods
    at: Moment | None = None
    device: Short = ""
    currency: Currency = ""


class PostActivity(_Told, frozen=True, kw_only=True):
    """Something that happened between shop and customer. `customer` is the channel's own id of the customer, or the
    hub's. The same `id` again is the same thing as it is now; a support case has its id in all channels together.
    """

    id: Ref
    customer: Ref
    kind: Literal["message", "visit", "review", "support"]
    at: Moment | None = None
    device: Short = ""
    place: Name = ""
    ref: Short = ""
    state: Literal["", "open", "done", "sent"] = ""
    words: Words = ""
    lines: Goods = []
    currency: Currency = ""


class PostOffer(_Told, frozen=True, kw_only=True):
    """What these customers were offered: `promotion` is its id here, `code` what they show, good until `until`. The
    same `id` again is the same offer as it is now."""

    id: Ref
    customers: Annotated[list[Ref], Meta(min_length=1, max_length=MOST_CUSTOMERS)]
    words: Words
    promotion: Short = ""
    code: Short = ""
    until: Moment | None = None
    at: Moment | None = None
    state: Literal["sent", "redeemed", "expired"] = "sent"


class PostReturn(_Told, frozen=True, kw_only=True):
    """What came back to the channel of one of its orders, and what was paid back for it. `words` is the reason."""

    id: Ref
    amount: Amount
    at: Moment | None = None
    words: Words = ""
    lines: Goods = []


class ActivityDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub keeps of it. `customer` is the hub's id, `state` is `emptied` where nothing is kept any more."""

    id: str
    customer: str
    kind: str
    state: str
    at: str


class OfferDocument(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    customers: int


class ReturnDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`shown` says whether the order has a customer, in whose history the return stands now."""

    id: str
    order: str
    shown: bool
