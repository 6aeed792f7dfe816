"""Staff of the store with what checks their PINs, and the lock against guessing."""

from collections.abc import Sequence
from typing import Any

from pos.domain.staff import Staff


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
        return [Staff(*row) for row in rows]

    def get(self, staff_id: str) -> Staff | None:
        row = self._driver.execute(
            "SELECT staff_id, name, role, pin_length FROM copy_staff WHERE staff_id = ?", (staff_id,)
        ).fetchone()
        return None if row is None else Staff(*row)

    def any(self) -> bool:
        return self._driver.execute("SELECT 1 FROM copy_staff LIMIT 1").fetchone() is not None

    def pin(self, staff_id: str) -> tuple[bytes, bytes]:
        """Salt and peppered hash of a person's PIN."""
        row = self._driver.execute(
            "SELECT pin_salt, pin_check FROM copy_staff WHERE staff_id = ?", (staff_id,)
        ).fetchone()
        return bytes(row[0]), bytes(row[1])

    def put(self, rows: Sequence[tuple[str, str, str, int, bytes, bytes]], revs: Sequence[int | None] = ()) -> None:
        """Id, name, role, PIN length, salt and peppered hash of each; `revs` are the feed's, an import counts on."""
        self._driver.executemany(
            "INSERT INTO copy_staff (staff_id, name, role, pin_length, pin_salt, pin_check, rev) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, coalesce(?7, 1)) "
            "ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name, role = excluded.role, "
            "pin_length = excluded.pin_length, pin_salt = excluded.pin_salt, "
            "pin_check = excluded.pin_check, rev = coalesce(?7, rev + 1)",
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
