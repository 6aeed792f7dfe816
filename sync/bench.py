"""A made-up catalogue out of a feed into a till, as fast or as gently as the synchroniser does it: for measuring.

`tandem-till bench` runs it beside its sales: `python -m sync.bench HOME page|snapshot THINGS`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pos.services.till import Till, open_till
from pos.store.pace import Pace
from sync.feeds import apply_page, apply_part, begin_snapshot, cursor_of, end_snapshot
from sync.wire import MOST_CHANGES, Change, FeedPage

PART_THINGS = 10_000
_EPOCH = "bench"


def main(home: Path, way: str, things: int) -> None:
    """Bring so many products."""
    till = open_till(home, synchronous="NORMAL")
    try:
        (_by_pages if way == "page" else _by_snapshot)(till, things)
    finally:
        till.close()


def _by_pages(till: Till, things: int) -> None:
    pace = Pace(till.store)
    for changes in _parts(things, MOST_CHANGES):
        epoch, cursor, _state = cursor_of(till, "catalogue")
        page = FeedPage(
            request_id="-",
            hub_id="-",
            epoch=epoch or _EPOCH,
            scope="catalogue",
            prev=cursor,
            cursor=str(changes[-1].rev),
            up_to_date=False,
            changes=changes,
        )
        apply_page(till, page, pace)


def _by_snapshot(till: Till, things: int) -> None:
    pace = Pace(till.store)
    begin_snapshot(till, "catalogue", _EPOCH, things)
    for changes in _parts(things, PART_THINGS):
        apply_part(till, "catalogue", changes, str(changes[-1].rev), pace)
    end_snapshot(till, "catalogue", str(things), _EPOCH, pace)


def _parts(things: int, size: int) -> Iterator[list[Change]]:
    for first in range(0, things, size):
        yield [_product(number) for number in range(first, min(first + size, things))]


def _product(number: int) -> Change:
    sku = f"M{number:07d}"
    name = f"Harrier Merino Mug {number % 997}"
    body = {"sku": sku, "name": name, "price_minor": 450 + number % 9000, "barcodes": [f"29{number:010d}"]}
    body |= {"category": f"Department {number % 40:02d}", "brand": "Harrier"}
    return Change(entity="product", id=sku, rev=number + 1, body=msgspec.Raw(msgspec.json.encode(body)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
