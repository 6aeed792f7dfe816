"""Points in lots against a model that knows every single point, and the shop's rules by example."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pos.domain.points_ledger import Counted, Kind, Move, count_points, days_after, months_after, next_expiries

START = "2026-01-01T10:00:00.000Z"
FAR = "2099-01-01T00:00:00.000Z"


def counted(*moves: Move, now: str = FAR) -> Counted:
    return count_points(moves, now)


def earned(points: int, day: int, expires: int | None = None, sale: str = "") -> Move:
    """Points that came on a day, to expire on another."""
    return Move("EARN", points, on(day), sale, expires_at="" if expires is None else on(expires))


def redeemed(points: int, day: int, sale: str = "R") -> Move:
    return Move("REDEEM", -points, on(day), sale)


def on(day: int) -> str:
    return days_after(START, day)


def left(found: Counted) -> list[tuple[int, str]]:
    return [(lot.points, lot.expires_at) for lot in found.lots]


def test_the_earliest_expiry_goes_first_then_the_oldest() -> None:
    lots = (earned(10, 0), earned(10, 1, 90), earned(10, 2, 60), earned(10, 3, 60, "young"))

    found = counted(*lots, redeemed(15, 4), now=on(5))

    assert left(found) == [(5, on(60)), (10, on(90)), (10, "")]
    assert found.lots[0].sale == "young"


def test_a_reversed_redemption_goes_back_to_its_lots_with_their_expiry() -> None:
    moves = (earned(10, 0, 30), earned(10, 1, 60), redeemed(15, 2))
    back = Move("REDEEM_REVERSAL", 8, on(3), "B", of=(("R", 0),), expires_at=on(400))

    found = counted(*moves, back, now=on(4))

    assert left(found) == [(3, on(30)), (10, on(60))]


def test_points_that_come_back_too_late_are_gone_with_their_lot() -> None:
    moves = (earned(10, 0, 30), redeemed(10, 2))
    back = Move("REDEEM_REVERSAL", 10, on(31), "B", of=(("R", 0),))

    found = counted(*moves, back, now=on(32))

    assert (found.balance, found.expired) == (0, 10)


def test_a_full_return_takes_back_exactly_all_where_it_lies() -> None:
    moves = (earned(10, 0, 30), earned(7, 1, 60, "S"), Move("EARN_REVERSAL", -7, on(2), "B", of=(("S", 7),)))

    assert left(counted(*moves, now=on(3))) == [(10, on(30))]


def test_what_was_spent_already_leaves_less_than_nothing_and_is_earned_back() -> None:
    moves = (earned(10, 0, 30, "S"), redeemed(10, 1), Move("EARN_REVERSAL", -10, on(2), "B", of=(("S", 10),)))

    below = counted(*moves, now=FAR)
    after = counted(*moves, earned(25, 5000, 5100), now=on(5001))

    assert (below.balance, below.lots) == (-10, ())
    assert (after.balance, left(after)) == (15, [(15, on(5100))])


def test_what_has_expired_is_not_taken_back_once_more() -> None:
    moves = (earned(10, 0, 30, "S"), Move("EARN_REVERSAL", -10, on(40), "B", of=(("S", 10),)))

    found = counted(*moves, now=on(41))

    assert (found.balance, found.expired) == (0, 0)


def test_a_balance_below_zero_is_forgiven() -> None:
    assert counted(redeemed(10, 0), Move("FORGIVE", 10, on(1))).balance == 0


def test_points_that_wait_are_there_but_pending() -> None:
    moves = (Move("EARN", 10, on(0), active_at=on(14)), earned(5, 1))

    told = [counted(*moves, now=on(day)) for day in (2, 14)]

    assert [(one.balance, one.pending) for one in told] == [(15, 10), (15, 0)]


@pytest.mark.parametrize(
    ("at", "months", "then"),
    [
        ("2026-01-31T10:00:00.000Z", 1, "2026-02-28T10:00:00.000Z"),
        ("2026-11-21T14:32:00.000Z", 24, "2028-11-21T14:32:00.000Z"),
        ("2027-12-31T23:59:59.999Z", 2, "2028-02-29T23:59:59.999Z"),
        ("2026-12-05T00:00:00.000Z", 12, "2027-12-05T00:00:00.000Z"),
    ],
)
def test_months_end_on_their_last_day(at: str, months: int, then: str) -> None:
    assert months_after(at, months) == then


def test_the_next_to_expire_are_told_together() -> None:
    found = counted(earned(1, 0, 30), earned(2, 1, 30), earned(4, 2, 40), earned(8, 3), now=on(4))

    assert next_expiries(found.lots, 3) == [(on(30), 3), (on(40), 4)]


@dataclass(eq=False)
class Point:
    """One point of the model."""

    key: tuple[str, str, int]
    sale: str


@dataclass
class Model:
    """Every point by itself: those that are there, those that expired, and what is owed, by who owes it."""

    there: list[Point] = field(default_factory=list)
    gone: list[Point] = field(default_factory=list)
    owed: list[str] = field(default_factory=list)
    taken: dict[str, list[Point]] = field(default_factory=dict)

    def come(self, point: Point) -> None:
        if self.owed:
            self.taken.setdefault(self.owed.pop(0), []).append(point)
        else:
            self.there.append(point)

    def take(self, who: str) -> None:
        if not self.there:
            self.owed.append(who)
            return
        point = min(self.there, key=lambda one: one.key)
        self.there.remove(point)
        self.taken.setdefault(who, []).append(point)

    def take_earned(self, sale: str, who: str) -> None:
        for kept in (self.there, self.gone):
            for point in kept:
                if point.sale == sale:
                    kept.remove(point)
                    return
        self.take(who)

    def give_back(self, who: str) -> bool:
        if who in self.owed:
            self.owed.remove(who)
        elif self.taken.get(who):
            self.come(self.taken[who].pop())
        else:
            return False
        return True

    def pass_to(self, at: str) -> None:
        over = [point for point in self.there if point.key[0] <= at]
        self.gone += over
        self.there = [point for point in self.there if point not in over]


POINTS = st.integers(1, 12)


class Ledger(RuleBasedStateMachine):
    """Whatever happens, in whatever order: the lots are what the model's points are."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.moves: list[Move] = []
        self.day = 0
        self.earned: dict[str, int] = {}
        self.redeemed: dict[str, int] = {}
        self.lots = 0

    def add(self, kind: Kind, points: int, sale: str = "", of: str = "", expires: int | None = None) -> str:
        self.model.pass_to(on(self.day))
        expires_at = "" if expires is None else on(self.day + expires)
        returned = ((of, abs(points)),) if of else ()
        self.moves.append(Move(kind, points, on(self.day), sale, returned, expires_at))
        return expires_at

    def come(self, points: int, sale: str, expires_at: str) -> None:
        self.lots += 1
        for _ in range(points):
            self.model.come(Point((expires_at or "~", on(self.day), self.lots), sale))

    @rule(points=POINTS, expires=st.none() | st.integers(1, 60), kind=st.sampled_from(["EARN", "ADJUST", "MERGE_IN"]))
    def points_come(self, points: int, expires: int | None, kind: Kind) -> None:
        sale = f"S{len(self.moves)}"
        self.earned[sale] = points
        self.come(points, sale, self.add(kind, points, sale, expires=expires))

    @rule(points=POINTS)
    def points_are_spent(self, points: int) -> None:
        sale = f"R{len(self.moves)}"
        self.redeemed[sale] = points
        self.add("REDEEM", -points, sale)
        for _ in range(points):
            self.model.take(sale)

    @rule(points=POINTS, kind=st.sampled_from(["ADJUST", "MERGE_OUT"]))
    def points_are_taken_away(self, points: int, kind: Kind) -> None:
        self.add(kind, -points)
        for _ in range(points):
            self.model.take(f"A{len(self.moves)}")

    @precondition(lambda self: self.redeemed)
    @rule(data=st.data(), points=POINTS)
    def a_sale_that_was_paid_with_points_comes_back(self, data: st.DataObject, points: int) -> None:
        sale = data.draw(st.sampled_from(sorted(self.redeemed)))
        expires_at = self.add("REDEEM_REVERSAL", points, f"B{len(self.moves)}", of=sale, expires=100)
        given = 0
        while given < points and self.model.give_back(sale):
            given += 1
        if given < points:
            self.come(points - given, f"B{len(self.moves) - 1}", expires_at)

    @precondition(lambda self: self.earned)
    @rule(data=st.data(), points=POINTS)
    def a_sale_that_earned_comes_back(self, data: st.DataObject, points: int) -> None:
        sale = data.draw(st.sampled_from(sorted(self.earned)))
        self.add("EARN_REVERSAL", -points, f"B{len(self.moves)}", of=sale)
        for _ in range(points):
            self.model.take_earned(sale, f"B{len(self.moves)}")

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        self.day += days
        self.model.pass_to(on(self.day))

    @invariant()
    def the_lots_are_the_points_of_the_model(self) -> None:
        self.model.pass_to(on(self.day))
        found = count_points(self.moves, on(self.day))
        there: Counter[str] = Counter()
        for lot in found.lots:
            there[lot.expires_at or "~"] += lot.points
        assert there == Counter(point.key[0] for point in self.model.there)
        assert found.balance == len(self.model.there) - len(self.model.owed)
        assert found.balance == sum(move.points for move in self.moves) - found.expired
        assert all(lot.points > 0 for lot in found.lots)
        assert not (found.lots and found.balance < 0)


TestLedger: Callable[..., object] = Ledger.TestCase
Ledger.TestCase.settings = settings(
    max_examples=300, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
