"""Points in the real window: shown while ringing up, earned with the sale, older ones with their age."""

from datetime import timedelta

from PySide6.QtCore import Qt

from pos.domain.journal import stamp
from pos.services.balances import points_of
from tests.ui.real_app import FLASK, JACKET, an_app, open_screen, press, settle
from ui.app import App
from ui.sell.operations import earns

AMELIA = "C-1001"


def ring_up(app: App, *codes: str) -> None:
    open_screen(app, "sell")
    for code in codes:
        app.scan_desk.scanned(code)
    app.selling.sell.customer_chosen(AMELIA)
    settle(app)


def told_by_hub(app: App, balance: int, hours_ago: float) -> None:
    at = stamp(app.till.now() - timedelta(hours=hours_ago))
    with app.till.store.write() as tx:
        tx.balances.put_points([(AMELIA, balance, at, 10**9, 1, 0, "")])


def test_a_sale_shows_its_points_before_and_after_it_is_paid() -> None:
    with an_app() as app:
        ring_up(app, JACKET, FLASK)
        row = app.selling.sell_screen.basket.customer
        before = row.points.text(), row.earns.text()
        total = app.selling.sell.priced.total_minor
        brings = total // 100

        app.selling.sell.pay()
        while app.selling.step == "pay":  # not right after the page has changed
            app.selling.pay.taking.cash(300_00)
            settle(app)

        customer = app.selling.complete_screen.customer.text(), app.selling.complete_screen.balance.text()
        with app.till.store.read() as tx:
            figure = points_of(tx, app.till, AMELIA)
        assert before == ("2,480 points", f" ·  Earns {brings} points")
        assert customer == (f"Amelia earned {brings} points", f"New balance {2480 + brings:,}")
        assert figure is not None and figure.amount == 2480 + brings


def test_a_scan_shows_what_it_earns_at_once() -> None:
    with an_app() as app:
        ring_up(app, FLASK)
        first = app.selling.sell_screen.basket.customer.earns.text()

        app.scan_desk.scanned(JACKET)
        settle(app)

        priced = app.selling.sell.priced
        assert first == " ·  Earns 24 points"
        assert app.selling.sell_screen.basket.customer.earns.text() == f" ·  Earns {earns(priced):,} points"


def test_points_of_hours_ago_say_when_and_those_of_days_ago_that_they_are_old() -> None:
    with an_app() as app:
        ring_up(app, FLASK)
        row = app.selling.sell_screen.basket.customer
        seen = []
        for hours_ago in (1, 5, 30):
            told_by_hub(app, 2000, hours_ago)
            press(app, Qt.Key.Key_Escape)
            app.scan_desk.scanned(FLASK)
            settle(app)
            seen.append((row.points.text(), row.age.text(), row.age.property("tone"), row.age.isVisible()))

        five_ago = app.session.time(app.till.now() - timedelta(hours=5))
        assert [one[0] for one in seen] == ["2,000 points"] * 3
        assert seen[0][3] is False
        assert seen[1][1:] == (f" ·  as of {five_ago}", "warning.fg", True)
        assert seen[2][1:] == (" ·  last known", "text.muted", True)


def test_a_tile_says_how_old_its_count_is() -> None:
    with an_app() as app:
        open_screen(app, "sell")
        at = stamp(app.till.now() - timedelta(hours=5))
        with app.till.store.write() as tx:
            tx.balances.put_stock([(FLASK, "floor", 7000, at, 10**9, 1)])

        (flask,) = [tile for tile in app.selling.shop.tiles("") if tile.sku == FLASK]

        assert (flask.stock_milli, flask.freshness, flask.as_of) == (7000, "aging", app.session.time(at))


def test_nobody_earns_without_being_known() -> None:
    with an_app() as app:
        open_screen(app, "sell")
        app.scan_desk.scanned(FLASK)
        settle(app)

        assert earns(app.selling.sell.priced) is None
