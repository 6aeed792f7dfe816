"""Promotions once more, unit by unit and by trying every choice: slow, plain, and written from the rules alone.

It shares with the program only the parsed promotions and the basket. What it gives is compared to the minor unit.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from pos.domain.basket import Basket, Line
from pos.domain.product import Product
from pos.domain.promotion import (
    Amount,
    Bundle,
    BuyGet,
    Percent,
    Promotion,
    Scope,
    Steps,
    UnitPrice,
)

LOWEST = -(10**9)
WHOLE = 100 * 10**7


@dataclass(eq=False)
class Unit:
    """One piece (or one weighed line): `place` is that of its line in the order of the shop, `number` its own in it."""

    place: int
    number: int
    left: int
    closed_below: int = LOWEST
    took_part: bool = False


@dataclass(eq=False)
class Row:
    """One line of the basket; `taken` says what each promotion took off it."""

    line: Line
    place: int
    units: list[Unit]
    taken: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return sum(unit.left for unit in self.units)


Try = tuple[dict[Unit, int], set[Unit]]
"""What each unit would lose, and all units that would take part."""


def reference_discounts(basket: Basket, promotions: Sequence[Promotion]) -> list[dict[str, int]]:
    """What each promotion, and `manual` and `basket`, takes off each line, in the order of the basket's lines."""
    ordered = sorted(basket.lines, key=_shop_order)
    rows = [Row(line, place, _units(line, place)) for place, line in enumerate(ordered)]
    open_rows = [row for row in rows if row.line.source != "override" and row.line.product.kind != "gift_card"]
    for phase in ("item", "bundle", "order"):
        if phase == "order":
            _manual_lines(rows)
        _phase([promotion for promotion in promotions if promotion.phase == phase], open_rows)
    _manual_basket(basket, rows)
    taken = {id(row.line): row.taken for row in rows}
    return [taken[id(line)] for line in basket.lines]


def _shop_order(line: Line) -> tuple[object, ...]:
    """Tax category, SKU, unit price, quantity, overridden or not, manual discount, reason."""
    discount = line.discount
    written = (discount.percent or "", discount.amount_minor or 0, discount.reason) if discount else ("", -1, "")
    overridden = line.source == "override"
    return line.product.tax, line.product.sku, _price(line), line.qty_milli, overridden, written, line.reason


def _price(line: Line) -> int:
    return line.product.price_minor if line.unit_price_minor is None else line.unit_price_minor


def _units(line: Line, place: int) -> list[Unit]:
    if line.product.kind == "weighed":
        return [Unit(place, 0, _round(Fraction(_price(line) * line.qty_milli, 1000)))]
    return [Unit(place, number, _price(line)) for number in range(line.qty_milli // 1000)]


def _round(exact: Fraction) -> int:
    """Half up."""
    return int(exact + Fraction(1, 2))


def _phase(promotions: Sequence[Promotion], rows: Sequence[Row]) -> None:
    standing = {row: (row.left, sum(unit.left > 0 for unit in row.units)) for row in rows}

    def holds(promotion: Promotion) -> bool:
        inside = [row for row in rows if _covers(promotion.scope, row.line.product)]
        subtotal, units = sum(standing[row][0] for row in inside), sum(standing[row][1] for row in inside)
        step = promotion.give.steps[-1][0] if isinstance(promotion.give, Steps) else 0
        least = max(step, promotion.when.min_subtotal_minor)
        return bool(inside) and subtotal >= least and units >= promotion.when.min_units

    waiting = sorted((x for x in promotions if holds(x)), key=lambda x: (-x.priority, x.promotion_id))
    while waiting:
        first = waiting[0]
        members = [x for x in waiting if x is first or (first.best_of and x.best_of == first.best_of)]
        waiting = [x for x in waiting if x not in members]
        tries = {x.promotion_id: _try(x, rows, {row: standing[row][0] for row in rows}) for x in members}
        best = min(members, key=lambda x: (-sum(tries[x.promotion_id][0].values()), x.promotion_id))
        losses, partners = tries[best.promotion_id]
        if sum(losses.values()) == 0:
            continue
        for row in rows:
            off = sum(losses.get(unit, 0) for unit in row.units)
            if off:
                row.taken[best.promotion_id] = off
        for unit, off in losses.items():
            unit.left -= off
        for unit in partners:
            unit.took_part = unit.took_part or isinstance(best.give, BuyGet)
            if best.exclusive and best.phase != "order":
                unit.closed_below = best.priority
        if best.exclusive and best.phase == "order":
            return


def _covers(scope: Scope, product: Product) -> bool:
    own = {product.sku, product.variant_of} - {""}
    wanted = [
        (scope.skus, own),
        (scope.categories, {product.category}),
        (scope.brands, {product.brand}),
        (scope.tags, set(product.tags)),
    ]
    return all(not names or names & having for names, having in wanted) and not (scope.except_skus & own)


def _try(promotion: Promotion, rows: Sequence[Row], standing: dict[Row, int]) -> Try:
    inside = [row for row in rows if _covers(promotion.scope, row.line.product)]
    free = {row: _free(promotion, row) for row in rows}
    give = promotion.give
    if isinstance(give, BuyGet):
        losses, partners = _buy_get(promotion, give, rows, free)
    elif isinstance(give, Bundle):
        losses, partners = _bundle(promotion, give, inside, free)
    else:
        losses, partners = _plain(promotion, inside, free, standing)
    limit = promotion.limits.max_discount_minor
    if limit is not None and sum(losses.values()) > limit:
        losses = _capped(losses, limit)
    return losses, partners


def _free(promotion: Promotion, row: Row) -> list[Unit]:
    """The units of a row that may take part: the dearest ones where only so many may."""
    free = [unit for unit in row.units if unit.left > 0]
    if promotion.phase != "order":
        free = [unit for unit in free if unit.closed_below <= promotion.priority]
    if isinstance(promotion.give, BuyGet):
        free = [unit for unit in free if not unit.took_part]
    free.sort(key=lambda unit: -unit.left)
    most = promotion.limits.max_units
    return free if most is None else free[:most]


def _plain(promotion: Promotion, inside: Sequence[Row], free: dict[Row, list[Unit]], standing: dict[Row, int]) -> Try:
    give = promotion.give
    groups = [(row, free[row]) for row in inside if free[row]]
    everyone = {unit for _, units in groups for unit in units}
    sums = [sum(unit.left for unit in units) for _, units in groups]
    if isinstance(give, UnitPrice):
        lowered: dict[Unit, int] = {}
        for row, units in groups:
            weight = row.line.qty_milli if row.line.product.kind == "weighed" else 1000
            price = _round(Fraction(give.price_minor * weight, 1000))
            lowered |= {unit: unit.left - price for unit in units if unit.left > price}
        return lowered, set(lowered)
    if isinstance(give, Amount) and give.each:
        return {unit: min(give.amount_minor, unit.left) for unit in everyone}, everyone
    if isinstance(give, Amount):
        parts = _shared(min(give.amount_minor, sum(sums)), sums)
    else:
        assert isinstance(give, (Percent, Steps))
        rate = give.rate if isinstance(give, Percent) else _step(give, sum(standing[row] for row in inside))
        once = promotion.phase == "order"
        each = [_round(Fraction(one * rate, WHOLE)) for one in sums]
        parts = _shared(_round(Fraction(sum(sums) * rate, WHOLE)), sums) if once else each
    losses: dict[Unit, int] = {}
    for (_, units), part in zip(groups, parts, strict=True):
        losses |= _over_units(part, units)
    return losses, everyone


def _step(give: Steps, subtotal: int) -> int:
    return max((minimum, rate) for minimum, rate in give.steps if minimum <= subtotal)[1]


def _buy_get(promotion: Promotion, give: BuyGet, rows: Sequence[Row], free: dict[Row, list[Unit]]) -> Try:
    """The most sets that exist; of all rewards for them the cheapest (or dearest), then the dearest triggers."""

    def of(scope: Scope) -> list[Unit]:
        return [unit for row in rows if _covers(scope, row.line.product) for unit in free[row]]

    triggers = of(promotion.scope)
    rewards = triggers if give.rewards is None else of(give.rewards)
    sign = -1 if give.dearest else 1
    rewards = sorted(rewards, key=lambda unit: (sign * unit.left, unit.place))
    triggers = sorted(triggers, key=lambda unit: (-unit.left, unit.place))
    most = len(triggers) // give.buy
    if promotion.limits.per_sale is not None:
        most = min(most, promotion.limits.per_sale)
    for sets in range(most, 0, -1):
        for chosen in combinations(rewards, sets * give.get):  # the first that fits is the cheapest: they are in order
            left = [unit for unit in triggers if unit not in chosen]
            if len(left) >= sets * give.buy and _is_best(chosen, rewards, triggers, sets * give.buy, sign):
                partners = {*chosen, *left[: sets * give.buy]}
                return _rewarded(promotion, give, rows, set(chosen)), partners
    return {}, set()


def _is_best(chosen: Sequence[Unit], rewards: Sequence[Unit], triggers: Sequence[Unit], buy: int, sign: int) -> bool:
    """Whether no other choice of as many rewards that leaves enough triggers is cheaper (dearer)."""
    others = (
        sum(unit.left for unit in other)
        for other in combinations(rewards, len(chosen))
        if sum(unit not in other for unit in triggers) >= buy
    )
    return all(sign * sum(unit.left for unit in chosen) <= sign * other for other in others)


def _rewarded(promotion: Promotion, give: BuyGet, rows: Sequence[Row], chosen: set[Unit]) -> dict[Unit, int]:
    groups = [units for row in rows if (units := [unit for unit in row.units if unit in chosen])]
    sums = [sum(unit.left for unit in units) for units in groups]
    parts = [_round(Fraction(one * give.rate, WHOLE)) for one in sums]
    if promotion.phase == "order":
        parts = _shared(_round(Fraction(sum(sums) * give.rate, WHOLE)), sums)
    losses: dict[Unit, int] = {}
    for units, part in zip(groups, parts, strict=True):
        losses |= _over_units(part, units)
    return losses


def _bundle(promotion: Promotion, give: Bundle, inside: Sequence[Row], free: dict[Row, list[Unit]]) -> Try:
    """Every choice of units that fills so many sets; the one that saves most, of these the fewest sets."""
    products = {unit: row.line.product for row in inside for unit in free[row]}
    units = sorted(products, key=lambda unit: (-unit.left, unit.place))
    slots = [part.scope for part in give.components for _ in range(part.qty)]
    most = len(units) // len(slots)
    if promotion.limits.per_sale is not None:
        most = min(most, promotion.limits.per_sale)
    best: tuple[int, tuple[Unit, ...]] = (0, ())
    for sets in range(1, most + 1):
        for chosen in combinations(units, sets * len(slots)):
            saving = sum(unit.left for unit in chosen) - sets * give.price_minor
            if saving > best[0] and _fills(chosen, slots * sets, lambda unit, scope: _covers(scope, products[unit])):
                best = saving, chosen
    saving, picked = best
    parts = _shared(saving, [unit.left for unit in picked]) if picked else []
    return dict(zip(picked, parts, strict=True)), set(picked)


def _fills(units: Sequence[Unit], slots: Sequence[Scope], fits: Callable[[Unit, Scope], bool]) -> bool:
    """Whether the units can be put into the slots, one each."""
    if not slots:
        return True
    rest = slots[1:]
    return any(
        fits(unit, slots[0]) and _fills([*units[:n], *units[n + 1 :]], rest, fits) for n, unit in enumerate(units)
    )


def _capped(losses: dict[Unit, int], limit: int) -> dict[Unit, int]:
    """The same in proportion: first over the lines, then over the units of each."""
    places = sorted({unit.place for unit in losses})
    groups = [[unit for unit in losses if unit.place == place] for place in places]
    parts = _shared(limit, [sum(losses[unit] for unit in units) for units in groups])
    capped: dict[Unit, int] = {}
    for units, part in zip(groups, parts, strict=True):
        capped |= dict(zip(units, _shared(part, [losses[unit] for unit in units]), strict=True))
    return capped


def _manual_lines(rows: Iterable[Row]) -> None:
    for row in rows:
        given, left = row.line.discount, row.left
        if given and left:
            off = _percent(left, given.percent) if given.percent is not None else min(given.amount_minor or 0, left)
            _take(row, "manual", off)


def _manual_basket(basket: Basket, rows: Sequence[Row]) -> None:
    given = basket.discount
    sharing = [row for row in rows if row.left and row.line.product.kind != "gift_card"]
    if given and sharing:
        left = sum(row.left for row in sharing)
        off = _percent(left, given.percent) if given.percent is not None else min(given.amount_minor or 0, left)
        for row, part in zip(sharing, _shared(off, [row.left for row in sharing]), strict=True):
            _take(row, "basket", part)


def _take(row: Row, by: str, minor: int) -> None:
    if minor:
        row.taken[by] = minor
    for unit, off in _over_units(minor, [unit for unit in row.units if unit.left]).items():
        unit.left -= off


def _percent(minor: int, percent: str) -> int:
    return _round(minor * Fraction(percent) / 100)


def _over_units(minor: int, units: Sequence[Unit]) -> dict[Unit, int]:
    return dict(zip(units, _shared(minor, [unit.left for unit in units]), strict=True))


def _shared(minor: int, weights: Sequence[int]) -> list[int]:
    """By largest remainder; ties to the larger weight, then to the first."""
    whole = sum(weights)
    if not whole:
        return [0 for _ in weights]
    exact = [Fraction(minor * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    by_claim = sorted(range(len(weights)), key=lambda n: (parts[n] - exact[n], -weights[n], n))
    for n in by_claim[: minor - sum(parts)]:
        parts[n] += 1
    return parts
