"""Rules of the shop as JSON: taxes, promotions, the points programme, roles; each file whole or not at all."""

from dataclasses import replace
from typing import Any, cast

import msgspec

from pos.domain.failures import Refused
from pos.domain.imports.programme import read_programme
from pos.domain.promotion import new_promotions_of, promotions_of
from pos.domain.roles import RULE as ROLES
from pos.domain.roles import Roles, read_roles
from pos.domain.staff import DEFAULT_ROLES
from pos.domain.tax import tax_rules_of
from sync.entities import Product, Rule, Staff
from sync.hub.imports.job import Imported, Job, publish_changed
from sync.hub.store.engine import Connection
from sync.hub.store.imports import each_body
from sync.hub.store.streams import Published
from sync.hub.store.things import bodies

CATALOGUE, RULE = "catalogue", "rule"
TAXES, PROGRAMME, PROMOTION = "taxes", "programme", "promotion:"
STANDARD = "standard"
"""The one tax category of a hub without taxes, as of a till without them."""


def rule_of(connection: Connection, name: str) -> dict[str, Any] | None:
    """A rule as its file had it, None where none was imported."""
    body = bodies(connection, CATALOGUE, RULE, [name]).get(name)
    return None if body is None else msgspec.json.decode(body, type=Rule).document


def tax_categories(connection: Connection) -> set[str]:
    """What a product's tax may be."""
    taxes = rule_of(connection, TAXES)
    return {STANDARD} if taxes is None else set(taxes["categories"])


def import_taxes(job: Job) -> Imported:
    """The tax categories of the shop; Refused `tax_category_in_use` when a product would lose its own."""
    document = cast(dict[str, Any], job.json())
    rules = tax_rules_of(document, job.sheet.currency)
    with job.hub.read() as connection:
        used = {msgspec.json.decode(body, type=Product).tax for body in each_body(connection, CATALOGUE, "product")}
    if missing := sorted(used - set(rules.categories)):
        raise Refused("tax_category_in_use", category=missing[0])
    return _put(job, "taxes", {TAXES: document}, len(rules.categories))


def import_promotions(job: Job) -> Imported:
    """Promotions by id: those of the file come in the place of the same ones here, the others stay.

    Refused `bad_promotion`, `promotion_twice`; what is here counts too, so that a group keeps to one phase.
    """
    documents = job.json()
    if not isinstance(documents, list):
        raise Refused("bad_promotion", promotion="", field="document", value=documents, why="bad_field")
    new = new_promotions_of(documents, job.sheet.currency)
    ids = {promotion.promotion_id for promotion in new}
    with job.hub.read() as connection:
        here = _promotions(connection)
    promotions_of([*(held for held in here if held["id"] not in ids), *documents], job.sheet.currency)
    named = {PROMOTION + promotion.promotion_id: body for promotion, body in zip(new, documents, strict=True)}
    return _put(job, "promotions", named, len(named))


def import_programme(job: Job) -> Imported:
    """The programme in the place of the one here; Refused with the field for anything that is not exactly one."""
    document = job.json()
    read_programme(job.content(), job.sheet.currency)
    return _put(job, PROGRAMME, {PROGRAMME: cast(dict[str, Any], document)}, 1)


def import_roles(job: Job) -> Imported:
    """The roles in the place of those here; Refused `unknown_right`, `nobody_manages` … as at a till. Who is in a role
    that is no more is told: he signs in at the tills and that is all."""
    document = cast(dict[str, Any], job.json())
    roles = read_roles(document)
    with job.hub.read() as connection:
        people = [msgspec.json.decode(body, type=Staff) for body in each_body(connection, "policy", "staff")]
    if people and not any(person.role in roles and roles[person.role].manages_people for person in people):
        raise Refused("nobody_left_to_manage")
    done = _put(job, ROLES, {ROLES: document}, len(roles))
    return replace(done, without_role=tuple(person.name for person in people if person.role not in roles))


def roles_here(connection: Connection) -> Roles:
    """The roles that a person may have: the document's, or the three of a shop without one."""
    document = rule_of(connection, ROLES)
    return DEFAULT_ROLES if document is None else read_roles(document)


def _promotions(connection: Connection) -> list[dict[str, Any]]:
    rules = (msgspec.json.decode(body, type=Rule).document for body in each_body(connection, CATALOGUE, RULE))
    return [rule for rule in rules if "id" in rule]


def _put(job: Job, kind: str, documents: dict[str, dict[str, Any]], rows: int) -> Imported:
    if job.dry_run:
        return Imported(kind, rows)
    things = (Published.of(RULE, name, Rule(document=document)) for name, document in documents.items())
    return Imported(kind, rows, kept=True, published=publish_changed(job.hub, CATALOGUE, things))
