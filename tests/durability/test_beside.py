"""Programs beside each other: whoever looks at the till while another sells is not told of a till that was set back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Barrier

from pos.services.till import open_till, utc_now
from pos.store.store import WITNESS
from pos.store.verify import Problem, verify
from pos.store.witness import Seen, Witness
from tests.durability.selling import ANSWER_S, sell


class BusyWitness(Witness):
    """Somebody sells in the moment in which the witness is read."""

    def __init__(self, path: Path, sell_one: Callable[[], object]) -> None:
        super().__init__(path)
        self._sell_one = sell_one

    def newest(self) -> dict[bytes, Seen]:
        self._sell_one()
        return super().newest()


def test_a_sale_made_while_the_file_is_verified_is_no_rollback(home: Path) -> None:
    with closing(open_till(home)) as selling, closing(open_till(home)) as looking:
        witness = BusyWitness(home / WITNESS, lambda: sell(selling, 1))

        with looking.store.driver() as driver:
            findings = verify(driver, witness)

    assert findings.problems == ()
    assert findings.entries == 3  # the journal and the shift were opened, one sale


def test_two_programs_that_find_a_till_set_back_go_on_in_one_new_journal(home: Path) -> None:
    both_are_there = Barrier(2, timeout=ANSWER_S)
    with closing(open_till(home)) as till:
        with till.store.read() as tx:
            place = tx.journal.place()
        assert place is not None
        till.store.witness.saw(Seen(place.journal_id, place.seq + 1, b"\1" * 32, "N-1-000001"))

    def together() -> datetime:
        both_are_there.wait()
        return utc_now()

    def start(_number: int) -> tuple[Problem, ...]:
        """The clock is asked right before file and witness are compared."""
        with closing(open_till(home, now=together)) as till:
            return till.noticed

    with ThreadPoolExecutor(2) as programs:
        noticed = [problem.code for problems in programs.map(start, range(2)) for problem in problems]

    assert noticed == ["rolled_back"]
    with closing(open_till(home)) as till, till.store.read() as tx:
        assert len(tx.journal.journals()) == 2
