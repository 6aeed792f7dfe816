"""The demo store's promotions and price lists as its till gives them."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from pos.domain.document import read_basket
from pos.domain.priced import PricedBasket
from pos.services.demo import FOLDER, demo_setup
from pos.services.document import price_document
from pos.services.imports import import_file
from pos.services.till import Till, init_till, open_till

SATURDAY, MONDAY = "2026-11-21T14:32:00+00:00", "2026-11-23T08:30:00+00:00"
GOLD, CLUB = "C-1001", "C-CLUB"
FILES = (
    ("taxes", "taxes.json"),
    ("programme", "programme.json"),
    ("products", "products.csv"),
    ("prices", "prices.csv"),
    ("promotions", "promotions.json"),
    ("customers", "customers.csv"),
    ("stock", "stock.csv"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    home = tmp_path_factory.mktemp("demo") / "till"
    init_till(home, demo_setup())
    till = open_till(home)
    for kind, name in FILES:
        assert not import_file(till, kind, FOLDER / name, staff="till").problems
    member = home.parent / "customers.csv"
    member.write_text(f"id,name,group\n{CLUB},Ada Marsh,club\n", encoding="utf-8")
    import_file(till, "customers", member, staff="till")
    yield till
    till.close()


def priced(shop: Till, *wanted: str, at: str = SATURDAY, customer: str = "", coupon: str = "") -> PricedBasket:
    """These goods, each a SKU or `SKU x QUANTITY`."""
    lines = [{"code": sku, "qty": qty or "1"} for sku, _, qty in (one.partition(" x ") for one in wanted)]
    document: dict[str, object] = {"id": str(UUID(int=1)), "at": at, "lines": lines}
    document |= {"customer": customer} if customer else {}
    document |= {"coupons": [coupon]} if coupon else {}
    return price_document(shop, read_basket(document, "GBP", needs_tenders=False))


def test_a_file_that_is_here_already_changes_nothing(shop: Till) -> None:
    again = [import_file(shop, kind, FOLDER / name, staff="till", dry_run=True) for kind, name in FILES]

    assert [done.problems for done in again] == [()] * len(FILES)


def test_the_other_stores_shelves_are_read_by_the_till_too(shop: Till) -> None:
    read = [import_file(shop, "stock", FOLDER / f"stock-{n}.csv", staff="till", dry_run=True) for n in (2, 3)]

    assert [done.problems for done in read] == [(), ()]


@pytest.mark.parametrize(
    ("goods", "total_minor"),
    [
        (("MER-TRK-SLT-M x 3",), 44_00),
        (("MEA-CUR x 3", "MEA-OAT"), 22_50),
        (("BAR-NUT", "BAR-BER", "BAR-GIN"), 5_00),
        (("KID-TEE-TEA-3",), 16_00),
        (("KID-TEE-TEA-3", "KID-BEA"), 25_50),
        (("SKY-GIL-SKY-M",), 38_50),
        (("GAS-230",), 6_95),
        (("LAR-4T", "CHR-FLD x 2"), 573_00),
        (("KIN-STV", "GAS-100", "POT-15"), 82_00),
        (("BAT-AA x 6",), 33_00),
        (("DRY-20",), 18_00),
    ],
    ids=lambda value: " + ".join(value) if isinstance(value, tuple) else "",
)
def test_the_promotions_and_lists_that_are_for_everybody(shop: Till, goods: tuple[str, ...], total_minor: int) -> None:
    basket = priced(shop, *goods)

    assert basket.total_minor == total_minor


def test_a_cup_is_half_price_early_on_a_working_day(shop: Till) -> None:
    early, later = priced(shop, "CUP-COF", at=MONDAY), priced(shop, "CUP-COF")

    assert (early.total_minor, later.total_minor) == (1_40, 2_80)


def test_gas_costs_more_on_monday_than_at_the_weekend(shop: Till) -> None:
    monday = priced(shop, "GAS-230", at=MONDAY)

    assert monday.total_minor == 8_50


def test_the_walking_club_has_its_prices_and_its_steps(shop: Till) -> None:
    rope, tent = priced(shop, "ROP-60", customer=CLUB), priced(shop, "LAR-2P", customer=CLUB)

    assert (rope.total_minor, tent.total_minor) == (122_55, 243_80)


def test_a_coupon_takes_five_pounds_off(shop: Till) -> None:
    basket = priced(shop, "MER-BAL x 2", customer=GOLD, coupon="TRAIL5")

    assert basket.total_minor == 47_00


def test_boots_earn_double_points_and_shoes_do_not(shop: Till) -> None:
    boots, shoes = (priced(shop, sku, customer=CLUB) for sku in ("RID-WID-6H", "RID-LOW-6H"))

    assert [basket.lines[0].points_times for basket in (boots, shoes)] == ["2", "1"]


def test_a_gold_members_basket_is_touched_by_no_promotion_but_its_own(shop: Till) -> None:
    balm = {"code": "BALM-200", "discount": {"percent": "20"}, "reason": "damaged tin"}
    socks = {"code": "MER-SOCK-RST-M", "qty": "2"}
    lines = [{"code": "HAR-3L-SLT-M"}, socks, {"code": "FLK-750"}, balm, {"code": "MAP-NGM"}]
    document = {"id": str(UUID(int=1)), "at": SATURDAY, "customer": GOLD, "lines": lines}

    basket = price_document(shop, read_basket(document, "GBP", needs_tenders=False))

    assert basket.total_minor == 243_29
    assert [line.points_times for line in basket.lines] == ["1"] * 5
