"""What the customer screens are given to show, every text ready."""

from dataclasses import dataclass
from typing import Literal

from pos.domain.customer import Channel, Purpose

Mode = Literal["browse", "choose"]
"""Search that opens a customer, or search that takes one into the sale."""
Tab = Literal["all", "store", "online", "goods"]
TABS: tuple[Tab, ...] = ("all", "store", "online", "goods")
CHANNELS: tuple[Channel, ...] = ("all", "store", "online")
GoodsFrom = Literal["basket", "wishlist", "offers"]


@dataclass(frozen=True, slots=True)
class ChipView:
    """`brief` stands in for `text` in a narrow window."""

    text: str
    kind: str = ""
    icon: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class HitRow:
    """One customer that was found, contacts masked; the last row, without an id, adds a new one."""

    customer_id: str
    name: str
    contact: str
    phone: str
    tier: ChipView | None
    points: str
    visit: str
    pickups: ChipView | None
    button: str
    key: str = ""

    @property
    def spoken(self) -> str:
        tier, pickups = (chip.text if chip else "" for chip in (self.tier, self.pickups))
        parts = (self.name, self.contact, self.phone, tier, self.points, self.visit, pickups)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class EmptyView:
    """An icon, a sentence and the two things that are most likely wanted now."""

    icon: str
    words: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """`found` is how many in which time; `empty` stands in the place of rows. While it is `waiting` the rows are still
    those of an earlier text."""

    text: str
    rows: tuple[HitRow, ...]
    found: str
    foot: str
    empty: EmptyView | None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class ContactView:
    """One way to reach a customer; with a `reason` it is there to be read and cannot be used."""

    name: Literal["email", "phone"]
    icon: str
    text: str
    reason: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class HeadView:
    name: str
    chips: tuple[ChipView, ...]
    contacts: tuple[ContactView, ...]
    since: str
    sale: str
    sale_reason: str = ""


@dataclass(frozen=True, slots=True)
class FigureView:
    """One cell of the strip; `share` (0 to 1000) is the part of a bar that is filled, None for a cell without one."""

    title: str
    value: str
    detail: str
    aside: str = ""
    tone: str = "text.primary"
    share: int | None = None

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.value, self.detail, self.aside) if part)


@dataclass(frozen=True, slots=True)
class SizesView:
    source: str
    sizes: tuple[tuple[str, str], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class PreferencesView:
    """Words about taste, and the newest note with who wrote it."""

    chips: tuple[ChipView, ...]
    note_by: str
    note: str
    empty: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    task_id: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    purpose: Purpose
    given: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class ConsentView:
    at: str
    rows: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture's file, or the name whose initials stand for it."""

    image: str
    name: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event: `family` colours the disc by channel."""

    event_id: str
    icon: str
    family: str
    title: str
    detail: str
    amount: str
    chip: ChipView | None = None
    pictures: tuple[Thumbnail, ...] = ()
    more: str = ""

    @property
    def spoken(self) -> str:
        chip = self.chip.text if self.chip else ""
        return ", ".join(part for part in (self.title, chip, self.detail, self.amount) if part)


@dataclass(frozen=True, slots=True)
class TimelineView:
    """`older` says whether there is more to load; `empty` stands where no event is."""

    tab: Tab
    rows: tuple[TimelineRow, ...]
    ages: str
    older: bool
    empty: str


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """Goods that may come into the sale; without a `sku` that is sold here `reason` says why not."""

    sku: str
    name: str
    detail: str
    price: str
    picture: Thumbnail
    here: ChipView
    units: int = 1
    reason: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.detail, self.price, self.here.text) if part)


@dataclass(frozen=True, slots=True)
class GoodsView:
    """A panel of the right column; `all` is the button that brings everything in, empty for none."""

    name: GoodsFrom
    title: str
    icon: str
    aside: str
    rows: tuple[GoodsRow, ...]
    all: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The page of a customer without its timeline."""

    head: HeadView
    figures: tuple[FigureView, ...]
    sizes: SizesView
    preferences: PreferencesView
    tasks: tuple[TaskRow, ...]
    tasks_open: str
    consent: ConsentView
    goods: tuple[GoodsView, ...]


@dataclass(frozen=True, slots=True)
class GoneView:
    """In the place of a customer that is not there: erased, or never known here."""

    title: str
    words: str
