"""A till's life in short: an entry of every kind that a till writes."""

import json
from pathlib import Path
from typing import Any

from pos.devices.simulated_printer import SimulatedPrinter
from pos.devices.terminal_simulator import TerminalSimulator
from pos.domain.coupon_token import make_coupon
from pos.domain.customer import NewCustomer
from pos.services.basket import keep_draft, void_basket
from pos.services.card import charge, refund
from pos.services.customer import open_customer
from pos.services.customer_change import change_customer, create_customer
from pos.services.customer_consent import change_consents
from pos.services.customer_note import add_note, add_task, finish_task
from pos.services.order_return import LineBack, return_order
from pos.services.pickup_hand_over import HandOver, hand_over, undo
from pos.services.pickup_pick import pick, ready, short, stage
from pos.services.printing import ask_for_print, print_job
from pos.services.shift import close_shift, move_cash, open_drawer, open_shift
from pos.services.staff import give_approval, sign_in
from pos.services.till import Till
from tests.store.pickups import KID, ORDER, SIGNER, an_order, keep_orders, to_pick
from tests.store.shop import PROMOTIONS, a_basket, bought, import_text, new_id, returned, sell

PROGRAMME = '{"points_per": "1.00", "value": "0.01", "redeem_step": 100, "redeem_min": 100}'
POINTS = "id,name,points\nC-3,Jonas Weber,2480\n"
PERSONAL: dict[str, Any] = {
    "id": "P-MINE",
    "name": "Yours",
    "when": {"coupon": "nobody is told"},
    "give": {"percent": "10"},
}
"""What a personal coupon unlocks."""


def live(till: Till, folder: Path) -> None:
    """A history with an entry of every kind that a till writes."""
    import_text(till, "programme", PROGRAMME, folder)
    import_text(till, "customers", POINTS, folder)
    import_text(till, "promotions", json.dumps([*PROMOTIONS, PERSONAL]), folder)
    import_text(till, "stock", "sku,change,reason\nSOCK-R,-1,thrown away\n", folder, adjust=True)
    sign_in(till, "maya")
    open_shift(till, 100_00, "maya")
    exempt = {"reason": "diplomat", "certificate": "D-77"}
    sale = sell(till, bought("SOCK-R", "2"), bought("APPLE", "0.5"), staff="maya", customer="C-1", tax_exempt=exempt)
    jacket = bought("JACKET", discount={"percent": "10"}, reason="scratch")
    sell(till, jacket, by="card", staff="maya", coupons=[a_coupon(till, PERSONAL["id"])])
    sell(till, returned(sale.receipt, disposition="damaged"))
    sell(till, returned(sale.receipt, 2, "0.5"), bought("FLASK"), by="account", staff="maya", customer="C-1")
    give_approval(till, "discount", "maya", "sofia", "8642", "line 1")
    void_basket(till, a_basket(till, bought("FLASK")), "maya", "changed his mind")
    strike_a_line(till, "maya")
    for _ in range(2):
        print_job(till, SimulatedPrinter(), ask_for_print(till, sale, staff="maya"))
    open_drawer(till, "change", "maya")
    move_cash(till, "paid_in", 5_00, "coins", "maya")
    move_cash(till, "paid_out", 1_00, "stamps", "sofia")
    move_cash(till, "dropped", 50_00, "safe", "maya")
    pay_at_the_terminal(till, "maya")
    _pick_and_hand_over(till)
    know_customers(till, "C-2", "maya")
    close_shift(till, 0, "sofia", reason="lost")


def a_coupon(till: Till, promotion_id: str) -> str:
    """A personal coupon that the hub signed with a key that the till was told."""
    with till.store.write() as tx:
        tx.stores.put_pickup_keys(1, [(KID, SIGNER.public_key().public_bytes_raw())], 1)
    return make_coupon(SIGNER, kid=KID, promotion_id=promotion_id, serial=42, exp=2_000_000_000)


def strike_a_line(till: Till, staff: str) -> None:
    """One is taken out of a basket and put back, another is taken out for good; then the basket is given up."""
    basket = a_basket(till, bought("FLASK"), bought("HEM"))
    for state in (basket, basket.void_line("1"), basket, basket.void_line("2")):
        keep_draft(till, state, staff)
    void_basket(till, basket.void_line("2"), staff)


def pay_at_the_terminal(till: Till, staff: str) -> None:
    """One payment that is approved, then given back."""
    terminal = TerminalSimulator(till.home, approves_s=0)
    paid = charge(till, terminal, new_id(), 24_00, staff)
    refund(till, terminal, new_id(), paid.reference, 24_00, staff)


def _pick_and_hand_over(till: Till) -> None:
    """One order packed with a line short, another collected by somebody else, of which one piece is not wanted and
    another comes back later; what was handed over by mistake is taken back."""
    keep_orders(till, to_pick(ORDER + 1), an_order(ORDER, flags=8))
    pick(till, ORDER + 1, 1, 2000, "maya")
    short(till, ORDER + 1, 2, "maya", "not on the shelf")
    stage(till, ORDER + 1, 1, "B2", "maya")
    ready(till, ORDER + 1, "maya")
    wrong = hand_over(till, HandOver(ORDER, {1: 1}, proof="photo_id", id_checked=True, bag_scanned=True), "maya")
    undo(till, wrong.entry_id, "maya")
    request = HandOver(ORDER, {1: 2}, {2: "too small"}, collected_by="Jo Castellan", approved_by="sofia")
    hand_over(till, request, "maya")
    return_order(till, ORDER, {1: LineBack(1, "does not fit", "damaged")}, "maya")


def know_customers(till: Till, known: str, staff: str) -> None:
    """One is created with an answer, another looked up, changed, noted down, and served as promised."""
    born = {"card": "TL7710010096", "birthday": "1990-04-28", "language": "en"}
    new = NewCustomer("Jo Castellan", "jo@mail.example", "+447700900333", consents=(("email", True),), **born)
    create_customer(till, new, staff)
    open_customer(till, known, staff, "search")
    change_customer(till, known, {"phone": "+447700900214"}, staff)
    change_consents(till, known, {"sms": False}, staff)
    add_note(till, known, "walks a lot", staff)
    finish_task(till, add_task(till, known, "call about the boots", "2026-11-28", staff), staff)
