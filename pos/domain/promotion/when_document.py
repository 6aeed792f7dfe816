"""The conditions of a promotion, as the promotions file writes them."""

import re
from datetime import datetime

from pos.domain.failures import Refused
from pos.domain.json_object import JsonObject
from pos.domain.promotion.fields import MAX_WORD, pieces, price, words
from pos.domain.promotion.rule import When
from pos.domain.validity import moment

_KEYS = (
    *"coupon tiers groups segments customers channels stores from until weekdays hours min_subtotal min_qty".split(),
)
_HOURS = re.compile("([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_DAY = 24 * 60
_MAX_PERIODS = 24


def when_of(given: JsonObject, currency: str) -> When:
    if "when" not in given:
        return When()
    when = given.child("when", _KEYS)
    since, until = _time(when, "from"), _time(when, "until")
    if since and until and (since.tzinfo is None) == (until.tzinfo is None) and until <= since:
        raise when.refuse("until_before_from", "until")
    return When(
        coupon=when.word("coupon", MAX_WORD) if "coupon" in when else "",
        tiers=words(when, "tiers"),
        groups=words(when, "groups"),
        segments=words(when, "segments"),
        customers=words(when, "customers"),
        channels=words(when, "channels"),
        stores=words(when, "stores"),
        since=since,
        until=until,
        weekdays=_weekdays(when),
        hours=_hours(when),
        min_subtotal_minor=price(when, "min_subtotal", currency) if "min_subtotal" in when else 0,
        min_units=pieces(when, "min_qty") if "min_qty" in when else 0,
    )


def _time(when: JsonObject, name: str) -> datetime | None:
    return when.read(name, _moment) if name in when else None


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise Refused("bad_time", value=value)
    return moment(value)


def _weekdays(when: JsonObject) -> frozenset[int]:
    """Monday is 1."""
    days = when.items("weekdays", 7) if "weekdays" in when else []
    if not all(type(day) is int and 1 <= day <= 7 for day in days):
        raise when.refuse("bad_field", "weekdays")
    return frozenset(day for day in days if isinstance(day, int))


def _hours(when: JsonObject) -> tuple[tuple[int, int], ...]:
    """Periods within a day; none crosses midnight, `24:00` ends with it."""
    if "hours" not in when:
        return ()
    if not isinstance(when.raw("hours"), list):
        raise when.refuse("bad_hours", "hours")
    return tuple(_period(when, period) for period in when.items("hours", _MAX_PERIODS))


def _period(when: JsonObject, period: object) -> tuple[int, int]:
    """Minutes of the day at which a period begins and ends."""
    found = _HOURS.fullmatch(period) if isinstance(period, str) else None
    start, end = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])) if found else (0, 0)
    if not start < end <= _DAY:
        raise when.refuse("bad_hours", "hours", value=period)
    return start, end
