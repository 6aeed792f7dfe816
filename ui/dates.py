"""Days as people say them, in the language of the screens."""

from dataclasses import dataclass
from datetime import date

from ui.text import spoken


@dataclass(frozen=True, slots=True)
class DateWords:
    """Names from Monday and from January on, and how a day is put together of them."""

    weekdays: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    short_weekdays: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    short_months: tuple[str, ...] = (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    )
    day: str = "{weekday} {day} {month}"
    whole: str = "{weekday} {day} {month} {year}"
    day_of_week: str = "{weekday} {day}"
    day_of_month: str = "{day} {month}"
    day_of_year: str = "{day} {month} {year}"
    today: str = "today"
    yesterday: str = "yesterday"


def weekday(day: date) -> str:
    """`Saturday`."""
    return spoken(DateWords).weekdays[day.weekday()]


def short_weekday(day: date) -> str:
    """`Sat`."""
    return spoken(DateWords).short_weekdays[day.weekday()]


def day_of_week(day: date) -> str:
    """`Sat 21`."""
    return _put(spoken(DateWords).day_of_week, day)


def weekday_and_day(day: date) -> str:
    """`Sat 21 Nov`."""
    return _put(spoken(DateWords).day, day)


def whole_day(day: date) -> str:
    """`Sat 21 Nov 2026`."""
    return _put(spoken(DateWords).whole, day)


def day_of_month(day: date) -> str:
    """`21 Nov`."""
    return _put(spoken(DateWords).day_of_month, day)


def day_of_year(day: date) -> str:
    """`21 Nov 2026`."""
    return _put(spoken(DateWords).day_of_year, day)


def _put(pattern: str, day: date) -> str:
    month = spoken(DateWords).short_months[day.month - 1]
    return pattern.format(weekday=short_weekday(day), day=day.day, month=month, year=day.year)
