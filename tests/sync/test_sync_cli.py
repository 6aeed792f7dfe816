"""`tandem-sync` as people and services call it, with a hub on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from pos.domain.crockford import decode_crockford
from pos.domain.journal import stamp
from pos.services.till import SYNC_LOCK, Till, open_till
from sync.__main__ import main
from sync.blackbox import read_black_box
from sync.hub.app import make_app
from sync.hub.hub import Hub
from sync.hub.tills.enrolment import make_code
from sync.logs import loggable
from tests.sync.hub_shop import a_hub, a_store
from tests.sync.serving import served

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 20.0


@pytest.fixture
def real_hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub that goes by the real time, as the tills here do."""
    from pos.services.till import utc_now

    made = a_hub(tmp_path / "hub", now=utc_now)
    a_store(made)
    yield made
    made.engine.dispose()


@pytest.fixture
def url(real_hub: Hub) -> Iterator[str]:
    with served(make_app(real_hub)) as address:
        yield address


@pytest.fixture
def home(real_hub: Hub, url: str, tmp_path: Path) -> Path:
    """A till that has joined the hub."""
    code = make_code(real_hub, 1, None).code
    answered = ran(tmp_path / "till", "enrol", "--hub", url, "--code", code, "--json")
    assert answered["till"] == 1
    (tmp_path / "recovery").write_text(answered["recovery_key"])
    return tmp_path / "till"


def ran(home: Path, *arguments: str, code: int = 0) -> Any:
    """What a command answers: its document, or its words."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        ended = main(["--home", str(home), *arguments])
    assert ended == code, err.getvalue() + out.getvalue()
    return json.loads(out.getvalue()) if "--json" in arguments else out.getvalue() + err.getvalue()


def opened(till: Till, count: int, words: str = "x") -> None:
    for _ in range(count):
        with till.store.write() as tx:
            now = till.now()
            tx.journal.append(
                "drawer_opened",
                {"subject": words},
                entry_id=till.new_id(),
                at=stamp(now),
                business_date=now.date().isoformat(),
            )


def at_till(home: Path, work: Callable[[Till], Any]) -> Any:
    till = open_till(home)
    try:
        return work(till)
    finally:
        till.close()


def waiting(till: Till) -> int:
    with till.store.read() as tx:
        return int(tx.outbox.waiting(0)[0])


def until(done: Callable[[], bool]) -> float:
    """How long it took until this was so."""
    began = time.monotonic()
    while not done():
        assert time.monotonic() - began < LIMIT_S
        time.sleep(0.005)
    return time.monotonic() - began


@pytest.mark.parametrize("command", ["run", "once", "status", "reconcile", "enrol"])
def test_every_command_has_an_example_in_its_help(tmp_path: Path, command: str) -> None:
    assert f"Example: tandem-sync {command}" in " ".join(ran(tmp_path, command, "--help").split())


def test_once_sends_and_reads_everything(home: Path) -> None:
    at_till(home, lambda till: opened(till, 120))

    done = ran(home, "once", "--json")
    told = ran(home, "status", "--json")

    assert done == {"sent": 121, "left": 0}
    assert (told["line"], told["queued"], told["set_aside"], told["running"]) == ("online", 0, 0, False)
    assert {feed["state"] for feed in told["feeds"]} == {"current"}
    assert all(feed["age_s"] < LIMIT_S for feed in told["feeds"])


def test_reconcile_proves_what_is_equal_and_ends_with_one_when_something_differs(home: Path, real_hub: Hub) -> None:
    at_till(home, lambda till: opened(till, 20))

    equal = ran(home, "reconcile", "--json")
    at_till(home, lambda till: opened(till, 3))
    ran(home, "once")
    with real_hub.write() as connection:
        connection.exec_driver_sql("DELETE FROM entry WHERE seq = 9")
    words = ran(home, "reconcile", code=1)

    assert equal["equal"] is True
    assert "Entry 9 (drawer_opened) is missing at the hub." in words


def test_a_hub_that_is_away_is_told_in_one_sentence_and_nothing_is_lost(home: Path, url: str) -> None:
    def away(till: Till) -> None:
        from dataclasses import replace

        with till.store.write() as tx:
            peer = tx.link.peer()
            assert peer is not None
            tx.link.keep_peer(replace(peer, url="http://127.0.0.1:1"))

    at_till(home, away)

    words = ran(home, "once", code=1)
    document = ran(home, "once", "--json", code=1)

    assert words.count("\n") == 1 and "cannot be reached" in words
    assert (document["error"]["code"], document["error"]["left"]) == ("unreachable", 1)


def test_a_till_without_a_hub_and_a_home_without_a_till_are_told_so(till_home: Path, tmp_path: Path) -> None:
    assert ran(till_home, "status", "--json", code=1)["error"]["code"] == "not_enrolled"
    assert ran(till_home, "once", "--json", code=1)["error"]["code"] == "not_enrolled"
    assert ran(tmp_path / "nothing", "once", "--json", code=1)["error"]["code"] == "no_till"


def test_a_second_synchroniser_is_refused(home: Path) -> None:
    with FileLock(home / SYNC_LOCK):
        told = ran(home, "once", "--json", code=1)
        shown = ran(home, "status", "--json")

    assert told["error"]["code"] == "till_in_use"
    assert shown["running"] is True


def test_the_running_synchroniser_sends_answers_claims_and_stops_at_once(home: Path, tmp_path: Path) -> None:
    canary = "Amelia 4111111111111111 amelia@mail.example"
    program = subprocess.Popen(
        [sys.executable, "-m", "sync", "run", "--home", str(home)], cwd=ROOT, stderr=subprocess.PIPE
    )
    till = open_till(home)
    try:
        until(lambda: line_of(till) == "online" and not waiting(till))
        opened(till, 500, canary)
        drained_s = until(lambda: not waiting(till))
        with till.store.write() as tx:
            tx.claims.ask("C-1", {"kind": "pickup", "refs": ["88001/1/1/0"]}, stamp(till.now()))
        claimed_s = until(lambda: answer_of(till) is not None)
        until(
            lambda: (home / "blackbox" / "place").is_file() and '"n": 501' in (home / "blackbox" / "place").read_text()
        )
        asked_to_stop = time.monotonic()
        program.send_signal(signal.SIGTERM)
        _out, err = program.communicate(timeout=LIMIT_S)
        stopped_s = time.monotonic() - asked_to_stop
    finally:
        program.kill()
        till.close()

    written = err + b"".join(path.read_bytes() for path in (home / "logs").iterdir())
    boxes = [read_black_box(path, recovery_key(tmp_path)) for path in (home / "blackbox").glob("*.enc")]
    assert program.returncode == 0
    assert drained_s < 5.0
    assert claimed_s < 0.8
    assert stopped_s < 4.0  # 2 s, and what a machine that runs all the other tests beside it needs more
    assert sum(len(box) for box in boxes) == 501
    assert not any(word.encode() in written for word in canary.split())
    assert all(json.loads(line)["event"] for line in err.decode().splitlines())


def recovery_key(folder: Path) -> bytes:
    return decode_crockford((folder / "recovery").read_text())


def line_of(till: Till) -> str:
    with till.store.read() as tx:
        line = tx.link.line()
    return line.line if line else ""


def answer_of(till: Till) -> object:
    with till.store.read() as tx:
        return tx.claims.answer_of("C-1")


def test_only_known_facts_without_persons_get_into_a_log() -> None:
    facts = {
        "code": "unreachable",
        "count": 12,
        "seq": 7,
        "bearer": "secret",
        "host": "Amelia Okafor",
        "why": "amelia@mail.example",
        "kind": "4111111111111111",
        "items": 4111111111111111,
        "scope": "4111-1111-1111-1111",
    }

    assert loggable(facts) == {"code": "unreachable", "count": 12, "seq": 7}


def test_an_interrupt_ends_it_like_a_stop(home: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "sync", "run", "--home", str(home)], cwd=ROOT, stderr=subprocess.PIPE
    )
    try:
        assert program.stderr is not None
        first = json.loads(program.stderr.readline())
        os.kill(program.pid, signal.SIGINT)
        program.communicate(timeout=LIMIT_S)
    finally:
        program.kill()

    assert first["event"] == "started"
    assert program.returncode == 0
