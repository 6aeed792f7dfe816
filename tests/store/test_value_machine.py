"""Points and store credit while sales, refunds and the hub's answers come in any order: the till always knows what the
hub would count if it had everything."""

import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pos.domain.failures import Refused
from pos.services.backup import prove
from pos.services.document import sell_document
from pos.services.till import Till, open_till
from tests.store.shop import Clock, a_document, bought, import_text, paid, returned
from tests.store.value_hub import PROGRAMME, link

CUSTOMER, CARD = "C-1", "TL7710010005"
CREDIT = f"credit:{CUSTOMER}"


class ValueMachine(RuleBasedStateMachine):
    """`points` and `credit` are what the hub would count; `told_to` is the entry up to which it told its figures."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.till: Till = open_till(Path(shutil.copytree(self.template, self.folder / "till")), now=Clock())
        import_text(self.till, "programme", json.dumps(PROGRAMME), self.folder)
        link(self.till, "offline")
        self.points, self.credit = 5000, 90_00
        self.after: dict[int, tuple[int, int]] = {}
        self.sold: list[str] = []
        self._tell(0)

    def teardown(self) -> None:
        assert prove(self.till).problems == ()
        self.till.close()
        shutil.rmtree(self.folder)

    @rule(points=st.sampled_from([0, 200, 500, 1900]), credit=st.sampled_from([0, 1_00, 12_34]))
    def pays(self, points: int, credit: int) -> None:
        tenders: list[dict[str, Any]] = [{"type": "points", "points": points}] if points else []
        tenders += [paid(credit, "store_credit")] if credit else []
        rest = 24_00 - points - credit
        asked = a_document(
            bought("FLASK"), tenders=[*tenders, *([paid(rest)] if rest > 0 else [])], customer=CARD, staff="maya"
        )
        try:
            sale = sell_document(self.till, asked)
        except Refused:  # beyond a cap, or more than the flask costs
            return
        self.points += sale.points_earned - points
        self.credit -= credit
        self.sold.append(sale.receipt)
        self._remember()

    @precondition(lambda self: self.sold)
    @rule(onto_credit=st.booleans())
    def brings_back(self, onto_credit: bool) -> None:
        receipt = self.sold.pop()
        line = returned(receipt) | {"approved_by": "sofia"}
        tender = paid(-24_00, "store_credit" if onto_credit else "cash")
        back = sell_document(self.till, a_document(line, tenders=[tender], customer=CARD, staff="maya"))
        self.points += back.points_earned
        self.credit += 24_00 if onto_credit else 0
        self._remember()

    @precondition(lambda self: self.after)
    @rule(data=st.data())
    def the_hub_tells_what_it_has_counted(self, data: st.DataObject) -> None:
        self._tell(data.draw(st.sampled_from(sorted(self.after))))

    @invariant()
    def knows_what_the_hub_would_count(self) -> None:
        with self.till.store.read() as tx:
            points, credit = tx.balances.points(CUSTOMER), tx.values.credit(CREDIT)
        assert points is not None and credit is not None
        assert (points.amount, credit.balance_minor) == (self.points, self.credit)

    def _remember(self) -> None:
        with self.till.store.read() as tx:
            n = tx.driver.execute("SELECT max(n) FROM journal").fetchone()[0]
        self.after[n] = (self.points, self.credit)

    def _tell(self, n: int) -> None:
        points, credit = self.after.get(n, (self.points, self.credit))
        at = "2026-11-21T14:00:00.000Z"
        with self.till.store.write() as tx:
            tx.balances.put_points([(CUSTOMER, points, at, n, 1, 0, "")])
            tx.values.put_credits([(CREDIT, CUSTOMER, credit, 0, "GBP", 0, at, n, 1)])


def test_the_till_knows_what_the_hub_would_count(shop_template: Path) -> None:
    ValueMachine.template = shop_template
    limits = settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))

    run_state_machine_as_test(ValueMachine, settings=limits)
