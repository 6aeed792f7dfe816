"""Customers at the till: found at once, changed at once, and every look at one is written down."""

from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.link import Peer
from pos.services.backup import make_anew, prove
from pos.services.customer import customer_360, open_customer
from pos.services.customer_change import change_customer, create_customer
from pos.services.customer_note import add_note
from pos.services.customer_search import search_customers
from pos.services.till import Till
from tests.store.customers import AMELIA, an_activity, copied, somebody, tell
from tests.store.pickups import an_order, keep_orders, to_pick
from tests.store.shop import bought, import_text, kinds, rows, sell


def found(till: Till, text: str) -> list[str]:
    return [hit.profile.customer_id for hit in search_customers(till, text)]


@pytest.mark.parametrize(
    "text",
    [
        "amelia", "Oka", "okafor amel", "0142", "014", "7700900142", "07700 900 142", "+44 7700 900142", "77009001",
        "amelia@mail.example", "amelia@ma", "TL7710010005", "TL771001", "C-1",
    ],
)  # fmt: skip
def test_a_customer_is_found_by_name_number_mail_and_card(shop: Till, text: str) -> None:
    assert found(shop, text) == [AMELIA]


@pytest.mark.parametrize("text", ["jo cast", "0333", "07700 900333", "jo@mail", "TL99", "TL9900000002"])
def test_a_new_customer_is_found_at_once(shop: Till, text: str) -> None:
    made = create_customer(shop, somebody(card="TL9900000002"), "maya")

    assert found(shop, text) == [made.customer_id]


def test_a_hit_says_when_somebody_came_last_and_what_waits_for_them(shop: Till) -> None:
    import_text(shop, "customers", "id,name,points\nC-9,Ada Ray,250\n", shop.home)
    keep_orders(shop, an_order(1, customer_id="C-9"), to_pick(2, customer_id="C-9"))
    sale = sell(shop, bought("FLASK"), customer="C-9")
    tell(shop, an_activity(3, "sale", "C-9"))

    (hit,) = search_customers(shop, "ada")

    assert (hit.points, hit.last_visit, hit.pickups_ready) == (250, sale.at, 1)


def test_a_new_customer_is_written_down_with_the_answers_and_nothing_in_clear(shop: Till) -> None:
    new = somebody(consents=(("email", True), ("sms", False)))

    made = create_customer(shop, new, "maya")

    assert (made.phone, made.email) == ("+447700900333", "jo@mail.example")
    assert kinds(shop)[-2:] == ["customer_created", "consent_changed"]
    with shop.store.read() as tx:
        told = b"".join(entry.body for _n, entry in tx.journal.read())
    assert b"Castellan" not in told
    assert b"jo@mail" not in told
    assert b"900333" not in told


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "name_needed"),
        ({"email": "", "phone": ""}, "contact_needed"),
        ({"email": "jo@"}, "bad_email"),
        ({"email": "4111111111111111@mail.example"}, "payment_card"),
        ({"phone": "12"}, "bad_phone"),
        ({"birthday": "1990-02-30"}, "bad_birthday"),
        ({"language": "English"}, "bad_language"),
        ({"card": "TL7710010005"}, "card_taken"),
        ({"card": "TL9900000003"}, "not_a_loyalty_card"),
        ({"name": "Jo\u202e"}, "control_characters"),
        ({"consents": (("fax", True),)}, "unknown_purpose"),
    ],
)
def test_what_cannot_be_a_customer_leaves_no_trace(shop: Till, changed: dict[str, Any], code: str) -> None:
    before = kinds(shop)

    with pytest.raises(Refused, match=code):
        create_customer(shop, somebody(**changed), "maya")

    assert kinds(shop) == before
    assert found(shop, "castellan") == []


@pytest.mark.parametrize("contact", [{"email": "Amelia@Mail.Example"}, {"phone": "07700 900142"}])
def test_somebody_with_the_same_contact_is_named_first(shop: Till, contact: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        create_customer(shop, somebody(**contact), "maya")
    made = create_customer(shop, somebody(**contact), "maya", even_if_known=True)

    assert refused.value.facts == {"customer": AMELIA, "name": "Amelia Okafor"}
    assert made.customer_id != AMELIA


def test_points_that_a_new_customer_earns_count(shop: Till) -> None:
    import_text(shop, "programme", '{"points_per": "1.00", "value": "0.01"}', shop.home)
    made = create_customer(shop, somebody(), "maya")

    sell(shop, bought("FLASK"), customer=made.customer_id)

    seen = customer_360(shop, made.customer_id)
    assert (seen.points, seen.points_value_minor, seen.points_as_of) == (24, 24, "")


def test_a_look_is_written_down_with_who_and_why(shop: Till) -> None:
    seen = open_customer(shop, AMELIA, "daniel", "receipt")

    with shop.store.read() as tx:
        looks = rows(tx, "SELECT staff, subject, reason FROM fact_audit WHERE kind = 'customer_viewed'")
    assert looks == [("daniel", AMELIA, "receipt")]
    assert seen.profile.name == "Amelia Okafor"


def test_looking_again_is_not_written_down(shop: Till) -> None:
    before = kinds(shop)

    customer_360(shop, AMELIA)

    assert kinds(shop) == before


@pytest.mark.parametrize(
    ("customer", "staff", "code"), [("C-77", "maya", "unknown_customer"), (AMELIA, "x", "unknown_staff")]
)
def test_nobody_unknown_looks_or_is_looked_at(shop: Till, customer: str, staff: str, code: str) -> None:
    before = kinds(shop)

    with pytest.raises(Refused, match=code):
        open_customer(shop, customer, staff, "search")

    assert kinds(shop) == before


def test_a_change_counts_at_once_and_is_found(shop: Till) -> None:
    changed = change_customer(shop, AMELIA, {"name": "Amelia Stone", "phone": "07700 900999"}, "maya")

    assert (changed.name, changed.phone, changed.email) == ("Amelia Stone", "+447700900999", "amelia@mail.example")
    assert found(shop, "stone") == found(shop, "0999") == [AMELIA]
    assert found(shop, "okafor") == found(shop, "0142") == []
    assert prove(shop).problems == ()


def test_what_is_as_it_was_is_not_written_again(shop: Till) -> None:
    before = kinds(shop)

    change_customer(shop, AMELIA, {"name": "Amelia Okafor", "phone": "07700 900142"}, "maya")

    assert kinds(shop) == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"email": "", "phone": ""}, "contact_needed"),
        ({"tier": "Gold"}, "unknown_field"),
        ({"name": ""}, "name_needed"),
        ({"phone": "1"}, "bad_phone"),
    ],
)
def test_a_change_that_cannot_be_leaves_no_trace(shop: Till, changes: dict[str, str], code: str) -> None:
    before = kinds(shop)

    with pytest.raises(Refused, match=code):
        change_customer(shop, AMELIA, changes, "maya")

    assert kinds(shop) == before


def test_an_older_row_of_the_hub_does_not_undo_a_change(shop: Till) -> None:
    change_customer(shop, AMELIA, {"phone": "07700 900999"}, "maya")

    copied(shop, AMELIA, phone="+447700900142", tier="Silver")

    seen = customer_360(shop, AMELIA).profile
    assert (seen.phone, seen.tier) == ("+447700900999", "Silver")
    assert found(shop, "0999") == [AMELIA]


def test_a_row_that_counts_a_change_in_is_the_truth(shop: Till) -> None:
    change_customer(shop, AMELIA, {"phone": "07700 900999"}, "maya")
    counted = len(kinds(shop))

    copied(shop, AMELIA, phone="+447700900111", own_n=counted)

    assert customer_360(shop, AMELIA).profile.phone == "+447700900111"


def test_a_file_that_is_imported_later_is_newer_than_a_change(shop: Till) -> None:
    change_customer(shop, AMELIA, {"name": "Amelia Stone", "phone": "07700 900999"}, "maya")

    import_text(shop, "customers", "id,name,phone\nC-1,Amelia Okafor,+447700900142\n", shop.home)

    assert customer_360(shop, AMELIA).profile.phone == "+447700900142"
    assert found(shop, "okafor") == [AMELIA]


def test_words_about_somebody_are_under_one_key_that_fits_the_protocol(shop: Till) -> None:
    long_id = "C" * 90
    import_text(shop, "customers", f"id,name\n{long_id},Ada Ray\n", shop.home)

    for customer in (AMELIA, long_id):
        add_note(shop, customer, "walks a lot", "maya")
        change_customer(shop, customer, {"birthday": "1990-04-28"}, "maya")

    with shop.store.read() as tx:
        persons = [person for (person,) in rows(tx, "SELECT person FROM key_person ORDER BY length(person)")]
    assert persons[0] == AMELIA
    assert [len(person) for person in persons] == [3, 64]
    assert customer_360(shop, long_id).notes[0].words == "walks a lot"


def test_a_new_customer_is_provisional_until_the_hub_of_the_till_knows_them(shop: Till) -> None:
    made = create_customer(shop, somebody(), "maya")
    with shop.store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", "H", "E", "", "T-2"))

    joined = customer_360(shop, made.customer_id).profile
    copied(shop, made.customer_id, rev=7, own_n=len(kinds(shop)))

    told = customer_360(shop, made.customer_id).profile
    assert [profile.provisional for profile in (made, joined, told)] == [False, True, False]


@pytest.mark.parametrize("anew", [False, True])
def test_who_was_erased_is_shown_so_and_not_found(shop: Till, anew: bool) -> None:
    made = create_customer(shop, somebody(birthday="1990-04-28"), "maya")
    change_customer(shop, made.customer_id, {"name": "Jo Stone"}, "maya")
    add_note(shop, made.customer_id, "walks a lot", "maya")
    sell(shop, bought("FLASK"), customer=made.customer_id)

    with shop.store.write() as tx:
        tx.copies.forget_keys([made.customer_id])
    if anew:
        make_anew(shop)

    seen = customer_360(shop, made.customer_id)
    assert {seen.profile.name, seen.profile.email, seen.profile.phone, seen.profile.birthday} == {"erased"}
    assert [note.words for note in seen.notes] == ["erased"]
    assert seen.figures.sales == 1
    assert [found(shop, text) for text in ("castellan", "stone", "jo@mail", "0333")] == [[], [], [], []]
    assert prove(shop).problems == ()


def test_without_the_key_of_a_new_customer_no_words_are_left_once_the_tables_are_made_anew(shop: Till) -> None:
    made = create_customer(shop, somebody(), "maya")
    with shop.store.write() as tx:
        tx.driver.execute("DELETE FROM key_person")

    make_anew(shop)

    assert customer_360(shop, made.customer_id).profile.name == "erased"
    assert found(shop, "castellan") == []


def test_making_the_tables_anew_leaves_a_new_customer_as_they_are(shop: Till) -> None:
    made = create_customer(shop, somebody(), "maya")
    changed = change_customer(shop, made.customer_id, {"name": "Jo Stone"}, "maya")

    make_anew(shop)

    assert customer_360(shop, made.customer_id).profile == changed
    assert found(shop, "stone") == [made.customer_id]
