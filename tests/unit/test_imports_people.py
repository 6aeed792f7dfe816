"""Customers, staff and the points programme as files bring them."""

import json

import pytest

from pos.domain.failures import Refused
from pos.domain.imports.customers import CustomerRow, read_customers
from pos.domain.imports.programme import read_programme
from pos.domain.imports.row import Problem
from pos.domain.imports.staff import StaffRow, read_staff
from pos.domain.programme import OfflinePolicy, Programme, Tier

ALL = (
    "id,name,email,phone,card,tier,points,group,birthday,language,"
    "consent_email,consent_sms,consent_phone,consent_profiling,note"
)
PROGRAMME = {
    "points_per": "1.00",
    "value": "0.01",
    "redeem_step": 100,
    "redeem_min": 200,
    "expire_months": 24,
    "tiers": [{"name": "Gold", "from_spend": "20000", "times": "1.5"}, {"name": "Silver", "from_spend": "10000"}],
    "offline": {"per_sale": "20.00", "per_day": "200.00", "max_age_h": 24},
}


def test_a_customer_comes_in_with_all_that_the_file_says() -> None:
    row = (
        "C-1001,Amelia O'Neill,Amelia.O@Example.COM,030 901820,TL0007,Gold,2500,staff,"
        "1990-04-23,de,yes,no,,TRUE,likes wool"
    )

    read = read_customers(f"{ALL}\n{row}\n".encode(), "DE")

    assert [row.value for row in read.rows] == [
        CustomerRow(
            customer_id="C-1001",
            name="Amelia O'Neill",
            email="amelia.o@example.com",
            phone="+4930901820",
            card="TL0007",
            tier="Gold",
            points=2500,
            group="staff",
            birthday="1990-04-23",
            language="de",
            consents=(("email", True), ("sms", False), ("profiling", True)),
            note="likes wool",
        )
    ]


def test_what_a_file_does_not_say_of_a_customer_stays_open() -> None:
    read = read_customers(f"{ALL}\nC-1,王小明,,,,,,,,,,,,,\n".encode(), "CN")

    assert read.rows[0].value == CustomerRow("C-1", "王小明")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("email", "amelia", "bad_email"),
        ("email", "a@b", "bad_email"),
        ("email", "4111111111111111@example.com", "payment_card"),
        ("email", "a..b@example.com", "bad_email"),
        ("email", "a b@example.com", "bad_email"),
        ("email", "a@example.com\nBcc: x@example.com", "bad_email"),
        ("email", f"a@{'x.' * 130}com", "bad_email"),
        ("phone", "12", "bad_phone"),
        ("phone", "0000000000", "bad_phone"),
        ("phone", "call me", "bad_phone"),
        ("tier", "Bronze", "unknown_tier"),
        ("points", "1.5", "bad_points"),
        ("points", "٣", "bad_points"),
        ("points", "9999999999", "bad_points"),
        ("birthday", "1990-02-30", "bad_birthday"),
        ("birthday", "23.04.1990", "bad_birthday"),
        ("birthday", "1790-04-23", "bad_birthday"),
        ("language", "german!", "bad_language"),
        ("consent_sms", "maybe", "bad_consent"),
        ("note", "pays with 4111-1111-1111-1111", "payment_card"),
        ("card", "4111111111111111", "payment_card"),
        ("note", "x" * 2001, "too_long"),
        ("name", "", "missing"),
    ],
)
def test_what_is_wrong_with_a_customer_is_named(column: str, value: str, code: str) -> None:
    header = "id,name" if column == "name" else f"id,name,{column}"
    row = f'C-1,"{value}"' if column == "name" else f'C-1,Ada,"{value}"'

    read = read_customers(f"{header}\n{row}\n".encode(), "DE", tiers={"Silver", "Gold"})

    assert [(problem.column, problem.code) for problem in read.problems] == [(column, code)]


def test_any_tier_is_taken_while_there_is_no_programme() -> None:
    read = read_customers(b"id,name,tier\nC-1,Ada,Bronze\n", "DE")

    assert read.rows[0].value.tier == "Bronze"


def test_an_id_and_a_card_belong_to_one_customer_and_an_address_to_a_family() -> None:
    data = b"id,name,card,email\nC-1,Ada,TL1,us@example.com\nC-2,Eve,TL1,us@example.com\nC-1,Ann,,us@example.com\n"

    read = read_customers(data, "DE")

    assert read.problems == (Problem(3, "card", "card_twice", "TL1"), Problem(4, "id", "id_twice", "C-1"))


def test_a_person_of_the_staff_comes_in_and_the_pin_is_never_shown() -> None:
    read = read_staff(b"id,name,role,pin\nmaya,Maya Kern,cashier,0420\n")

    assert [row.value for row in read.rows] == [StaffRow("maya", "Maya Kern", "cashier", "0420")]
    assert "0420" not in repr(read)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("maya,Maya,boss,1234", "role", "unknown_role"),
        ("maya,Maya,Manager,1234", "role", "unknown_role"),
        ("maya,Maya,cashier,123", "pin", "bad_pin"),
        ("maya,Maya,cashier,123456789", "pin", "bad_pin"),
        ("maya,Maya,cashier,12a4", "pin", "bad_pin"),
        ("maya,Maya,cashier,", "pin", "bad_pin"),
        ("till,Maya,cashier,1234", "id", "reserved_id"),
        (",Maya,cashier,1234", "id", "missing"),
        ("maya,,cashier,1234", "name", "missing"),
    ],
)
def test_what_is_wrong_with_a_person_is_named(row: str, column: str, code: str) -> None:
    read = read_staff(f"id,name,role,pin\n{row}\n".encode())

    assert [(problem.column, problem.code) for problem in read.problems] == [(column, code)]


@pytest.mark.parametrize("row", ["maya,Maya,cashier,123", "maya,Kern, Maya,cashier,0420", "maya,cashier,0420"])
def test_a_pin_is_not_repeated_whatever_is_wrong_with_its_row(row: str) -> None:
    read = read_staff(f"id,name,role,pin\n{row}\n".encode())

    assert [problem.value for problem in read.problems] == [""]


def test_a_staff_id_stands_once() -> None:
    read = read_staff(b"id,name,role,pin\nmaya,Maya,cashier,1234\nmaya,Mia,manager,5678\n")

    assert [problem.code for problem in read.problems] == ["id_twice"]


def test_a_programme_comes_in_with_its_tiers_in_order() -> None:
    programme = read_programme(json.dumps(PROGRAMME).encode(), "EUR")

    assert programme == Programme(
        points_per_minor=100,
        value_minor=1,
        redeem_step=100,
        redeem_min=200,
        expire_months=24,
        tiers=(Tier("Silver", 1_000_000, 1000), Tier("Gold", 2_000_000, 1500)),
        offline=OfflinePolicy(2000, 20000, 24),
    )


def test_a_programme_needs_only_what_earns_a_point_and_what_it_is_worth() -> None:
    programme = read_programme(b'\xef\xbb\xbf{"points_per": "10", "value": "1"}', "JPY")

    assert programme == Programme(points_per_minor=10, value_minor=1)


def test_a_programme_may_let_points_wait() -> None:
    programme = read_programme(json.dumps(PROGRAMME | {"pending_days": 14}).encode(), "EUR")

    assert programme.pending_days == 14


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"points_per": 1}, "bad_amount", "points_per"),
        ({"points_per": "0"}, "bad_amount", "points_per"),
        ({"value": "-0.01"}, "bad_amount", "value"),
        ({"redeem_step": 0}, "bad_field", "redeem_step"),
        ({"redeem_step": True}, "bad_field", "redeem_step"),
        ({"redeem_min": 1.5}, "bad_field", "redeem_min"),
        ({"expire_months": None}, "bad_field", "expire_months"),
        ({"pending_days": 366}, "bad_field", "pending_days"),
        ({"tiers": {}}, "bad_field", "tiers"),
        ({"tiers": [{"from_spend": "1"}]}, "missing_field", "tiers.1.name"),
        ({"tiers": [{"name": "A", "from_spend": "1", "times": "0"}]}, "bad_quantity", "tiers.1.times"),
        ({"tiers": [{"name": "A", "from_spend": "1"}, {"name": "A", "from_spend": "2"}]}, "tier_twice", "tiers"),
        ({"tiers": [{"name": "A", "from_spend": "1"}, {"name": "B", "from_spend": "1.00"}]}, "tier_twice", "tiers"),
        ({"offline": {"per_sale": "1", "per_day": "2"}}, "missing_field", "offline.max_age_h"),
        ({"bonus": "1"}, "unknown_field", "bonus"),
    ],
)
def test_a_programme_that_is_none_is_refused_with_the_field(change: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(Refused) as caught:
        read_programme(json.dumps(PROGRAMME | change).encode(), "EUR")

    assert (caught.value.code, caught.value.facts["field"]) == (code, field)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b'{"points_per": NaN}', "bad_json"),
        (b'{"value": "1", "value": "2"}', "duplicate_key"),
        (b"\xff\xfe", "import_not_utf8"),
        (b"[]", "bad_field"),
        (b" " * (16 * 1024 * 1024 + 1), "json_too_large"),
    ],
)
def test_a_programme_file_that_is_no_json_object_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_programme(data, "EUR")

    assert caught.value.code == code
