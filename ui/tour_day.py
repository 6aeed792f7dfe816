"""The working day of the tour: the order in which a cashier does what the other modules of the tour know to do."""

from ui import tour_customer, tour_link, tour_pickup, tour_return
from ui.tour import Tour
from ui.tour_cash import look_at_reports, move_cash
from ui.tour_pay import pay_by_card, pay_cash, pay_split, pay_with_value, trouble_with_the_card
from ui.tour_sell import hold_and_recall, ring_up
from ui.tour_shift import check_books, close_shift, open_shift, sign_in
from ui.tour_store import FLASK, barcode_of

PICKUPS = {
    "light": ("N-88232", "HAR-3L-PLM-S", "FLK-500", "FLK-500"),
    "dark": ("N-88234", "MER-SOCK-PIN-M", "MER-SOCK-PIN-M", "FEL-BEA-PIN"),
}
"""Which order is collected in which theme, and its goods: both days are of one till."""


def day(tour: Tour) -> None:
    """From the first sign-in to the Z report; every sale, receipt and figure is looked at."""
    sign_in(tour)
    open_shift(tour)
    ring_up(tour)
    split_receipt = pay_split(tour)
    cash_receipt = pay_cash(tour)
    pay_by_card(tour)
    if tour.world is not None:
        pay_with_value(tour)
    trouble_with_the_card(tour)
    hold_and_recall(tour)
    tour_return.exchange(tour, split_receipt)
    tour_customer.look_up(tour)
    if tour.world is None:
        tour_return.refund(tour, cash_receipt, FLASK)
        tour_customer.add_newcomer(tour)
    else:
        fetch(tour)
        without_hub(tour, cash_receipt)
    move_cash(tour)
    look_at_reports(tour)
    close_shift(tour)
    if tour.world is not None:
        tour_link.compare(tour)
    check_books(tour)


def fetch(tour: Tour) -> None:
    """An order is packed, codes that are no good are refused, an order is collected, and something of it comes back."""
    assert tour.world is not None
    number, *skus = PICKUPS[tour.mode]
    tokens = tour.world.sheet.tokens
    tour.see("orders of the web shop wait", lambda: number in tokens)
    tour_pickup.pack(tour)
    tour_pickup.refuse(tour, tour_link.forged(tokens[number]))
    tour_pickup.hand_over(tour, number, [barcode_of(sku) for sku in skus])
    tour_return.take_order_back(tour, number, skus[0])


def without_hub(tour: Tour, cash_receipt: str) -> None:
    """An outage: sold, taken back, and somebody new, all of it sent when the hub is there again."""
    tour.open_page("sell")
    tour_link.cut(tour)
    tour_link.sell_offline(tour)
    tour_return.refund(tour, cash_receipt, FLASK)
    newcomer = tour_customer.add_newcomer(tour)
    tour_link.look_at_outbox(tour)
    tour_link.link_back(tour, newcomer)
