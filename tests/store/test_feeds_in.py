"""What comes from the hub stands in the till as if it had been imported: whole, in order, and never twice."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.failures import Refused
from pos.domain.staff import BUILT_IN
from pos.services.document import price_document, sell_document
from pos.services.shift import open_shift
from pos.services.staff import check_pin
from pos.services.till import Till
from pos.store.pace import Pace
from sync.feeds import apply_page, apply_part, begin_snapshot, cursor_of, end_snapshot, feed_figures, snapshot_place
from sync.wire import Change, Scope
from tests.store.joined import (
    EPOCH,
    a_page,
    a_person,
    a_product,
    a_rule,
    a_stock,
    an_order,
    brought,
    gone,
    join,
    keys_list,
    no_pauses,
    put,
    text_of,
)
from tests.store.shop import PROMOTIONS, TAXES, a_document, bought, paid, rows

SOCK = {"name": "Café Socks", "price_minor": 18_00, "barcodes": ["4006381333931"]}


@pytest.fixture(scope="session")
def joined_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till that has just joined. Never open it: copy it."""
    home = tmp_path_factory.mktemp("joined") / "till"
    join(home)
    return home


@pytest.fixture
def till(joined_template: Path, tmp_path: Path, opened: Callable[[Path], Till]) -> Till:
    return opened(Path(shutil.copytree(joined_template, tmp_path / "till")))


def a_price(sku: str, rev: int, since: str = "", until: str = "") -> Change:
    told = {"sku": sku, "list_name": "Sale", "price_minor": 5_00, "since": since, "until": until}
    return put("price", f"{sku}|Sale|{since}|{until}|0|||", rev, **told)


def skus(till: Till) -> set[str]:
    with till.store.read() as tx:
        return {row[0] for row in rows(tx, "SELECT sku FROM copy_product")}


def snapshot(till: Till, scope: Scope, *parts: list[Change], epoch: str = EPOCH) -> None:
    begin_snapshot(till, scope, epoch, sum(map(len, parts)))
    for number, part in enumerate(parts, 1):
        apply_part(till, scope, part, f"part {number}" if number < len(parts) else "", no_pauses(till))
    end_snapshot(till, scope, f"{scope}@end", epoch, no_pauses(till))
    brought(till, scope, cursor=f"{scope}@end", epoch=epoch)


def test_a_product_of_a_page_is_scanned_found_and_sold(till: Till) -> None:
    brought(till, "policy", a_person("maya", 1))
    brought(till, "catalogue", a_rule("taxes", 1, TAXES), a_product("SOCK", 2, **SOCK))

    sale = sell_document(till, a_document(bought("4006381333931"), tenders=[paid(18_00)], staff="maya"))

    assert [(line.sku, line.gross_minor, line.taxes[0].name) for line in sale.lines] == [("SOCK", 18_00, "VAT 20 %")]
    with till.store.read() as tx:
        assert [product.sku for product in tx.search.products("cafe so")] == ["SOCK"]
    assert cursor_of(till, "catalogue") == (EPOCH, "catalogue@2", "current")


def test_prices_and_promotions_of_a_page_make_the_price(till: Till) -> None:
    listed = {"sku": "SOCK", "list_name": "winter", "price_minor": 16_00}
    two_for_thirty = [{**PROMOTIONS[0], "items": {"skus": ["SOCK"]}}]
    brought(till, "catalogue", a_rule("taxes", 1, TAXES), a_product("SOCK", 2, **SOCK))
    brought(till, "catalogue", put("price", "SOCK|winter|||0|||", 3, **listed))
    listed_price = price_document(till, a_document(bought("SOCK"))).total_minor

    brought(till, "catalogue", a_rule("promotion:P-SOCKS", 4, two_for_thirty[0]))

    assert listed_price == 16_00
    assert price_document(till, a_document(bought("SOCK", "2"))).total_minor == 30_00


def test_every_page_that_touches_a_price_makes_a_new_snapshot(till: Till) -> None:
    versions = []
    for page in ([a_product("A", 1)], [a_rule("taxes", 2, TAXES)], [gone("product", "A", 3)]):
        brought(till, "catalogue", *page)
        with till.store.read() as tx:
            versions.append(tx.prices.version())

    assert len(set(versions)) == 3


def test_a_page_that_begins_elsewhere_is_not_taken(till: Till) -> None:
    brought(till, "catalogue", a_product("A", 1))

    for changed in ({"prev": "catalogue@0"}, {"prev": "catalogue@1", "epoch": "another"}):
        with pytest.raises(Refused, match="page_does_not_fit"):
            brought(till, "catalogue", a_product("B", 2), **changed)

    assert skus(till) == {"A"}


def test_the_same_changes_again_and_older_ones_change_nothing(till: Till) -> None:
    brought(till, "catalogue", a_product("A", 5, name="New"), a_product("B", 6))

    brought(till, "catalogue", a_product("A", 3, name="Old"), gone("product", "B", 4), a_product("A", 5, name="Twice"))

    with till.store.read() as tx:
        assert [(p.sku, p.name) for p in tx.search.products("new")] == [("A", "New")]
    assert skus(till) == {"A", "B"}


@pytest.mark.parametrize(
    ("scope", "bad"),
    [
        ("catalogue", a_product("B", 2, price_minor=-1)),
        ("catalogue", a_product("B", 2, price_minor="12")),
        ("catalogue", a_product("B", 2, price_minor=10**13 + 1)),
        ("catalogue", a_product("B", 2, name="x" * 401)),
        ("catalogue", a_product("B", 2, name="cut \x1d paper")),
        ("catalogue", a_product("B", 2, tags=["read \u202e backwards"])),
        ("catalogue", a_price("B", 2, since="soon")),
        ("catalogue", a_price("B", 2, until="2026-02-30T00:00")),
        ("catalogue", put("product", "B", 2, sku="C", name="C", price_minor=1)),
        ("catalogue", a_product("B", 2, kind="house")),
        ("catalogue", a_rule("taxes", 2, {"categories": {"standard": [{"name": "VAT", "percent": "-4"}]}})),
        ("catalogue", a_rule("promotion:P-1", 2, PROMOTIONS[0])),
        ("policy", put("staff", "x", 2, staff_id="x", name="X", role="owner", pin_length=4, pin_salt="", pin_hash="")),
        ("policy", keys_list(1, 2, signer=Ed25519PrivateKey.generate())),
        ("orders", an_order(88001, 2, lines=[])),
        ("orders", an_order(88001, 2, customer_name="Ana\x1b@")),
        ("orders", an_order(88001, 2, bags=["1\n2"])),
        ("orders", an_order(88001, 2, ready_at="yesterday")),
        ("orders", an_order(88001, 2, code_salt="no", code_hmac="number")),
        ("orders", an_order(88001, 2, hold_until="2026-99-99T00:00:00.000Z")),
        ("stock", a_stock("B", 2, 2**60)),
    ],
)
def test_a_page_that_breaks_a_limit_is_set_aside_as_a_whole(till: Till, scope: Scope, bad: Change) -> None:
    brought(till, "catalogue", a_product("A", 1, name="Here"))
    before = cursor_of(till, scope)

    with pytest.raises(Refused) as refused:
        brought(till, scope, a_product("A", 3, name="Changed"), bad)

    assert refused.value.code == "page_set_aside"
    assert cursor_of(till, scope) == (*before[:2], "set_aside")
    with till.store.read() as tx:
        assert bad.id in tx.feeds.get(scope).reason
        assert tx.products.by_sku("A") is not None and skus(till) == {"A"}
        assert [product.name for product in tx.search.products("here")] == ["Here"]


@pytest.mark.parametrize(
    ("image", "kept"),
    [
        ("sock.png", "sock.png"),
        ("../key.toml", ""),
        ("/etc/hostname", ""),
        ("..\\key.toml", ""),
        ("C:key.toml", ""),
        ("..", ""),
        ("https://shop.example/sock.png", ""),
    ],
)
def test_a_picture_of_the_hub_never_leads_out_of_the_tills_pictures(till: Till, image: str, kept: str) -> None:
    brought(till, "catalogue", a_product("A", 1, image=image))

    with till.store.read() as tx:
        product = tx.products.by_sku("A")
    assert product is not None and product.image == kept


def test_names_in_any_script_with_their_joiners_and_hard_blanks_are_taken(till: Till) -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    names = {"A": persian, "B": "500\u00a0g", "C": "\U0001f468\u200d\U0001f467"}

    brought(till, "catalogue", *(a_product(sku, 1, name=name) for sku, name in names.items()))
    brought(till, "customers", put("customer", "C-1", 1, customer_id="C-1", name=persian, note="two\nlines"))

    assert skus(till) == {"A", "B", "C"}


def test_a_page_after_one_that_was_set_aside_is_taken(till: Till) -> None:
    with pytest.raises(Refused):
        brought(till, "catalogue", a_product("A", 1, price_minor=-1))

    brought(till, "catalogue", a_product("A", 2))

    assert cursor_of(till, "catalogue")[2] == "current"
    assert skus(till) == {"A"}


def test_a_deleted_product_is_gone_for_scans_and_search_and_what_was_sold_of_it_stays(till: Till) -> None:
    brought(till, "policy", a_person("maya", 1))
    brought(till, "catalogue", a_rule("taxes", 1, TAXES), a_product("SOCK", 2, **SOCK))
    sale = sell_document(till, a_document(bought("SOCK"), tenders=[paid(18_00)], staff="maya"))

    brought(till, "catalogue", gone("product", "SOCK", 3))

    with till.store.read() as tx:
        assert tx.search.products("socks") == []
        assert tx.products.by_code("4006381333931") is None
        kept = tx.sales.get(sale.sale_id)
    assert kept is not None and kept.lines[0].name == "Café Socks"


def test_a_barcode_goes_over_to_the_product_that_was_told_of_last(till: Till) -> None:
    brought(till, "catalogue", a_product("OLD", 1, barcodes=["4006381333931"]))

    brought(till, "catalogue", a_product("NEW", 2, barcodes=["4006381333931"]))

    with till.store.read() as tx:
        found = tx.products.by_code("4006381333931")
    assert found is not None and found.sku == "NEW"


def test_staff_of_the_hub_sign_in_and_what_is_kept_of_a_pin_is_not_what_came(till: Till) -> None:
    person = a_person("sofia", 1, "manager", "8642")

    brought(till, "policy", person)

    assert check_pin(till, "sofia", "8642").outcome == "right"
    assert check_pin(till, "sofia", "1111").outcome == "wrong"
    with till.store.read() as tx:
        kept = tx.people.pin("sofia")[1]
    assert text_of(kept) not in bytes(person.body).decode()


def test_pickup_keys_are_taken_from_our_hub_alone_and_never_go_back(till: Till) -> None:
    brought(till, "policy", keys_list(2, 1))

    with pytest.raises(Refused, match="page_set_aside"):
        brought(till, "policy", keys_list(1, 2))

    with till.store.read() as tx:
        assert tx.stores.pickup_keys() == {2: bytes([2]) * 32}


def test_customers_points_stores_orders_and_exceptions_come_too(till: Till) -> None:
    told = {"exception_id": "X-1", "kind": "price", "state": "open", "at": "2026-11-21T12:00:00.000Z", "ref": "N-1"}
    points = {"customer_id": "C-1", "balance": 240, "as_of": "2026-11-21T12:00:00.000Z", "includes": {}}
    brought(
        till,
        "customers",
        put("customer", "C-1", 1, customer_id="C-1", name="Zofia Kowalska", card="TL7710010005", phone="+447700900142"),
        put("points", "C-1", 2, **points),
    )
    brought(till, "policy", put("store", "9", 1, store_no=9, name="Southpole", code="S", address=["2 Ice Lane"]))

    brought(
        till,
        "orders",
        an_order(88001, 1),
        put("exception", "X-1", 2, **told),
        put("person_key", "C-1", 3, person="C-1", key=text_of(b"q" * 32)),
    )

    with till.store.read() as tx:
        assert [customer.customer_id for customer in tx.search.customers("kowalska")] == ["C-1"]
        figure = tx.balances.points("C-1")
        assert figure is not None and figure.amount == 240
        store = tx.stores.get(9)
        assert store is not None and store.address == ("2 Ice Lane",)
        assert [(order.number, own_n) for order, own_n in tx.orders.all_open()] == [("N-88001", 0)]
        assert [exception.kind for exception in tx.exceptions.all_open()] == ["price"]
        assert tx.journal.key_of("C-1") == b"q" * 32


def test_what_only_a_newer_program_knows_is_let_through_and_counted(till: Till) -> None:
    brought(till, "catalogue", put("hologram", "H-1", 1, depth=3), a_rule("weather", 2, {"rain": True}))

    assert feed_figures(till, "catalogue").n == 2
    assert cursor_of(till, "catalogue")[2] == "current"


def test_a_copy_has_the_number_that_its_hub_counts(till: Till) -> None:
    from sync.hub.store.streams import number_of

    brought(till, "catalogue", a_rule("taxes", 1, TAXES), a_product("A|B", 2), a_product("C", 3))
    brought(till, "catalogue", put("price", "A|B|w|||0|||", 4, sku="A|B", list_name="w", price_minor=5))
    brought(till, "catalogue", gone("product", "C", 5))

    figures = feed_figures(till, "catalogue")

    there = [("rule", "taxes", 1), ("product", "A|B", 2), ("price", "A|B|w|||0|||", 4)]
    assert (figures.n, figures.cursor) == (3, "catalogue@5")
    assert int(figures.sum64, 16) == sum(number_of(*thing) for thing in there) % 2**64


def test_a_price_with_bars_in_its_names_is_deleted_by_its_id(till: Till) -> None:
    price = {"sku": "A|B", "list_name": "a|b", "price_minor": 5}
    brought(till, "catalogue", a_product("A|B", 1), put("price", "A|B|a|b|||0|||", 2, **price))

    brought(till, "catalogue", gone("price", "A|B|a|b|||0|||", 3))

    with till.store.read() as tx:
        assert rows(tx, "SELECT * FROM copy_price") == []


def test_a_snapshot_takes_away_what_it_did_not_bring(till: Till) -> None:
    brought(till, "catalogue", a_rule("taxes", 1, TAXES), *(a_product(f"P{n}", n + 2) for n in range(20)))

    snapshot(till, "catalogue", [a_product("P3", 90)], [a_product("P4", 91), a_product("NEW", 92)])

    with till.store.read() as tx:
        assert tx.settings.rule("taxes") is None
        assert rows(tx, "SELECT * FROM local_seen") == []
        assert [product.sku for product in tx.search.products("thing p3")] == ["P3"]
    assert skus(till) == {"P3", "P4", "NEW"}
    assert cursor_of(till, "catalogue") == (EPOCH, "catalogue@end", "current")


def test_a_snapshot_of_a_hub_that_was_put_back_counts_although_its_revs_are_lower(till: Till) -> None:
    brought(till, "catalogue", a_product("A", 50, name="Lost future"))

    snapshot(till, "catalogue", [a_product("A", 7, name="Truth")], epoch="epoch-2")

    with till.store.read() as tx:
        assert [product.name for product in tx.search.products("truth")] == ["Truth"]
    assert feed_figures(till, "catalogue").n == 1
    assert cursor_of(till, "catalogue")[0] == "epoch-2"


def test_a_snapshot_that_was_cut_off_goes_on_where_it_was(till: Till) -> None:
    brought(till, "catalogue", a_product("OLD", 1))
    begin_snapshot(till, "catalogue", EPOCH, 3)
    apply_part(till, "catalogue", [a_product("A", 2)], "part 1", no_pauses(till))

    place = snapshot_place(till, "catalogue")
    sold_meanwhile = skus(till)
    apply_part(till, "catalogue", [a_product("B", 3)], "", no_pauses(till))
    end_snapshot(till, "catalogue", "c9", EPOCH, no_pauses(till))
    brought(till, "catalogue", cursor="c9")

    assert (place, sold_meanwhile) == ("part 1", {"OLD", "A"})
    assert skus(till) == {"A", "B"}


def test_what_a_snapshot_left_out_stays_until_the_pages_behind_it_are_read(till: Till) -> None:
    brought(till, "catalogue", *(a_product(name, 50) for name in ("KEPT", "CHANGED", "GONE", "LOST")))
    begin_snapshot(till, "catalogue", "epoch-2", 1)
    apply_part(till, "catalogue", [a_product("KEPT", 3)], "", no_pauses(till))
    end_snapshot(till, "catalogue", "c3", "epoch-2", no_pauses(till))
    before_the_pages, told_before = skus(till), feed_figures(till, "catalogue").cursor

    brought(till, "catalogue", a_product("CHANGED", 4), epoch="epoch-2", cursor="c4", up_to_date=False)
    between = skus(till)
    brought(till, "catalogue", gone("product", "GONE", 5), epoch="epoch-2", cursor="c5")

    assert before_the_pages == between == {"KEPT", "CHANGED", "GONE", "LOST"}
    assert skus(till) == {"KEPT", "CHANGED"}
    assert told_before == "" and feed_figures(till, "catalogue").cursor == "c5"
    with till.store.read() as tx:
        assert {tx.copies.rev("catalogue", "product", sku) for sku in ("KEPT", "CHANGED")} == {3, 4}
        assert rows(tx, "SELECT * FROM local_seen") == []


class Cut(Exception):
    """The power goes."""


@pytest.mark.parametrize("at", range(1, 40))
def test_a_sweep_that_was_cut_off_takes_nothing_that_the_hub_has(till: Till, at: int) -> None:
    brought(till, "catalogue", *(a_product(f"P{n}", n + 1) for n in range(30)))
    open_shift(till, 0, BUILT_IN.staff_id)
    begin_snapshot(till, "catalogue", EPOCH, 10)
    apply_part(till, "catalogue", [a_product(f"P{n}", n + 40) for n in range(10)], "", no_pauses(till))
    end_snapshot(till, "catalogue", "c50", EPOCH, no_pauses(till))
    pauses = 0

    def cut(_seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        if pauses == at:
            raise Cut

    with suppress(Cut):
        apply_page(till, a_page(till, "catalogue", [a_product("P10", 51)], cursor="c51"), Pace(till.store, sleep=cut))
    between = skus(till)
    brought(till, "catalogue", cursor="c51")

    there = {f"P{n}" for n in range(11)}
    assert between >= there
    assert skus(till) == there
    with till.store.read() as tx:
        assert rows(tx, "SELECT * FROM local_seen") == []


def test_a_part_that_was_not_asked_for_is_not_taken(till: Till) -> None:
    with pytest.raises(Refused, match="no_snapshot"):
        apply_part(till, "catalogue", [a_product("A", 1)], "", no_pauses(till))

    assert skus(till) == set()


def test_no_page_is_taken_in_the_middle_of_a_snapshot(till: Till) -> None:
    begin_snapshot(till, "catalogue", EPOCH, 1)

    with pytest.raises(Refused, match="page_does_not_fit"):
        brought(till, "catalogue", a_product("A", 1))

    assert skus(till) == set()


def test_a_page_beside_an_open_shift_comes_in_small_transactions_with_the_cursor_in_the_last(till: Till) -> None:
    brought(till, "policy", a_person("maya", 1))
    open_shift(till, 0, "maya")
    seen: list[tuple[int, str]] = []
    pauses: list[float] = []

    def look(seconds: float) -> None:
        pauses.append(seconds)
        seen.append((len(skus(till)), cursor_of(till, "catalogue")[1]))

    from sync.feeds import apply_page

    page = a_page(till, "catalogue", [a_product(f"P{n:03}", n + 1) for n in range(300)])
    apply_page(till, page, Pace(till.store, sleep=look))

    assert len({count for count, _cursor in seen}) > 2
    assert all(cursor == "" for count, cursor in seen if count < 300)
    assert seen[-1] == (300, "catalogue@300") and len(pauses) > 2


def test_a_till_that_has_joined_is_sold_at_by_people_alone(till: Till) -> None:
    brought(till, "catalogue", a_rule("taxes", 1, TAXES), a_product("SOCK", 2, **SOCK))
    document = a_document(bought("SOCK"), tenders=[paid(18_00)])

    with pytest.raises(Refused, match="staff_required"):
        sell_document(till, document)

    with till.store.read() as tx:
        assert tx.people.get(BUILT_IN.staff_id) is None and tx.sales.newest() == []
