"""The claims relay: an answer within the budget, or the word that there is none."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pos.domain.failures import Unavailable
from pos.domain.journal import stamp
from sync.claimer import turn
from sync.wire import ReceiptAnswer
from tests.sync.flaky_api import HUB_ID
from tests.sync.linked import Linked, linked

ASK = {"kind": "pickup", "refs": ["88001/1/1/0"], "mode": "online"}


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    """A till whose line is up."""
    made = linked(till_home)
    made.push(1, 0.0)
    yield made
    made.till.close()


def ask(line: Linked, claim_id: str, waited_s: float = 0.0, **changed: object) -> None:
    with line.till.store.write() as tx:
        tx.claims.ask(claim_id, {**ASK, **changed}, stamp(line.till.now() - timedelta(seconds=waited_s)))


def answer(line: Linked, claim_id: str) -> object:
    turn(line.site, line.time.mono())
    return line.read(lambda tx: tx.claims.answer_of(claim_id))


def test_the_first_claim_is_granted_and_the_second_hears_who_was_first(line: Linked) -> None:
    ask(line, "C-1")
    first = answer(line, "C-1")
    ask(line, "C-2")
    second = answer(line, "C-2")

    assert first == {"result": "granted", "already": [], "why": ""}
    assert second["result"] == "already" and second["already"][0]["by"] == "till-9"  # type: ignore[index]


def test_asking_twice_with_one_id_asks_once(line: Linked) -> None:
    ask(line, "C-1")
    ask(line, "C-1", refs=["other"])

    assert answer(line, "C-1") == {"result": "granted", "already": [], "why": ""}
    assert line.api.granted == {"88001/1/1/0": "C-1"}


def test_a_claim_that_waited_too_long_is_not_sent_any_more(line: Linked) -> None:
    ask(line, "C-1", waited_s=0.9)

    assert answer(line, "C-1") == {"result": "offline"}
    assert line.api.granted == {}


def test_with_the_line_down_the_desk_hears_so_at_once(line: Linked) -> None:
    line.site.status.failed("push", "unreachable")
    ask(line, "C-1")

    assert answer(line, "C-1") == {"result": "offline"}
    assert line.api.granted == {}


def test_a_hub_that_does_not_answer_in_time_leaves_the_desk_to_its_own_rules(line: Linked) -> None:
    def late(*_: object) -> None:
        raise Unavailable("timed_out")

    line.api.claim = late  # type: ignore[method-assign, assignment]
    ask(line, "C-1")

    assert answer(line, "C-1") == {"result": "offline", "why": "timed_out"}


def test_a_claim_that_makes_no_sense_is_refused_and_does_not_stop_the_next(line: Linked) -> None:
    ask(line, "C-1", refs=[])
    ask(line, "C-2")

    assert answer(line, "C-1") == {"result": "refused", "why": "bad_claim"}
    assert answer(line, "C-2") == {"result": "granted", "already": [], "why": ""}


def test_old_answers_make_room(line: Linked) -> None:
    for n in range(230):
        ask(line, f"C-{n}", waited_s=5)
    turn(line.site, line.time.mono())

    kept = line.read(lambda tx: tx.driver.execute("SELECT count(*) FROM local_claim").fetchone()[0])
    assert kept == 200


def test_a_receipt_of_another_till_is_told_or_unknown_or_out_of_reach(line: Linked) -> None:
    told: dict[str, Any] = {
        "sale_id": "S-1",
        "receipt": "N-1-000012",
        "store": "Northgate",
        "business_date": "2026-11-21",
    }
    at = "2026-11-21T14:00:00.000Z"
    line.api.receipts["N-1-000012"] = ReceiptAnswer(
        request_id="-", hub_id=HUB_ID, store_no=7, till=1, at=at, staff="maya", body="{}", left={}, **told
    )
    ask(line, "C-1", kind="receipt", number="N-1-000012")
    ask(line, "C-2", kind="receipt", number="N-1-000013")
    ask(line, "C-3", kind="receipt", number="../claims")

    found = answer(line, "C-1")
    line.site.status.failed("push", "unreachable")
    ask(line, "C-4", kind="receipt", number="N-1-000012")

    assert found == {"result": "found", "at": at, "staff": "maya", "body": "{}", "kin": [], **told}
    assert answer(line, "C-2") == answer(line, "C-3") == {"result": "refused", "why": "unknown_receipt"}
    assert answer(line, "C-4") == {"result": "offline"}
