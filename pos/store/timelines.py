"""What happened between a customer and the shop, merged from four places and read page by page, newest first.

Own sales and notes are as new as the till. Orders that are collected here stand as this store has them. Everything
else is what the hub told; of that, what came from this till itself is left out, so that nothing shows twice.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pos.domain.customer import Channel, Event, Goods
from pos.domain.pickup_order import pickup_order_of
from pos.domain.pickup_steps import laid_over
from pos.store.pickups import Pickups
from pos.store.timeline_events import event_of_activity, event_of_note, event_of_order, event_of_sale

# What stands here itself and came back. Under another customer, who was merged into this one, it is not found here.
OWN_TOLD_BACK = (
    "(substr(a.activity_id, 1, 5) = 'sale:' AND EXISTS (SELECT 1 FROM fact_sale s WHERE "
    "s.sale_id = substr(a.activity_id, 6) AND s.customer = a.customer) OR "
    "substr(a.activity_id, 1, 5) = 'note:' AND EXISTS (SELECT 1 FROM fact_customer_note f WHERE "
    "f.entry_id = substr(a.activity_id, 6) AND f.customer = a.customer) OR "
    "substr(a.activity_id, 1, 6) = 'order:' AND EXISTS (SELECT 1 FROM copy_order o WHERE "
    "o.order_id = CAST(substr(a.activity_id, 7) AS INTEGER) AND o.customer = a.customer))"
)
_CHANNEL = "(?5 = 'all' OR (?5 = 'store') = ({channel} = 'store'))"
_BEFORE = "(?2 = '' OR {at} < ?2 OR ({at} = ?2 AND {id} < ?3))"
_PAGE = f"AND {_BEFORE} AND {_CHANNEL} ORDER BY {{at}} DESC, {{id}} DESC LIMIT ?4"


def _page(**names: str) -> str:
    return _PAGE.format(**names)


SALES = (
    "SELECT s.sale_id, s.at, s.receipt, s.currency, s.total_minor, s.staff, s.n FROM fact_sale s "
    "WHERE s.customer = ?1 AND s.customer <> '' " + _page(at="s.at", id="('sale:' || s.sale_id)", channel="'store'")
)
# Whether a sale is a return is asked of those on the page only.
_TOLD_SALES = (
    "SELECT s.sale_id, s.at, s.receipt, s.currency, s.total_minor, s.staff, "
    "EXISTS (SELECT 1 FROM fact_sale_line l WHERE l.n = s.n) AND "
    f"NOT EXISTS (SELECT 1 FROM fact_sale_line l WHERE l.n = s.n AND l.qty_milli >= 0), s.n FROM ({SALES}) s"
)
NOTES = (
    "SELECT f.entry_id, f.kind, f.at, f.staff, f.words, f.due, "
    "EXISTS (SELECT 1 FROM fact_task_done d WHERE d.task = f.entry_id) FROM fact_customer_note f "
    "WHERE f.customer = ?1 " + _page(at="f.at", id="('note:' || f.entry_id)", channel="'store'")
)
_PLACED = "json_extract(o.body, '$.placed_at')"
ORDERS = "SELECT o.body, o.rev, o.own_n FROM copy_order o WHERE o.customer = ?1 AND o.customer <> '' " + _page(
    at=_PLACED, id="('order:' || o.order_id)", channel="json_extract(o.body, '$.channel')"
)
# Its index gives them in order: what lies before a page is not looked at, so the bound stands by itself.
ACTIVITIES = (
    "SELECT a.body, a.kind = 'task' AND EXISTS (SELECT 1 FROM fact_task_done d WHERE "
    "d.task = substr(a.activity_id, 6)) FROM copy_activity a WHERE a.customer = ?1 AND a.at <= ?6 "
    f"AND NOT {OWN_TOLD_BACK} " + _page(at="a.at", id="a.activity_id", channel="json_extract(a.body, '$.channel')")
)
_NEWEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Here:
    """Which till reads, and the name of its store: what happened here is told with it."""

    till: int
    place: str


class Timelines:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def page(
        self, customer_id: str, channel: Channel, before: str, limit: int, here: Here, *, goods: bool = True
    ) -> list[Event]:
        """Up to `limit` events behind the mark `before` (empty: from the newest on); without `goods` the sales of this
        till have none, which saves most of the time where there are thousands."""
        at, _, event_id = before.partition(" ")
        asked = (customer_id, at, event_id, limit, channel)
        notes = [event_of_note(row, here.place) for row in self._rows(NOTES, asked)]
        told = [
            event_of_activity(json.loads(body), bool(done))
            for body, done in self._rows(ACTIVITIES, (*asked, at or _NEWEST))
        ]
        events = [*self._sales(asked, here, goods), *notes, *self._orders(asked, here), *told]
        return sorted(events, key=lambda event: event.mark, reverse=True)[:limit]

    def newest(self, customer_id: str, kind: str) -> Event | None:
        """The newest event of a kind that the hub told, an open basket or a wish list."""
        found = self.of_kind(customer_id, kind, 1)
        return found[0] if found else None

    def of_kind(self, customer_id: str, kind: str, limit: int) -> list[Event]:
        """Events of a kind that the hub told, the newest first."""
        rows = self._driver.execute(
            "SELECT body FROM copy_activity WHERE customer = ? AND kind = ? ORDER BY at DESC, activity_id DESC LIMIT ?",
            (customer_id, kind, limit),
        ).fetchall()
        return [event_of_activity(json.loads(body)) for (body,) in rows]

    def last_visit(self, customer_id: str) -> str:
        """When this customer bought in a store last, here or elsewhere; empty when that is not known."""
        here = self._driver.execute(
            "SELECT max(at) FROM fact_sale WHERE customer = ? AND customer <> ''", (customer_id,)
        ).fetchone()[0]
        told = self.newest(customer_id, "sale")
        return max(here or "", told.at if told else "")

    def _sales(self, asked: tuple[object, ...], here: Here, goods: bool) -> list[Event]:
        rows = self._rows(_TOLD_SALES, asked)
        found = self._goods([row[-1] for row in rows]) if goods else {}
        return [event_of_sale(row[:-1], found.get(row[-1], ()), here.place) for row in rows]

    def _goods(self, numbers: Sequence[int]) -> dict[int, list[Goods]]:
        """The lines of these sales, by the row numbers of their entries."""
        rows = self._driver.execute(
            "SELECT l.n, l.sku, l.name, l.options, coalesce(p.image, ''), l.qty_milli, l.total_minor "
            "FROM json_each(?) j JOIN fact_sale_line l ON l.n = j.value LEFT JOIN copy_product p ON p.sku = l.sku "
            "ORDER BY l.n, l.line",
            (json.dumps(numbers),),
        ).fetchall()
        found: dict[int, list[Goods]] = {}
        for n, *goods in rows:
            found.setdefault(n, []).append(Goods(*goods))
        return found

    def _orders(self, asked: tuple[object, ...], here: Here) -> list[Event]:
        pickups = Pickups(self._driver)
        held = [(pickup_order_of(json.loads(body), rev), own_n) for body, rev, own_n in self._rows(ORDERS, asked)]
        return [
            event_of_order(laid_over(order, pickups.of_order(order.order_id, n), here.till), here.place)
            for order, n in held
        ]

    def _rows(self, sql: str, asked: tuple[object, ...]) -> list[Any]:
        found: list[Any] = self._driver.execute(sql, asked).fetchall()
        return found
