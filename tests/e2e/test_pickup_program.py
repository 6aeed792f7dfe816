"""The pickup desk from the command line; and a desk that is stopped at any moment hands a unit over once or not."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pos.services.backup import prove
from pos.services.staff import sign_in
from pos.services.till import open_till, utc_now
from tests.store.pickups import ORDER, a_token, an_order, keep_orders, seconds, to_pick
from tests.store.shop import make_shop, rows
from tests.till_program import ROOT, till_program


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till without a network, to which two orders came before."""
    folder = tmp_path_factory.mktemp("pickups")
    home = folder / "till"
    make_shop(home, folder)
    till = open_till(home)
    sign_in(till, "maya")
    held: dict[str, Any] = {"hold_until": "2099-01-01T00:00:00.000Z"}
    keep_orders(till, an_order(**held), to_pick(ORDER + 1, **held))
    till.close()
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "till"))


def token() -> str:
    return a_token(iat=seconds(utc_now()) - 60)


def test_an_order_is_proved_handed_over_and_taken_back(home: Path) -> None:
    listed = till_program(home, "pickup", "list", "--json").document
    shown = till_program(home, "pickup", "show", f"TP{ORDER}-1", "--json").document
    more = ("--bag", f"TP{ORDER}-1", "--staff", "maya", "--json")
    done = till_program(home, "pickup", "hand-over", f"N-{ORDER}", "--code", "7K3M-Q0ZT", *more)
    again = till_program(home, "pickup", "hand-over", f"N-{ORDER}", "--code", "7K3M-Q0ZT", *more)
    undone = till_program(home, "pickup", "undo", done.document["entry"], "--staff", "maya", "--json")

    assert [order["number"] for order in listed["orders"]] == [f"N-{ORDER}", f"N-{ORDER + 1}"]
    assert [line["left"] for line in shown["lines"]] == [2, 1]
    assert (done.code, done.document["units"], done.document["complete"]) == (0, 3, True)
    assert (again.code, again.document["error"]["code"]) == (1, "already_collected")
    assert (undone.code, undone.document["undoes"]) == (0, done.document["entry"])


def test_an_order_is_packed_from_the_command_line(home: Path) -> None:
    order = f"N-{ORDER + 1}"

    steps = [
        till_program(home, "pickup", *words, "--staff", "maya", "--json")
        for words in (
            ("pick", order, 1, "--qty", 2),
            ("short", order, 2, "--reason", "not on the shelf"),
            ("stage", order, "B1"),
            ("ready", order),
        )
    ]

    assert [step.code for step in steps] == [0, 0, 0, 0]
    assert [step.document["state"] for step in steps] == ["picking", "short", "staged", "ready"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify", "123"), "code_malformed"),
        (("verify", a_token(store=2)), "wrong_store"),
        (("verify", a_token(kid=9)), "code_key_unknown"),
        (("show", "N-1"), "unknown_order"),
        (("show", "9" * 30), "unknown_order"),
        (("hand-over", f"N-{ORDER}", "--code", "00000000", "--staff", "maya"), "code_wrong"),
        (("hand-over", f"N-{ORDER}", "--staff", "maya"), "approval_needed"),
        (("hand-over", f"N-{ORDER}", "--bag", "TP5-1", "--staff", "maya"), "bag_of_another_order"),
        (("hand-over", f"N-{ORDER}", "--units", "1:x", "--staff", "maya"), "bad_quantity"),
        (("undo", "nothing", "--staff", "maya"), "unknown_hand_over"),
        (("ready", f"N-{ORDER + 1}", "--staff", "maya"), "not_staged"),
        (("ready", f"N-{ORDER + 1}", "--staff", "nobody"), "unknown_staff"),
    ],
)
def test_a_refusal_says_why_and_ends_with_1(home: Path, arguments: tuple[object, ...], code: str) -> None:
    ran = till_program(home, "pickup", *arguments, "--json")

    assert (ran.code, ran.document["error"]["code"]) == (1, code)
    assert ran.document["error"]["message"] and not ran.err


ROUNDS = 30 if os.environ.get("TANDEM_LONG") else 3


def test_a_desk_that_is_killed_hands_each_unit_over_once_or_not_at_all(template: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().getrandbits(64)
    sys.stdout.write(f"seed {seed}\n")
    chance, took_s = random.Random(seed), 0.0
    words = ("hand-over", f"N-{ORDER}", "--token", token(), "--bag", f"TP{ORDER}-1", "--staff", "maya", "--json")

    for number in range(ROUNDS + 1):
        home = Path(shutil.copytree(template, tmp_path / str(number)))
        began, read = time.monotonic(), b""
        desk = subprocess.Popen(
            [sys.executable, "-m", "pos.cli", "--home", str(home), "pickup", *words],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        if number:  # the first one is left alone, to know how long it takes
            time.sleep(chance.uniform(took_s / 2, took_s))
            desk.kill()
        read = desk.communicate()[0]
        took_s = took_s or time.monotonic() - began

        again = till_program(home, "pickup", *words)

        told = again.document.get("error", {}).get("code", "handed over")
        assert told in ({"already_collected"} if read.endswith(b"\n") else {"handed over", "already_collected"})
        till = open_till(home)
        with till.store.read() as tx:
            units = rows(tx, "SELECT line, unit, what FROM fact_handed_unit ORDER BY line, unit")
        assert units == [(1, 1, "collected"), (1, 2, "collected"), (2, 1, "collected")]
        assert prove(till).problems == ()
        till.close()
