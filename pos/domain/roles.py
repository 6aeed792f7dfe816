"""The shop's own roles: which rights each has, how large a discount it gives, and whether its badge needs a PIN."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast, get_args

from pos.domain.failures import Refused
from pos.domain.imports.row import MAX_NAME, MAX_WORD
from pos.domain.json_object import JsonObject, read_json
from pos.domain.staff import DEFAULT_ROLES, Right, Role, Staff

RULE = "roles"
"""The name of the document among the rules of the shop."""
MAX_ROLES, MAX_RIGHTS = 50, 200
_KEYS = ("name", "title", "rights", "discount_percent", "badge_alone")
_RIGHTS: tuple[str, ...] = get_args(Right)
_PERCENTS = {str(percent): percent for percent in range(101)}

Roles = Mapping[str, Role]


def read_roles(document: object, *, newer: bool = False) -> Roles:
    """The roles of a document by name; Refused with the field for anything that is none, `role_twice`,
    `unknown_right`, `nobody_manages` where no role could look after the people of the shop.

    A document from the hub may name rights of a `newer` program than this one: they are none here.
    """
    told = JsonObject(document, ("roles",))
    roles: dict[str, Role] = {}
    for number, one in enumerate(told.items("roles", MAX_ROLES), 1):
        role = _role(JsonObject(one, _KEYS, f"roles.{number}"), newer)
        if role.name in roles:
            raise Refused("role_twice", field=f"roles.{number}.name", value=role.name)
        roles[role.name] = role
    if not any(role.manages_people for role in roles.values()):
        raise Refused("nobody_manages")
    return roles


@lru_cache(maxsize=8)
def roles_of(text: str | None) -> Roles:
    """The roles of a document that was taken in before, or those of a shop without one."""
    return DEFAULT_ROLES if text is None else read_roles(read_json(text), newer=True)


def role_named(roles: Roles, name: str) -> Role:
    """The role of this name. Who is in one that is no more signs in and may do nothing else alone."""
    return roles.get(name) or Role(name, name)


def without_role(roles: Roles, people: Iterable[Staff]) -> tuple[Staff, ...]:
    """Those whose role these are without."""
    return tuple(person for person in people if person.role.name not in roles)


def _role(told: JsonObject, newer: bool) -> Role:
    return Role(
        name=told.word("name", MAX_WORD),
        title=told.free_text("title", MAX_NAME),
        rights=_rights(told, newer),
        discount_percent=_percent(told) if "discount_percent" in told else 0,
        badge_alone=told.flag("badge_alone", False),
    )


def _rights(told: JsonObject, newer: bool) -> frozenset[Right]:
    named = told.items("rights", MAX_RIGHTS)
    unknown = [right for right in named if right not in _RIGHTS]
    if unknown and not newer:
        raise Refused("unknown_right", field="rights", value=unknown[0])
    return frozenset(cast(Right, right) for right in named if right in _RIGHTS)


def _percent(told: JsonObject) -> int:
    """A whole percentage from 0 to 100, as discounts are measured in whole percent."""
    value = told.raw("discount_percent")
    if not isinstance(value, str) or value not in _PERCENTS:
        raise told.refuse("bad_field", "discount_percent")
    return _PERCENTS[value]
