"""Rules of the shop as JSON: taxes, promotions, the points programme, roles; each file whole or not at all."""

import json
from dataclasses import replace
from typing import Any, cast

from pos.domain.failures import Refused
from pos.domain.imports.programme import read_programme
from pos.domain.promotion import new_promotions_of, promotions_of
from pos.domain.roles import RULE as ROLES
from pos.domain.roles import read_roles, without_role
from pos.domain.tax import tax_rules_of
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import applied
from pos.store.prices import PROMOTION, TAXES

PROGRAMME = "programme"


def import_taxes(job: Job) -> Imported:
    """The tax categories of the shop; Refused `tax_category_in_use` when a product would lose its own."""
    document = cast(dict[str, Any], job.json())
    rules = tax_rules_of(document, job.till.setup.currency)
    with job.till.store.read() as tx:
        missing = [name for name in tx.products.tax_categories() if name not in rules.categories]
    if missing:
        raise Refused("tax_category_in_use", category=missing[0])
    return _write(job, "taxes", {TAXES: document}, len(rules.categories))


def import_promotions(job: Job) -> Imported:
    """Promotions by id: those of the file come in the place of the same ones here, the others stay.

    Refused `bad_promotion`, `promotion_twice`; what is here counts too, so that a group keeps to one phase.
    """
    documents = job.json()
    if not isinstance(documents, list):
        raise Refused("bad_promotion", promotion="", field="document", value=documents, why="bad_field")
    new = new_promotions_of(documents, job.till.setup.currency)
    ids = {promotion.promotion_id for promotion in new}
    with job.till.store.read() as tx:
        here = [json.loads(body) for body in tx.settings.rules(PROMOTION)]
    promotions_of([*(held for held in here if held["id"] not in ids), *documents], job.till.setup.currency)
    named = {PROMOTION + promotion.promotion_id: body for promotion, body in zip(new, documents, strict=True)}
    return _write(job, "promotions", named, len(named))


def import_programme(job: Job) -> Imported:
    """The programme in the place of the one here; Refused with the field for anything that is not exactly one."""
    document = job.json()
    read_programme(job.content(), job.till.setup.currency)
    return _write(job, PROGRAMME, {PROGRAMME: document}, 1)


def import_roles(job: Job) -> Imported:
    """The roles in the place of those here; Refused `unknown_right`, `nobody_manages` … when the people of the shop
    would have nobody to look after them. Who is in a role that is no more is told: he signs in and that is all."""
    document = job.json()
    roles = read_roles(document)
    with job.till.store.read() as tx:
        people = tx.people.all()
    kept = [roles[person.role.name] for person in people if person.role.name in roles]
    if people and not any(role.manages_people for role in kept):
        raise Refused("nobody_left_to_manage")
    done = _write(job, ROLES, {ROLES: document}, len(roles))
    return replace(done, without_role=tuple(person.name for person in without_role(roles, people)))


def _write(job: Job, kind: str, documents: dict[str, Any], rows: int) -> Imported:
    if job.dry_run:
        return Imported(kind, rows)
    with job.till.store.write() as tx:
        for name, document in documents.items():
            tx.settings.put_rule(name, json.dumps(document, ensure_ascii=False))
        applied(tx, job, kind, rows)
    return Imported(kind, rows, kept=True)
