"""A till that sells baskets one after the other, each paid by card, and goes on where it was killed: a program."""

import sys
from contextlib import closing
from pathlib import Path

from pos.devices.terminal_simulator import TerminalSimulator
from pos.domain.basket import Basket
from pos.domain.staff import BUILT_IN
from pos.services import card
from pos.services.basket import keep_draft, request_of
from pos.services.lookup import find_line
from pos.services.sale import complete_sale, price_basket
from pos.services.shift import open_shift
from pos.services.till import Till, open_till
from tests.durability.selling import CURRENCY, basket_id, sku

BASKETS = 400
STAFF = BUILT_IN.staff_id
APPROVES_S = 0.01


def sell_by_card(till: Till, terminal: TerminalSimulator, n: int) -> str:
    """The receipt of this basket: what its card has paid already is not asked for again."""
    with till.store.read() as tx:
        if (done := tx.sales.get(basket_id(n))) is not None:
            return done.receipt
        basket = Basket(basket_id(n), (find_line(tx, till.setup, sku(n % 100), f"line-{n}", None),))
        total = price_basket(tx, till, basket, till.now()).total_minor
    keep_draft(till, basket, STAFF)
    left = total - sum(tender.amount_minor for tender in card.card_tenders(till, basket.basket_id))
    if left:
        card.charge(till, terminal, basket.basket_id, left, STAFF)
    tenders = card.card_tenders(till, basket.basket_id)
    return complete_sale(till, basket, tenders, staff=STAFF, request=request_of(basket, tenders, CURRENCY)).receipt


def main(home: Path) -> None:
    terminal = TerminalSimulator(home, approves_s=APPROVES_S, patience_s=APPROVES_S)
    with closing(open_till(home)) as till:
        card.resolve(till, terminal, STAFF)
        with till.store.read() as tx:
            is_open = tx.shifts.open() is not None
        if not is_open:
            open_shift(till, 0, STAFF)
        for n in range(BASKETS):
            sys.stdout.write(f"{sell_by_card(till, terminal, n)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
