"""The staff file: who works at the tills, in which role, with which PIN."""

import re
from dataclasses import dataclass, field
from typing import cast

from pos.domain.imports.row import Row
from pos.domain.imports.table import Layout, Read, read_table
from pos.domain.staff import BUILT_IN, ROLES, Role

LAYOUT = Layout(required=("id", "name", "role", "pin"))
_PIN = re.compile("[0-9]{4,8}")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person. The PIN stands here only on its way to being hashed and never in a representation."""

    staff_id: str
    name: str
    role: Role
    pin: str = field(repr=False)


def read_staff(data: bytes) -> Read[StaffRow]:
    """A whole staff file; Refused `import_…` when no row of it can be trusted."""
    seen = {BUILT_IN.staff_id}
    return read_table(data, LAYOUT, lambda row: _staff_row(row, seen))


def _staff_row(row: Row, seen: set[str]) -> StaffRow:
    row.needed("name")
    staff_id = row.free_text("id") if row.needed("id") else ""
    if staff_id in seen:
        row.blame("id", "reserved_id" if staff_id == BUILT_IN.staff_id else "id_twice", staff_id)
    if staff_id:
        seen.add(staff_id)
    role = row["role"]
    if role not in ROLES:
        row.blame("role", "unknown_role", role)
    if not _PIN.fullmatch(row["pin"]):
        row.blame("pin", "bad_pin")  # without the value: it may be the PIN of something else
    return StaffRow(staff_id, row.free_text("name"), cast(Role, role), row["pin"])
