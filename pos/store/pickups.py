"""What happened to pickup orders at this till: steps, hand-overs and the units that left, and locked short codes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pos.domain.pickup_order import TO_PICK, WAITING, StepName
from pos.domain.pickup_steps import Handed, Happened, Step

_STEP = "SELECT s.n, s.order_id, s.step, s.at, s.staff, s.lines, s.bag, s.bay, s.reason FROM fact_pickup_step s"
_HANDED = "SELECT h.n, h.order_id, h.entry_id, h.at, h.staff, h.undoes FROM fact_hand_over h"
_RECORD = (
    "SELECT h.n, h.entry_id, h.order_id, h.number, h.at, h.staff, h.proof, h.verdict, h.claim, h.id_checked, "
    "h.age_checked, h.approved_by, h.collected_by, "
    "coalesce((SELECT u.entry_id FROM fact_hand_over u WHERE u.order_id = h.order_id AND u.undoes = h.entry_id), ''), "
    "(SELECT count(*) FROM fact_handed_unit x WHERE x.n = h.n AND x.what = 'collected') "
    "FROM fact_hand_over h WHERE h.undoes = ''"
)
_OPEN = ", ".join(f"'{state}'" for state in (*TO_PICK, *WAITING))


@dataclass(frozen=True, slots=True)
class HandOverRecord:
    """One hand-over of this till; `undone_by` is the entry that took it back, empty while it stands."""

    n: int
    entry_id: str
    order_id: int
    number: str
    at: str
    staff: str
    proof: str
    verdict: str
    claim: str
    id_checked: bool
    age_checked: bool
    approved_by: str
    collected_by: str
    undone_by: str
    units: int


class Pickups:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def of_order(self, order_id: int, after: int = 0) -> list[Happened]:
        """What happened to an order in entries behind row number `after`."""
        return self._happened(
            f"{_STEP} WHERE s.order_id = ? AND s.n > ?",
            f"{_HANDED} WHERE h.order_id = ? AND h.n > ?",
            (order_id, after),
        )

    def not_counted_in(self) -> dict[int, list[Happened]]:
        """By order: what the hub does not count in yet of orders that it thinks are open."""
        join = f"JOIN copy_order o ON o.order_id = {{0}}.order_id AND {{0}}.n > o.own_n AND o.state IN ({_OPEN})"
        found: dict[int, list[Happened]] = {}
        for one in self._happened(f"{_STEP} {join.format('s')}", f"{_HANDED} {join.format('h')}", ()):
            found.setdefault(one.order_id, []).append(one)
        return found

    def hand_overs(self, order_id: int) -> list[HandOverRecord]:
        """Hand-overs of an order at this till, oldest first, with those that were undone."""
        rows = self._driver.execute(f"{_RECORD} AND h.order_id = ? ORDER BY h.n", (order_id,)).fetchall()
        return [_record(row) for row in rows]

    def hand_over(self, entry_id: str) -> HandOverRecord | None:
        row = self._driver.execute(f"{_RECORD} AND h.entry_id = ?", (entry_id,)).fetchone()
        return None if row is None else _record(row)

    def units_of(self, n: int, what: str) -> list[tuple[int, int, int]]:
        """Line, unit and turn of each unit of the entry with row number `n`."""
        rows = self._driver.execute(
            "SELECT line, unit, turn FROM fact_handed_unit WHERE n = ? AND what = ? ORDER BY line, unit", (n, what)
        )
        return [(row[0], row[1], row[2]) for row in rows.fetchall()]

    def turns(self, order_id: int) -> dict[tuple[int, int], int]:
        """How often each unit (line, unit) of an order came back; one that never did is left out."""
        rows = self._driver.execute(
            "SELECT line, unit, count(*) FROM fact_handed_unit WHERE order_id = ? AND what = 'back' "
            "GROUP BY line, unit",
            (order_id,),
        )
        return {(row[0], row[1]): row[2] for row in rows.fetchall()}

    def returned_units(self, order_id: int) -> set[tuple[int, int]]:
        """Units (line, unit) of an order that came back to this till after they had left."""
        asked = "SELECT line, unit FROM fact_order_return WHERE order_id = ?"
        return {(row[0], row[1]) for row in self._driver.execute(asked, (order_id,)).fetchall()}

    def handed_since(self, at: str) -> set[int]:
        """Orders of which something was handed over since a moment, here or as the hub tells, and not undone."""
        rows = self._driver.execute(
            "SELECT h.order_id FROM fact_hand_over h WHERE h.at >= ?1 AND h.undoes = '' AND NOT EXISTS "
            "(SELECT 1 FROM fact_hand_over u WHERE u.order_id = h.order_id AND u.undoes = h.entry_id) "
            "UNION SELECT o.order_id FROM copy_order o WHERE o.state IN ('collected', 'partly_collected') "
            "AND json_extract(o.body, '$.collected[#-1].at') >= ?1",
            (at,),
        )
        return {row[0] for row in rows.fetchall()}

    def wrong_codes(self, order_id: int) -> tuple[int, int]:
        """Wrong short codes of an order in a row, and the seconds that its code is still locked."""
        row = self._driver.execute(
            "SELECT wrong_tries, seconds_left FROM local_order_lock WHERE order_id = ?", (order_id,)
        ).fetchone()
        return (0, 0) if row is None else (row[0], row[1])

    def keep_wrong_codes(self, order_id: int, wrong_tries: int, seconds_left: int) -> None:
        self._driver.execute(
            "INSERT OR REPLACE INTO local_order_lock (order_id, wrong_tries, seconds_left) VALUES (?, ?, ?)",
            (order_id, wrong_tries, seconds_left),
        )

    def any_locked(self) -> bool:
        return self._driver.execute("SELECT 1 FROM local_order_lock WHERE seconds_left > 0").fetchone() is not None

    def count_down(self, seconds: int) -> None:
        """So much time of the running till went by: what is left of every lock shrinks by it."""
        self._driver.execute(
            "UPDATE local_order_lock SET seconds_left = max(0, seconds_left - ?) WHERE seconds_left > 0", (seconds,)
        )

    def _happened(self, steps: str, handed: str, values: tuple[object, ...]) -> list[Happened]:
        found: list[Happened] = [_step(row) for row in self._driver.execute(steps, values).fetchall()]
        found += [self._handed(row) for row in self._driver.execute(handed, values).fetchall()]
        return sorted(found, key=lambda one: one.n)

    def _handed(self, row: Sequence[Any]) -> Handed:
        n, order_id, entry_id, at, staff, undoes = row
        rows = self._driver.execute("SELECT what, line, unit FROM fact_handed_unit WHERE n = ?", (n,)).fetchall()
        collected, refused, back = (_by_line(rows, what) for what in ("collected", "refused", "back"))
        return Handed(n, order_id, entry_id, at, staff, collected, refused, back, undoes)


def _by_line(rows: Iterable[Sequence[Any]], wanted: str) -> dict[int, frozenset[int]]:
    units: dict[int, set[int]] = {}
    for what, line, unit in rows:
        if what == wanted:
            units.setdefault(line, set()).add(unit)
    return {line: frozenset(found) for line, found in units.items()}


def _step(row: Sequence[Any]) -> Step:
    n, order_id, step, at, staff, lines, bag, bay, reason = row
    milli: dict[int, int] = {}
    for line, quantity in json.loads(lines):
        milli[line] = milli.get(line, 0) + quantity
    return Step(n, order_id, cast(StepName, step), at, staff, milli, bag, bay, reason)


def _record(row: Sequence[Any]) -> HandOverRecord:
    checks = [bool(row[9]), bool(row[10])]
    return HandOverRecord(*[*row[:9], *checks, *row[11:]])
