"""Command lines that are wrong: exit code 2, a sentence, never a traceback; help for every command with an example."""

from pathlib import Path

import pytest

from tests.e2e.shop import entries
from tests.till_program import till_program

COMMANDS = (
    "init import sell price search try-code shift report journal verify rebuild backup restore doctor".split()
    + "shift/open shift/status shift/pay-in shift/pay-out shift/drop shift/count shift/close".split()
)


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "import",
        "import wishes FILE",
        "import products",
        "search products",
        "search people x",
        "search products x --limit 0",
        "search products x --limit many",
        "report weekly",
        "report sales --format xml",
        "report x --from 2026-01-01",
        "journal --after -1",
        "journal --after x",
        "shift",
        "shift pay-in 5.00",
        "shift open",
        "sell BASKETS",
        "verify --quickly",
        "init --currency EUR --country DE",
        "init --store A --currency EUR --country DE --till one",
        "init --store A --currency EUR --country DE --key-home pocket",
        "restore",
        "search products \udcff",
    ],
)
def test_a_wrong_command_line_is_told_and_does_nothing(shop_home: Path, line: str) -> None:
    before = entries(shop_home)

    plain = till_program(shop_home, *line.split(" "))
    machine = till_program(shop_home, *line.split(" "), "--json")

    assert plain.code == machine.code == 2
    assert plain.out == ""
    assert plain.err.endswith("Ask with --help.\n") or plain.err.startswith("Usage:")
    assert machine.document["error"]["code"] == "wrong_usage" and machine.err == ""
    assert "Traceback" not in plain.err
    assert entries(shop_home) == before


@pytest.mark.parametrize(
    "line",
    [
        "report z",
        "report sales --from yesterday",
        "report sales --to 2026-02-30",
        "journal --journal 00",
        "shift open 5.00",
        "shift open money",
        "shift count 1x",
        "shift count 5x5x5",
        "shift count -- -1.00",
        "shift pay-in 0 --reason x",
        "shift pay-out --reason x -- -0.01",
        "report stock --from 2026-02-01 --to 2026-01-31",
        "shift pay-out 1000.00 --reason x",
        "shift drop 1.00 --reason x --staff nobody",
        "shift close 5.00 --left 9.00 --reason x",
        "shift close 0",
        "try-code 1 --pattern xx",
        "try-code " + "1" * 5000,
    ],
)
def test_what_the_till_refuses_is_told_in_words_and_as_a_document(shop_home: Path, line: str) -> None:
    before = entries(shop_home)

    plain = till_program(shop_home, *line.split(" "))
    machine = till_program(shop_home, "--json", *line.split(" "))

    assert plain.code == machine.code == 1
    assert plain.out == "" and plain.err == machine.document["error"]["message"] + "\n"
    assert machine.err == ""
    assert entries(shop_home) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, command: str) -> None:
    ran = till_program(tmp_path, *command.split("/"), "--help")

    words = " ".join(ran.out.split())
    assert ran.code == 0 and ran.err == ""
    if command != "shift":
        assert f"Example: tandem-till {command.replace('/', ' ')}" in words
        assert "--home DIR" in words and "--json" in words


def test_a_mistyped_command_is_asked_about_in_whole_sentences(shop_home: Path) -> None:
    ran = till_program(shop_home, "veriffy")

    assert ran.err == "No such command 'veriffy'. Did you mean 'verify'? Ask with --help.\n"


@pytest.mark.parametrize(
    ("line", "code", "value"),
    [
        ("shift pay-in -5.00 --reason x", "cash_above_zero", "-5.00"),
        ("shift pay-out --reason x -5", "cash_above_zero", "-5"),
        ("shift drop -.50 --reason x", "cash_above_zero", "-.50"),
        ("shift open -5.00", "negative_amount", "-5.00"),
        ("shift count 5.00 -5.00x3", "negative_amount", "-5.00x3"),
    ],
)
def test_an_amount_below_zero_is_no_option_that_there_is_not(tmp_path: Path, line: str, code: str, value: str) -> None:
    ran = till_program(tmp_path, *line.split(" "), "--json")

    assert (ran.code, ran.err) == (1, "")
    assert (ran.document["error"]["code"], ran.document["error"]["value"]) == (code, value)
    assert value in ran.document["error"]["message"]
