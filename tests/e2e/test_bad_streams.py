"""The real program when its input, its output or its patience ends: no traceback, and what was sold stays sold."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.shop import basket_line, entries
from tests.till_program import ROOT, till_process, till_program

PATIENCE_S = 60


def program(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "pos.cli", "--home", str(home), *arguments]


def test_without_standard_input_there_is_nothing_to_sell(shop_home: Path) -> None:
    closed = till_process(shop_home, "sell", stdin=b"", preexec_fn=lambda: os.close(0))

    assert closed.code == 1
    assert closed.err == "There is nothing to read. Give the baskets on standard input.\n"


def test_without_standard_output_a_sale_is_still_a_sale(shop_home: Path) -> None:
    before = len(entries(shop_home))

    closed = till_process(shop_home, "sell", stdin=basket_line(2), preexec_fn=lambda: os.close(1))

    assert (closed.code, closed.err) == (0, "")
    assert len(entries(shop_home)) == before + 1


@pytest.mark.parametrize("command", ["journal", "verify", "doctor", "--help"])
def test_an_output_that_takes_nothing_is_told(shop_home: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program(shop_home, command), stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=PATIENCE_S
        )

    assert done.returncode == 1
    assert done.stderr.decode().startswith("The computer says: No space left on device.")
    assert b"Traceback" not in done.stderr


def test_whoever_stops_reading_stops_the_selling_and_every_answer_was_a_sale(shop_home: Path) -> None:
    with subprocess.Popen(
        program(shop_home, "sell"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as selling:
        assert selling.stdin and selling.stdout and selling.stderr
        selling.stdin.write(basket_line(2).encode())
        selling.stdin.flush()
        answer = selling.stdout.readline()
        selling.stdout.close()
        selling.stdin.write(basket_line(3).encode() + basket_line(4).encode())
        selling.stdin.close()
        code, said = selling.wait(PATIENCE_S), selling.stderr.read()

    assert b'"receipt": "N-1-000002"' in answer
    assert (code, said) == (1, b"")
    sold = [entry["body"]["receipt"] for entry in entries(shop_home) if entry["kind"] == "sale_completed"]
    assert sold == ["N-1-000001", "N-1-000002", "N-1-000003"]
    assert till_program(shop_home, "verify").code == 0


def test_ctrl_c_ends_the_selling_with_a_sentence(shop_home: Path) -> None:
    with subprocess.Popen(
        program(shop_home, "sell"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as selling:
        assert selling.stdin and selling.stdout and selling.stderr
        selling.stdin.write(basket_line(2).encode())
        selling.stdin.flush()
        answer = selling.stdout.readline()
        selling.send_signal(signal.SIGINT)
        code, said = selling.wait(PATIENCE_S), selling.stderr.read().decode()

    assert b'"receipt": "N-1-000002"' in answer
    assert (code, said) == (1, "Stopped. Whatever was answered before is done and kept.\n")
    assert till_program(shop_home, "verify").code == 0


def test_words_come_out_as_utf8_whatever_the_machine_is_set_to(shop_home: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("sku,name,price\nMUG,Becher für Æsop 茶,7.00\n", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ROOT)}
    assert till_process(shop_home, "import", "products", tmp_path / "more.csv").code == 0

    found = till_process(shop_home, "search", "products", "MUG", env=environment)

    assert (found.code, found.err) == (0, "")
    assert "Becher für Æsop 茶" in found.out
