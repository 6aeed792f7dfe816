"""What the Pay screen shows: plain values whose every text is ready to be painted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PayLineView:
    quantity: str
    name: str
    total: str


@dataclass(frozen=True, slots=True)
class PayCustomerView:
    name: str
    tier: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class PaySumView:
    """One row under the lines; `tone` is a colour role."""

    label: str
    amount: str
    tone: str = "text.secondary"


@dataclass(frozen=True, slots=True)
class PayBasketView:
    """The basket beside the payment."""

    lines: tuple[PayLineView, ...]
    count: str
    sums: tuple[PaySumView, ...]
    total: str
    customer: PayCustomerView | None = None


@dataclass(frozen=True, slots=True)
class TakenView:
    """A tender that is already taken; a `reason` says why it stays, `detail` what is left where it came from."""

    label: str
    amount: str
    undo: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TileView:
    """A means of payment beside card and cash; a `reason` disables it and stands in place of `detail`."""

    kind: str
    label: str
    detail: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A tap that takes so much cash, in minor units."""

    minor: int
    amount: str
    detail: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class PrimaryView:
    """The big button: card for what is left, or finishing what is paid already."""

    label: str
    words: str
    amount: str
    icon: str = "card"


@dataclass(frozen=True, slots=True)
class DueView:
    """The amount at the top and what stands beside it."""

    label: str
    amount: str
    aside: str
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class TerminalView:
    """A payment at the card terminal. `in_doubt`: nobody knows what became of it; else it is being waited for.

    `why_not_ask` says why the terminal cannot be asked about it at all.
    """

    attempt_id: str
    name: str
    amount: str
    in_doubt: bool
    sent: str
    title: str
    words: str
    step: str
    doubt: str
    asking: bool
    can_cancel: bool
    why_not_ask: str = ""


@dataclass(frozen=True, slots=True)
class PayView:
    """`locked` is why nothing can be pressed now, empty when it can."""

    basket: PayBasketView
    due: DueView
    taken: tuple[TakenView, ...]
    primary: PrimaryView
    tiles: tuple[TileView, ...]
    cash_title: str
    notes: tuple[NoteView, ...]
    can_split: bool
    hold_reason: str
    quote_reason: str
    more_reason: str = ""
    locked: str = ""
    terminal: TerminalView | None = None


@dataclass(frozen=True, slots=True)
class PayBanner:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class CardAskView:
    """Which gift card: its number is typed or scanned."""

    title: str
    field: str
    hint: str
    amount: str


@dataclass(frozen=True, slots=True)
class PointsAskView:
    """How many points: `most` stands in the field already, `limit` and `rule` say what is possible."""

    title: str
    field: str
    most: str
    limit: str
    rule: str


@dataclass(frozen=True, slots=True)
class VoucherAskView:
    """A paper voucher: its number, and how much it pays; nothing typed is `due`, all that is left."""

    title: str
    field: str
    due: str


@dataclass(frozen=True, slots=True)
class SplitView:
    """One way to share what is left: among so many, in words."""

    people: int
    title: str
    detail: str
