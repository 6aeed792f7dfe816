"""What paying with value at the hub asks of the till, as plain callables, and the facts they bring."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.basket import Basket
from pos.domain.tender import Tender
from pos.services.value import Taken, Told
from pos.services.value_facts import ValueFacts

Tenders = tuple[Tender, ...]


@dataclass(frozen=True, slots=True)
class PointSteps:
    """Points are taken in these steps, from `least` on; one is worth `value_minor`."""

    step: int
    least: int
    value_minor: int


@dataclass(frozen=True, slots=True)
class Means:
    """Another means of payment by its type and the shop's name for it."""

    type: str
    name: str


@dataclass(frozen=True, slots=True)
class ValueCalls:
    """`take` and `look` wait for the hub and run as jobs; `take` takes less where less is there, when `most` is asked.
    `let_go` frees what the first tenders hold, but for what the others take. `facts` and `steps` look only at what is
    known here. `means` are those of the shop's own; `time` gives a moment as a time of day."""

    take: Callable[[Basket, Tender, Tenders, bool], Taken]
    let_go: Callable[[Basket, Tenders, Tenders], None]
    look: Callable[[str], Told]
    facts: Callable[[str, Basket, Tenders], ValueFacts]
    steps: Callable[[], PointSteps | None]
    means: tuple[Means, ...] = ()
    time: Callable[[str], str] = str
