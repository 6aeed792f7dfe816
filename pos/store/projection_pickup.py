"""From the entries of the pickup desk to the rows that show them: steps, hand-overs, units, and goods that moved."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Table

from pos.domain.journal import Entry
from pos.domain.sealed import unseal
from pos.store import tables
from pos.store.tables import table_of

Rows = list[tuple[Table, list[tuple[Any, ...]]]]
KeyOf = Callable[[str], bytes | None]
"""The key of a person, None where it was erased."""

ERASED = "erased"
REASON = "pickup"
FLOOR, STAGED = "floor", "staged"
APART = {"damaged": "damaged", "supplier": "supplier"}

_STEP = table_of(tables.PickupStepRow)
_HAND_OVER = table_of(tables.HandOverRow)
_UNIT = table_of(tables.HandedUnitRow)
_MOVEMENT = table_of(tables.MovementRow)
_ORDER_RETURN = table_of(tables.OrderReturnRow)


def project_step(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """Staged goods lie apart from the floor; what was restocked lies there again."""
    get = body.get
    lines = [[line["line"], line["qty_milli"]] for line in body["lines"]]
    told = json.dumps(lines, separators=(",", ":"))
    row = (
        n, body["order"], body["step"], entry.at, entry.staff, told,
        get("bag", ""), get("bay", ""), get("reason", ""),
    )  # fmt: skip
    moved: list[tuple[str, str, int]] = []
    if body["step"] == "staged":
        moved = _from_place_to_place(body["lines"], FLOOR, STAGED)
    elif body["step"] == "restocked":
        moved = _from_place_to_place(body["lines"], STAGED, FLOOR)
    return [(_STEP, [row]), (_MOVEMENT, _movements(n, moved))]


def project_hand_over(n: int, entry: Entry, body: Mapping[str, Any], key_of: KeyOf) -> Rows:
    """What was collected has left the shop; what was refused goes from its bag to the floor."""
    refused = body.get("refused", ())
    place = STAGED if body["staged"] else FLOOR
    moved = [(line["sku"], place, -line["qty_milli"]) for line in body["lines"]]
    if body["staged"]:
        moved += _from_place_to_place(refused, STAGED, FLOOR)
    units = _units(n, body["order"], body["lines"], "collected") + _units(n, body["order"], refused, "refused")
    return [
        (_HAND_OVER, [_hand_over_row(n, entry, body, _collected_by(body, key_of))]),
        (_UNIT, units),
        (_MOVEMENT, _movements(n, moved)),
    ]


def project_undone(n: int, entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """The goods lie again where they lay before."""
    place = STAGED if body["staged"] else FLOOR
    moved = [(line["sku"], place, line["qty_milli"]) for line in body["lines"]]
    return [
        (_HAND_OVER, [_hand_over_row(n, entry, body, "")]),
        (_UNIT, _units(n, body["order"], body["lines"], "back")),
        (_MOVEMENT, _movements(n, moved)),
    ]


def project_order_return(n: int, _entry: Entry, body: Mapping[str, Any], _key_of: KeyOf) -> Rows:
    """What came back lies on the floor again, or apart until somebody decides."""
    units = [(n, body["order"], line["line"], unit) for line in body["lines"] for unit in line["units"]]
    moved = [
        (n, k, line["sku"], APART.get(line["disposition"], FLOOR), line["qty_milli"], "return")
        for k, line in enumerate(body["lines"], 1)
    ]
    return [(_ORDER_RETURN, units), (_MOVEMENT, moved)]


def _hand_over_row(n: int, entry: Entry, body: Mapping[str, Any], collected_by: str) -> tuple[Any, ...]:
    get = body.get
    return (
        n,
        entry.entry_id,
        body["order"],
        body["number"],
        entry.at,
        entry.staff,
        get("proof", ""),
        get("verdict", ""),
        get("claim", ""),
        int(get("id_checked", False)),
        int(get("age_checked", False)),
        get("approved_by", ""),
        collected_by,
        get("undoes", ""),
    )


def _collected_by(body: Mapping[str, Any], key_of: KeyOf) -> str:
    sealed = body.get("sealed")
    if sealed is None:
        return ""
    texts = unseal(sealed, key_of(sealed["person"]))
    return ERASED if texts is None else texts.get("collected by", "")


def _units(n: int, order: int, lines: Iterable[Mapping[str, Any]], what: str) -> list[tuple[Any, ...]]:
    return [(n, order, line["line"], unit, line["turn"], what) for line in lines for unit in line["units"]]


def _from_place_to_place(lines: Iterable[Mapping[str, Any]], here: str, there: str) -> list[tuple[str, str, int]]:
    return [
        (line["sku"], place, sign * line["qty_milli"]) for line in lines for place, sign in ((here, -1), (there, 1))
    ]


def _movements(n: int, moved: Iterable[tuple[str, str, int]]) -> list[tuple[Any, ...]]:
    return [(n, k, sku, place, milli, REASON) for k, (sku, place, milli) in enumerate(moved, 1)]
