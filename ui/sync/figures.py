"""A day of this till against the hub: rows of counts and amounts, and one sentence that names the cause of a
difference."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pos.store.proofs import Proof
from ui.sync.view import ChipView, FigureRow
from ui.sync.words import SyncWords

_NOTHING = "—"
_ORDER = ("card", "cash", "change", "rounding", "gift_card", "store_credit", "points", "voucher", "account")
_ADDED = (
    "n",
    "sales",
    "gross",
    "refunds",
    "refunds_gross",
    "stock_moves",
    "stock_qty",
    "points",
    "handed_over",
    "stored_value",
)
Money = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides' figures of a day, all journals of it together. `heads_equal` compares the last hash of each."""

    till: Mapping[str, Any]
    hub: Mapping[str, Any]
    heads_equal: bool
    first: int
    last: int


def sides_of(proofs: Sequence[Proof]) -> Sides:
    """Add up the journals of a day: a till that was put back goes on in a new one."""
    tills, hubs = [proof.body["till"] for proof in proofs], [proof.body["hub"] for proof in proofs]
    return Sides(
        _together(tills),
        _together(hubs),
        all(till.get("head") == hub.get("head") for till, hub in zip(tills, hubs, strict=True)),
        min((till["first"] for till in tills), default=0),
        max((till["last"] for till in tills), default=0),
    )


def rows_of(sides: Sides, words: SyncWords, money: Money) -> tuple[FigureRow, ...]:
    """A row for every kind of record that either side has, sales and returns always."""
    till, hub = sides.till, sides.hub
    rows = [
        _row(words.sales, (till["sales"], till["gross"]), (hub["sales"], hub["gross"]), words, money),
        _row(
            words.returns,
            (till["refunds"], till["refunds_gross"]),
            (hub["refunds"], hub["refunds_gross"]),
            words,
            money,
        ),
    ]
    kinds = {*till["tenders"], *hub["tenders"]}
    for kind in sorted(kinds, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)):
        pairs = [tuple(side["tenders"].get(kind, (0, 0))) for side in (till, hub)]
        rows.append(_row(words.payments.get(kind, kind), pairs[0], pairs[1], words, money))
    rows.append(_row(words.points_earned, (None, till["points"]), (None, hub["points"]), words, str))
    rows.append(_row(words.pickups, (till["handed_over"], None), (hub["handed_over"], None), words, str))
    rows.append(_row(words.stock_moves, (till["stock_moves"], None), (hub["stock_moves"], None), words, str))
    rows.append(_row(words.all_records, (till["n"], None), (hub["n"], None), words, str))
    return tuple(rows)


def verdict_of(
    sides: Sides, rows: Sequence[FigureRow], open_exceptions: int, words: SyncWords
) -> tuple[str, str, bool]:
    """What the comparison comes to: a sentence, what follows from it, and whether all is well."""
    lacking = sides.till["n"] - sides.hub["n"]
    if lacking > 0:
        return words.missing_there.format(count=lacking), words.missing_words, False
    if lacking < 0:
        return words.missing_here.format(count=-lacking), words.missing_here_words, False
    off = [row.kind for row in rows if row.chip.kind != "success"]
    if off or not sides.heads_equal:
        return words.differ.format(what=", ".join(off) or words.all_records), words.differ_words, False
    if open_exceptions:
        told = words.one_open if open_exceptions == 1 else words.some_open.format(count=open_exceptions)
        return words.both_same, told, False
    return words.both_same, words.both_same_words, True


def _row(
    kind: str,
    till: tuple[int | None, int | None],
    hub: tuple[int | None, int | None],
    words: SyncWords,
    money: Money,
) -> FigureRow:
    equal = till == hub
    chip = ChipView(words.equal, "success", "ok") if equal else ChipView(words.different, "danger", "warn")
    counts, amounts = (till[0], hub[0]), (till[1], hub[1])
    return FigureRow(
        kind=kind,
        till_count=_text(counts[0], str),
        hub_count=_text(counts[1], str),
        count_diff=_text(_less(*counts), str),
        till_amount=_text(amounts[0], money),
        hub_amount=_text(amounts[1], money),
        amount_diff=_text(_less(*amounts), money),
        chip=chip,
    )


def _less(till: int | None, hub: int | None) -> int | None:
    return None if till is None or hub is None else till - hub


def _text(value: int | None, say: Money) -> str:
    return _NOTHING if value is None else say(value).replace("-", "−")


def _together(figures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    tenders: dict[str, tuple[int, int]] = {}
    for one in figures:
        for kind, (count, minor) in one["tenders"].items():
            before = tenders.get(kind, (0, 0))
            tenders[kind] = (before[0] + count, before[1] + minor)
    return {name: sum(one.get(name, 0) for one in figures) for name in _ADDED} | {"tenders": tenders}
