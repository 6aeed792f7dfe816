"""What a promotion gives: one of these values. Rates are parts of money.WHOLE, amounts minor units."""

from dataclasses import dataclass

from pos.domain.promotion.scope import Scope


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of what remains."""

    rate: int


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount off every unit (`each`), or once, shared over all lines in scope."""

    amount_minor: int
    each: bool


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """A price per unit, per kilogram of weighed goods; it only ever lowers."""

    price_minor: int


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a set: so many units of what `scope` and the promotion's own scope both cover."""

    scope: Scope
    qty: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Complete sets for one price; "2 for 30" is a bundle of one component of two."""

    components: tuple[Component, ...]
    price_minor: int


@dataclass(frozen=True, slots=True)
class BuyGet:
    """For every `buy` triggers, `get` rewards at `rate` off: the cheapest, or the `dearest`.

    `rewards` None means that triggers and rewards come from the same scope, the promotion's.
    """

    buy: int
    get: int
    rate: int
    dearest: bool = False
    rewards: Scope | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The rate of the highest minimum reached, as (minimum in minor units, rate), highest first."""

    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PointsTimes:
    """A multiplier of the points that the lines in scope earn, as a decimal string; no money."""

    times: str


Give = Percent | Amount | UnitPrice | Bundle | BuyGet | Steps | PointsTimes
