"""When something is in force: the first moment counts, the last does not."""

from datetime import UTC, datetime

import pytest

from pos.domain.failures import Refused
from pos.domain.validity import in_force, moment
from tests.make import AT

SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=AT.tzinfo)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        ("", "", True),
        ("2026-11-21T14:32", "", True),
        ("2026-11-21T14:32:01", "", False),
        ("2026-11-21", "2026-11-22", True),
        ("", "2026-11-21T14:32", False),
        ("2026-11-21T15:32+01:00", "2026-11-21T14:32:01Z", True),
        ("2026-11-21T15:32:01+01:00", "", False),
    ],
)
def test_a_period_includes_its_first_moment_only(since: str, until: str, holds: bool) -> None:
    assert in_force(since, until, AT) is holds


def test_a_time_without_a_zone_is_the_stores() -> None:
    assert in_force("2026-07-01T12:00", "", SUMMER)
    assert not in_force("2026-07-01T12:00Z", "", SUMMER)
    assert in_force("2026-07-01T11:00Z", "", SUMMER.astimezone(UTC))


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(Refused, match="bad_time"):
        moment("tomorrow")
