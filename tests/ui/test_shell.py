"""The window: where everything stands, which pages open, and what its keys do."""

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui import gallery
from tests.ui.positions import RAIL, differences
from ui.keys import KeyWords
from ui.lettering import Lettering
from ui.shell.key_groups import KeySheet, keys_everywhere, keys_of
from ui.shell.key_list import key_list
from ui.shell.rail import PAGES, PageView
from ui.shell.shell import Shell
from ui.shell.top_bar import SyncView
from ui.shell.words import ShellWords
from ui.sounds import Sounds
from ui.text import CommonWords
from ui.theme import Theme, ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.segmented import Segmented

WORDS = ShellWords()
SHEET = KeySheet("Selling", (keys_everywhere(WORDS),))


def a_shell(holder: ThemeHolder) -> Shell:
    """A till with two pages, each with a field that takes the focus."""
    shell = Shell(holder, WORDS, CommonWords(), lambda: "14:32")
    for name in ("sell", "shift"):
        page, field = QWidget(), QLineEdit()
        QVBoxLayout(page).addWidget(field)
        page.setFocusProxy(field)
        shell.add_page(name, page)
    shell.top.show_title("Sell", "Sale 2-004117")
    shell.top.show_place("Northgate Store · Till 2", demo=False)
    shell.top.show_sync(SyncView("Synced 14:31", "sync.ok"))
    shell.top.show_person("Maya Kowalczyk", "Maya K.")
    shell.show_page("sell")
    return shell


def test_rail_and_top_bar_stand_where_the_design_has_them() -> None:
    shell = gallery.show(a_shell)

    assert differences(shell, "b1-sell", {**RAIL, "Synced 14:31": "sync-pill"}) == []


def test_pages_that_this_till_does_not_have_are_grey_and_say_so() -> None:
    shell = gallery.show(a_shell)

    able = {name for name, button in shell.rail.buttons.items() if button.isEnabled()}

    assert able == {"sell", "shift"}
    assert shell.rail.buttons["stock"].toolTip() == "Stock is not part of this till."
    assert shell.rail.buttons["stock"].accessibleDescription() == "Stock is not part of this till."


def test_a_till_on_its_own_says_that_it_stands_alone() -> None:
    shell = gallery.show(lambda holder: Shell(holder, WORDS, CommonWords(), lambda: "14:32"))

    assert shell.top.sync.text() == "Stand-alone"


def test_the_rail_opens_pages_by_key_and_by_press() -> None:
    shell, shown = gallery.show(a_shell), []
    shell.page_shown.connect(shown.append)

    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    QTest.mouseClick(shell.rail.buttons["sell"], Qt.MouseButton.LeftButton)

    assert shown == ["shift", "sell"]
    assert shell.rail.buttons["sell"].isChecked()
    assert not shell.rail.buttons["shift"].isChecked()


def test_touching_the_top_bar_leaves_the_focus_on_the_page() -> None:
    shell, pressed = gallery.show(a_shell), []
    shell.top.demo_pressed.connect(lambda: pressed.append(1))
    shell.top.demo.show()
    shell.show_page("shift")
    page = shell.focusWidget()

    QTest.mouseClick(shell.top.demo, Qt.MouseButton.LeftButton)

    assert pressed == [1]
    assert shell.focusWidget() is page


def test_opening_a_page_puts_the_focus_into_it() -> None:
    shell = gallery.show(a_shell)

    shell.show_page("shift")

    assert shell.stack.currentWidget().isAncestorOf(shell.focusWidget())


def test_keys_of_the_frame_do_nothing_before_somebody_signed_in() -> None:
    shell, asked = gallery.show(a_shell), []
    sign_in, field = QWidget(), QLineEdit()
    QVBoxLayout(sign_in).addWidget(field)
    sign_in.setFocusProxy(field)
    shell.add_full_page("sign_in", sign_in)
    shell.lock_asked.connect(lambda: asked.append("lock"))
    shell.help_asked.connect(lambda: asked.append("help"))
    shell.show_page("sign_in")

    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_F1)

    assert asked == ["help"]


def test_ctrl_z_undoes_what_the_toast_tells() -> None:
    shell, undone = gallery.show(a_shell), []
    shell.toast.say("Merino Hike Sock removed", "delete", lambda: undone.append(1))

    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == [1]


def test_the_strip_stays_until_it_is_closed_and_pushes_the_page_down() -> None:
    shell = gallery.show(a_shell)
    before = shell.stack.height()

    shell.show_strip("Offline since 14:12.", "Selling, cash, returns and pickups work.")
    gallery.settle()
    with_strip = shell.stack.height()
    shell.strip.close_button.click()
    gallery.settle()

    assert (before - with_strip, shell.stack.height()) == (44, before)


def test_a_count_on_the_rail_is_told_to_those_who_cannot_see_it() -> None:
    shell = gallery.show(a_shell)

    shell.rail.show_page(PageView("sell", badge="7"))

    assert shell.rail.buttons["sell"].accessibleDescription() == "7"


def lettering(shell: Shell) -> Lettering:
    return Lettering(shell, shell.holder, None, lambda _: None)


def silent(kept: list[bool]) -> Sounds:
    return Sounds(True, kept.append, lambda: None)


def test_the_list_of_keys_opens_over_the_page_and_closes_with_esc() -> None:
    shell = gallery.show(a_shell)
    dialog = key_list(shell, shell.holder, WORDS, CommonWords(), [SHEET], silent([]), lettering(shell))

    gallery.settle()
    opened = dialog.isVisible()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Escape)

    assert (opened, dialog.isVisible()) == (True, False)


def test_the_arrows_turn_the_sheets_of_the_list() -> None:
    shell = gallery.show(a_shell)
    sheets = [SHEET, KeySheet("Other pages", (keys_of("shift", "Shift", WORDS, KeyWords()),))]
    dialog = key_list(shell, shell.holder, WORDS, CommonWords(), sheets, silent([]), lettering(shell), at=1)
    turn = dialog.findChild(Segmented)
    assert turn is not None

    seen = [groups_seen(dialog)]
    turn.segments["1"].setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(shell.focusWidget(), key)
        seen.append(groups_seen(dialog))

    assert seen == [["Shift"], ["Everywhere"], ["Shift"]]


def groups_seen(dialog: Dialog) -> list[str]:
    told = [one for one in dialog.findChildren(QWidget) if one.accessibleDescription() and one.isVisible()]
    return [one.accessibleName() for one in told]


def test_the_sounds_are_switched_off_and_on_at_the_foot_of_the_list() -> None:
    shell = gallery.show(a_shell)
    kept: list[bool] = []
    dialog = key_list(shell, shell.holder, WORDS, CommonWords(), [SHEET], silent(kept), lettering(shell))
    switch = dialog.findChild(OutlineButton, "sounds")
    assert switch is not None

    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    first = switch.text()
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)

    assert (first, switch.text()) == ("Sounds are on", "Sounds are off")
    assert kept == [False, True]


@pytest.mark.parametrize(("name", "times"), [("scanOk", 1), ("scanUnknown", 2), ("blocked", 3)])
def test_what_a_scan_did_is_told_apart_by_how_often_it_rings(name: str, times: int) -> None:
    gallery.application()
    rung: list[int] = []
    sounds = Sounds(False, lambda _: None, lambda: rung.append(1))

    sounds.play(name)
    since = QElapsedTimer()
    since.start()
    while len(rung) < times and since.elapsed() < 5_000:
        QApplication.processEvents()

    assert len(rung) == times


def test_a_muted_till_is_silent_and_is_heard_as_soon_as_it_is_not() -> None:
    gallery.application()
    rung: list[int] = []
    sounds = Sounds(True, lambda _: None, lambda: rung.append(1))

    sounds.play("scanOk")
    before = list(rung)
    sounds.mute(False)

    assert (before, rung) == ([], [1])


def test_kindred_keys_share_a_row() -> None:
    rows = keys_of("sell", "Sell", WORDS, KeyWords()).rows

    assert ("Hold, recall", ("F7", "F8")) in rows
    assert ("Line above, below", ("↑", "↓")) in rows
    assert ("Note, on the lines", ("Ctrl N",)) in rows
    assert ("Hold", ("F7",)) not in rows


def test_the_list_takes_a_screen_s_keys_from_the_table_of_shortcuts() -> None:
    group = keys_of("pay", "Pay", WORDS, KeyWords())

    assert ("Card for what is left", ("F12",)) in group.rows
    assert ("Pay", ("F12",)) not in group.rows


def test_the_keys_of_the_list_are_the_keys_that_work() -> None:
    told = {key for _, keys in keys_everywhere(WORDS).rows for key in keys}

    assert {"F1", "F2", "Ctrl L", "Ctrl Z", "Esc", "Tab", "F11"} <= told
    assert len(PAGES) == 8


@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_no_control_of_the_frame_is_smaller_than_a_finger_or_outside_the_window(size: tuple[int, int]) -> None:
    shell = gallery.show(a_shell, size=size)

    controls = [*shell.rail.buttons.values(), shell.top.sync, shell.top.person]

    assert all(min(control.width(), control.height()) >= 44 for control in controls)
    assert all(shell.rect().contains(control.mapTo(shell, control.rect().bottomRight())) for control in controls)


def test_a_theme_chosen_at_run_time_changes_the_window() -> None:
    shell = gallery.show(a_shell)
    light = shell.grab().toImage().pixelColor(700, 700).name()

    shell.holder.use(Theme("dark"))
    gallery.settle()

    assert light == Theme("light").hex("bg.app").lower()
    assert shell.grab().toImage().pixelColor(700, 700).name() == Theme("dark").hex("bg.app").lower()
