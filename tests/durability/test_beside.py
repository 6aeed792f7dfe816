"""Programs beside each other: whoever looks at the till while another sells is not told of a till that was set back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pos.services.till import open_till
from pos.store.store import WITNESS
from pos.store.verify import verify
from pos.store.witness import Seen, Witness
from tests.durability.selling import sell


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
    with closing(open_till(home)) as till:
        with till.store.read() as tx:
            place = tx.journal.place()
        assert place is not None
        till.store.witness.saw(Seen(place.journal_id, place.seq + 1, b"\1" * 32, "N-1-000001"))

    with closing(open_till(home)) as first, closing(open_till(home)) as second, second.store.read() as tx:
        journals = tx.journal.journals()

    assert [problem.code for problem in first.noticed] == ["rolled_back"]
    assert second.noticed == ()
    assert len(journals) == 2
