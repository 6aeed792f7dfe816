"""Buy some, get some cheaper: complete sets of separate units, triggers and rewards."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.money import Rounding
from pos.domain.pricing.cut import Cut, cut_of, percent_cut, picks_of
from pos.domain.pricing.open_line import OpenLine, Pick, Units
from pos.domain.promotion import BuyGet, Promotion


@dataclass(slots=True)
class _Kind:
    """Units of one line that are still free to be triggers, rewards, or both."""

    line: OpenLine
    units: Units
    count: int
    triggers: bool
    rewards: bool


def buy_get_cut(promotion: Promotion, give: BuyGet, lines: Sequence[OpenLine], mode: Rounding) -> Cut:
    """`lines` are all that may take part at all. Triggers stand in the cut with 0: they took part."""
    kinds = _kinds(promotion, give, lines)
    sets = _sets(kinds, give, promotion.limits.per_sale)
    if not sets:
        return Cut()
    spare = sum(kind.count for kind in kinds if kind.triggers) - sets * give.buy
    rewards = _draw_rewards(kinds, sets * give.get, spare, give.dearest)
    triggers = _draw_triggers(kinds, sets * give.buy)
    rewarded = [(line, rewards[id(line)]) for line in lines if id(line) in rewards]
    cut = percent_cut(rewarded, give.rate, mode, once=promotion.phase == "order")
    shares = {id(line): list(part) for line, part in cut.parts}
    for line_id, picks in triggers.items():
        shares.setdefault(line_id, []).extend((units, count, 0) for units, count in picks)
    return cut_of((line, shares[id(line)]) for line in lines if id(line) in shares)


def has_buy_get(promotion: Promotion, give: BuyGet, lines: Sequence[OpenLine], *, even_taken: bool) -> bool:
    """Whether the units make one set, whatever it saves; `even_taken` as in `picks_of`."""
    return _sets(_kinds(promotion, give, lines, even_taken), give, 1) == 1


def _kinds(promotion: Promotion, give: BuyGet, lines: Sequence[OpenLine], even_taken: bool = False) -> list[_Kind]:
    kinds = []
    for line in lines:
        triggers = promotion.scope.covers(line.line.product)
        rewards = triggers if give.rewards is None else give.rewards.covers(line.line.product)
        if triggers or rewards:
            picks = picks_of(line, promotion, buy_get=True, even_taken=even_taken)
            kinds += [_Kind(line, units, count, triggers, rewards) for units, count in picks]
    return kinds


def _sets(kinds: Sequence[_Kind], give: BuyGet, per_sale: int | None) -> int:
    """The most sets for which separate units exist."""
    sets = min(
        sum(kind.count for kind in kinds if kind.triggers) // give.buy,
        sum(kind.count for kind in kinds if kind.rewards) // give.get,
        sum(kind.count for kind in kinds) // (give.buy + give.get),
    )
    return sets if per_sale is None else min(sets, per_sale)


def _draw_rewards(kinds: Sequence[_Kind], wanted: int, spare: int, dearest: bool) -> dict[int, list[Pick]]:
    """The cheapest (or dearest) that may be rewards, of possible triggers only as many as can be spared."""
    drawn: dict[int, list[Pick]] = {}
    for kind in sorted(kinds, key=lambda kind: -kind.units.each if dearest else kind.units.each):
        if kind.rewards:
            count = min(wanted, kind.count, spare) if kind.triggers else min(wanted, kind.count)
            spare -= count if kind.triggers else 0
            wanted -= _draw(kind, count, drawn)
    assert wanted == 0
    return drawn


def _draw_triggers(kinds: Sequence[_Kind], wanted: int) -> dict[int, list[Pick]]:
    drawn: dict[int, list[Pick]] = {}
    for kind in sorted(kinds, key=lambda kind: -kind.units.each):
        if kind.triggers:
            wanted -= _draw(kind, min(wanted, kind.count), drawn)
    assert wanted == 0
    return drawn


def _draw(kind: _Kind, count: int, drawn: dict[int, list[Pick]]) -> int:
    if count:
        kind.count -= count
        drawn.setdefault(id(kind.line), []).append((kind.units, count))
    return count
