"""Customers as the search field finds them, with what tells two of the same name apart."""

from pos.domain.customer import CustomerHit
from pos.domain.pickup_order import WAITING
from pos.services.balances import points_of
from pos.services.customer_known import profile_of
from pos.services.pickup_queue import orders_of
from pos.services.till import Till
from pos.store.customers import Customer
from pos.store.store import Tx


def search_customers(till: Till, text: str, limit: int = 20) -> list[CustomerHit]:
    """By name, phone number or its end, e-mail or card, each perhaps only begun; somebody who was created a moment ago
    is found too."""
    with till.store.read() as tx:
        return [_hit(tx, till, customer) for customer in tx.search.customers(text, limit)]


def _hit(tx: Tx, till: Till, customer: Customer) -> CustomerHit:
    waiting = sum(order.state in WAITING for order in orders_of(tx, till, customer.customer_id))
    points = points_of(tx, till, customer.customer_id)
    return CustomerHit(
        profile=profile_of(tx, customer),
        points=0 if points is None else points.amount,
        last_visit=tx.timelines.last_visit(customer.customer_id),
        pickups_ready=waiting,
    )
