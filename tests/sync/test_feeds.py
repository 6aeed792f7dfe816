"""A till's copy and a real hub's stream are the same number, whatever was published, fetched and cut off in between."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from pos.domain.failures import Refused
from pos.services.till import Till, open_till
from sync.entities import Product, Stock
from sync.feeds import apply_page, apply_part, begin_snapshot, cursor_of, end_snapshot, feed_figures, snapshot_place
from sync.hub.feeds.feed import read_page
from sync.hub.feeds.snapshot import read_part
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from sync.hub.store.tables import stream
from sync.wire import FeedPage, Scope
from tests.store.joined import brought, join, no_pauses, put

SKUS = [f"P{n}" for n in range(12)]


@pytest.fixture(scope="session")
def joined_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("feeds") / "till"
    join(home)
    return home


@pytest.fixture
def till(joined_home: Path, tmp_path: Path) -> Iterator[Till]:
    made = open_till(Path(shutil.copytree(joined_home, tmp_path / "till")))
    yield made
    made.close()


def some_changes(chance: random.Random) -> list[Published]:
    """Products that come, change and go."""
    changes = []
    for sku in chance.sample(SKUS, chance.randint(1, 4)):
        changes.append(Published("product", sku, None if chance.random() < 0.3 else a_body(sku, chance)))
    return changes


def a_body(sku: str, chance: random.Random) -> bytes:
    body = Product(sku=sku, name=f"Thing {chance.randint(1, 99)}", price_minor=chance.randint(0, 9999))
    return msgspec.json.encode(body)


def publish_some(hub: Hub, name: str, changes: list[Published]) -> None:
    with hub.write() as connection:
        publish(connection, {name: changes}, hub.chance(8))


def fetch_page(hub: Hub, till: Till, scope: Scope, name: str, limit: int = 3) -> bool:
    """Read one page into the till; whether that was all."""
    cursor = cursor_of(till, scope)[1]
    page = read_page(hub, name, cursor, limit)
    told = FeedPage(
        request_id="-",
        hub_id=hub.hub_id,
        epoch=hub.epoch,
        scope=scope,
        prev=cursor,
        cursor=page.cursor,
        up_to_date=page.up_to_date,
        changes=page.changes,
    )
    apply_page(till, told, no_pauses(till))
    return page.up_to_date


def fetch_snapshot(hub: Hub, till: Till, scope: Scope, name: str) -> None:
    after = snapshot_place(till, scope)
    while True:
        part = read_part(hub, scope, name, after)
        if not after:
            begin_snapshot(till, scope, hub.epoch, part.things)
        apply_part(till, scope, part.changes, part.next, no_pauses(till))
        if not part.next:
            return end_snapshot(till, scope, part.cursor, hub.epoch, no_pauses(till))
        after = part.next


def assert_equal_copies(hub: Hub, till: Till, scope: Scope, name: str) -> None:
    with hub.read() as connection:
        there = connection.execute(select(stream.c.live, stream.c.sum64).where(stream.c.stream == name)).one()
    figures = feed_figures(till, scope)
    assert (figures.n, figures.sum64) == (there.live, there.sum64)


@pytest.mark.parametrize("seed", range(8))
def test_copy_and_stream_agree_whenever_the_till_has_read_to_the_end(hub: Hub, till: Till, seed: int) -> None:
    chance = random.Random(seed)

    for _ in range(25):
        publish_some(hub, "catalogue", some_changes(chance))
        while chance.random() < 0.6 and not fetch_page(hub, till, "catalogue", "catalogue"):
            pass
        if chance.random() < 0.15:
            fetch_snapshot(hub, till, "catalogue", "catalogue")
    while not fetch_page(hub, till, "catalogue", "catalogue"):
        pass

    assert_equal_copies(hub, till, "catalogue", "catalogue")


def test_what_a_hub_lost_when_it_was_put_back_goes_with_the_next_snapshot(hub: Hub, till: Till) -> None:
    chance = random.Random(1)
    for _ in range(5):
        publish_some(hub, "catalogue", some_changes(chance))
    while not fetch_page(hub, till, "catalogue", "catalogue"):
        pass
    lost = Product(sku="LOST", name="Only at the till", price_minor=1)
    brought(till, "catalogue", put("product", "LOST", 900, **msgspec.to_builtins(lost)), epoch=hub.epoch)

    with pytest.raises(Refused, match="must_refetch"):
        fetch_page(hub, till, "catalogue", "catalogue")
    fetch_snapshot(hub, till, "catalogue", "catalogue")
    fetch_page(hub, till, "catalogue", "catalogue")

    assert_equal_copies(hub, till, "catalogue", "catalogue")
    with till.store.read() as tx:
        assert tx.products.by_sku("LOST") is None


def test_stock_of_a_store_comes_with_its_own_stream(hub: Hub, till: Till) -> None:
    stock = Stock(sku="P1", location="floor", qty_milli=7000, as_of="2026-11-21T12:00:00.000Z", includes={})
    publish_some(hub, "stock:7", [Published("stock", "P1|floor", msgspec.json.encode(stock))])

    fetch_page(hub, till, "stock", "stock:7")

    assert_equal_copies(hub, till, "stock", "stock:7")
    with till.store.read() as tx:
        assert tx.stock.on_hand_milli("P1") == 7000


def skus_of(till: Till) -> set[str]:
    with till.store.read() as tx:
        return {thing_id for entity, thing_id, _rev in tx.copies.all("catalogue") if entity == "product"}


@pytest.mark.parametrize("seed", range(12))
def test_what_the_hub_changes_during_a_snapshot_is_never_missing_at_the_till(hub: Hub, till: Till, seed: int) -> None:
    chance = random.Random(seed)
    first = [Published("product", sku, a_body(sku, chance)) for sku in SKUS]
    publish_some(hub, "catalogue", first)
    while not fetch_page(hub, till, "catalogue", "catalogue"):
        pass
    never_deleted, after, next_part = set(SKUS), "", True

    while next_part:
        part = read_part(hub, "catalogue", "catalogue", after, limit=3)
        if not after:
            begin_snapshot(till, "catalogue", hub.epoch, part.things)
        changes = some_changes(chance)
        publish_some(hub, "catalogue", changes)
        never_deleted -= {change.id for change in changes if change.body is None}
        apply_part(till, "catalogue", part.changes, part.next, no_pauses(till))
        assert skus_of(till) >= never_deleted
        after, next_part = part.next, bool(part.next)
    end_snapshot(till, "catalogue", part.cursor, hub.epoch, no_pauses(till))
    assert skus_of(till) >= never_deleted
    while not fetch_page(hub, till, "catalogue", "catalogue", limit=2):
        assert skus_of(till) >= never_deleted

    assert skus_of(till) >= never_deleted
    assert_equal_copies(hub, till, "catalogue", "catalogue")
