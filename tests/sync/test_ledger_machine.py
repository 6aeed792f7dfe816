"""A gift card at a real hub against a model of four numbers, whatever tills, the web and time do with it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pos.domain.codes import gift_card_code
from pos.domain.failures import Refused
from pos.domain.money import format_minor
from pos.domain.stored_value import gift_ref
from sync.hub.calls.idempotency import Write
from sync.hub.ledgers import gift_cards
from sync.hub.ledgers.account_report import account_report
from sync.hub.ledgers.value_documents import CardActivated, CardMoved
from sync.hub.store.debts import debts_of
from sync.hub.store.values import rows_of
from tests.sync.hub_journal import Pen, enrol, send
from tests.sync.hub_shop import Clock, a_hub, a_store
from tests.sync.hub_value import exceptions_of, hold, net, pay, sell_card

CODE = gift_card_code(b"ten-bytes!")
REF = gift_ref(CODE)
AMOUNTS = st.integers(1, 5000)
BASKETS = st.sampled_from(["S-1", "S-2", "S-3"])
TILLS = st.sampled_from([0, 1])
HOLD_MIN = 24 * 60


class Card(RuleBasedStateMachine):
    """`net` is what came less what went, as far as the hub heard; `holds` are amounts with the minute they end."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.hub = a_hub(Path(self.folder.name), now=self.clock)
        a_store(self.hub)
        self.pens = (Pen(number=1), Pen(number=2))
        enrol(self.hub, *self.pens)
        self.unheard: tuple[list[int], list[int]] = ([], [])
        self.net = 0
        self.minute = 0
        self.holds: dict[str, tuple[int, int]] = {}
        self.keys = 0
        self._web(lambda asked, write: gift_cards.activate(self.hub, CardActivated(**asked), write), 2000)
        self.net = 2000

    def teardown(self) -> None:
        self.hub.engine.dispose()
        self.folder.cleanup()

    def left(self, but_for: str = "") -> int:
        held = sum(n for sale, (n, until) in self.holds.items() if sale != but_for and until > self.minute)
        return max(0, max(0, self.net) - held)

    @rule(amount=AMOUNTS, till=TILLS)
    def a_till_tops_it_up(self, amount: int, till: int) -> None:
        sell_card(self.pens[till], amount, REF)
        self.unheard[till].append(amount)

    @rule(amount=AMOUNTS, till=TILLS, back=st.booleans())
    def a_till_that_is_cut_off_spends_or_gives_back(self, amount: int, till: int, back: bool) -> None:
        pay(self.pens[till], -amount if back else amount, REF)
        self.unheard[till].append(amount if back else -amount)

    @rule(till=TILLS, again=st.booleans())
    def a_till_sends_what_it_has(self, till: int, again: bool) -> None:
        for _ in range(1 + again):
            send(self.hub, self.pens[till])
        self.net += sum(self.unheard[till])
        self.unheard[till].clear()

    @rule(amount=AMOUNTS, sale=BASKETS, till=TILLS)
    def a_basket_holds(self, amount: int, sale: str, till: int) -> None:
        told = hold(self.hub, self.pens[till], REF, amount, sale)

        left = self.left(but_for=sale)
        assert told.result == ("granted" if amount <= left else "refused")
        assert told.balance == (left - amount if amount <= left else left)
        if amount <= left:
            self.holds[sale] = (amount, self.minute + HOLD_MIN)

    @rule(sale=BASKETS)
    def a_basket_lets_go(self, sale: str) -> None:
        hold(self.hub, self.pens[0], REF, 0, sale, release=True)
        self.holds.pop(sale, None)

    @rule(amount=AMOUNTS)
    def the_web_spends(self, amount: int) -> None:
        before = self.left()
        with suppress(Refused):
            self._web(lambda asked, write: gift_cards.redeem(self.hub, CardMoved(**asked), write), amount)
            assert amount <= before
        if amount <= before:
            self.net -= amount

    @rule(amount=AMOUNTS)
    def the_web_loads(self, amount: int) -> None:
        self._web(lambda asked, write: gift_cards.load(self.hub, CardMoved(**asked), write), amount)
        self.net += amount

    @precondition(lambda self: self.holds)
    @rule(minutes=st.integers(1, HOLD_MIN))
    def time_passes(self, minutes: int) -> None:
        self.minute += minutes
        self.clock.forward(minutes=minutes)

    @invariant()
    def the_hub_has_what_the_model_has(self) -> None:
        with self.hub.read() as connection:
            moved = sum(row.amount_minor for row in rows_of(connection, REF))
            owed = sum(debt.amount for debt in debts_of(connection, REF))
        assert net(self.hub, REF) == moved == self.net
        assert owed >= -self.net
        [told] = account_report(self.hub, REF)["balances"]
        assert told["balance"] == format_minor(max(0, self.net), "GBP")
        assert told["owed"] == format_minor(max(0, -self.net), "GBP")
        assert bool(exceptions_of(self.hub)) == (self.net < 0)
        assert hold(self.hub, self.pens[0], REF, 0, "").balance == self.left()

    def _web(self, work: Callable[[dict[str, Any], Write], object], amount: int) -> None:
        self.keys += 1
        write = Write("webshop", f"key-{self.keys}", b"hash")
        asked = {"code": CODE, "currency": "GBP", "amount": format_minor(amount, "GBP")}
        first = work(asked, write)
        assert work(asked, write) == first


TestCard: Callable[..., object] = Card.TestCase
Card.TestCase.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
