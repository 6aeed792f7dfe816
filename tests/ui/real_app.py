"""The window of `tandem demo` as a whole, on a demo store of its own, for walks through every screen."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pos.services import shift, staff
from pos.services.demo import make_demo
from pos.services.till import open_till
from tests.ui import gallery, pickup_desk
from ui.app import App
from ui.keys import GUARD_MS
from ui.theme import Mode, Theme
from ui.tour_store import pin_of
from ui.widgets.dialog import Dialog

JACKET, FLASK, MAP, SOCK = "HAR-3L-SLT-M", "FLK-750", "MAP-NGM", "MER-SOCK-RST-M"
JACKET_CODE = "5012345600222"
WITH_SIZES = "HAR-3L"
SCREENS = (
    "sign-in",
    "wrong pin",
    "float",
    "sell",
    "basket",
    "removed",
    "offline",
    "search",
    "banner",
    "variants",
    "item",
    "discount",
    "approval",
    "quantity",
    "note",
    "more",
    "recall",
    "swap",
    "demo",
    "wipe",
    "keys",
    "pay",
    "split",
    "shares",
    "card waiting",
    "no answer",
    "declined",
    "complete",
    "report",
    "cash in and out",
    "days",
    "loss",
    "held at close",
    "count",
    "difference",
    "orders",
    "hand over",
    "refused code",
    "order not here",
    "handed over",
    "picking",
    "instead",
    "customers",
    "customers found",
    "nobody found",
    "customer",
    "customer gone",
    "new customer",
    "consent",
    "about a customer",
    "task",
    "returns",
    "found sales",
    "return",
    "no receipt",
    "refund approval",
    "exchange",
    "stand-alone",
    "outbox",
    "issues",
    "compared",
    "limits",
    "letters",
    "accents",
)
"""Every page and dialog that can be reached, by the names that `open_screen` knows."""


@contextmanager
def an_app(mode: Mode = "light", size: tuple[int, int] = (1366, 768)) -> Iterator[App]:
    """The window on a copy of the demo store, at the sign-in page."""
    folder = Path(tempfile.mkdtemp())
    home = shutil.copytree(_demo(), folder / "till")
    app = App(gallery.application(), open_till(home))
    app.holder.use(Theme(mode))
    app.shell.resize(*size)
    app.shell.show()
    app.shell.activateWindow()
    app.start()
    settle(app)
    try:
        yield app
    finally:
        if app.selling.terminal is not None:
            app.selling.terminal.hang_up()
            app.selling.terminal_jobs.wait()
            settle(app)
        app.shell.close()
        app.close()
        shutil.rmtree(folder)


@cache
def _demo() -> Path:
    home = Path(tempfile.mkdtemp()) / "demo"
    make_demo(home)
    return home


def settle(app: App) -> None:
    """Let jobs be done and their results be shown."""
    for _ in range(3):
        app.jobs.wait()
        gallery.settle()


def press(app: App, key: Qt.Key) -> None:
    """A key into the window, wherever the focus is."""
    window = app.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, key)
    settle(app)


def sign_in(app: App, *, with_shift: bool = True) -> None:
    """Maya is at the till, with 150 in the drawer."""
    if with_shift:
        shift.open_shift(app.till, 150_00, "maya")
    app.sign_in_screen.chose.emit("maya")
    app.sign_in_screen.entered.emit(pin_of("maya"))
    settle(app)
    assert app.session.signed_in


def dialogs(app: App) -> list[Dialog]:
    return [one for one in app.shell.findChildren(Dialog) if one.isVisible()]


def open_screen(app: App, name: str) -> QWidget:
    """Go to a screen from the sign-in page as a person would; gives what is in front."""
    if name in ("sign-in", "wrong pin"):
        if name == "wrong pin":
            app.sign_in_screen.chose.emit("maya")
            app.sign_in_screen.entered.emit("0000")
            settle(app)
        return app.sign_in_screen
    sign_in(app, with_shift=name != "float")
    if name in _WAYS:
        _WAYS[name](app)
    settle(app)
    if app.lettering.is_up:
        return app.shell
    opened = dialogs(app)
    return opened[-1] if opened else app.shell


def _scan(app: App, *codes: str) -> None:
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)


def _search(app: App) -> None:
    app.selling.sell_screen.field.setFocus()
    QTest.keyClicks(app.selling.sell_screen.field, "amelia")


def _keys_after(*codes_and_keys: str | Qt.Key) -> Callable[[App], None]:
    def go(app: App) -> None:
        for one in codes_and_keys:
            if isinstance(one, str):
                _scan(app, one)
            else:
                press(app, one)

    return go


def _approval(app: App) -> None:
    _keys_after(JACKET, Qt.Key.Key_F5)(app)
    app.selling.discounts.applied("percent", "50", "Damaged")


def _pay(app: App) -> None:
    _scan(app, JACKET, FLASK)
    app.selling.sell.pay()


def _split(app: App) -> None:
    _take_cash(app, 50_00)
    assert app.selling.pay.taken


def _complete(app: App) -> None:
    _take_cash(app, 300_00)
    assert app.selling.step == "complete"


def _take_cash(app: App, minor: int) -> None:
    """A page that moves money takes nothing in its first moments."""
    _pay(app)
    QTest.qWait(GUARD_MS)
    settle(app)
    app.selling.pay.taking.cash(minor)
    settle(app)


def _basket(app: App) -> None:
    """Amelia's, with a promotion, more than one of a thing, and a selected line."""
    from tests.ui import customer_desk

    _scan(app, JACKET, SOCK, SOCK, FLASK, customer_desk.CARD)


def _removed(app: App) -> None:
    _scan(app, JACKET, FLASK)
    press(app, Qt.Key.Key_Delete)


def _shares(app: App) -> None:
    _pay(app)
    press(app, Qt.Key.Key_F6)


def _offline(app: App) -> None:
    from tests.ui import sync_till

    sync_till.join(app, "offline", "unreachable")
    _basket(app)


def _card(word: str, *, waits: bool = False) -> Callable[[App], None]:
    """The card is asked for, and the terminal told what to do; unless it `waits` for the card, it has done so."""

    def go(app: App) -> None:
        from tests.ui import card_desk

        card_desk.tell(app, word)
        _pay(app)
        settle(app)
        card_desk.rest()
        if waits:
            press(app, Qt.Key.Key_F12)
        else:
            card_desk.quick(app)
            card_desk.key(app, Qt.Key.Key_F12)

    return go


def _recall(app: App) -> None:
    _keys_after(FLASK, Qt.Key.Key_F7, Qt.Key.Key_F8)(app)


def _item(app: App) -> None:
    app.selling.sell_screen.item_asked.emit(JACKET)


def _swap(app: App) -> None:
    _keys_after(FLASK, Qt.Key.Key_F7, JACKET, Qt.Key.Key_F8, Qt.Key.Key_Return)(app)


def _demo_sheet(app: App) -> None:
    app.shell.top.demo.click()


def _wipe(app: App) -> None:
    app.demo.folder = app.till.home
    _demo_sheet(app)
    wipe = dialogs(app)[-1].findChild(QAbstractButton, "wipe-demo")
    assert wipe is not None
    wipe.click()


def _note(app: App) -> None:
    _scan(app, JACKET)
    app.selling.sell_screen.bar.buttons["note"].click()


def _more(app: App) -> None:
    app.selling.sell_screen.bar.buttons["more"].click()


def _report(app: App) -> None:
    app.open_page("shift")


def _cash(app: App) -> None:
    """One movement is booked, the next is filled in."""
    shift.move_cash(app.till, "paid_in", 20_00, "Change from the bank", "maya")
    _report(app)
    settle(app)
    app.shift_screen.cash_asked.emit()
    settle(app)
    app.shift_screen.cash.form.reason_chosen.emit(0)
    app.shift_screen.cash.form.amount.setText("20.00")


def _days(app: App) -> None:
    _complete(app)
    app.session.staff = next(one for one in staff.people(app.till) if "see_reports" in one.role.rights)
    _report(app)
    settle(app)
    app.shift_screen.days_asked.emit()


def _loss(app: App) -> None:
    _days(app)
    settle(app)
    app.shift_screen.days.which_chosen.emit("loss")


def _held_at_close(app: App) -> None:
    _scan(app, FLASK)
    press(app, Qt.Key.Key_F7)
    _report(app)
    settle(app)
    app.shift_screen.close_asked.emit()


def _count(app: App) -> None:
    _report(app)
    settle(app)
    app.shift_screen.close_asked.emit()


def _difference(app: App) -> None:
    _count(app)
    settle(app)
    app.shift_screen.primary.emit()


def _orders(app: App) -> None:
    pickup_desk.keep_queue(app.till)
    app.open_page("pickups")


def _hand_over(app: App) -> None:
    _orders(app)
    _scan(app, pickup_desk.a_code(app.till), pickup_desk.TEE_CODE)


def _refused_code(app: App) -> None:
    _orders(app)
    _scan(app, pickup_desk.a_code(app.till, kid=9))


def _order_not_here(app: App) -> None:
    _orders(app)
    _scan(app, pickup_desk.a_code(app.till, 90001), JACKET_CODE)


def _handed_over(app: App) -> None:
    _hand_over(app)
    _scan(app, f"TP{pickup_desk.AMELIA}-1")
    app.pickups.page.screen_.pages.part_asked.emit()


def _picking(app: App) -> None:
    _orders(app)
    app.pickups.page.screen_.opened.emit(pickup_desk.IDRIS)


def _instead(app: App) -> None:
    _hand_over(app)
    app.pickups.page.screen_.pages.someone_asked.emit()


def _returns(app: App) -> None:
    app.open_page("returns")


def _found_sales(app: App) -> None:
    from tests.ui import return_desk

    return_desk.sell(app)
    _returns(app)
    app.returning.page.screen.head.field.setFocus()
    QTest.keyClicks(app.returning.page.screen.head.field, "1")


def _return(app: App) -> None:
    from tests.ui import return_desk

    return_desk.mock_up(app)


def _no_receipt(app: App) -> None:
    _returns(app)
    app.returning.page.screen.without_asked.emit()
    _scan(app, FLASK)


def _refund_approval(app: App) -> None:
    _return(app)
    screen = app.returning.page.screen
    screen.way_chosen.emit("cash")
    QTest.qWait(GUARD_MS)
    screen.refunded.emit()


def _exchange(app: App) -> None:
    _return(app)
    app.returning.page.screen.exchanged.emit()


def _customers(text: str = "", ask: str = "") -> Callable[[App], None]:
    """The search with something typed, or Amelia's page with one of its dialogs."""

    def go(app: App) -> None:
        from tests.ui import customer_desk

        if ask:
            customer_desk.show(app)
            getattr(customer_desk.screen(app), ask).emit()
        else:
            customer_desk.search(app, text)

    return go


def _customer(app: App) -> None:
    from tests.ui import customer_desk

    customer_desk.show(app)


def _customer_gone(app: App) -> None:
    app.open_page("customers")
    app.customers.page.presenter.open("nobody", "search")


def _new_customer(app: App) -> None:
    _customers("zoe")(app)
    press(app, Qt.Key.Key_Insert)


def _sync(tab: str) -> Callable[[App], None]:
    """A tab of the sync centre of a till that has joined a hub, with something on each."""

    def go(app: App) -> None:
        from tests.ui import sync_till

        sync_till.join(app)
        sync_till.sell_one(app)
        sync_till.disagree(app)
        sync_till.compare(app)
        app.open_page("sync")
        app.sync_screen.tab_chosen.emit(tab)

    return go


def _limits(app: App) -> None:
    from tests.ui import sync_till

    sync_till.join(app, "offline", "unreachable")
    app.shell.strip.action.click()


def _letters(app: App) -> None:
    """Below the find field of Sell."""
    app.lettering.raise_for(app.selling.sell_screen.field)


def _accents(app: App) -> None:
    """The second page of the letters, capitals from now on."""
    _letters(app)
    for key in ("turn", "shift", "shift"):
        app.lettering.sheet.keys[key].click()


_WAYS: dict[str, Callable[[App], None]] = {
    "basket": _basket,
    "removed": _removed,
    "offline": _offline,
    "shares": _shares,
    "card waiting": _card("wait", waits=True),
    "no answer": _card("silent"),
    "declined": _card("decline"),
    "exchange": _exchange,
    "stand-alone": lambda app: app.open_page("sync"),
    "outbox": _sync("outbox"),
    "issues": _sync("look"),
    "compared": _sync("reconcile"),
    "limits": _limits,
    "letters": _letters,
    "accents": _accents,
    "search": _search,
    "banner": _keys_after("4006381333931"),
    "variants": _keys_after(WITH_SIZES),
    "item": _item,
    "swap": _swap,
    "demo": _demo_sheet,
    "wipe": _wipe,
    "discount": _keys_after(JACKET, Qt.Key.Key_F5),
    "approval": _approval,
    "quantity": _keys_after(JACKET, Qt.Key.Key_F4),
    "note": _note,
    "more": _more,
    "recall": _recall,
    "orders": _orders,
    "hand over": _hand_over,
    "refused code": _refused_code,
    "order not here": _order_not_here,
    "handed over": _handed_over,
    "picking": _picking,
    "instead": _instead,
    "returns": _returns,
    "found sales": _found_sales,
    "return": _return,
    "no receipt": _no_receipt,
    "refund approval": _refund_approval,
    "customers": _customers(),
    "customers found": _customers("am"),
    "nobody found": _customers("xyzzy"),
    "customer": _customer,
    "customer gone": _customer_gone,
    "new customer": _new_customer,
    "consent": _customers(ask="consent_asked"),
    "about a customer": _customers(ask="note_asked"),
    "task": _customers(ask="task_asked"),
    "keys": _keys_after(Qt.Key.Key_F1),
    "pay": _pay,
    "split": _split,
    "complete": _complete,
    "report": _report,
    "cash in and out": _cash,
    "days": _days,
    "loss": _loss,
    "held at close": _held_at_close,
    "count": _count,
    "difference": _difference,
}
