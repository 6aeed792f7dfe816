"""One price: a till and the hub, from the same files, give the same document for the same basket."""

import json
from pathlib import Path
from typing import Any

import pytest

from sync.hub.hub import Hub
from sync.hub.imports.file import import_file
from sync.hub.sales.pricing import price_at_hub
from tests.sync.hub_journal import Pen, a_return, a_sale_body, enrol, send
from tests.sync.hub_shop import Clock, HubChannel, a_hub, a_store
from tests.till_program import ROOT, till_program

VECTORS = ROOT / "tests" / "data" / "vectors"
EXAMPLES = sorted(baskets.parent.name for baskets in VECTORS.glob("*/baskets.ndjson"))
FILES = (("taxes", "taxes.json"), ("products", "products.csv"), ("promotions", "promotions.json"))


def baskets(example: str) -> list[dict[str, Any]]:
    text = (VECTORS / example / "baskets.ndjson").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


@pytest.fixture
def euro_hub(tmp_path: Path, clock: Clock) -> Any:
    """A hub whose one store is set up as the till of these tests."""
    made = a_hub(tmp_path / "priced", now=clock)
    yield made
    made.engine.dispose()


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_hub_and_a_till_price_alike(till_home: Path, till: Any, euro_hub: Hub, example: str) -> None:
    setup = till.setup
    a_store(euro_hub, setup.store_no, setup.code, currency=setup.currency, country=setup.country, zone=setup.zone)
    for kind, name in FILES:
        import_file(euro_hub, kind, VECTORS / example / name)
        assert till_program(till_home, "import", kind, VECTORS / example / name).code == 0
    wanted = [{"at": "2026-11-21T14:32:00+00:00", **basket} for basket in baskets(example)]

    at_till = till_program(till_home, "price", stdin="\n".join(map(json.dumps, wanted)))
    at_hub = [price_at_hub(euro_hub, basket) for basket in wanted]

    assert at_hub == at_till.lines


PRICES = (
    "sku,list,price,from,until,min_qty,group,store,channel\nSOCK-R,SALE,15.00,,,2,,,\nSOCK-R,WEB,12.00,,,,,,online\n"
)
TAXES = {"prices_include_tax": True, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}


def shelved(hub: Hub, folder: Path) -> None:
    """Socks with a price from two pairs on and one of the web shop, and 20 % VAT."""
    files = {
        "taxes": json.dumps(TAXES),
        "products": "sku,name,price,barcodes\nSOCK-R,Wool socks,18.00,4006381333931\n",
        "prices": PRICES,
    }
    for kind, text in files.items():
        path = folder / kind
        path.write_text(text, encoding="utf-8")
        import_file(hub, kind, path)


def total(asker: HubChannel, qty: str = "1", **query: str) -> str:
    basket = {"lines": [{"code": "4006381333931", "qty": qty}]}
    answer = asker.send("POST", "/v1/price", json=basket, params=query)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["total"])


def test_a_barcode_and_a_price_list_count_at_the_hub(hub: Hub, channel: HubChannel, tmp_path: Path) -> None:
    shelved(hub, tmp_path)

    assert [total(channel), total(channel, "2"), total(channel, channel="online")] == ["18.00", "30.00", "12.00"]


def test_what_is_new_in_the_catalogue_is_priced_at_once(hub: Hub, channel: HubChannel, tmp_path: Path) -> None:
    shelved(hub, tmp_path)
    (tmp_path / "again").write_text("sku,name,price,barcodes\nSOCK-R,Wool socks,19.00,4006381333948\n")

    import_file(hub, "products", tmp_path / "again")

    old = channel.send("POST", "/v1/price", json={"lines": [{"code": "4006381333931"}]})
    new = channel.send("POST", "/v1/price", json={"lines": [{"code": "4006381333948"}]})
    assert (old.status_code, old.json()["error"]["code"]) == (422, "unknown_code")
    assert new.json()["total"] == "19.00"


@pytest.mark.parametrize(
    ("basket", "query", "code"),
    [
        ({"lines": [{"code": "NOPE"}]}, {}, "unknown_code"),
        ({"lines": []}, {}, "basket_empty"),
        ({"lines": [{"code": "SOCK-R"}], "extra": 1}, {}, "unknown_field"),
        ({"lines": [{"code": "SOCK-R"}]}, {"store": "9"}, "unknown_store"),
        ({"lines": [{"code": "SOCK-R"}]}, {"store": "first"}, "unknown_store"),
        ({"lines": [{"code": "SOCK-R"}]}, {"channel": "phone"}, "bad_field"),
        ({"lines": [{"code": "SOCK-R"}], "customer": "C-9"}, {}, "unknown_customer"),
        ({"lines": [{"return_of": {"receipt": "N-2-004117", "line": 1}}]}, {}, "unknown_receipt"),
    ],
)
def test_a_basket_that_cannot_be_priced_is_refused(
    hub: Hub, channel: HubChannel, tmp_path: Path, basket: dict[str, Any], query: dict[str, str], code: str
) -> None:
    shelved(hub, tmp_path)

    answer = channel.send("POST", "/v1/price", json=basket, params=query)

    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["code"] == code


HALF = {"id": "P-HALF", "name": "Half", "phase": "item", "give": {"percent": "50"}}


def promoted(hub: Hub, folder: Path, **limits: int) -> None:
    shelved(hub, folder)
    (folder / "promotions").write_text(json.dumps([HALF | {"limits": limits}]))
    import_file(hub, "promotions", folder / "promotions")
    (folder / "customers").write_text("id,name\nC-1,Amelia Okafor\nC-2,Noah Byrne\n")
    import_file(hub, "customers", folder / "customers")


def half_off(pen: Pen, **changed: Any) -> None:
    """A sale of a pair of socks at half price."""
    body = a_sale_body(f"{pen.number}-{pen.place.seq}", ("SOCK-R", 1), **changed)
    body["lines"][0] |= {"discounts": [{"by": "P-HALF", "name": "Half", "amount_minor": 900}]}
    pen.write("sale_completed", body)


def test_sales_of_all_tills_use_up_a_promotion(hub: Hub, channel: HubChannel, tmp_path: Path) -> None:
    promoted(hub, tmp_path, total=2)
    one, other = Pen(1), Pen(2)
    enrol(hub, one, other)
    totals = [total(channel)]

    for pen in (one, other):
        half_off(pen)
        send(hub, pen)
        totals.append(total(channel))

    assert totals == ["9.00", "9.00", "18.00"]


def test_a_promotion_is_given_to_each_customer_so_often(hub: Hub, channel: HubChannel, tmp_path: Path) -> None:
    promoted(hub, tmp_path, per_customer=1)
    pen = Pen()
    enrol(hub, pen)
    half_off(pen, customer="C-1")
    send(hub, pen)
    basket = {"lines": [{"code": "SOCK-R"}]}

    priced = [price_at_hub(hub, basket | {"customer": customer}) for customer in ("C-1", "C-2")]

    assert [one["total"] for one in priced] == ["18.00", "9.00"]
    assert priced[0]["not_applied"] == [{"by": "P-HALF", "why": "used_up"}]


def test_what_people_took_off_and_what_comes_back_uses_no_promotion(
    hub: Hub, channel: HubChannel, tmp_path: Path
) -> None:
    promoted(hub, tmp_path, total=1)
    pen = Pen()
    enrol(hub, pen)
    for by, minor in (("manual", 100), ("basket", 100), ("tax_exempt", 100), ("P-HALF", -900)):
        body = a_sale_body(f"{by}-{minor}", ("SOCK-R", 1))
        body["lines"][0] |= {"discounts": [{"by": by, "name": "x", "amount_minor": minor}]}
        pen.write("sale_completed", body)

    send(hub, pen)

    assert price_at_hub(hub, {"lines": [{"code": "SOCK-R"}]})["total"] == "9.00"


def test_the_hub_prices_what_comes_back_of_the_receipt_of_any_till(
    hub: Hub, channel: HubChannel, tmp_path: Path
) -> None:
    shelved(hub, tmp_path)
    one, other = Pen(1), Pen(2)
    enrol(hub, one, other)
    one.sell(("SOCK-R", 3))
    send(hub, one)
    sold = a_sale_body(f"{one.store_no}-{one.number}-{one.journal}-2")
    a_return(other, sold["sale_id"], 1, "SOCK-R")
    send(hub, other)
    back = {"return_of": {"receipt": sold["receipt"], "line": 1}, "qty": "2", "reason": "wrong size"}

    priced = price_at_hub(hub, {"lines": [back, {"code": "SOCK-R"}]})
    refused = channel.send("POST", "/v1/price", json={"lines": [back | {"qty": "3"}]})

    assert [line["total"] for line in priced["lines"]] == ["-20.00", "18.00"]
    assert (priced["total"], priced["due_in_cash"]) == ("-2.00", "-2.00")
    assert refused.json()["error"]["code"] == "already_returned"


def test_what_was_handed_back_at_another_till_counts_for_what_is_due_in_cash(hub: Hub, tmp_path: Path) -> None:
    shelved(hub, tmp_path)
    (tmp_path / "notes").write_text(json.dumps(TAXES | {"cash_rounding": {"step": "15.00"}}))
    import_file(hub, "taxes", tmp_path / "notes")
    one, other = Pen(1), Pen(2)
    enrol(hub, one, other)
    one.sell(("SOCK-R", 3))
    send(hub, one)
    sold = a_sale_body(f"{one.store_no}-{one.number}-{one.journal}-2")
    back = {"lines": [{"return_of": {"receipt": sold["receipt"], "line": 1}, "reason": "wrong size"}]}

    before = price_at_hub(hub, back)
    a_return(other, sold["sale_id"], 1, "SOCK-R")
    send(hub, other)
    after = price_at_hub(hub, back)

    assert (before["total"], before["due_in_cash"]) == ("-10.00", "-15.00")
    assert (after["total"], after["due_in_cash"]) == ("-10.00", "0.00")  # 20.00 are 15.00, of which 10.00 went back
