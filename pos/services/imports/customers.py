"""Customers, and the points that come with those who are new here."""

import json
from collections.abc import Sequence

from pos.domain.customer_words import customer_words
from pos.domain.imports.customers import CustomerRow, read_customers
from pos.services.imports.job import Imported, Job
from pos.services.imports.writing import write_read
from pos.services.journal import write_down
from pos.store.store import Tx

LINES_AN_ENTRY = 500


def import_customers(job: Job) -> Imported:
    """Tiers are checked against the programme where one was imported; without it every name is taken."""
    with job.till.store.read() as tx:
        programme = tx.settings.rule("programme")
    tiers = [tier["name"] for tier in json.loads(programme).get("tiers", ())] if programme else None
    read = read_customers(job.content(), job.till.setup.country, tiers)
    return write_read(job, "customers", read, (), _put, ("find_customer",))


def _put(tx: Tx, job: Job, rows: Sequence[CustomerRow]) -> None:
    """Points are taken only for customers new here: whoever is known has a balance already."""
    lines = [
        {"customer": row.customer_id, "points": row.points, "reason": "import"}
        for row in rows
        if row.points and tx.customers.get(row.customer_id) is None
    ]
    counted = {"own_n": tx.journal.count()}  # the file is newer than what was changed here before
    tx.customers.upsert([written_customer(row, job.till.setup.country) | counted for row in rows])
    for start in range(0, len(lines), LINES_AN_ENTRY):
        write_down(tx, job.till, "points_adjusted", {"lines": lines[start : start + LINES_AN_ENTRY]}, job.staff)


def written_customer(row: CustomerRow, country: str, rev: int = 1) -> dict[str, object]:
    """A customer as its row; `country` is where a phone number without `+` is at home."""
    return {
        "customer_id": row.customer_id,
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "card": row.card,
        "tier": row.tier,
        "group": row.group,
        "birthday": row.birthday,
        "language": row.language,
        "consents": json.dumps(dict(row.consents)),
        "note": row.note,
        "words": customer_words(row.customer_id, row.name, row.email, row.phone, row.card, country),
        "rev": rev,
    }
