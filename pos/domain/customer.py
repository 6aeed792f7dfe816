"""A customer over all channels: who it is, what happened between shop and customer, and what is open."""

from dataclasses import dataclass, field
from typing import Literal

Purpose = Literal["email", "sms", "phone", "profiling"]
PURPOSES: tuple[Purpose, ...] = ("email", "sms", "phone", "profiling")

Channel = Literal["all", "store", "online"]

Reason = Literal["goes_with", "brand", "tag", "popular"]
"""Why goods are suggested: bought by others together with something of this customer's, of a brand or with a tag that
he buys, or simply what sells."""
Viewed = Literal["search", "card", "basket", "pickup", "receipt"]
"""What led somebody to look a customer up."""

EventKind = Literal[
    "sale", "return", "order", "order_return", "pickup", "basket", "wishlist", "message", "visit", "review", "support",
    "offer", "note", "task",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods that an event is about. `here_milli` is what this store has of them, None where nobody knows; `here_as_of`
    is how old the hub's part of that is, empty where this till counted it."""

    sku: str
    name: str
    options: str = ""
    image: str = ""
    qty_milli: int = 1000
    amount_minor: int = 0
    here_milli: int | None = None
    here_as_of: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in facts; the words around them are the screen's.

    `live`: it was read from what this till wrote itself, and is as new as the till; else it is as old as the feed.
    The other fields are those of the feed's `activity` (sync/entities.py).
    """

    event_id: str
    kind: EventKind
    channel: str
    at: str
    device: str = ""
    place: str = ""
    ref: str = ""
    state: str = ""
    words: str = ""
    currency: str = ""
    amount_minor: int = 0
    staff: str = ""
    code: str = ""
    promotion: str = ""
    until: str = ""
    due: str = ""
    goods: tuple[Goods, ...] = ()
    live: bool = False

    @property
    def is_online(self) -> bool:
        return self.channel != "store"

    @property
    def mark(self) -> str:
        """The event's place in a timeline: the next page is what lies before the mark of the last one shown."""
        return f"{self.at} {self.event_id}"


@dataclass(frozen=True, slots=True)
class Consent:
    """The newest answer about one purpose; `given` None where nobody ever asked. `at` may be empty."""

    purpose: Purpose
    given: bool | None
    at: str = ""


@dataclass(frozen=True, slots=True)
class TierProgress:
    """The customer's tier and the way to the next: spend of the last twelve months, all in minor units. Without a next
    tier `next_name` is empty."""

    tier: str
    spent_minor: int
    next_name: str = ""
    next_from_minor: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over the timeline. Spend is of the last twelve months, counts are of all that is known here."""

    spent_store_minor: int = 0
    spent_online_minor: int = 0
    sales: int = 0
    orders: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """What this customer usually buys of a kind of goods, `Jacket` and `M`, from how many of them."""

    category: str
    size: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Who a customer is, with what was changed here laid over what the hub told."""

    customer_id: str
    name: str
    email: str = ""
    phone: str = ""
    card: str = ""
    tier: str = ""
    group: str = ""
    birthday: str = ""
    language: str = ""
    note: str = ""
    provisional: bool = False
    """Created here and not yet known at the hub that this till has joined."""


@dataclass(frozen=True, slots=True)
class Customer360:
    """All that a till knows of a customer, without the timeline, which comes page by page.

    `points` is None where there is no programme; `points_as_of` is empty where it was never told. `as_of` is how old
    what came from other channels is (empty: never came). `member_since` is the oldest event's day, empty without any.
    """

    profile: Profile
    consents: tuple[Consent, ...]
    points: int | None
    points_as_of: str
    points_value_minor: int
    tier: TierProgress
    figures: Figures
    sizes: tuple[Size, ...]
    preferences: tuple[str, ...]
    notes: tuple[Event, ...]
    tasks: tuple[Event, ...]
    basket: Event | None
    wishlist: Event | None
    offers: tuple[Event, ...]
    pickups: tuple[Event, ...]
    as_of: str
    member_since: str = ""
    suggestions: tuple[tuple[Goods, Reason], ...] = field(default=())
    """Goods with the reason: empty with an objection to profiling."""


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is needed to create one: a name and one contact. Consents that nobody answered are missing."""

    name: str
    email: str = ""
    phone: str = ""
    card: str = ""
    birthday: str = ""
    language: str = ""
    consents: tuple[tuple[Purpose, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A row of customer search; the screen masks contacts. `last_visit` is the newest sale here or elsewhere."""

    profile: Profile
    points: int
    last_visit: str = ""
    pickups_ready: int = 0
