"""The till is killed in the middle of card payments, again and again: nobody pays twice, and no approval is lost."""

import json
import random
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pos.devices.terminal_simulator import MEMORY, TerminalSimulator
from pos.domain.staff import BUILT_IN
from pos.services import card
from pos.services.till import open_till
from tests.durability.card_counter import sell_by_card
from tests.durability.killing import lines_until_killed
from tests.durability.selling import PRICE_MINOR, basket_id

MOST_SALES = 4  # read in one round before the kill


@pytest.fixture
def rounds(long_run: bool) -> int:
    return 60 if long_run else 6


def approved(home: Path) -> list[int]:
    """What the terminal itself took, payment by payment."""
    memory = json.loads((home / MEMORY).read_text(encoding="utf-8"))
    return [one["amount_minor"] for one in memory["attempts"].values() if one["outcome"] == "approved"]


def test_a_till_killed_while_cards_pay_charges_each_basket_once(home: Path, chance: random.Random, rounds: int) -> None:
    counter = [sys.executable, "-m", "tests.durability.card_counter", str(home)]
    receipts: list[str] = []

    for _ in range(rounds):
        told = lines_until_killed(counter, [], chance, most=len(receipts) + MOST_SALES)
        assert told[: len(receipts)] == receipts[: len(told)], "a receipt that somebody holds is another one now"
        receipts = max(receipts, told, key=len)
    terminal = TerminalSimulator(home, approves_s=0, patience_s=0)
    with closing(open_till(home)) as till:
        card.resolve(till, terminal, BUILT_IN.staff_id)
        doubted = card.open_attempts(till)
        sold = [sell_by_card(till, terminal, n) for n in range(len(receipts) + 1)]
        with till.store.read() as tx:
            sales = [tx.sales.get(basket_id(n)) for n in range(len(receipts) + 1)]

    assert doubted == ()
    assert sold[: len(receipts)] == receipts
    assert approved(home) == [PRICE_MINOR] * len(sold)
    assert all(sale is not None and [one.amount_minor for one in sale.tenders] == [PRICE_MINOR] for sale in sales)
