"""Days are said as people of each language say them."""

from datetime import date

import pytest

from tests.ui.languages import speaking
from ui import dates
from ui.text import Speech

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Saturday", "Sat", "Sat 21", "Sat 21 Nov", "Sat 21 Nov 2026", "21 Nov", "21 Nov 2026"]),
        ("pl", ["sobota", "sob.", "sob. 21", "sob. 21 lis", "sob. 21 lis 2026", "21 lis", "21 lis 2026"]),
        (
            "zh-Hans",
            "星期六|周六|周六 21日|11月21日 周六|2026年11月21日 周六|11月21日|2026年11月21日".split("|"),
        ),
    ],
)
def test_a_day_is_said_in_the_language_of_the_screens(language: str, said: list[str]) -> None:
    ways = (
        *(dates.weekday, dates.short_weekday, dates.day_of_week, dates.weekday_and_day, dates.whole_day),
        *(dates.day_of_month, dates.day_of_year),
    )

    with speaking(Speech(language)):
        found = [way(SATURDAY) for way in ways]

    assert found == said


def test_every_day_and_month_of_a_year_has_a_name_of_its_own() -> None:
    for language in ("en", "pl", "zh-Hans"):
        with speaking(Speech(language)):
            weekdays = {dates.weekday(date(2026, 1, day)) for day in range(1, 8)}
            months = {dates.day_of_month(date(2026, month, 1)) for month in range(1, 13)}

        assert len(weekdays) == 7
        assert len(months) == 12
