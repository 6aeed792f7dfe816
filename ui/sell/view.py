"""What the Sell screen shows: plain values whose every text is ready to be painted."""

from dataclasses import dataclass
from typing import Literal

HitKind = Literal["product", "customer", "order", "sale", "code"]


@dataclass(frozen=True, slots=True)
class ChipView:
    """A state in words; `kind` is a colour family as in `ui.paint.chip`."""

    text: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TileView:
    """One product to touch. `picture` is a path or empty; `stock_kind` is `""`, `warning` or `danger`.

    `age` says how old the count is where that matters: beside the pointer, as there is no room on the tile.
    """

    sku: str
    name: str
    price: str
    stock: str = ""
    stock_short: str = ""
    stock_kind: str = ""
    picture: str = ""
    age: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.name, self.price, self.stock, self.age) if part)

    @property
    def tip(self) -> str:
        return f"{self.stock}, {self.age}" if self.age else ""


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the basket; `was` is the list amount where a discount changed it, else empty."""

    line_id: str
    name: str
    quantity: str
    total: str
    spoken: str
    detail: str = ""
    was: str = ""
    chips: tuple[ChipView, ...] = ()
    selected: bool = False
    can_step: bool = True
    noted: bool = False


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Who the basket is for; `age` says how old the points are where that matters, in the colour role `age_tone`."""

    name: str
    tier: str = ""
    points: str = ""
    earns: str = ""
    age: str = ""
    age_tone: str = "text.muted"


@dataclass(frozen=True, slots=True)
class SumView:
    """One row above Pay; `tone` is a colour role."""

    label: str
    amount: str
    tone: str = "text.secondary"


@dataclass(frozen=True, slots=True)
class PromotionView:
    """What a coupon or offer gives, or why nothing; `act` is `apply`, `remove` or empty for nothing to press."""

    text: str
    tone: str = "text.secondary"
    act: str = ""
    key: str = ""
    button: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class BasketView:
    lines: tuple[LineView, ...]
    sums: tuple[SumView, ...]
    total: str
    can_pay: bool
    customer: CustomerView | None = None
    empty_words: str = ""
    promotions: tuple[PromotionView, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionView:
    """Whether an action can be taken: an empty `reason` means yes; `badge` is a count."""

    reason: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class HitView:
    """A row of the search list: a head of a group when `kind` is empty, else something to take."""

    text: str
    kind: HitKind | Literal[""] = ""
    key: str = ""
    detail: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class BannerView:
    """What went wrong in place; `choices` are actions by name with their words."""

    title: str
    words: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuantityView:
    line_id: str
    name: str
    quantity: str
    decimals: bool = False


@dataclass(frozen=True, slots=True)
class PriceView:
    """An open price is asked for: what the goods are called, and why they may be free."""

    name: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeightView:
    """A weight is asked for: what the goods are called, and what a kilogram costs in words."""

    name: str
    price: str


@dataclass(frozen=True, slots=True)
class SerialView:
    """Whose number is asked for; without a title of its own it is a piece's serial number."""

    name: str
    title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AgeView:
    """Somebody has to look how old the buyer is: the day of birth in words, and for which goods."""

    title: str
    born: str
    goods: str
    yes: str


@dataclass(frozen=True, slots=True)
class AdvisorView:
    """A person who may have advised; the first row is nobody in particular, with an empty id."""

    staff_id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AdvisorsView:
    title: str
    rows: tuple[AdvisorView, ...]


@dataclass(frozen=True, slots=True)
class VariantView:
    """One size of one colour; `is_here` is false where the count says there is none, `is_low` when few are left."""

    sku: str
    label: str
    detail: str
    spoken: str
    is_here: bool
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class VariantRow:
    """The sizes of one colour in the columns of the matrix; None where it does not come in that size."""

    label: str
    cells: tuple[VariantView | None, ...]
    picture: str = ""


@dataclass(frozen=True, slots=True)
class VariantsView:
    """What a product comes in: rows by the first option, such as the colour, columns by the second, such as the size.

    `marked` is the SKU that has the focus first; `usual` says whose size that is, in words.
    """

    title: str
    rows: tuple[VariantRow, ...]
    marked: str = ""
    usual: str = ""


@dataclass(frozen=True, slots=True)
class PickView:
    """What the marked size costs, the offers on it, and the button that adds it, named by what it does."""

    price: str
    offers: tuple[ChipView, ...]
    add: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """The sheet of one product: `facts` are labels with their words; `variants` says that a size is asked for next."""

    sku: str
    title: str
    price: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[ChipView, ...]
    add: str
    stock: ChipView | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HeldView:
    held_id: str
    title: str
    detail: str
    amount: str
    discard: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SwapView:
    """A held sale is wanted while another one is being rung up: what would happen, and the button that does it."""

    title: str
    words: str
    swap: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What a discount would do: the price before and after, and whether the person may give it alone."""

    was: str = ""
    now: str = ""
    saves: str = ""
    limit: ChipView | None = None
    apply: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DiscountView:
    """A discount dialog as it opens. `ways` are `percent`, `amount`, `price` with their words."""

    title: str
    subject: str
    subject_detail: str
    ways: tuple[tuple[str, str], ...]
    percents: tuple[str, ...]
    reasons: tuple[str, ...]
    chosen: str
    reason: str
    removable: bool
    picture: str = ""
