"""The tier of a customer: by spend or points of twelve months, up at once, down only at the review date.

SEMANTICS.md, "Loyalty". Whether the figures are minor units or points is the caller's; the rule is the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Why = Literal["reached", "up", "kept", "until_review", "down"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A tier, and the figure of twelve months from which it is reached."""

    name: str
    least: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The tier somebody has, "" for none, and the one that the figure alone reaches.

    `why`: `reached` without one before; `up`; `kept`; `until_review`, when the figure is too low for it by now; `down`.
    `review` is the next day on which it may go down. `following` is the next tier and what is missing for it.
    """

    tier: str
    reached: str
    why: Why
    review: date | None
    following: tuple[str, int] | None


def standing(
    thresholds: Sequence[Threshold], figure: int, today: date, held: str = "", review: date | None = None
) -> Standing:
    """The tier for a figure; `held` is the tier until now (one that is none any more counts as none).

    Without `review` a held tier has no day on which it may be lost. Who reaches a tier keeps it for a year.
    """
    steps = sorted(thresholds, key=lambda step: step.least)
    names = [step.name for step in steps]
    before = names.index(held) if held in names else -1
    now = sum(step.least <= figure for step in steps) - 1
    missing = [(step.name, step.least - figure) for step in steps if step.least > figure]
    due = review is not None and today >= review
    tier = max(now, before) if not due else now
    why = _why(before, now, tier)
    return Standing(
        tier=names[tier] if tier >= 0 else "",
        reached=names[now] if now >= 0 else "",
        why=why,
        review=_next_review(why, today, review) if tier >= 0 else None,
        following=missing[0] if missing else None,
    )


def twelve_months_before(day: date) -> date:
    """The first day that still counts on this one."""
    return _same_day(day, day.year - 1)


def twelve_months_after(day: date) -> date:
    return _same_day(day, day.year + 1)


def _why(before: int, now: int, tier: int) -> Why:
    if before < 0:
        return "reached"
    if tier > before:
        return "up"
    if tier < before:
        return "down"
    return "kept" if now >= before else "until_review"


def _next_review(why: Why, today: date, review: date | None) -> date | None:
    """A year after a change; a tier that was kept at its review is looked at again a year later."""
    if why in ("reached", "up", "down"):
        return twelve_months_after(today)
    while review is not None and review <= today:
        review = twelve_months_after(review)
    return review


def _same_day(day: date, year: int) -> date:
    """The 29th of February becomes the 28th."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
