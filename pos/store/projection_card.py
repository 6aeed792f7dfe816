"""From a journal entry of a card payment to the row that shows it."""

from collections.abc import Mapping
from typing import Any

from pos.domain.journal import Entry
from pos.store import tables
from pos.store.projection_pickup import KeyOf, Rows
from pos.store.tables import table_of

_ATTEMPT = table_of(tables.CardAttemptRow)


def project_attempt(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """One step of one payment, as it was written down."""
    get = body.get
    row = (
        n, body["attempt"], body["basket"], body["what"], body["state"], body["amount_minor"], body["currency"],
        entry.at, entry.staff, body["terminal"], get("reference", ""), get("reason", ""), get("decided_by", ""),
    )  # fmt: skip
    return [(_ATTEMPT, [row])]
