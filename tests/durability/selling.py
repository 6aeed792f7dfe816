"""The real till at work: basket documents sold through the service, beside a writer that changes the catalogue."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from pos.domain.document import read_basket
from pos.domain.failures import Unavailable
from pos.domain.money import format_minor
from pos.domain.sale import Sale
from pos.services.document import sell_document
from pos.services.shop import Setup
from pos.services.till import Till, free_ballast, init_till, open_till
from pos.store.engine import Durability
from pos.store.store import Store

CURRENCY = "EUR"
LINES = 5
PRICE_MINOR = 3_50
PRODUCTS = 300
BULK = 100  # products that the catalogue writer changes in one transaction; 200 are allowed while a shift is open
TURNS = 6  # transactions of the catalogue writer, each with a checkpoint, at least
PAUSE_S = 0.005  # between two transactions of a thread, or the other would hardly ever get the lock
ANSWER_S = 60
PATIENCE = 100  # times that somebody asks again
T = TypeVar("T")


def make_till(home: Path) -> None:
    init_till(home, Setup("Nordpol", CURRENCY, "DE"))
    free_ballast(home)  # 64 MiB that no test here asks for
    with closing(open_till(home)) as till:
        write_catalogue(till.store, range(PRODUCTS), turn=0)


def write_catalogue(store: Store, numbers: Sequence[int], turn: int) -> None:
    with store.write() as tx:
        tx.products.upsert(
            [product_row(number, turn) for number in numbers], [(f"2{number:05}", sku(number)) for number in numbers]
        )


def product_row(number: int, turn: int) -> dict[str, Any]:
    """Only the name changes from turn to turn: the price stays what the baskets are paid with."""
    empty = dict.fromkeys(("category", "brand", "tags", "unit", "variant_of", "options", "image"), "")
    name = f"Product {number} as of {turn}"
    return {
        **empty,
        "sku": sku(number),
        "name": name,
        "price_minor": PRICE_MINOR,
        "tax": "standard",
        "kind": "each",
        "cost_minor": None,
        "components": "",
        "min_age": 0,
        "words": name.lower(),
        "rev": turn,
    }


def sku(number: int) -> str:
    return f"P-{number:04}"


def a_document(number: int) -> dict[str, Any]:
    """The basket of shopper `number`, paid in cash; the same number is the same basket."""
    return {
        "id": basket_id(number),
        "lines": [{"code": sku((number * LINES + n) % PRODUCTS), "qty": "1"} for n in range(LINES)],
        "tenders": [{"type": "cash", "amount": format_minor(LINES * PRICE_MINOR, CURRENCY)}],
    }


def basket_id(number: int) -> str:
    return str(UUID(int=number + (7 << 76) + (2 << 62)))


def sell(till: Till, number: int) -> str:
    """Sell basket `number`; which sale it became."""
    return name_of(sell_document(till, read_basket(a_document(number), CURRENCY, needs_tenders=True)))


def name_of(sale: Sale) -> str:
    """Number and id: a till that forgot a sale would give its number to another."""
    return f"{sale.receipt} {sale.sale_id}"


def until_it_works(action: Callable[[], T]) -> T:
    """Again and again while the disk does not answer, as a person would; the last failure when it never does."""
    for _ in range(PATIENCE):
        try:
            return action()
        except Unavailable:
            continue
    return action()


@contextmanager
def catalogue_writer(home: Path, chance: random.Random) -> Iterator[threading.Event]:
    """A thread with a store of its own, synchronous NORMAL, that changes products and checkpoints until the end.

    What it yields is set when the thread has had its turns.
    """
    enough, done = threading.Event(), threading.Event()
    first_changes = [chance.randrange(PRODUCTS - BULK) for _ in range(TURNS)]

    def write() -> None:
        with closing(open_till(home, synchronous="NORMAL", heal=False)) as till:
            for turn in takewhile(lambda _: not done.is_set(), count(1)):
                first = first_changes[turn % TURNS]
                until_it_works(partial(write_catalogue, till.store, range(first, first + BULK), turn))
                until_it_works(partial(till.store.upkeep, merge=False))
                if turn == TURNS:
                    enough.set()
                done.wait(PAUSE_S)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield enough
    finally:
        done.set()
        thread.join()


def sell_beside_catalogue(
    home: Path, sales: int, chance: random.Random, synchronous: Durability, sold: Callable[[str], None]
) -> None:
    """Sell that many baskets; `sold` hears the name of each sale when the service has answered."""
    with closing(open_till(home, synchronous=synchronous)) as till, catalogue_writer(home, chance) as enough:
        for number in range(1, sales + 1):
            sold(sell(till, number))
            if number % 10 == 0:
                till.store.witness.flush()  # what the background does every few seconds
            enough.wait(PAUSE_S)
        assert enough.wait(ANSWER_S)
