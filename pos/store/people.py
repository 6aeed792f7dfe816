"""Staff of the store with what checks their PINs and badges, and the lock against guessing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pos.domain.roles import RULE, Roles, role_named, roles_of
from pos.domain.staff import Staff
from pos.store.settings import Settings


class StaffRecord(NamedTuple):
    """One person as the till keeps him: salt and peppered hash of the PIN, and the peppered hash of the badge."""

    staff_id: str
    name: str
    role: str
    pin_length: int
    pin_salt: bytes
    pin_check: bytes
    badge_check: bytes | None


class People:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def all(self) -> list[Staff]:
        """Everybody, whoever signed in last first."""
        rows = self._driver.execute(
            "SELECT s.staff_id, s.name, s.role, s.pin_length FROM copy_staff s LEFT JOIN "
            "(SELECT staff, max(n) AS last FROM fact_audit WHERE kind = 'signed_in' GROUP BY staff) a "
            "ON a.staff = s.staff_id ORDER BY coalesce(a.last, 0) DESC, s.rowid"
        ).fetchall()
        roles = self.roles()
        return [_staff(row, roles) for row in rows]

    def get(self, staff_id: str) -> Staff | None:
        row = self._driver.execute(
            "SELECT staff_id, name, role, pin_length FROM copy_staff WHERE staff_id = ?", (staff_id,)
        ).fetchone()
        return None if row is None else _staff(row, self.roles())

    def roles(self) -> Roles:
        """The roles of the shop: its document's, or the three of a shop without one."""
        return roles_of(Settings(self._driver).rule(RULE))

    def holder(self, badge_check: bytes) -> Staff | None:
        """Whose badge this is, by its peppered hash."""
        row = self._driver.execute(
            "SELECT staff_id, name, role, pin_length FROM copy_staff WHERE badge_check = ?", (badge_check,)
        ).fetchone()
        return None if row is None else _staff(row, self.roles())

    def badge(self, staff_id: str) -> bytes | None:
        """The peppered hash of a person's badge."""
        row = self._driver.execute("SELECT badge_check FROM copy_staff WHERE staff_id = ?", (staff_id,)).fetchone()
        return None if row is None or row[0] is None else bytes(row[0])

    def put_badge(self, staff_id: str, badge_check: bytes) -> None:
        """The badge that counts from now on; the one before is good for nothing any more."""
        self._driver.execute(
            "UPDATE copy_staff SET badge_check = ?, rev = rev + 1 WHERE staff_id = ?", (badge_check, staff_id)
        )

    def put_pin(self, staff_id: str, length: int, salt: bytes, check: bytes) -> None:
        self._driver.execute(
            "UPDATE copy_staff SET pin_length = ?, pin_salt = ?, pin_check = ?, rev = rev + 1 WHERE staff_id = ?",
            (length, salt, check, staff_id),
        )

    def any(self) -> bool:
        return self._driver.execute("SELECT 1 FROM copy_staff LIMIT 1").fetchone() is not None

    def pin(self, staff_id: str) -> tuple[bytes, bytes]:
        """Salt and peppered hash of a person's PIN."""
        row = self._driver.execute(
            "SELECT pin_salt, pin_check FROM copy_staff WHERE staff_id = ?", (staff_id,)
        ).fetchone()
        return bytes(row[0]), bytes(row[1])

    def put(self, rows: Sequence[StaffRecord], revs: Sequence[int | None] = ()) -> None:
        """Everybody of these as they are now; `revs` are the feed's, an import counts on."""
        self._driver.executemany(
            "INSERT INTO copy_staff (staff_id, name, role, pin_length, pin_salt, pin_check, badge_check, rev) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?8, 1)) "
            "ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name, role = excluded.role, "
            "pin_length = excluded.pin_length, pin_salt = excluded.pin_salt, pin_check = excluded.pin_check, "
            "badge_check = excluded.badge_check, rev = coalesce(?8, rev + 1)",
            [(*row, rev) for row, rev in zip(rows, revs or [None] * len(rows), strict=True)],
        )

    def wrong_tries(self, staff_id: str) -> tuple[int, int]:
        """Wrong PINs in a row, and the seconds that this user is still locked."""
        row = self._driver.execute(
            "SELECT wrong_tries, seconds_left FROM local_pin_lock WHERE staff_id = ?", (staff_id,)
        ).fetchone()
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def keep_tries(self, staff_id: str, wrong_tries: int, seconds_left: int) -> None:
        self._driver.execute(
            "INSERT INTO local_pin_lock (staff_id, wrong_tries, seconds_left) VALUES (?, ?, ?) ON CONFLICT (staff_id) "
            "DO UPDATE SET wrong_tries = excluded.wrong_tries, seconds_left = excluded.seconds_left",
            (staff_id, wrong_tries, seconds_left),
        )

    def any_locked(self) -> bool:
        return self._driver.execute("SELECT 1 FROM local_pin_lock WHERE seconds_left > 0").fetchone() is not None

    def count_down(self, seconds: int) -> None:
        """So much time of the running till went by: what is left of every lock shrinks by it."""
        self._driver.execute(
            "UPDATE local_pin_lock SET seconds_left = max(0, seconds_left - ?) WHERE seconds_left > 0", (seconds,)
        )


def _staff(row: Sequence[Any], roles: Roles) -> Staff:
    staff_id, name, role, pin_length = row
    return Staff(staff_id, name, role_named(roles, role), pin_length)
