"""What is open with a customer today: a web basket, a wish list, a task; and what staff wrote down."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pos.domain.journal import stamp
from pos.domain.product import Product
from sync.demo.deals import moment
from sync.demo.documents import STORE, WEB_SHOP, line_of, new_id
from sync.demo.people import Person
from sync.demo.shelf import Shelf, fitting
from sync.entities import Activity

_BASKET_IN, _WISHES_IN, _TASK_IN, _NOTE_IN = 5, 4, 14, 10
_NOTES = (
    "Tried on {name}, wants to think about it.",
    "Asked whether {name} comes back next season.",
    "Told us that {name} was a good choice.",
)
_TASKS = (
    "Ring up when {name} is here again.",
    "Put {name} aside until the weekend.",
    "Send the care sheet for {name}.",
)


def open_things(person: Person, shelf: Shelf, staff: Sequence[str], currency: str, now: datetime) -> list[Activity]:
    """`staff` are those of the home store."""
    told = list(_written(person, shelf, staff, now))
    if person.online_percent:
        told += [
            *_list(person, shelf, "basket", _BASKET_IN, currency, now),
            *_list(person, shelf, "wishlist", _WISHES_IN, currency, now),
        ]
    return told


def _list(person: Person, shelf: Shelf, kind: str, one_in: int, currency: str, now: datetime) -> Iterator[Activity]:
    """What somebody put into the web basket and left there, or on the wish list."""
    chance = person.chance(kind)
    if chance.randrange(one_in):
        return
    at = moment(now, chance.randint(1, 6 if kind == "basket" else 90), chance, online=True)
    wanted = _wanted(person, shelf, kind, chance.choice((1, 1, 2, 3)))
    lines = [line_of(product, 1, stamp(at - timedelta(minutes=3 * n))) for n, product in enumerate(wanted)]
    if lines:
        yield Activity(
            activity_id=f"{kind}:{WEB_SHOP}:{person.customer_id}",
            customer_id=person.customer_id,
            kind="basket" if kind == "basket" else "wishlist",
            channel=WEB_SHOP,
            at=stamp(at),
            device=chance.choice(("web", "phone app")),
            state="open",
            currency=currency,
            amount_minor=sum(line.amount_minor for line in lines),
            lines=lines,
        )


def _written(person: Person, shelf: Shelf, staff: Sequence[str], now: datetime) -> Iterator[Activity]:
    """A note of the last year, a task of these days."""
    chance = person.chance("notes")
    for kind, one_in, days, sentences in (("note", _NOTE_IN, 300, _NOTES), ("task", _TASK_IN, 6, _TASKS)):
        wanted = _wanted(person, shelf, kind, 1)
        if chance.randrange(one_in) or not wanted:
            continue
        at = moment(now, chance.randint(1, days), chance, online=False)
        due = (now + timedelta(days=chance.randint(-1, 7))).date().isoformat()
        yield Activity(
            activity_id=f"note:{new_id(person.customer_id, kind)}",
            customer_id=person.customer_id,
            kind="task" if kind == "task" else "note",
            channel=STORE,
            at=stamp(at),
            state="open" if kind == "task" else "",
            words=chance.choice(sentences).format(name=wanted[0].name),
            staff=chance.choice(staff),
            due=due if kind == "task" else "",
        )


def _wanted(person: Person, shelf: Shelf, about: str, most: int) -> list[Product]:
    """Up to so many different things that fit."""
    chance = person.chance(f"wanted {about}")
    found = []
    for model in chance.sample(shelf.models, min(most, len(shelf.models))):
        wearable = [product for product in fitting(model, person.sizes) if person.wears(product)]
        if wearable:
            found.append(chance.choice(wearable))
    return found
