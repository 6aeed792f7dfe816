"""Roles and badges of a shop as its files bring them into a till."""

import json
from pathlib import Path
from typing import Any

import pytest

from pos.domain.codes import badge_code
from pos.domain.failures import Refused
from pos.services.imports import import_file
from pos.services.staff import people
from pos.services.till import Till
from tests.store.shop import STAFF, bought, import_text, kinds, sell

BOSS = {"name": "manager", "title": "Boss", "rights": ["manage_people", "unlock_user", "sell"]}
TEMP = {"name": "cashier", "title": "Temp", "rights": ["sell", "discount"], "discount_percent": "3"}


def bring(till: Till, folder: Path, *roles: dict[str, Any]) -> tuple[str, ...]:
    """Import these roles; the names of those who are left without one."""
    file = folder / "roles.json"
    file.write_text(json.dumps({"roles": roles}), encoding="utf-8")
    return import_file(till, "roles", file, staff="sofia").without_role


def test_a_role_of_the_shop_s_own_limits_its_people_from_the_next_sale_on(shop: Till, tmp_path: Path) -> None:
    scratched = bought("JACKET", discount={"percent": "4"}, reason="scratch")
    sell(shop, scratched, staff="maya")

    bring(shop, tmp_path, BOSS, TEMP)

    with pytest.raises(Refused, match="approval_needed"):
        sell(shop, scratched, staff="maya")
    assert {person.staff_id: person.role.title for person in people(shop)}["maya"] == "Temp"


def test_people_whose_role_is_gone_are_named_and_may_do_nothing_alone(shop: Till, tmp_path: Path) -> None:
    left = bring(shop, tmp_path, BOSS, TEMP)

    ines = next(person for person in people(shop) if person.staff_id == "ines")
    assert left == ("Ines Sá",)
    assert (ines.role.name, ines.role.rights) == ("associate", frozenset())


def test_roles_that_would_leave_nobody_to_look_after_the_people_change_nothing(shop: Till, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nobody_left_to_manage"):
        bring(shop, tmp_path, BOSS | {"name": "boss"}, TEMP)

    assert {person.role.title for person in people(shop)} == {"Store manager", "Associate", "Cashier"}


def test_who_changed_the_roles_is_in_the_journal(shop: Till, tmp_path: Path) -> None:
    bring(shop, tmp_path, BOSS, TEMP)

    with shop.store.read() as tx:
        newest = [entry for _n, entry in tx.journal.read()][-1]
    assert (newest.kind, newest.staff, json.loads(newest.body)["kind"]) == ("import_applied", "sofia", "roles")


def test_the_first_of_the_people_has_to_be_able_to_look_after_the_others(till: Till, tmp_path: Path) -> None:
    bring(till, tmp_path, BOSS, TEMP)

    with pytest.raises(Refused, match="first_user_manager"):
        import_text(till, "staff", "id,name,role,pin\nbo,Bo,cashier,2222\n", tmp_path)
    import_text(till, "staff", "id,name,role,pin\nann,Ann,manager,1111\n", tmp_path)

    assert "import_applied" in kinds(till)


def test_a_badge_is_kept_as_a_hash_under_the_pepper_and_stays_where_a_file_says_nothing_of_it(
    shop: Till, tmp_path: Path
) -> None:
    badge = badge_code(bytes(range(16)))
    import_text(shop, "staff", f"id,name,role,pin,badge\nmaya,Maya K,cashier,2580,{badge.lower()}\n", tmp_path)
    with shop.store.read() as tx:
        first = tx.people.badge("maya")

    import_text(shop, "staff", STAFF, tmp_path)

    with shop.store.read() as tx:
        assert first is not None and tx.people.badge("maya") == first
        assert tx.people.badge("sofia") is None


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("bo,Bo,cashier,2222,{badge}", "badge_taken"),
        ("bo,Bo,cashier,2222,TB12", "bad_badge"),
        ("bo,Bo,cashier,2222,{other}\ncy,Cy,cashier,3333,{other}", "badge_twice"),
        ("cy,Cy,chef,3333,", "unknown_role"),
    ],
)
def test_a_badge_belongs_to_one_person(shop: Till, tmp_path: Path, rows: str, code: str) -> None:
    badge, other = badge_code(bytes(16)), badge_code(bytes(range(16)))
    import_text(shop, "staff", f"id,name,role,pin,badge\nmaya,Maya K,cashier,2580,{badge}\n", tmp_path)
    file = tmp_path / "more.csv"
    file.write_text("id,name,role,pin,badge\n" + rows.format(badge=badge, other=other) + "\n", encoding="utf-8")

    done = import_file(shop, "staff", file, staff="sofia")

    assert ([problem.code for problem in done.problems], done.kept) == ([code], False)
    assert badge not in Path(done.errors).read_text()
