"""The badge of a person on paper: the name, what they are here, and the code as bars and as a QR."""

from dataclasses import dataclass, field

from pos.domain.receipt import Shop, shop_blocks
from pos.domain.receipt_block import Barcode, Block, Cut, Heading, Qr, Rule, Text
from pos.domain.receipt_words import ReceiptWords
from pos.domain.staff import Staff


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What a badge says."""

    receipt: ReceiptWords = field(default_factory=ReceiptWords)
    badge: str = "STAFF BADGE"
    lost: str = "Lost or found: bring it to the store manager."


def badge_blocks(person: Staff, code: str, shop: Shop, words: BadgeWords = BadgeWords()) -> tuple[Block, ...]:
    """The code stands nowhere in clear: whoever sees the badge once must not be able to write it down."""
    return (
        *shop_blocks(shop, words.receipt),
        Heading(words.badge),
        Rule(),
        Heading(person.name),
        Text(person.role.title, "centre"),
        Barcode(code, person.short_name),
        Qr(code),
        Text(words.lost, "centre"),
        Cut(),
    )
