"""Money offered by one means, the change given back, and the rounding of what is paid in cash."""

from dataclasses import dataclass

CASH = "cash"
TYPES = ("cash", "card", "gift_card", "store_credit", "points", "voucher", "account")


@dataclass(frozen=True, slots=True)
class Tender:
    """Money offered by one means, in minor units; negative when it is given back. `reference` is the card, code
    or voucher it came from, never a payment card's number."""

    type: str
    amount_minor: int
    reference: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a total was paid: Σ tenders = total + rounding + change, where change is never negative."""

    tenders: tuple[Tender, ...]
    rounding_minor: int
    change_minor: int
