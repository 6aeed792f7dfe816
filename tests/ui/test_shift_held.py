"""What hangs over from before: held baskets at the close, and a shift of another day. Neither ever stops anybody."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.services.basket import suspended_baskets
from pos.services.shift import close_shift, open_shift
from tests.ui import gallery
from tests.ui.real_app import FLASK, an_app, press, settle, sign_in
from tests.ui.shift_desk import Desk, ShiftStage, a_stage
from ui.shift.held_dialog import HeldAtCloseDialog
from ui.shift.view import HeldRow

HELD = (
    HeldRow("Blue coat", "Held by Maya K., today 11:20", "£189.00"),
    HeldRow("Flask, Socks", "Held by Daniel P., yesterday 16:02", "£42.00"),
)


def about_to_close(held: tuple[HeldRow, ...]) -> tuple[ShiftStage, HeldAtCloseDialog | None]:
    stage = a_stage(Desk(is_open=True, held=held))
    stage.screen_.close_asked.emit()
    gallery.settle()
    dialogs = [dialog for dialog in stage.findChildren(HeldAtCloseDialog) if dialog.isVisible()]
    return stage, dialogs[0] if dialogs else None


def test_what_is_held_is_kept_for_the_next_shift_with_one_press() -> None:
    stage, dialog = about_to_close(HELD)
    assert dialog is not None

    QTest.keyClick(dialog.keep, Qt.Key.Key_Return)
    gallery.settle()

    assert stage.desk.held == HELD
    assert stage.screen_.count.isVisible()
    assert stage.toast.accessibleName() == "Held sales stay for the next shift"


def test_what_is_held_is_struck_where_somebody_says_so() -> None:
    stage, dialog = about_to_close(HELD)
    assert dialog is not None

    QTest.mouseClick(dialog.strike, Qt.MouseButton.LeftButton)
    gallery.settle()

    assert stage.desk.held == ()
    assert stage.screen_.count.isVisible()
    assert stage.toast.accessibleName() == "Held sales struck: 2"


def test_escape_neither_keeps_nor_strikes_nor_counts() -> None:
    stage, dialog = about_to_close(HELD)
    assert dialog is not None

    QTest.keyClick(dialog.keep, Qt.Key.Key_Escape)
    gallery.settle()

    assert stage.desk.held == HELD
    assert stage.screen_.report.isVisible()


def test_nobody_is_asked_where_nothing_is_held() -> None:
    stage, dialog = about_to_close(())

    assert dialog is None
    assert stage.screen_.count.isVisible()


def test_a_shift_of_another_day_is_told_and_can_go_on() -> None:
    stage = a_stage(Desk(is_open=True, of_day="Fri 20 Nov"))

    said = stage.screen_.report.foot.banner.accessibleName()

    assert said == (
        "This shift is of Fri 20 Nov. "
        "Every sale still counts for that day. Close it when it suits and open the one of today."
    )
    assert stage.screen_.report.foot.close_shift.isEnabled()


def test_whoever_signs_in_on_a_shift_of_another_day_is_told_once_and_sells() -> None:
    with an_app() as app:
        yesterday = app.till.now() - timedelta(days=1)
        open_shift(app.till, 150_00, "maya", at=yesterday)

        sign_in(app, with_shift=False)

        assert app.shell.page == "sell"
        assert app.shell.strip.isVisible()
        assert app.shell.strip.accessibleName().startswith(f"This shift is of {yesterday:%a} {yesterday.day}")


def test_a_shift_of_today_is_not_spoken_of() -> None:
    with an_app() as app:
        sign_in(app)

        assert not app.shell.strip.isVisible()


def test_what_is_handed_over_stands_in_the_entry_of_the_close() -> None:
    with an_app() as app:
        sign_in(app)
        app.scan_desk.scanned(FLASK)
        settle(app)
        press(app, Qt.Key.Key_F7)
        held = [one.basket.basket_id for one in suspended_baskets(app.till)]

        close_shift(app.till, 150_00, "maya")

        with app.till.store.read() as tx:
            last = [entry for _n, entry in tx.journal.read() if entry.kind == "shift_closed"][-1]
        assert len(held) == 1 and last.content["held"] == held
