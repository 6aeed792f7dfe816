"""What paying with value asks, answered by the services."""

from collections.abc import Callable
from functools import partial
from typing import cast

from pos.domain.basket import Basket
from pos.domain.stored_value import ValueType, gift_ref
from pos.domain.tender import Tender
from pos.services import value
from pos.services.till import Till
from pos.services.value_facts import ValueFacts, value_facts
from ui.pay.value_calls import Means, PointSteps, Tenders, ValueCalls


def value_calls(
    till: Till, is_holder: Callable[[Basket], bool], is_offline: Callable[[], bool], time: Callable[[str], str]
) -> ValueCalls:
    """`is_holder` says that the customer's card was scanned for a basket."""

    def take(basket: Basket, tender: Tender, beside: Tenders, most: bool) -> value.Taken:
        call = value.take_most if most else value.take
        return call(till, basket, tender, beside, is_holder=is_holder(basket))

    def facts(kind: str, basket: Basket, taken: Tenders) -> ValueFacts:
        return value_facts(
            till, cast(ValueType, kind), basket, taken, is_holder=is_holder(basket), is_offline=is_offline()
        )

    return ValueCalls(
        take=take,
        let_go=partial(value.let_go, till),
        look=lambda code: value.look(till, gift_ref(code)),
        facts=facts,
        steps=partial(point_steps, till),
        means=tuple(Means(kind, name) for kind, name in till.setup.tender_types.items()),
        time=time,
    )


def point_steps(till: Till) -> PointSteps | None:
    """How this shop takes points; None without a programme."""
    with till.store.read() as tx:
        programme = tx.prices.rules().programme
    if programme is None:
        return None
    return PointSteps(programme.redeem_step, programme.redeem_min, programme.value_minor)
