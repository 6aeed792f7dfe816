"""What a promotion gives, as the promotions file writes it: one of a few forms, told apart by their keys."""

import re
from collections.abc import Callable

from pos.domain.failures import Refused
from pos.domain.json_object import JsonObject
from pos.domain.money import WHOLE
from pos.domain.promotion.fields import amount, pieces, price, rate, scope_of
from pos.domain.promotion.give import Amount, Bundle, BuyGet, Component, Give, Percent, PointsTimes, Steps, UnitPrice
from pos.domain.promotion.scope import Scope

MAX_COMPONENTS = 6
"""Parts of a bundle; choosing units for it looks at every set of parts."""
MAX_STEPS = 100
_TIMES = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?")


def give_of(given: JsonObject, currency: str) -> Give:
    """The `give` of a promotion; a form that is not one of INTERFACES.md's is refused."""
    value = given.raw("give")
    names = set(value) if isinstance(value, dict) else set()
    for first, (keys, read) in _FORMS.items():
        if first in names:
            return read(given.child("give", keys), currency)
    raise given.refuse("unsupported_promotion", "give")


def _percent(give: JsonObject, _currency: str) -> Percent:
    return Percent(rate(give, "percent"))


def _amount(give: JsonObject, currency: str) -> Amount:
    give.raw("spread")
    return Amount(amount(give, "amount", currency), give.choice("spread", ("each", "across"), "") == "each")


def _unit_price(give: JsonObject, currency: str) -> UnitPrice:
    return UnitPrice(price(give, "unit_price", currency))


def _for_qty(give: JsonObject, currency: str) -> Bundle:
    return Bundle((Component(Scope(), pieces(give, "for_qty")),), price(give, "price", currency))


def _buy_get(give: JsonObject, _currency: str) -> BuyGet:
    return BuyGet(
        buy=pieces(give, "buy"),
        get=pieces(give, "get"),
        rate=rate(give, "percent") if "percent" in give else WHOLE,
        dearest=give.choice("choose", ("cheapest", "dearest"), "cheapest") == "dearest",
        rewards=scope_of(give, "items") if "items" in give else None,
    )


def _bundle(give: JsonObject, currency: str) -> Bundle:
    parts = give.items("bundle", MAX_COMPONENTS)
    if not parts:
        raise give.refuse("bad_field", "bundle")
    return Bundle(tuple(_component(part, n) for n, part in enumerate(parts)), price(give, "price", currency))


def _component(value: object, number: int) -> Component:
    part = JsonObject(value, ("items", "qty"), f"give.bundle.{number}")
    return Component(scope_of(part, "items"), pieces(part, "qty"))


def _steps(give: JsonObject, currency: str) -> Steps:
    steps = [_step(value, n, currency) for n, value in enumerate(give.items("steps", MAX_STEPS))]
    if not steps or len({minimum for minimum, _ in steps}) < len(steps):
        raise give.refuse("bad_field", "steps")
    return Steps(tuple(sorted(steps, reverse=True)))


def _step(value: object, number: int, currency: str) -> tuple[int, int]:
    step = JsonObject(value, ("min_subtotal", "percent"), f"give.steps.{number}")
    return price(step, "min_subtotal", currency), rate(step, "percent")


def _points_times(give: JsonObject, _currency: str) -> PointsTimes:
    return PointsTimes(give.read("points_times", _times))


def _times(value: object) -> str:
    if not isinstance(value, str) or not _TIMES.fullmatch(value) or not value.strip("0."):
        raise Refused("bad_field", value=value)
    return value


# The key that tells a form, looked for in this order; then the keys it may have, and its reader.
_FORMS: dict[str, tuple[tuple[str, ...], Callable[[JsonObject, str], Give]]] = {
    "buy": (("buy", "get", "percent", "choose", "items"), _buy_get),
    "bundle": (("bundle", "price"), _bundle),
    "for_qty": (("price", "for_qty"), _for_qty),
    "steps": (("steps",), _steps),
    "points_times": (("points_times",), _points_times),
    "unit_price": (("unit_price",), _unit_price),
    "amount": (("amount", "spread"), _amount),
    "percent": (("percent",), _percent),
}
