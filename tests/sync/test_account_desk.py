"""People at the hub look at accounts and correct them; what they do stands in the ledger with their names."""

import json
from pathlib import Path
from typing import Any

import pytest

from pos.domain.codes import gift_card_code
from pos.domain.failures import Refused
from pos.domain.stored_value import gift_ref
from sync.entities import Customer
from sync.hub.__main__ import main
from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE
from sync.hub.ledgers.account_desk import Person, adjust, block, forgive, merge, named, set_limit
from sync.hub.ledgers.account_report import account_report
from sync.hub.store.streams import Published, publish
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock, a_hub, a_store
from tests.sync.hub_value import (
    ACCOUNT,
    CARD,
    CREDIT,
    credit_of,
    earn,
    exceptions_of,
    hold,
    net,
    pay,
    points_of,
    sell_card,
)

MAYA = Person("maya", "goodwill")
POINTS = "points:C-1"


def prepared(hub: Hub) -> Hub:
    """Two members, and points that expire after a month."""
    rule = Published(RULE, "programme", json.dumps({"document": {"expire_months": 1}}).encode())
    members = [Published.of("customer", name, Customer(customer_id=name, name=name)) for name in ("C-1", "C-2")]
    with hub.write() as connection:
        publish(connection, {CATALOGUE: [rule], "customers": members}, bytes(16))
    return hub


@pytest.fixture(params=["hub", "pg_hub"])
def any_hub(request: pytest.FixtureRequest) -> Hub:
    return prepared(request.getfixturevalue(request.param))


@pytest.fixture
def pen(any_hub: Hub) -> Pen:
    made = Pen()
    enrol(any_hub, made)
    return made


def test_credit_is_given_and_taken_with_a_name_and_a_reason(any_hub: Hub) -> None:
    adjust(any_hub, CREDIT, 1000, MAYA)
    adjust(any_hub, CREDIT, -300, MAYA)

    report = account_report(any_hub, CREDIT)

    assert credit_of(any_hub, CREDIT).balance_minor == 700
    assert [(one["kind"], one["amount"], one["by"], one["why"]) for one in report["movements"]] == [
        ("ADJUST", "10.00", "maya", "goodwill"),
        ("ADJUST", "-3.00", "maya", "goodwill"),
    ]


@pytest.mark.parametrize("ref", [CREDIT, POINTS])
def test_no_more_is_taken_than_there_is(any_hub: Hub, ref: str) -> None:
    adjust(any_hub, ref, 100, MAYA)

    with pytest.raises(Refused, match="value_not_enough"):
        adjust(any_hub, ref, -101, MAYA)


@pytest.mark.parametrize(
    ("ref", "code"), [(CARD, "value_unknown"), ("credit:C-9", "unknown_customer"), ("points:C-9", "unknown_customer")]
)
def test_nobodys_account_is_not_corrected(any_hub: Hub, ref: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        adjust(any_hub, ref, 100, MAYA)


def test_points_given_by_hand_expire_as_others_do(any_hub: Hub) -> None:
    adjust(any_hub, POINTS, 50, MAYA)

    assert [(one.points, one.at) for one in points_of(any_hub).expires] == [(50, "2026-12-21T14:32:00.000Z")]


def test_a_blocked_card_is_not_held_but_what_was_spent_counts(any_hub: Hub, pen: Pen) -> None:
    sell_card(pen, 2000)
    send(any_hub, pen)
    block(any_hub, CARD, Person("maya", "stolen"))
    refused = hold(any_hub, pen, CARD, 100)
    pay(pen, 500)
    send(any_hub, pen)

    block(any_hub, CARD, MAYA, blocked=False)

    assert (refused.result, refused.why) == ("refused", "blocked")
    assert (net(any_hub, CARD), hold(any_hub, pen, CARD, 1500).result) == (1500, "granted")
    kinds = sorted(one["kind"] for one in account_report(any_hub, CARD)["movements"])
    assert kinds == ["ACTIVATE", "BLOCK", "REDEEM", "UNBLOCK"]


def test_a_customer_owes_within_the_limit(any_hub: Hub, pen: Pen) -> None:
    set_limit(any_hub, ACCOUNT, 5000, MAYA)
    pay(pen, 3000, ACCOUNT, "account")
    send(any_hub, pen)

    told = hold(any_hub, pen, ACCOUNT, 2500)
    document = credit_of(any_hub, ACCOUNT)

    assert (told.why, told.balance, told.limit) == ("not_enough", 2000, 5000)
    assert (document.balance_minor, document.limit_minor) == (3000, 5000)
    assert exceptions_of(any_hub) == []


@pytest.mark.parametrize(("limit", "left"), [(2999, ["overspent"]), (3000, [])])
def test_a_limit_that_covers_what_is_owed_ends_the_task(any_hub: Hub, pen: Pen, limit: int, left: list[str]) -> None:
    set_limit(any_hub, ACCOUNT, 1000, MAYA)
    pay(pen, 3000, ACCOUNT, "account")
    send(any_hub, pen)
    before = [one["kind"] for one in exceptions_of(any_hub)]

    set_limit(any_hub, ACCOUNT, limit, MAYA)

    assert before == ["overspent"]
    assert [one["kind"] for one in exceptions_of(any_hub)] == left
    assert [(one["decided"], one.get("decided_by")) for one in exceptions_of(any_hub, "decided")] == (
        [] if left else [("settled", None)]
    )


def test_paying_what_is_owed_beyond_the_limit_ends_the_task(any_hub: Hub, pen: Pen) -> None:
    set_limit(any_hub, ACCOUNT, 1000, MAYA)
    pay(pen, 3000, ACCOUNT, "account")
    send(any_hub, pen)
    open_before = []
    for amount in (-1999, -1):
        open_before.append(len(exceptions_of(any_hub)))
        pay(pen, amount, ACCOUNT, "account")
        send(any_hub, pen)

    assert open_before == [1, 1]
    assert exceptions_of(any_hub) == []


def test_two_customers_who_owe_less_than_the_higher_of_their_limits_are_no_task(any_hub: Hub, pen: Pen) -> None:
    set_limit(any_hub, "account:C-2", 1000, MAYA)
    set_limit(any_hub, ACCOUNT, 5000, MAYA)
    pay(pen, 3000, "account:C-2", "account")
    send(any_hub, pen)
    before = len(exceptions_of(any_hub))

    merge(any_hub, "C-1", "C-2", MAYA)

    assert (before, exceptions_of(any_hub)) == (1, [])


def test_what_is_owed_is_forgiven_and_the_task_ends(any_hub: Hub, pen: Pen) -> None:
    pay(pen, 500)
    earn(pen, 0, redeemed=40)
    send(any_hub, pen)
    before = len(exceptions_of(any_hub))

    told = [forgive(any_hub, ref, MAYA) for ref in (CARD, POINTS, POINTS)]

    assert (before, told, exceptions_of(any_hub)) == (2, [500, 40, 0], [])
    assert (net(any_hub, CARD), points_of(any_hub).balance) == (0, 0)


def test_one_person_gets_what_two_customers_had_with_its_expiry(any_hub: Hub, pen: Pen, clock: Clock) -> None:
    earn(pen, 30)
    earn(pen, 5, customer="C-2")
    pay(pen, -700, CREDIT, "store_credit")
    send(any_hub, pen)
    clock.forward(days=3)

    merge(any_hub, "C-1", "C-2", MAYA)

    assert [points_of(any_hub, name).balance for name in ("C-1", "C-2")] == [0, 35]
    assert [(one.points, one.at) for one in points_of(any_hub, "C-2").expires] == [(35, "2026-12-21T14:32:00.000Z")]
    assert [credit_of(any_hub, f"credit:{name}").balance_minor for name in ("C-1", "C-2")] == [0, 700]


def test_what_is_owed_moves_along_and_takes_what_is_there(any_hub: Hub, pen: Pen) -> None:
    earn(pen, 0, redeemed=40)
    earn(pen, 100, customer="C-2")
    send(any_hub, pen)

    merge(any_hub, "C-1", "C-2", MAYA)

    assert [points_of(any_hub, name).balance for name in ("C-1", "C-2")] == [0, 60]
    assert exceptions_of(any_hub) == []


def test_nobody_is_merged_with_himself(any_hub: Hub) -> None:
    with pytest.raises(Refused, match="same_account"):
        merge(any_hub, "C-1", "C-1", MAYA)


def test_a_card_is_named_by_its_number_and_others_by_their_refs() -> None:
    code = gift_card_code(bytes(10))

    assert [named(code), named(code.lower()), named(CREDIT), named(POINTS)] == [gift_ref(code)] * 2 + [CREDIT, POINTS]
    for wrong in ("C-1", "gift:1", "credit:", ""):
        with pytest.raises(Refused, match="bad_account"):
            named(wrong)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a hub with two members."""
    home = tmp_path / "at-home"
    made = a_hub(home)
    a_store(made)
    prepared(made)
    made.engine.dispose()
    return home


def told(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*words, "--home", str(home), "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


WHO = ("--by", "maya", "--reason", "goodwill")


def test_the_commands_do_the_same(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    told(capsys, home, "account", "adjust", CREDIT, "--add", "5.00", *WHO)
    taken = told(capsys, home, "account", "adjust", CREDIT, "--take", "1.50", *WHO)
    blocked = told(capsys, home, "account", "block", CREDIT, *WHO)
    told(capsys, home, "account", "unblock", CREDIT, *WHO)
    limited = told(capsys, home, "account", "limit", ACCOUNT, "250.00", *WHO)
    given = told(capsys, home, "account", "adjust", POINTS, "--add", "120", *WHO)
    forgiven = told(capsys, home, "account", "forgive", POINTS, *WHO)
    told(capsys, home, "account", "merge", "C-1", "C-2", *WHO)
    shown = told(capsys, home, "account", "show", "credit:C-2")

    assert (taken["balances"][0]["balance"], blocked["balances"][0]["blocked"]) == ("3.50", True)
    assert limited["balances"][0]["limit"] == "250.00"
    assert (given["balance"], forgiven["balance"]) == (120, 120)
    assert [one["amount"] for one in shown["movements"]] == ["3.50"]


@pytest.mark.parametrize("amounts", [(), ("--add", "1.00", "--take", "1.00"), ("--add", "-1.00"), ("--add", "1.005")])
def test_an_amount_that_is_none_changes_nothing(home: Path, amounts: tuple[str, ...]) -> None:
    assert main(["account", "adjust", CREDIT, *amounts, *WHO, "--home", str(home)]) == 1


def test_an_account_is_shown_in_words(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    main(["account", "adjust", POINTS, "--add", "120", *WHO, "--home", str(home)])
    capsys.readouterr()

    main(["account", "show", POINTS, "--home", str(home)])

    said = capsys.readouterr().out
    assert "points:C-1: 120 points, 0 of them pending" in said and "ADJUST" in said and "maya goodwill" in said
