"""The shop's own roles: what a document may say, and what is left of somebody whose role is gone."""

from typing import Any

import pytest

from pos.domain.failures import Refused
from pos.domain.roles import read_roles, role_named, roles_of
from pos.domain.staff import DEFAULT_ROLES, Staff, may, may_discount

BOSS: dict[str, Any] = {"name": "boss", "title": "Boss", "rights": ["manage_people", "unlock_user"]}
TEMP: dict[str, Any] = {"name": "temp", "title": "Temp", "rights": ["sell", "discount"], "discount_percent": "5"}


def document(*roles: dict[str, Any]) -> dict[str, Any]:
    return {"roles": list(roles)}


def test_a_role_has_the_rights_and_the_limit_of_its_document() -> None:
    bo = Staff("bo", "Bo", read_roles(document(BOSS, TEMP | {"badge_alone": True}))["temp"])

    assert (may(bo, "sell"), may(bo, "open_drawer"), bo.role.title, bo.role.badge_alone) == (True, False, "Temp", True)
    assert (may_discount(bo, 5), may_discount(bo, 6)) == (True, False)


def test_a_limit_without_the_right_to_give_discounts_allows_none() -> None:
    roles = read_roles(document(BOSS | {"discount_percent": "100"}))

    assert not may_discount(Staff("ann", "Ann", roles["boss"]), 1)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([], "bad_field"),
        ({"roles": {}}, "bad_field"),
        (document(TEMP), "nobody_manages"),
        (document(BOSS | {"rights": ["manage_people"]}), "nobody_manages"),
        (document(BOSS, TEMP, TEMP), "role_twice"),
        (document(BOSS, TEMP | {"rights": ["fly"]}), "unknown_right"),
        (document(BOSS, TEMP | {"rights": [["sell"]]}), "unknown_right"),
        (document(BOSS, TEMP | {"discount_percent": "101"}), "bad_field"),
        (document(BOSS, TEMP | {"discount_percent": 5}), "bad_field"),
        (document(BOSS, TEMP | {"badge_alone": "yes"}), "bad_field"),
        (document(BOSS, TEMP | {"salary": "5"}), "unknown_field"),
        (document(BOSS, {"name": "temp", "title": "Temp"}), "missing_field"),
    ],
)
def test_what_is_no_list_of_roles_is_refused(told: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_roles(told)

    assert refused.value.code == code


def test_a_right_that_only_a_newer_hub_knows_is_none_here() -> None:
    roles = read_roles(document(BOSS, TEMP | {"rights": ["sell", "fly"]}), newer=True)

    assert roles["temp"].rights == {"sell"}


def test_whoever_is_in_a_role_that_is_no_more_has_no_rights_at_all() -> None:
    role = role_named(read_roles(document(BOSS)), "cashier")

    assert (role.rights, role.discount_percent, role.badge_alone) == (frozenset(), 0, False)


def test_a_shop_without_a_document_has_the_three_roles_as_ever() -> None:
    assert roles_of(None) == DEFAULT_ROLES
    assert (DEFAULT_ROLES["cashier"].discount_percent, DEFAULT_ROLES["associate"].discount_percent) == (10, 20)
