"""A customer over all channels: opened with a look-up that is logged, read again without, and page by page."""

from collections.abc import Iterable
from dataclasses import replace

from pos.domain.customer import Channel, Customer360, Event, Goods, Viewed
from pos.domain.customer_consent import allows_profiling
from pos.domain.customer_figures import a_year_before, figures_of, tier_progress
from pos.domain.customer_taste import kept_goods, preferences_of, sizes_of
from pos.domain.journal import moment_of
from pos.domain.pickup_steps import is_open
from pos.domain.product import Product
from pos.services.balances import points_of, stock_here
from pos.services.customer_consent import consents_at
from pos.services.customer_known import profile_of, require_customer
from pos.services.customer_suggest import suggestions
from pos.services.journal import write_down
from pos.services.pickup_queue import orders_of
from pos.services.staff import member
from pos.services.till import Till
from pos.store.store import Tx
from pos.store.timeline_events import event_of_order
from pos.store.timelines import Here

PAGE = 30
MOST_EVENTS = 5_000
"""Events of one customer that figures are counted from, the newest: a shop's own people buy for years."""
HABIT_EVENTS, HABIT_LINES = 400, 1_000
"""Events that sizes and preferences are read from, the newest, until they have so many lines: people grow, and a size
is asked for on a scan."""
FIRST_HABITS = 10
MOST_OFFERS = 50
OVER = ("redeemed", "expired", "cancelled")
"""States of an offer that is worth nothing any more."""


def open_customer(till: Till, customer_id: str, staff: str, reason: Viewed) -> Customer360:
    """All that is known of a customer, and who looked, why; any signed-in person may. Call it as a job.

    Refused `unknown_customer`, `unknown_staff`.
    """
    with till.store.write() as tx:
        member(tx, staff)
        require_customer(tx, customer_id)
        write_down(tx, till, "customer_viewed", {"subject": customer_id, "reason": reason}, staff)
    return customer_360(till, customer_id)


def customer_360(till: Till, customer_id: str) -> Customer360:
    """The same without a look-up: for a screen that shows this customer already. Refused `unknown_customer`."""
    with till.store.read() as tx:
        customer = require_customer(tx, customer_id)
        profile, consents = profile_of(tx, customer), consents_at(tx, customer)
        events = tx.timelines.page(customer_id, "all", "", MOST_EVENTS, _here(till), goods=False)
        taken = kept_goods(_newest(tx, till, customer_id))
        products = _products(tx, taken)
        programme = tx.prices.rules().programme
        figures = figures_of(events, a_year_before(till.now()), till.setup.currency)
        points = points_of(tx, till, customer_id)
        balance = points.amount if points else 0 if programme else None
        return Customer360(
            profile=profile,
            consents=consents,
            points=balance,
            points_as_of=points.as_of if points else "",
            points_value_minor=max(0, balance or 0) * programme.value_minor if programme else 0,
            tier=tier_progress(programme, profile.tier, figures.spent_store_minor + figures.spent_online_minor),
            figures=figures,
            sizes=sizes_of(taken, products),
            preferences=preferences_of(taken, products),
            notes=tuple(tx.customer_notes.notes(customer_id, till.setup.name)),
            tasks=tuple(tx.customer_notes.open_tasks(customer_id, till.setup.name)),
            basket=_with_stock(tx, till, tx.timelines.newest(customer_id, "basket")),
            wishlist=_with_stock(tx, till, tx.timelines.newest(customer_id, "wishlist")),
            offers=_offers(tx, till, customer_id),
            pickups=_pickups(tx, till, customer_id),
            as_of=tx.feeds.get("customers").at,
            member_since=till.business_day(moment_of(events[-1].at)) if events else "",
            suggestions=suggestions(tx, till, taken, products) if allows_profiling(consents) else (),
        )


def timeline(
    till: Till, customer_id: str, channel: Channel = "all", before: str = "", limit: int = PAGE
) -> list[Event]:
    """A page of what happened, newest first; `before` is the `mark` of the last event of the page before."""
    with till.store.read() as tx:
        return tx.timelines.page(customer_id, channel, before, limit, _here(till))


def usual_size(till: Till, customer_id: str, category: str) -> str:
    """The size of which this customer kept most in a category, empty where nobody knows."""
    with till.store.read() as tx:
        taken = kept_goods(_newest(tx, till, customer_id))
        sizes = sizes_of(taken, _products(tx, taken))
    return next((size.size for size in sizes if size.category == category), "")


def _newest(tx: Tx, till: Till, customer_id: str) -> list[Event]:
    """Events that habits are read from, in pages that grow: one sale may have five hundred lines."""
    events: list[Event] = []
    lines, size = 0, FIRST_HABITS
    while len(events) < HABIT_EVENTS and lines < HABIT_LINES:
        before = events[-1].mark if events else ""
        page = tx.timelines.page(customer_id, "all", before, min(size, HABIT_EVENTS - len(events)), _here(till))
        if not page:
            break
        events += page
        lines, size = lines + sum(len(event.goods) for event in page), 4 * size
    return events


def _here(till: Till) -> Here:
    return Here(till.setup.till, till.setup.name)


def _pickups(tx: Tx, till: Till, customer_id: str) -> tuple[Event, ...]:
    """Orders that wait in this store or are still to be packed."""
    return tuple(event_of_order(order, till.setup.name) for order in orders_of(tx, till, customer_id) if is_open(order))


def _products(tx: Tx, skus: Iterable[str]) -> dict[str, Product]:
    """What the catalogue says of these SKUs today; some may be gone."""
    return {sku: product for sku in skus if (product := tx.products.by_sku(sku)) is not None}


def _with_stock(tx: Tx, till: Till, event: Event | None) -> Event | None:
    """Each line with what lies here of it, and how old that is."""
    if event is None:
        return None
    return replace(event, goods=tuple(_in_stock(tx, till, goods) for goods in event.goods))


def _in_stock(tx: Tx, till: Till, goods: Goods) -> Goods:
    held = stock_here(tx, till, goods.sku)
    return goods if held is None else replace(goods, here_milli=held.amount, here_as_of=held.as_of)


def _offers(tx: Tx, till: Till, customer_id: str) -> tuple[Event, ...]:
    """Offers that still count, what ends first at the front; those without an end are last."""
    today = till.business_day(till.now())
    sent = tx.timelines.of_kind(customer_id, "offer", MOST_OFFERS)
    still = [event for event in sent if event.state not in OVER and (not event.until or event.until[:10] >= today)]
    return tuple(sorted(still, key=lambda event: (event.until or "9", event.event_id)))
