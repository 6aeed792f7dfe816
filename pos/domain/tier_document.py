"""`explain tier`: a question about the tier of a customer, and the answer with every step of it.

    {"tiers": [{"name": "Silver", "from_spend": "10000"}, {"name": "Gold", "from_spend": "20000"}],
     "spent": "8000", "current": "3000", "tier": "Bronze", "review": "2027-03-01", "at": "2026-11-21"}

`tiers` are those of the programme file, or `{"Silver": "10000", "Gold": "20000"}`; without them those of this till.
What counts is `spent` in the twelve months before `at` (default today) plus `current`, the purchase that is being made;
or `history`, a list of `{"at": "2026-03-01", "amount": "120.00"}` of which the last twelve months count (an amount
below zero is a refund). Where tiers begin at points (`from_points`, or `"by": "points"`), `points` and `current` are.
`tier` is the one held until now and `review` the day on which it may be lost, else twelve months after `since`.
`currency` (default EUR) says how many decimals amounts have.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pos.domain.explain_input import Question
from pos.domain.failures import Refused
from pos.domain.money import format_minor
from pos.domain.programme import Programme
from pos.domain.tier import Standing, Threshold, standing, twelve_months_after, twelve_months_before

NAMES = {
    "tiers": ("thresholds", "levels"),
    "programme": ("program", "loyalty_programme", "loyalty_program"),
    "spent": ("spend", "spent_12_months", "spend_12_months", "total_spent"),
    "points": ("qualifying_points", "points_12_months"),
    "current": ("this_purchase", "purchase", "this_sale", "current_purchase", "amount"),
    "history": ("sales", "purchases"),
    "tier": ("held", "current_tier", "held_tier"),
    "since": ("tier_since", "held_since"),
    "review": ("review_at", "review_date", "review_on"),
    "at": ("now", "today", "date", "on"),
    "by": ("qualifies_by",),
    "currency": (),
    "customer": ("customer_id",),
}
_TIER = {
    "tier": ("name", "tier_name"),
    "from_spend": ("from", "min", "minimum", "min_spend", "min_spent", "spend", "spent", "threshold", "least"),
    "from_points": ("min_points", "points"),
    "times": ("multiplier", "collection_factor"),
}
_SALE = {
    "at": ("date", "day", "on"),
    "amount": ("total", "spent", "spend"),
    "points": (),
}


Own = Callable[[], tuple[Programme | None, str]]
"""The programme of this till and its currency."""


def explain_tier(asked: object, today: date, own: Own) -> dict[str, Any]:
    """The answer to one question; `own` is asked for where it names no tiers.

    Refused with the `field` for what is not understood, `missing_field` when there are no tiers at all.
    """
    return _Case(Question(asked, NAMES), today, own).answer()


class _Case:
    """One question while it is answered."""

    def __init__(self, question: Question, today: date, own: Own) -> None:
        self._asked = question
        self._currency = question.text("currency") or "EUR"
        self._today = question.day("at") or today
        rows = self._rows()
        self._by_points = rows is not None and self._counts_points(rows)
        self._thresholds = self._own_tiers(own) if rows is None else self._told_tiers(rows)

    def answer(self) -> dict[str, Any]:
        before, current = self._before(), self._figure("current")
        held = self._asked.text("tier")
        since = self._asked.day("since")
        review = self._asked.day("review") or (twelve_months_after(since) if since else None)
        found = standing(self._thresholds, before + current, self._today, held, review)
        following = {"tier": found.following[0], "missing": self._plain(found.following[1])} if found.following else {}
        told = {"customer": self._asked.text("customer")} if "customer" in self._asked else {}
        return told | {
            "tier": found.tier,
            "reached": found.reached,
            "by": "points" if self._by_points else "spend",
            "figure": self._plain(before + current),
            "why": found.why,
            "review": found.review.isoformat() if found.review else "",
            "next": following,
            "words": [
                *self._sum_words(before, current),
                *self._tier_words(before + current),
                *_why(found, held, review),
            ],
        }

    def _rows(self) -> Sequence[object] | None:
        """The tiers as a list, whatever way they are written."""
        told: object = self._asked.raw("tiers") if "tiers" in self._asked else None
        if told is None and "programme" in self._asked:
            programme = self._asked.raw("programme")
            told = programme.get("tiers") if isinstance(programme, Mapping) else None
            if told is None:
                raise self._asked.refused("bad_field", "programme")
        if isinstance(told, Mapping):
            return [{"name": name, "from": least} for name, least in told.items()]
        if told is not None and not isinstance(told, list):
            raise self._asked.refused("bad_field", "tiers")
        return told

    def _counts_points(self, rows: Sequence[object]) -> bool:
        by = self._asked.text("by")
        if by not in ("", "spend", "points"):
            raise self._asked.refused("bad_field", "by")
        named = any("from_points" in Question(row, _TIER, "tiers") for row in rows)
        return by == "points" or (not by and (named or ("points" in self._asked and "spent" not in self._asked)))

    def _told_tiers(self, rows: Sequence[object]) -> tuple[Threshold, ...]:
        found = []
        for number, row in enumerate(rows, 1):
            told = Question(row, _TIER, f"tiers.{number}")
            name = told.text("tier")
            field = "from_points" if "from_points" in told else "from_spend"
            told.raw("tier"), told.raw(field)
            found.append(Threshold(name, told.whole(field) if self._by_points else told.minor(field, self._currency)))
        if len({tier.name for tier in found}) < len(found) or len({tier.least for tier in found}) < len(found):
            raise Refused("tier_twice", field="tiers")
        return tuple(found)

    def _own_tiers(self, own: Own) -> tuple[Threshold, ...]:
        programme, self._currency = own()
        if programme is None or not programme.tiers:
            raise Refused("missing_field", field="tiers")
        return tuple(Threshold(tier.name, tier.from_spend_minor) for tier in programme.tiers)

    def _before(self) -> int:
        """What counted before this purchase."""
        if "history" not in self._asked:
            name = "points" if self._by_points else "spent"
            if "current" not in self._asked:
                self._asked.raw(name)
            return self._figure(name)
        rows = self._asked.raw("history")
        if not isinstance(rows, list):
            raise self._asked.refused("bad_field", "history")
        return sum(self._counted(Question(row, _SALE, f"history.{n}")) for n, row in enumerate(rows, 1))

    def _counted(self, sale: Question) -> int:
        """What a sale of the past counts today; nothing when it was more than twelve months ago."""
        sale.raw("at")
        on = sale.day("at")
        if on is None or not twelve_months_before(self._today) <= on <= self._today:
            return 0
        return sale.whole("points") if self._by_points else sale.minor("amount", self._currency)

    def _figure(self, name: str) -> int:
        return self._asked.whole(name) if self._by_points else self._asked.minor(name, self._currency)

    def _plain(self, figure: int) -> str:
        return str(figure) if self._by_points else format_minor(figure, self._currency)

    def _sum_words(self, before: int, current: int) -> list[str]:
        first = twelve_months_before(self._today).isoformat()
        what = "points" if self._by_points else "spent"
        words = [f"{self._plain(before)} {what} from {first} to {self._today.isoformat()}"]
        if "current" in self._asked:
            words.append(f"+ {self._plain(current)} with this purchase: {self._plain(before + current)}")
        return words

    def _tier_words(self, figure: int) -> list[str]:
        words = []
        for tier in sorted(self._thresholds, key=lambda tier: tier.least):
            short = tier.least - figure
            verdict = "reached" if short <= 0 else f"{self._plain(short)} missing"
            words.append(f"{tier.name} from {self._plain(tier.least)}: {verdict}")
        return words


def _why(found: Standing, held: str, review: date | None) -> list[str]:
    """How the figure and the tier until now make the tier."""
    tier = found.tier or "no tier"
    words = {
        "reached": f"{tier}, at once" if found.tier else "No tier is reached",
        "up": f"Up from {held} to {tier}, at once",
        "kept": f"{tier} is kept",
        "until_review": f"Too little for {tier} by now, but it is kept until {review.isoformat()}"
        if review
        else f"Too little for {tier} by now, but it is kept: no review date is given",
        "down": f"Down from {held} to {tier}: the review date {review.isoformat() if review else ''} has come",
    }[found.why]
    return [words]
