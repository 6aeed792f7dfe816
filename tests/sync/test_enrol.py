"""A till joins a hub once, whatever happens to the answer, and keeps its own keys to itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos.domain.failures import Refused, Unavailable
from pos.services.enrolment import JOINING, forget_joining
from pos.services.health import examine
from pos.services.till import Till, open_till
from pos.store.secrets import read_secrets, recovery_public
from sync.enrol import enrol
from sync.wire import EnrolAnswer, EnrolRequest
from tests.store.joined import CODE, EPOCH, HUB_ID, HUB_KEY, URL, AHub, bytes_of, join
from tests.sync.hub_process import ServedHub, hub_document
from tests.till_program import ROOT, till_process


class LosesAnswers(AHub):
    """A hub whose first answers never arrive."""

    def __init__(self, lost: int) -> None:
        super().__init__()
        self._lost = lost

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer:
        answer = super().enrol(asked)
        if len(self.asked) <= self._lost:
            raise Unavailable("timed_out", host="hub")
        return answer


def opened(home: Path) -> Till:
    till = open_till(home)
    till.close()
    return till


def test_a_till_is_what_its_hub_says(tmp_path: Path) -> None:
    home = tmp_path / "till"

    done = join(home)

    till = opened(home)
    assert (till.setup.name, till.setup.series, till.setup.store_no) == ("Northgate", "N-2", 7)
    assert (till.setup.zone, till.setup.locale, till.setup.address) == ("Europe/London", "en_GB", ("1 Market Row",))
    assert till.secrets.store_key == b"k" * 32
    assert (done.store, done.till, done.receipts, done.is_waiting) == ("Northgate", 2, "N-2", False)


def test_the_till_knows_its_hub_and_sends_it_all_of_its_journal(tmp_path: Path) -> None:
    join(tmp_path / "till")

    till = open_till(tmp_path / "till")
    with till.store.read() as tx:
        peer = tx.link.peer()
        journal = [entry for _n, entry in tx.journal.read()]
    till.close()

    assert peer is not None
    assert (peer.url, peer.hub_id, peer.epoch, peer.till_id, peer.outbox_from) == (URL, HUB_ID, EPOCH, "till-2", 0)
    assert bytes.fromhex(peer.hub_key) == HUB_KEY.public_key().public_bytes_raw()
    assert [entry.kind for entry in journal] == ["journal_opened"]


def test_the_hub_hears_of_the_public_halves_alone(tmp_path: Path) -> None:
    hub = AHub()

    join(tmp_path / "till", hub, code=" abcd-efgh jkmn ")

    secrets = read_secrets(tmp_path / "till")
    assert bytes_of(hub.asked[0].public_key) == secrets.public_key
    assert bytes_of(hub.asked[0].recovery_public) == recovery_public(tmp_path / "till")
    assert hub.asked[0].code == CODE.replace("-", "")
    told = hub.asked[0].__repr__()
    assert secrets.signing_key.hex() not in told and secrets.database_key.hex() not in told


def test_a_lost_answer_is_asked_for_again_with_the_same_key(tmp_path: Path) -> None:
    hub = LosesAnswers(2)
    for _ in range(2):
        with pytest.raises(Unavailable, match="timed_out"):
            join(tmp_path / "till", hub)

    join(tmp_path / "till", hub)

    assert len({(asked.public_key, asked.recovery_public) for asked in hub.asked}) == 1
    assert len({asked.request_id for asked in hub.asked}) == 3
    assert bytes_of(hub.asked[0].public_key) == opened(tmp_path / "till").secrets.public_key
    assert not (tmp_path / "till" / JOINING).exists()


def test_the_keys_of_a_try_are_for_their_owner_alone(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        join(tmp_path / "till", LosesAnswers(1))

    assert (tmp_path / "till" / JOINING).stat().st_mode & 0o077 == 0


def test_a_till_that_is_here_is_not_joined_over(tmp_path: Path) -> None:
    join(tmp_path / "till")
    hub = AHub()

    with pytest.raises(Refused, match="till_exists"):
        join(tmp_path / "till", hub)

    assert hub.asked == []


@pytest.mark.parametrize("state", ["active", "waiting"])
def test_until_the_recovery_key_was_printed_the_same_call_gives_the_same_till(tmp_path: Path, state: str) -> None:
    home, hub = tmp_path / "till", AHub(state=state)
    first = enrol(home, URL, CODE, hub, app="tandem 0")
    warned = [check.words for check in examine(home) if check.verdict == "warn"]

    again = enrol(home, URL, CODE, hub, app="tandem 0")
    forget_joining(home)

    assert "Run the same enrol command again." in " ".join(warned)
    assert again == first
    assert len(hub.asked) == 1
    assert not (home / JOINING).exists()
    with pytest.raises(Refused, match="till_exists"):
        enrol(home, URL, CODE, hub, app="tandem 0")


def test_the_keys_stay_when_another_hub_is_named_by_mistake(tmp_path: Path) -> None:
    home = tmp_path / "till"
    first = enrol(home, URL, CODE, AHub(), app="tandem 0")

    with pytest.raises(Refused, match="till_exists"):
        enrol(home, "http://127.0.0.1:9", CODE, AHub(), app="tandem 0")

    assert enrol(home, URL, CODE, AHub(), app="tandem 0").recovery_key == first.recovery_key


def test_a_joining_that_is_killed_at_any_moment_prints_the_recovery_key_in_the_end(
    served_hub: ServedHub, tmp_path: Path
) -> None:
    for wait in ("joining.key", "key.toml", "till.db", "witness"):
        home, printed = tmp_path / wait, tmp_path / f"{wait}.out"
        code = hub_document(served_hub.home, "enrol", "--store", "1")["code"]
        asked = ("enrol", "--hub", served_hub.url, "--code", code)
        with printed.open("wb") as out:
            program = [sys.executable, "-m", "pos.cli", "--home", str(home), *asked]
            with subprocess.Popen(program, cwd=ROOT, stdout=out, start_new_session=True) as running:
                while not (home / wait).exists() and running.poll() is None:
                    pass
                os.killpg(running.pid, signal.SIGKILL)

        if "Recovery key" not in printed.read_text():
            again = till_process(home, *asked)

            assert again.code == 0, again.err
            assert "Recovery key" in again.out
            assert not (home / JOINING).exists()


def test_a_recovery_key_that_could_not_be_printed_is_printed_by_the_next_call(
    served_hub: ServedHub, tmp_path: Path
) -> None:
    code = hub_document(served_hub.home, "enrol", "--store", "1")["code"]
    asked = ("enrol", "--hub", served_hub.url, "--code", code)
    program = [sys.executable, "-m", "pos.cli", "--home", str(tmp_path / "till"), *asked]
    with Path("/dev/full").open("wb") as full:
        first = subprocess.run(program, cwd=ROOT, stdout=full, stderr=subprocess.PIPE)

    again = till_process(tmp_path / "till", *asked)

    assert first.returncode == 1 and b"Traceback" not in first.stderr
    assert again.code == 0 and "Recovery key: " in again.out
    assert not (tmp_path / "till" / JOINING).exists()


@pytest.mark.parametrize("code", ["", "ABC", "A" * 33, "ABCD-EFGH-JK!N", "ÄBCD-EFGH-JKMN"])
def test_what_cannot_be_a_code_is_never_sent(tmp_path: Path, code: str) -> None:
    hub = AHub()

    with pytest.raises(Refused, match="bad_enrol_code"):
        join(tmp_path / "till", hub, code=code)

    assert hub.asked == [] and not (tmp_path / "till").exists()


@pytest.mark.parametrize("changed", [{"fingerprint": "000000"}, {"hub_key": "short"}, {"store_key": ""}])
def test_an_answer_that_does_not_fit_makes_no_till(tmp_path: Path, changed: dict[str, str]) -> None:
    with pytest.raises(Refused, match="not_our_protocol"):
        join(tmp_path / "till", AHub(**changed))

    with pytest.raises(Refused, match="no_till"):
        open_till(tmp_path / "till")


def test_a_till_that_waits_for_a_manager_says_so(tmp_path: Path) -> None:
    done = join(tmp_path / "till", AHub(state="waiting"))

    assert done.is_waiting
