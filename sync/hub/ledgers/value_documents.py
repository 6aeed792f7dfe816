"""Gift cards and points as a channel writes and reads them. Amounts are strings in major units."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from pos.domain.journal import stamp
from sync.hub.pickup.order_documents import Amount, Moment, Ref

Code = Annotated[
    str, Meta(min_length=18, max_length=40, description="The number on the card, `TG` and 16 letters or digits.")
]
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$")]
Pin = Annotated[str, Meta(pattern="^([0-9]{4,8})?$", description="4 to 8 digits, where the card has them.")]
State = Literal["active", "blocked", "expired"]


class CardAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which card; its number is made into a hash and forgotten."""

    code: Code
    currency: Currency
    pin: Pin = ""


class CardMoved(CardAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What moves on a card, above 0. `ref` is the channel's own word for why, an order's number."""

    amount: Amount
    ref: Ref = "-"


class CardActivated(CardMoved, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A card that begins: with a `pin` nothing is spent or shown online without it; after `expires` nothing is."""

    expires: Moment | None = None

    @property
    def expires_at(self) -> str:
        return "" if self.expires is None else stamp(self.expires)


class CardDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A card as it stands: `available` is `balance` without what tills have put aside. `owed` was spent without being
    there; the next money on the card pays it."""

    last_four: str
    currency: str
    balance: str
    available: str
    owed: str
    state: State
    expires_at: str
    has_pin: bool


class PointsMoved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points of a customer that pay for an order of the channel's, `ref`, or come back from it, or that it earned."""

    action: Literal["redeem", "reverse", "earn"]
    points: Annotated[int, Meta(ge=1, le=10**9)]
    ref: Ref


class Expires(msgspec.Struct, frozen=True, kw_only=True):
    points: int
    at: str


class PointsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`active` can be spent, `pending` not yet; `negative` was spent and taken back. `expires` are the next to go."""

    active: int
    pending: int
    negative: int
    expires: list[Expires]


class CreditDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Money of a customer's that the shop keeps, or (`on_account`) that the customer owes, within a limit."""

    currency: str
    balance: str
    on_account: bool
    limit: str
    blocked: bool
