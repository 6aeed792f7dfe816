"""Says what an order is in words: amounts, days, how many; shared by the pages of the pickup screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pos.domain.pickup_order import OrderLine, PickupOrder
from ui.pickup.words import PickupWords

_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True)
class Teller:
    """What a screen needs to put facts into words. `local` turns a time of the journal into one of the store's zone,
    `staff` gives a person's short name for an id, `person` that of who is signed in; `picture`
    is the file of a product's picture, empty without one."""

    words: PickupWords
    now: Callable[[], datetime]
    local: Callable[[str | datetime], datetime]
    day: Callable[[str | datetime], str]
    time: Callable[[str | datetime], str]
    money: Callable[[int], str]
    staff: Callable[[str], str]
    person: Callable[[], str]
    picture: Callable[[str], str]
    store_name: str
    store_no: int

    def items(self, count: int) -> str:
        return self.words.one_item if count == 1 else self.words.items_of.format(count=count)

    def items_in(self, order: PickupOrder) -> str:
        return self.items(sum(line.units for line in order.lines))

    def name(self, order: PickupOrder) -> str:
        return order.customer_name or self.words.nobody

    def paid(self, order: PickupOrder) -> str:
        words = self.words.paid_online if order.paid else self.words.pay_here
        return words.format(amount=self.money(order.total_minor))

    def near(self, at: str) -> str:
        """The time today, the day else."""
        return self.time(at) if self.is_today(at) else self.day(at)

    def day_and_time(self, at: str | datetime) -> str:
        return self.words.in_the_shop.format(day=self.day(at), time=self.time(at))

    def is_today(self, at: str) -> bool:
        return self.local(at).date() == self.local(self.now()).date()

    def days_until(self, at: str) -> int:
        """Calendar days in the store's zone; 0 is today, below 0 is past."""
        return (self.local(at).date() - self.local(self.now()).date()).days

    def seconds_until(self, at: str) -> float:
        return (datetime.fromisoformat(at) - self.now()).total_seconds()

    def span(self, seconds: float) -> str:
        """`1 h 22 min`, `2 days`; whole minutes, the last one counted."""
        left = int(abs(seconds))
        if left >= 2 * _DAY_S:
            return self.words.days.format(days=left // _DAY_S)
        hours, minutes = divmod(left // _MINUTE_S, _HOUR_S // _MINUTE_S)
        words = self.words.hours_minutes if hours else self.words.minutes
        return words.format(hours=hours, minutes=minutes)

    def left(self, count: int) -> str:
        words = self.words
        return words.one_left if count == 1 else words.items_left.format(count=count)

    def options(self, line: OrderLine) -> str:
        """The options of an item and the code on it."""
        return " · ".join(part for part in (line.options, line.barcodes[0] if line.barcodes else line.sku) if part)
