"""From the entries about customers to the rows that show them; their words are `erased` where the key is gone."""

from collections.abc import Mapping
from typing import Any

from pos.domain.customer import PURPOSES
from pos.domain.journal import Entry
from pos.domain.sealed import unseal
from pos.store import tables
from pos.store.projection_pickup import ERASED, KeyOf, Rows
from pos.store.tables import table_of

SEALED_FIELDS = ("name", "email", "phone", "birthday", "language")
"""What is sealed of a customer who is created; the number of a loyalty card tells nobody who has it."""

_CREATED = table_of(tables.CreatedCustomerRow)
_CHANGE = table_of(tables.CustomerChangeRow)
_CONSENT = table_of(tables.ConsentRow)
_NOTE = table_of(tables.CustomerNoteRow)
_DONE = table_of(tables.TaskDoneRow)


def project_created(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    texts = _texts(body, key_of)
    name, email, phone, birthday, language = (_text(texts, field) for field in SEALED_FIELDS)
    row = (
        n, body["customer"], entry.at, entry.staff, name, email, phone, body.get("card", ""), birthday, language,
    )  # fmt: skip
    return [(_CREATED, [row])]


def project_changed(n: int, _entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    texts = _texts(body, key_of)
    rows = [(n, field, body["customer"], _text(texts, field)) for field in dict.fromkeys(body["fields"])]
    return [(_CHANGE, rows)]


def project_consents(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """A purpose that only a newer program asks about has no row here."""
    told, version = body["consents"], body.get("text_version", "")
    rows = [
        (n, purpose, body["customer"], int(told[purpose]), entry.at, entry.staff, version)
        for purpose in PURPOSES
        if purpose in told
    ]
    return [(_CONSENT, rows)]


def project_note(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    """A note, or with a day on which it is due a task."""
    kind = "task" if entry.kind == "task_set" else "note"
    words = _text(_texts(body, key_of), "words")
    row = (n, entry.entry_id, kind, body["customer"], entry.at, entry.staff, words, body.get("due", ""))
    return [(_NOTE, [row])]


def project_task_done(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    return [(_DONE, [(n, body["task"], entry.at, entry.staff)])]


def _texts(body: Mapping[str, Any], key_of: KeyOf) -> dict[str, str] | None:
    """What is sealed in the entry, None where the key is gone."""
    sealed = body.get("sealed")
    return {} if sealed is None else unseal(sealed, key_of(sealed["person"]))


def _text(texts: Mapping[str, str] | None, field: str) -> str:
    return ERASED if texts is None else texts.get(field, "")
