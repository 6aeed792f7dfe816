"""The customers file: who buys here, how they are reached and what they agreed to."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from pos.domain.contact import email_of, phone_of
from pos.domain.failures import Refused
from pos.domain.imports.row import MAX_NAME, MAX_NOTE, MAX_WORD, Row
from pos.domain.imports.table import Layout, Read, read_table

CONSENTS = ("email", "sms", "phone", "profiling")
LAYOUT = Layout(
    required=("id", "name"),
    optional=(
        *"email phone card tier points group birthday language note".split(),
        *(f"consent_{purpose}" for purpose in CONSENTS),
    ),
)
_ANSWERS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BIRTHDAY = re.compile("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer. E-mail and phone are normalised (contact.py); `points` is None when the file says nothing.

    `consents` has (purpose of CONSENTS, given or refused) only for what the file answers.
    """

    customer_id: str
    name: str
    email: str = ""
    phone: str = ""
    card: str = ""
    tier: str = ""
    points: int | None = None
    group: str = ""
    birthday: str = ""
    language: str = ""
    consents: tuple[tuple[str, bool], ...] = ()
    note: str = ""


def read_customers(data: bytes, country: str, tiers: Collection[str] | None = None) -> Read[CustomerRow]:
    """A whole customers file; Refused `import_…` when no row of it can be trusted.

    Phone numbers without a country code are of `country` (ISO 3166, two letters). `tiers` are those of the programme;
    None while there is no programme, then every name is taken.
    """
    seen = _Seen()
    return read_table(data, LAYOUT, lambda row: _customer_row(row, country, tiers, seen))


class _Seen:
    """Ids and cards that came before in the file."""

    def __init__(self) -> None:
        self._values = {"id": set[str](), "card": set[str]()}

    def check(self, row: Row, column: str) -> None:
        value = row[column]
        if value and value in self._values[column]:
            row.blame(column, f"{column}_twice", value)
        self._values[column].add(value)


def _customer_row(row: Row, country: str, tiers: Collection[str] | None, seen: _Seen) -> CustomerRow:
    row.needed("id")
    row.needed("name")
    seen.check(row, "id")
    seen.check(row, "card")
    return CustomerRow(
        customer_id=row.free_text("id"),
        name=row.free_text("name", MAX_NAME),
        email=_contact(row, "email", email_of),
        phone=_contact(row, "phone", lambda text: phone_of(text, country)),
        card=row.free_text("card"),
        tier=_tier(row, tiers),
        points=row.whole("points", "bad_points") if row["points"] else None,
        group=row.free_text("group"),
        birthday=_birthday(row),
        language=_language(row),
        consents=_consents(row),
        note=row.free_text("note", MAX_NOTE, allowed="\r\n\t"),
    )


def _contact(row: Row, column: str, read: Callable[[str], str]) -> str:
    text = row[column]
    if not text:
        return ""
    try:
        return read(text)
    except Refused as no:
        row.blame(column, no.code, text)
        return ""


def _tier(row: Row, tiers: Collection[str] | None) -> str:
    tier = row.free_text("tier", MAX_WORD)
    if tier and tiers is not None and tier not in tiers:
        row.blame("tier", "unknown_tier", tier)
    return tier


def _birthday(row: Row) -> str:
    text = row["birthday"]
    if not text:
        return ""
    try:
        return date.fromisoformat(text if _BIRTHDAY.fullmatch(text) else "").isoformat()
    except ValueError:
        row.blame("birthday", "bad_birthday", text)
        return ""


def _language(row: Row) -> str:
    text = row["language"]
    if text and not _LANGUAGE.fullmatch(text):
        row.blame("language", "bad_language", text)
    return text


def _consents(row: Row) -> tuple[tuple[str, bool], ...]:
    found = list[tuple[str, bool]]()
    for purpose in CONSENTS:
        text = row[f"consent_{purpose}"]
        answer = _ANSWERS.get(text.lower())
        if answer is not None:
            found.append((purpose, answer))
        elif text:
            row.blame(f"consent_{purpose}", "bad_consent", text)
    return tuple(found)
