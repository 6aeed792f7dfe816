"""The synchroniser at work: its loops wake for what is new in the till's file."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

from pos.services.hub_claim import Waiting, ask_hub
from pos.services.till import SYNC_LOCK
from pos.store.secrets import recovery_public
from sync.blackbox import BlackBox
from sync.keeper import Keeper, WrittenAt
from sync.worker import Worker
from tests.sync.linked import Linked, linked

SLOWER = 5


@pytest.fixture
def line(till_home: Path) -> Iterator[Linked]:
    """A till whose line is up, with its synchroniser at work."""
    made = linked(till_home)
    made.push(1, 0.0)
    made.site.status.save()
    written = WrittenAt(made.time.mono())
    keeper = Keeper(made.site, BlackBox(till_home, recovery_public(till_home)), written)
    worker = Worker(made.site, keeper, written)
    running = Thread(target=worker.run)
    with FileLock(till_home / SYNC_LOCK):
        running.start()
        yield made
        worker.stop()
        running.join()
    keeper.close()
    made.till.close()


def test_claims_that_follow_each_other_in_one_breath_are_all_answered(line: Linked) -> None:
    """A desk that hears "not so much" asks for less at once. Its clock is slow, so that a busy machine has the time,
    but not enough for the synchroniser to look again without being woken."""
    at_once = Waiting(clock=lambda: time.monotonic() / SLOWER, pause=lambda _s: time.sleep(0))

    answers = [
        ask_hub(line.till, {"kind": "pickup", "refs": [f"88001/1/1/{n}"], "mode": "online"}, at_once) for n in range(20)
    ]

    assert [answer["result"] for answer in answers] == ["granted"] * 20
