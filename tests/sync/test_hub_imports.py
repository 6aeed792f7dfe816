"""Files into the hub: as they come into a till, told to the tills once."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from pos.domain.codes import badge_code
from pos.domain.failures import Refused
from pos.domain.staff import pin_hash
from sync import entities
from sync.base64url import bytes_of
from sync.hub.hub import Hub
from sync.hub.imports.file import KINDS, import_file
from sync.hub.imports.job import Imported
from sync.hub.store.things import bodies, stand
from tests.store.shop import CUSTOMERS, PRODUCTS, PROMOTIONS, STAFF, STOCK, TAXES
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import a_store
from tests.sync.hub_value import exceptions_of

PRICES = (
    "sku,list,price,from,until,min_qty,group\nJACKET,Sale,150.00,2026-11-01,2026-12-01,,\nSOCK-R,Bulk,15.00,,,3,VIP\n"
)
PROGRAMME = {"points_per": "1.00", "value": "0.01", "tiers": [{"name": "Gold", "from_spend": "100.00"}]}
ROLES = {
    "roles": [
        {"name": "manager", "title": "Boss", "rights": ["manage_people", "unlock_user"]},
        {"name": "associate", "title": "Associate", "rights": ["sell"]},
        {"name": "cashier", "title": "Cashier", "rights": ["sell"]},
    ]
}
POINTS = "id,name,points\nC-9,Zoë Ray,250\nC-8,Ann Lee,\n"
FILES: dict[str, Any] = {
    "taxes": TAXES,
    "products": PRODUCTS,
    "prices": PRICES,
    "promotions": PROMOTIONS,
    "programme": PROGRAMME,
    "roles": ROLES,
    "customers": CUSTOMERS,
    "staff": STAFF,
    "stock": STOCK,
}


def bring(hub: Hub, folder: Path, kind: str, content: Any, **asked: Any) -> Imported:
    """Import a file with this content."""
    file = folder / f"{kind}.txt"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return import_file(hub, kind, file, **asked)


def thing(hub: Hub, stream: str, entity: str, thing_id: str) -> dict[str, Any]:
    with hub.read() as connection:
        document: dict[str, Any] = msgspec.json.decode(bodies(connection, stream, entity, [thing_id])[thing_id])
    return document


def number_of(hub: Hub, stream: str) -> int:
    with hub.read() as connection:
        return stand(connection, stream).n


def stock_of(hub: Hub, sku: str, store_no: int = 1) -> int:
    return int(thing(hub, f"stock:{store_no}", "stock", f"{sku}|floor")["qty_milli"])


@pytest.fixture
def shop(hub: Hub, tmp_path: Path) -> Hub:
    """A hub with all that a shop imports."""
    for kind, content in FILES.items():
        bring(hub, tmp_path, kind, content)
    return hub


@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_every_kind_comes_in_and_the_same_again_is_no_news(
    request: pytest.FixtureRequest, tmp_path: Path, which: str
) -> None:
    hub: Hub = request.getfixturevalue(which)

    first = {kind: bring(hub, tmp_path, kind, content) for kind, content in FILES.items()}
    again = {kind: bring(hub, tmp_path, kind, content) for kind, content in FILES.items()}

    assert set(FILES) == set(KINDS)
    assert {kind: (done.kept, done.problems) for kind, done in first.items()} == dict.fromkeys(FILES, (True, ()))
    assert all(done.published for done in first.values())
    assert {kind: done.published for kind, done in again.items()} == dict.fromkeys(FILES, 0)


def test_what_is_published_is_what_a_till_takes(shop: Hub) -> None:
    with shop.read() as connection:
        rows = connection.execute(text("SELECT stream, entity, body FROM thing WHERE op = 'put'")).all()

    kinds = {
        (row.stream.partition(":")[0], row.entity): msgspec.json.decode(
            row.body, type=entities.BODIES[row.stream.partition(":")[0]][row.entity]
        )
        for row in rows
    }

    assert len(kinds) >= 8 and len(rows) > 20


def test_a_product_keeps_its_fields(shop: Hub) -> None:
    jacket = thing(shop, "catalogue", "product", "JACKET")

    assert jacket == {
        "sku": "JACKET",
        "name": "Harrier Jacket",
        "price_minor": 18900,
        "tax": "standard",
        "barcodes": ["4006381333931"],
        "category": "Jackets",
    }


def test_only_what_changed_is_told_again(shop: Hub, tmp_path: Path) -> None:
    before = number_of(shop, "catalogue")

    done = bring(shop, tmp_path, "products", PRODUCTS.replace("189.00", "179.00"))

    assert done.published == 1 and number_of(shop, "catalogue") == before + 1
    assert thing(shop, "catalogue", "product", "JACKET")["price_minor"] == 17900


def test_the_id_of_a_price_is_the_one_a_till_knows(shop: Hub) -> None:
    with shop.read() as connection:
        rows = connection.execute(text("SELECT id, body FROM thing WHERE entity = 'price'")).all()

    prices = {row.id: msgspec.json.decode(row.body, type=entities.ListedPrice) for row in rows}

    assert len(prices) == 2
    assert all(key == entities.price_id(price) for key, price in prices.items())


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("products", "sku,name,price\nA,Apple,x\nB,Bread,1.00\n", "bad_price"),
        ("products", "sku,name,price,tax\nA,Apple,1.00,luxury\nB,Bread,1.00,zero\n", "unknown_tax"),
        ("products", "sku,name,price,barcodes\nA,Apple,1.00,4006381333931\nB,Bread,1.00,\n", "barcode_taken"),
        ("prices", "sku,list,price\nNONE,Sale,1.00\nJACKET,Sale,1.00\n", "unknown_sku"),
        ("stock", "sku,on_hand\nNONE,1\nJACKET,1\n", "unknown_sku"),
        ("customers", "id,name,tier\nC-3,Ann,Platinum\nC-4,Bo,Gold\n", "unknown_tier"),
        ("staff", "id,name,role,pin\nx,X,boss,1234\ny,Y,cashier,1234\n", "unknown_role"),
    ],
)
def test_one_bad_row_keeps_the_file_out_unless_the_good_ones_are_wanted(
    shop: Hub, tmp_path: Path, kind: str, content: str, code: str
) -> None:
    refused = bring(shop, tmp_path, kind, content)
    dry = bring(shop, tmp_path, kind, content, keep_good=True, dry_run=True)
    taken = bring(shop, tmp_path, kind, content, keep_good=True)

    assert [(x.line, x.code) for x in refused.problems] == [(2, code)]
    assert (refused.kept, refused.published, dry.kept, dry.published) == (False, 0, False, 0)
    assert (taken.kept, taken.rows, taken.published) == (True, 1, 1)


def test_taxes_that_products_use_stay(shop: Hub, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tax_category_in_use"):
        bring(shop, tmp_path, "taxes", {"prices_include_tax": True, "categories": {"standard": []}})


def test_promotions_of_two_files_stand_together(shop: Hub, tmp_path: Path) -> None:
    other = {**PROMOTIONS[0], "id": "P-2", "phase": "order", "combine": "best_of:G"}
    other.pop("items")
    bring(shop, tmp_path, "promotions", [{**other, "give": {"percent": "5"}}])

    with pytest.raises(Refused) as told:
        bring(shop, tmp_path, "promotions", [{**PROMOTIONS[0], "id": "P-3", "combine": "best_of:G"}])

    assert told.value.code == "bad_promotion"
    assert thing(shop, "catalogue", "rule", "promotion:P-SOCKS")["document"] == PROMOTIONS[0]


def test_the_first_user_is_a_manager(hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="first_user_manager"):
        bring(hub, tmp_path, "staff", "id,name,role,pin\nmaya,Maya,cashier,2580\n")


def test_a_pin_goes_out_as_its_hash(shop: Hub) -> None:
    maya = thing(shop, "policy", "staff", "maya")

    assert maya["pin_length"] == 4 and "2580" not in json.dumps(maya)
    assert pin_hash("2580", bytes_of(maya["pin_salt"])) == bytes_of(maya["pin_hash"])


def test_a_new_pin_has_a_new_salt(shop: Hub, tmp_path: Path) -> None:
    before = thing(shop, "policy", "staff", "maya")

    done = bring(shop, tmp_path, "staff", STAFF.replace("2580", "2581"))

    after = thing(shop, "policy", "staff", "maya")
    assert done.published == 1 and before["pin_salt"] != after["pin_salt"]


def test_points_come_with_customers_who_are_new(shop: Hub, tmp_path: Path) -> None:
    bring(shop, tmp_path, "customers", POINTS)

    bring(shop, tmp_path, "customers", POINTS.replace("250", "999"))

    told = thing(shop, "customers", "points", "C-9")
    with shop.read() as connection:
        lines = connection.execute(text("SELECT customer, points, reason, journal_id FROM points_line")).all()
    assert (told["balance"], told["includes"]) == (250, {})
    assert [tuple(line) for line in lines] == [("C-9", 250, "import", bytes(16))]


def test_a_count_is_a_movement_of_the_hub_itself(shop: Hub, tmp_path: Path) -> None:
    bring(shop, tmp_path, "stock", "sku,location,on_hand\nJACKET,Northgate,5\nSOCK-R,,20\n")

    with shop.read() as connection:
        rows = connection.execute(
            text("SELECT seq, journal_id, sku, location, qty_milli FROM movement ORDER BY seq, k")
        )
        moves = [tuple(row) for row in rows]
    assert stock_of(shop, "JACKET") == 5000
    assert moves == [
        (1, bytes(16), "JACKET", "floor", 2000),
        (1, bytes(16), "SOCK-R", "floor", 20000),
        (2, bytes(16), "JACKET", "floor", 3000),
    ]


def test_changes_of_stock_add_up(shop: Hub, tmp_path: Path) -> None:
    changes = "sku,location,change,reason\nJACKET,,-1,broken\nJACKET,,4,found\nJACKET,back room,1,found\n"

    bring(shop, tmp_path, "stock", changes, adjust=True)

    assert stock_of(shop, "JACKET") == 5000
    assert thing(shop, "stock:1", "stock", "JACKET|back room")["qty_milli"] == 1000


def test_a_count_that_finds_the_goods_ends_the_task(shop: Hub, tmp_path: Path) -> None:
    pen = Pen()
    enrol(shop, pen)
    pen.sell(("JACKET", 3))
    send(shop, pen)
    before = [one["ref"] for one in exceptions_of(shop)]

    bring(shop, tmp_path, "stock", "sku,location,on_hand\nJACKET,,4\n")

    assert (before, exceptions_of(shop)) == (["1/JACKET"], [])
    assert [one["decided"] for one in exceptions_of(shop, "decided")] == ["in_stock_again"]


def test_stock_belongs_to_one_store(shop: Hub, tmp_path: Path) -> None:
    a_store(shop, 2, "S")

    with pytest.raises(Refused, match="store_needed"):
        bring(shop, tmp_path, "stock", STOCK)
    bring(shop, tmp_path, "stock", "sku,on_hand\nJACKET,9\n", store_no=2)

    assert (stock_of(shop, "JACKET", 1), stock_of(shop, "JACKET", 2)) == (2000, 9000)


@pytest.mark.parametrize(
    ("kind", "content", "asked", "code"),
    [
        ("products", "", {}, "import_empty"),
        ("products", "a,b\n", {}, "import_no_header"),
        ("taxes", "", {}, "import_empty"),
        ("taxes", "{", {}, "bad_json"),
        ("promotions", "{}", {}, "bad_promotion"),
        ("promotions", '[{"id": "basket", "name": "10 off", "give": {"percent": "10"}}]', {}, "bad_promotion"),
        ("products", PRODUCTS, {"store_no": 9}, "unknown_store"),
        ("products", PRODUCTS, {"adjust": True}, "adjust_is_for_stock"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole(
    hub: Hub, tmp_path: Path, kind: str, content: str, asked: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as told:
        bring(hub, tmp_path, kind, content, **asked)

    assert told.value.code == code


def test_a_row_as_large_as_it_may_be_is_within_the_limits_of_the_feed(hub: Hub, tmp_path: Path) -> None:
    many = "|".join(f"{n:04}" + "x" * 60 for n in range(50))
    codes = "|".join(f"{n:04}" + "X" * 124 for n in range(50))
    product = ["S" * 64, "N" * 200, "99999999999.99", "", codes, "C" * 100, "B" * 100, many, "O" * 200, "I" * 1000]
    columns = "sku,name,price,tax,barcodes,category,brand,tags,options,image"
    customer = ["C" * 100, "N" * 200, "T" * 100, "G" * 100, "1000000", "n" * 2000]
    bring(hub, tmp_path, "taxes", TAXES)

    goods = bring(hub, tmp_path, "products", f"{columns}\n{','.join(product)}\n")
    people = bring(hub, tmp_path, "customers", f"id,name,tier,group,points,note\n{','.join(customer)}\n")

    assert (goods.problems, people.problems) == ((), ())
    msgspec.convert(thing(hub, "catalogue", "product", "S" * 64), entities.Product)
    msgspec.convert(thing(hub, "customers", "customer", "C" * 100), entities.Customer)
    msgspec.convert(thing(hub, "customers", "points", "C" * 100), entities.Points)


def test_a_product_with_more_tags_than_a_till_takes_is_a_problem_of_its_row(hub: Hub, tmp_path: Path) -> None:
    tags = "|".join(f"t{n}" for n in range(51))

    brought = bring(hub, tmp_path, "products", f"sku,name,price,tags\nA,Apple,1.00,{tags}\n")

    assert [(problem.column, problem.code) for problem in brought.problems] == [("tags", "too_many")]


def test_roles_that_leave_somebody_without_one_say_whom(hub: Hub, tmp_path: Path) -> None:
    bring(hub, tmp_path, "staff", STAFF)

    done = bring(hub, tmp_path, "roles", {"roles": ROLES["roles"][:2]})

    assert done.without_role == ("Daniel Price", "Maya Kowalczyk")
    assert thing(hub, "catalogue", "rule", "roles")["document"] == {"roles": ROLES["roles"][:2]}


def test_staff_may_have_the_roles_of_the_shop_and_no_others(hub: Hub, tmp_path: Path) -> None:
    bring(hub, tmp_path, "roles", {"roles": [ROLES["roles"][0], {"name": "temp", "title": "Temp", "rights": []}]})

    done = bring(hub, tmp_path, "staff", "id,name,role,pin\nann,Ann,manager,1111\nbo,Bo,temp,2222\n")
    other = bring(hub, tmp_path, "staff", "id,name,role,pin\ncy,Cy,cashier,3333\n")

    assert (done.kept, thing(hub, "policy", "staff", "bo")["role"]) == (True, "temp")
    assert [problem.code for problem in other.problems] == ["unknown_role"]


def test_of_a_badge_the_tills_are_told_its_hash_alone_and_a_file_without_the_column_leaves_it(
    hub: Hub, tmp_path: Path
) -> None:
    badge = badge_code(bytes(range(16)))
    bring(hub, tmp_path, "staff", f"id,name,role,pin,badge\nann,Ann,manager,1111,{badge}\n")

    bring(hub, tmp_path, "staff", "id,name,role,pin\nann,Ann Lee,manager,1111\n")

    told = thing(hub, "policy", "staff", "ann")
    assert (told["name"], bytes_of(told["badge_hash"])) == ("Ann Lee", sha256(badge.encode()).digest())


def test_a_badge_of_somebody_else_is_not_given_twice_and_an_empty_one_is_taken_away(hub: Hub, tmp_path: Path) -> None:
    badge = badge_code(bytes(16))
    bring(hub, tmp_path, "staff", f"id,name,role,pin,badge\nann,Ann,manager,1111,{badge}\n")

    taken = bring(hub, tmp_path, "staff", f"id,name,role,pin,badge\nbo,Bo,cashier,2222,{badge}\n")
    bring(hub, tmp_path, "staff", "id,name,role,pin,badge\nann,Ann,manager,1111,\n")

    assert [problem.code for problem in taken.problems] == ["badge_taken"]
    assert "badge_hash" not in thing(hub, "policy", "staff", "ann")
