"""What somebody bought and brought back in two years: enough for the tier and the points of the customers file."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pos.domain.product import Product
from pos.domain.programme import Programme
from sync.demo.people import Person
from sync.demo.shelf import Shelf, fitting

YEAR = (2, 352)
BEFORE = (385, 720)
"""Days ago. Between the two nothing is bought, so that nobody's tier turns while the demo is open."""
WRONG_SIZE_IN, REGRETTED_IN = 14, 18
"""One of so many purchases is exchanged, one comes back."""
WRONG_SIZE = "wrong size"
REASONS = ("changed mind", "faulty", "gift, had one already", "colour looks different")
_PIECES = (1, 2, 2, 3, 3, 4, 5)
_MOST_TRIES = 400
_NO_TIER_SPENDS = (30_00, 460_00)


@dataclass(frozen=True, slots=True)
class Deal:
    """A sale in `store`, or an order of the web shop: then `store` is where it was collected, 0 for a delivery."""

    person: Person
    at: datetime
    online: bool
    store: int
    lines: tuple[tuple[Product, int], ...]
    """Products and pieces."""

    @property
    def total_minor(self) -> int:
        return sum(product.price_minor * pieces for product, pieces in self.lines)


@dataclass(frozen=True, slots=True)
class Back:
    """One piece of a deal that came back to a store, for what was paid."""

    deal: Deal
    at: datetime
    store: int
    product: Product
    reason: str


@dataclass(frozen=True, slots=True)
class Dealings:
    """All deals and returns of a person."""

    deals: tuple[Deal, ...]
    backs: tuple[Back, ...]


def dealings(person: Person, shelf: Shelf, programme: Programme, known_minor: int, now: datetime) -> Dealings:
    """Two years of purchases. `known_minor` is what was bought in the last twelve months and is written down
    elsewhere: it counts towards the tier, and comes on top of what is made up here."""
    chance = person.chance("deals")
    low, high = _band(person, programme)
    times = programme.earning(person.row.tier).times_milli
    needed = (person.row.points or 0) * programme.points_per_minor * 1000 // times
    year = min(high - 1, max(chance.randint(low, low + (high - low) * 2 // 3), min(needed, high)))
    before = max(0, needed - year) * 11 // 10 + chance.choice((0, 1, 2)) * year // 6
    bought = [
        *_spend(person, shelf, chance, year - known_minor, high - known_minor, YEAR, now),
        *_spend(person, shelf, chance, before, before + 40_00, BEFORE, now),
    ]
    deals, backs = [], []
    for deal in bought:
        made, returned = _with_returns(deal, shelf, chance, now)
        deals += made
        backs += returned
    return Dealings(tuple(deals), tuple(backs))


def moment(now: datetime, days: int, chance: random.Random, *, online: bool) -> datetime:
    """Some time that many days ago: while stores are open, or while people are awake."""
    hour = chance.randint(7, 22) if online else chance.randint(9, 17)
    day = now - timedelta(days=days)
    return day.replace(hour=hour, minute=chance.randint(0, 59), second=chance.randint(0, 59), microsecond=0)


def _band(person: Person, programme: Programme) -> tuple[int, int]:
    """From where to where the spend of twelve months goes with this tier; a little inside of both."""
    tiers = programme.tiers
    at = next((n for n, tier in enumerate(tiers) if tier.name == person.row.tier), None)
    if at is None:
        return _NO_TIER_SPENDS
    low = tiers[at].from_spend_minor
    high = tiers[at + 1].from_spend_minor if at + 1 < len(tiers) else low * 2
    return low * 103 // 100, high * 97 // 100


def _spend(
    person: Person,
    shelf: Shelf,
    chance: random.Random,
    wanted_minor: int,
    most_minor: int,
    days: tuple[int, int],
    now: datetime,
) -> list[Deal]:
    """Baskets until so much is spent, and never more than the most."""
    deals: list[Deal] = []
    spent = 0
    for _attempt in range(_MOST_TRIES):
        if spent >= wanted_minor:
            break
        lines = _basket(person, shelf, chance, most_minor - spent)
        if lines:
            online = chance.randrange(100) < person.online_percent
            store = person.home_store if not online or chance.random() < 0.4 else 0
            at = moment(now, chance.randint(*days), chance, online=online)
            deals.append(Deal(person, at, online, store, lines))
            spent += deals[-1].total_minor
    return deals


def _basket(person: Person, shelf: Shelf, chance: random.Random, room_minor: int) -> tuple[tuple[Product, int], ...]:
    """One to five things that fit, like people who need something buy them; empty where nothing is cheap enough."""
    weights = [4 if model[0].category in person.loves else 1 for model in shelf.models]
    lines: dict[str, tuple[Product, int]] = {}
    for model in chance.choices(shelf.models, weights, k=chance.choice(_PIECES)):
        wearable = [product for product in fitting(model, person.sizes) if person.wears(product)]
        if not wearable or model[0].name in lines:
            continue
        product = chance.choice(wearable)
        pieces = 2 if product.price_minor < 20_00 and chance.random() < 0.25 else 1
        if product.price_minor * pieces <= room_minor:
            lines[product.name] = (product, pieces)
            room_minor -= product.price_minor * pieces
    return tuple(lines.values())


def _with_returns(deal: Deal, shelf: Shelf, chance: random.Random, now: datetime) -> tuple[list[Deal], list[Back]]:
    """The deal as it went: now and then one thing was of the wrong size, or one thing too many. What is spent in the
    end stays what it was."""
    back_at = moment(deal.at, -chance.randint(2, 14), chance, online=False)
    if back_at > now - timedelta(hours=20):
        return [deal], []
    store = deal.store or deal.person.home_store
    product, _pieces = chance.choice(deal.lines)
    wrong = shelf.another_size(product)
    if wrong and chance.randrange(WRONG_SIZE_IN) == 0:
        lines = _swapped(deal.lines, product, wrong)
        first = replace(deal, lines=lines)
        right = Deal(deal.person, back_at + timedelta(minutes=2), False, store, ((product, 1),))
        return [first, right], [Back(first, back_at, store, wrong, WRONG_SIZE)]
    if chance.randrange(REGRETTED_IN) == 0:
        extra = _basket(deal.person, shelf, chance, 200_00)[:1]
        lines = tuple((one, 1) for one, _n in extra if all(one.sku != held.sku for held, _m in deal.lines))
        first = replace(deal, lines=(*deal.lines, *lines))
        return [first], [Back(first, back_at, store, one, chance.choice(REASONS)) for one, _n in lines]
    return [deal], []


def _swapped(lines: Sequence[tuple[Product, int]], product: Product, wrong: Product) -> tuple[tuple[Product, int], ...]:
    """One piece of it in the wrong size, the others as they were."""
    swapped = []
    for one, pieces in lines:
        if one is product:
            swapped.append((wrong, 1))
            pieces -= 1
        if pieces:
            swapped.append((one, pieces))
    return tuple(swapped)
