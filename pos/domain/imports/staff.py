"""The staff file: who works at the tills, in which role, with which PIN and badge."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pos.domain.codes import classify
from pos.domain.imports.row import Row
from pos.domain.imports.table import Layout, Read, read_table
from pos.domain.staff import BUILT_IN, DEFAULT_ROLES

LAYOUT = Layout(required=("id", "name", "role", "pin"), optional=("badge",))
_PIN = re.compile("[0-9]{4,8}")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person. PIN and badge stand here only on their way to being hashed and never in a representation.

    Without the column `badge` it is None: whoever has a badge keeps it.
    """

    staff_id: str
    name: str
    role: str
    pin: str = field(repr=False)
    badge: str | None = field(default=None, repr=False)


def read_staff(data: bytes, roles: Collection[str] = DEFAULT_ROLES) -> Read[StaffRow]:
    """A whole staff file, everybody in one of these roles; Refused `import_…` when no row of it can be trusted."""
    seen, badges = {BUILT_IN.staff_id}, set[str]()
    return read_table(data, LAYOUT, lambda row: _staff_row(row, roles, seen, badges))


def _staff_row(row: Row, roles: Collection[str], seen: set[str], badges: set[str]) -> StaffRow:
    row.needed("name")
    staff_id = row.free_text("id") if row.needed("id") else ""
    if staff_id in seen:
        row.blame("id", "reserved_id" if staff_id == BUILT_IN.staff_id else "id_twice", staff_id)
    if staff_id:
        seen.add(staff_id)
    role = row["role"]
    if role not in roles:
        row.blame("role", "unknown_role", role)
    if not _PIN.fullmatch(row["pin"]):
        row.blame("pin", "bad_pin")  # without the value: it may be the PIN of something else
    return StaffRow(staff_id, row.free_text("name"), role, row["pin"], _badge(row, badges))


def _badge(row: Row, badges: set[str]) -> str | None:
    """Never repeated in a problem: whoever reads the list could make the badge."""
    if not row.has("badge"):
        return None
    badge = row["badge"].upper()
    if badge and classify(badge) != "staff_badge":
        row.blame("badge", "bad_badge")
    elif badge in badges:
        row.blame("badge", "badge_twice")
    badges.update((badge,) if badge else ())
    return badge
