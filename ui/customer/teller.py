"""Says what is known of a customer in words: amounts, days, ages; shared by the parts of the customer screens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pos.domain.customer import Goods
from pos.domain.quantity import ONE
from pos.services.balances import AGING_AFTER_S
from ui.customer.view import ChipView, Thumbnail
from ui.customer.words import CustomerWords
from ui.dates import day_of_year, short_weekday, weekday_and_day

AGING = timedelta(seconds=AGING_AFTER_S)
LOW_MILLI = 3 * ONE
"""Up to so many of something are few."""
_NOON = "T12:00:00+00:00"
"""A day without a time is the same day in every zone that a shop is in."""


@dataclass(frozen=True)
class Teller:
    """What a screen needs to put facts into words. `local` turns a time of the journal into one of the store's zone,
    `staff` gives a person's short name for an id, `picture` the file of a product's picture, empty without one."""

    words: CustomerWords
    now: Callable[[], datetime]
    local: Callable[[str | datetime], datetime]
    day: Callable[[str | datetime], str]
    time: Callable[[str | datetime], str]
    money: Callable[[int], str]
    staff: Callable[[str], str]
    picture: Callable[[Goods], str]

    def today(self) -> date:
        return self.local(self.now()).date()

    def near(self, at: str) -> str:
        """The time of today, the day else."""
        return self.time(at) if self.local(at).date() == self.today() else self.far(at)

    def when(self, at: str) -> str:
        """As the timeline says it: `Today 09:12`, `Yesterday 17:30`, `Sat 7 Nov`, `7 Nov 2024`."""
        words, then = self.words, self.local(at).date()
        if then == self.today():
            return words.today.format(time=self.time(at))
        if then == self.today() - timedelta(days=1):
            return words.yesterday.format(time=self.time(at))
        return self.far(at)

    def far(self, at: str) -> str:
        """A moment's day, or a day without a time; with its year where that is another one."""
        then = self.local(f"{at}{_NOON}" if len(at) == len("2026-11-28") else at)
        return self.day(then) if then.year == self.today().year else day_of_year(then)

    def visit(self, at: str) -> str:
        """A day of this year, else the year alone."""
        then = self.local(at)
        return self.day(at) if then.year == self.today().year else str(then.year)

    def due(self, day: str) -> str:
        """A day without a time, `YYYY-MM-DD`: the weekday within a week, else the day."""
        then = date.fromisoformat(day)
        if timedelta(0) <= then - self.today() < timedelta(days=7):
            return short_weekday(then)
        return weekday_and_day(then)

    def items(self, goods: Sequence[Goods]) -> str:
        count = sum(units(one) for one in goods)
        return self.words.one_item if count == 1 else self.words.items.format(count=count)

    def both_ways(self, goods: Sequence[Goods]) -> str:
        """Pieces that were bought, and beside them those that came back in the same sale."""
        back = [one for one in goods if one.qty_milli < 0]
        if not back:
            return self.items(goods)
        bought = self.items([one for one in goods if one.qty_milli > 0])
        return self.words.and_back.format(items=bought, count=-sum(units(one) for one in back))

    def thumbnail(self, goods: Goods) -> Thumbnail:
        return Thumbnail(self.picture(goods), goods.name)

    def here(self, goods: Goods) -> ChipView:
        """How many are in this store, in words and in the colour of plenty, few or none."""
        held = goods.here_milli
        if held is None:
            return ChipView(self.words.unknown_stock)
        family = "danger" if held <= 0 else "warning" if held < LOW_MILLI else "success"
        return ChipView(self.words.here.format(count=max(0, held) // ONE), family)

    def counted(self, goods: Goods) -> str:
        """When what is here of some goods was heard last, once that is long ago; empty for a figure of now."""
        if not goods.here_as_of:
            return ""
        age = self.now() - datetime.fromisoformat(goods.here_as_of)
        return self.words.as_of.format(time=self.near(goods.here_as_of)) if age >= AGING else ""


def units(goods: Goods) -> int:
    """Pieces of goods; what is weighed counts as one."""
    return goods.qty_milli // ONE if goods.qty_milli % ONE == 0 else 1


def number(count: int) -> str:
    """`2,480`."""
    return f"{count:,}"
