"""Scans and typing through one application: scans reach no widget, typing reaches it whole and in order."""

import ctypes
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.barcode import MAX_BYTES
from tests.keyboard import Keyboard
from ui.scanner import BREATH_MS, REPEAT_MS, ScannerSettings, ScanRouter, key_time

EAN = "4006381333931"
TEXT = st.text("abcXYZ 0189-+/", min_size=1, max_size=8)


class Counter(QWidget):
    """A window with one of everything that keys can act on; it writes down what they did."""

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []
        self.find, self.pin = QLineEdit(), QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.pay = QPushButton("Pay", autoDefault=True)
        self.pay.setDefault(True)
        self.lines = QListView()
        self.lines.setModel(QStringListModel(["apple", "banana", "4 candles"]))
        layout = QVBoxLayout(self)
        for widget in (self.find, self.pin, self.pay, self.lines):
            layout.addWidget(widget)
        self.pay.clicked.connect(lambda: self.did.append("pay"))
        self.find.returnPressed.connect(lambda: self.did.append(f"find {self.find.text()}"))
        for keys in ("F12", "Ctrl+R", "+"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda keys=keys: self.did.append(keys))


@pytest.fixture
def counter(qtbot: QtBot) -> Counter:
    window = Counter()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.find.setFocus()
    return window


@pytest.fixture
def keyboard(counter: Counter) -> Iterator[Keyboard]:
    keyboard = Keyboard(counter)
    yield keyboard
    keyboard.close()


@pytest.fixture
def may_repeat(counter: Counter) -> Iterator[Keyboard]:
    keyboard = Keyboard(counter, ScannerSettings(may_repeat=True))
    yield keyboard
    keyboard.close()


@pytest.mark.parametrize("gap_ms", [0, 2, 10, 30, 35])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
@pytest.mark.parametrize("where", ["find", "pin", "pay", "lines"])
def test_no_key_of_a_scan_reaches_the_widget_with_the_focus(
    counter: Counter, keyboard: Keyboard, gap_ms: int, end: Qt.Key, where: str
) -> None:
    widget = getattr(counter, where)
    widget.setFocus()
    counter.lines.setCurrentIndex(counter.lines.model().index(1, 0))

    keyboard.scan(EAN, gap_ms, end)
    keyboard.pause(200)

    assert keyboard.scans == [EAN]
    assert (counter.did, counter.find.text(), counter.pin.text()) == ([], "", "")
    assert widget.hasFocus()
    assert counter.lines.currentIndex().row() == 1


def test_a_scan_is_told_at_its_last_key(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan(EAN)

    assert keyboard.scans == [EAN]


def test_a_scan_without_enter_ends_after_100_ms(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan(EAN, gap_ms=0, end=None)

    keyboard.pause(99)
    before = list(keyboard.scans)
    keyboard.pause(1)

    assert (before, keyboard.scans, counter.find.text()) == ([], [EAN], "")


@pytest.mark.parametrize("gap_ms", [36, 60, 120, 400])
def test_typed_text_stays_typed(counter: Counter, keyboard: Keyboard, gap_ms: int) -> None:
    keyboard.type("Sock 4006381", gap_ms)
    keyboard.key(Qt.Key.Key_Return)

    assert counter.find.text() == "Sock 4006381"
    assert counter.did == ["find Sock 4006381"]
    assert keyboard.scans == []


def test_a_typed_character_is_35_ms_late_and_no_more(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.key("a")
    keyboard.pause(34)
    early = counter.find.text()
    keyboard.pause(1)

    assert (early, counter.find.text()) == ("", "a")


def test_three_quick_keys_and_enter_are_somebody_in_a_hurry(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan("150", gap_ms=20)
    keyboard.pause(35)

    assert keyboard.scans == []
    assert counter.did == ["find 150"]


def test_keys_that_roll_over_each_other_arrive_in_order(counter: Counter, keyboard: Keyboard) -> None:
    for text in ("th", "e ", "ca", "t"):
        keyboard.scan(text, gap_ms=15, end=None)
        keyboard.pause(80)

    assert counter.find.text() == "the cat"


def test_four_quick_keys_and_a_short_rest_are_typing(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan("1234", gap_ms=30, end=None)
    keyboard.pause(40)
    keyboard.type("5")

    assert (keyboard.scans, counter.find.text()) == ([], "12345")


@pytest.mark.parametrize("gap_ms", [1, 30, 50, 200])
def test_a_shortcut_in_the_middle_of_typing_acts_once_and_in_its_place(
    counter: Counter, keyboard: Keyboard, gap_ms: int
) -> None:
    counter.find.textChanged.connect(counter.did.append)

    keyboard.type("ab", 100)
    keyboard.key("c")
    keyboard.pause(gap_ms)
    keyboard.key(Qt.Key.Key_F12)
    keyboard.pause(gap_ms)
    keyboard.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    keyboard.pause(gap_ms)
    keyboard.key("d")
    keyboard.pause(100)

    assert counter.did == ["a", "ab", "abc", "F12", "Ctrl+R", "abcd"]
    assert keyboard.scans == []


def test_a_shortcut_alone_is_not_late_at_all(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.key(Qt.Key.Key_F12)

    assert counter.did == ["F12"]


def test_a_sign_that_is_a_shortcut_acts_where_nobody_types(counter: Counter, keyboard: Keyboard) -> None:
    counter.pay.setFocus()

    keyboard.type("+")
    counter.find.setFocus()
    keyboard.type("+")

    assert (counter.did, counter.find.text()) == (["+"], "+")


def test_space_still_presses_a_button_and_letters_still_search_a_list(counter: Counter, keyboard: Keyboard) -> None:
    counter.pay.setFocus()
    keyboard.type(" ")
    counter.lines.setFocus()
    keyboard.type("b")

    assert counter.did == ["pay"]
    assert counter.lines.currentIndex().data() == "banana"


def test_backspace_and_arrows_edit_what_was_typed_before_them(counter: Counter, keyboard: Keyboard) -> None:
    for key in ("a", "b", Qt.Key.Key_Backspace, "c", Qt.Key.Key_Home, "d"):
        keyboard.key(key)
        keyboard.pause(10 if key == "b" else 50)
    keyboard.pause(50)

    assert counter.find.text() == "dac"


def test_a_password_field_is_typed_into_like_any_other(counter: Counter, keyboard: Keyboard) -> None:
    counter.pin.setFocus()

    keyboard.type("4711")

    assert (counter.pin.text(), keyboard.scans) == ("4711", [])


@pytest.mark.parametrize("junk", ["x\n", "\n", "\t", "12\n", "12"])
def test_what_a_code_carries_behind_its_end_reaches_nothing(counter: Counter, keyboard: Keyboard, junk: str) -> None:
    counter.pay.setFocus()

    keyboard.scan(EAN, end=Qt.Key.Key_Return)
    keyboard.scan(junk, end=None)
    keyboard.pause(200)

    assert keyboard.scans == [EAN]
    assert counter.did == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Left])
def test_a_control_key_inside_a_code_acts_on_nothing_and_spoils_the_code(
    counter: Counter, keyboard: Keyboard, key: Qt.Key
) -> None:
    keyboard.scan("12", end=None)
    keyboard.key(key)
    keyboard.scan("34567")
    keyboard.key(Qt.Key.Key_F12)
    keyboard.pause(200)

    assert counter.did == []
    assert len(keyboard.scans) == 1
    assert EAN not in keyboard.scans[0]
    assert len(keyboard.scans[0]) == 8


def test_two_lines_in_one_code_are_two_scans_and_no_enter(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan("BEGIN:VCARD")
    keyboard.scan("N:Amelia")
    keyboard.scan("END", end=Qt.Key.Key_Return)
    keyboard.pause(200)

    assert keyboard.scans == ["BEGIN:VCARD", "N:Amelia"]
    assert (counter.did, counter.find.text()) == ([], "")


def test_a_key_pressed_soon_after_a_scan_counts(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan(EAN)
    keyboard.pause(40)
    keyboard.key(Qt.Key.Key_F12)

    assert counter.did == ["F12"]


def test_ten_scans_a_second_are_ten_scans(counter: Counter, keyboard: Keyboard) -> None:
    codes = [f"{n:012d}" for n in range(50)]

    for code in codes:
        keyboard.scan(code, gap_ms=3)
        keyboard.pause(60)

    assert keyboard.scans == codes


def test_a_code_of_four_thousand_characters_is_one_scan(counter: Counter, keyboard: Keyboard) -> None:
    for char in "x" * (MAX_BYTES + 100):
        keyboard.key(char)
        keyboard.now_ms += 1
    keyboard.pause(200)

    assert [len(code) for code in keyboard.scans] == [MAX_BYTES + 1]
    assert counter.find.text() == ""


def test_the_same_code_counts_every_time(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan(EAN)
    keyboard.pause(50)
    keyboard.scan(EAN)

    assert keyboard.scans == [EAN, EAN]


def test_a_scanner_that_may_repeat_itself_is_heard_once(counter: Counter, may_repeat: Keyboard) -> None:
    may_repeat.scan(EAN, gap_ms=1)
    may_repeat.pause(50)
    may_repeat.scan(EAN, gap_ms=1)
    may_repeat.pause(50)
    may_repeat.scan("12345678", gap_ms=1)
    may_repeat.pause(REPEAT_MS)
    may_repeat.scan("12345678", gap_ms=1)

    assert may_repeat.scans == [EAN, "12345678", "12345678"]


def test_a_scanner_that_is_no_keyboard_is_heard_alike(counter: Counter, may_repeat: Keyboard) -> None:
    may_repeat.router.feed(EAN)
    may_repeat.router.feed(EAN)
    may_repeat.router.feed("")

    assert may_repeat.scans == [EAN]


def test_a_click_waits_for_what_was_typed_before_it(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.key("a")
    QTest.mouseClick(counter.windowHandle(), Qt.MouseButton.LeftButton, pos=_middle_of(counter.pin, counter))
    keyboard.type("b")

    assert (counter.find.text(), counter.pin.text()) == ("a", "b")


def test_a_change_of_focus_waits_for_what_was_typed_before_it(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.key("a")
    counter.pin.setFocus()
    keyboard.type("b")

    assert (counter.find.text(), counter.pin.text()) == ("a", "b")


def test_a_change_of_focus_does_not_let_a_scan_through(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan("4", end=None)
    counter.pin.setFocus()
    keyboard.scan("006381333931")

    assert keyboard.scans == [EAN]
    assert (counter.find.text(), counter.pin.text()) == ("", "")


def test_text_from_an_input_method_waits_for_what_was_typed_before_it(counter: Counter, keyboard: Keyboard) -> None:
    commit = QInputMethodEvent()
    commit.setCommitString("é")

    keyboard.key("a")
    QCoreApplication.sendEvent(counter.find, commit)
    keyboard.type("b")

    assert counter.find.text() == "aéb"


def test_a_tab_between_quick_keys_moves_on_to_the_next_field(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.scan("a\tb", gap_ms=10, end=None)
    keyboard.pause(40)

    assert (counter.find.text(), counter.pin.text()) == ("a", "b")


def test_keys_sent_by_the_program_itself_are_not_held(counter: Counter, keyboard: Keyboard) -> None:
    for char in "12345":
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
        QCoreApplication.sendEvent(counter.find, press)

    assert counter.find.text() == "12345"


def test_a_key_held_down_repeats(counter: Counter, keyboard: Keyboard) -> None:
    window = counter.windowHandle()
    assert window is not None

    QTest.keyPress(window, Qt.Key.Key_A)
    keyboard.pause(300)
    for _ in range(5):
        QTest.simulateEvent(window, True, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True, -1)
        keyboard.pause(30)
    QTest.keyRelease(window, Qt.Key.Key_A)

    assert (counter.find.text(), keyboard.scans) == ("aaaaaa", [])


def test_a_key_that_is_down_while_something_is_scanned_is_released_after_it(
    counter: Counter, keyboard: Keyboard
) -> None:
    window = counter.windowHandle()
    assert window is not None
    counter.pay.setFocus()

    QTest.keyPress(window, Qt.Key.Key_Space)
    keyboard.pause(50)
    keyboard.scan(EAN[:8], end=None)
    QTest.keyRelease(window, Qt.Key.Key_Space)
    keyboard.scan(EAN[8:])

    assert (keyboard.scans, counter.did) == ([EAN], ["pay"])


def test_the_release_of_a_scanned_key_presses_nothing(counter: Counter, keyboard: Keyboard) -> None:
    window = counter.windowHandle()
    assert window is not None
    released: list[int] = []
    counter.pay.released.connect(lambda: released.append(1))
    counter.pay.setFocus()

    keyboard.scan("1234", end=None)
    QTest.keyPress(window, Qt.Key.Key_Return)
    keyboard.pause(100)
    QTest.keyRelease(window, Qt.Key.Key_Return)
    keyboard.type(" ")

    assert (keyboard.scans, counter.did, released) == (["1234"], ["pay"], [1])


def test_a_dialog_opened_by_a_key_still_hears_scans_and_keys(counter: Counter, keyboard: Keyboard) -> None:
    dialog = QDialog(counter)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)

    def in_dialog() -> None:
        keyboard.scan(EAN)
        keyboard.pause(100)
        keyboard.type("ab")
        dialog.accept()

    def open_dialog() -> None:
        QTimer.singleShot(0, in_dialog)
        dialog.exec()

    QShortcut(QKeySequence("F3"), counter).activated.connect(open_dialog)
    keyboard.key("x")
    keyboard.key(Qt.Key.Key_F3)
    keyboard.pause(40)
    keyboard.type("z")

    assert (keyboard.scans, field.text(), counter.find.text()) == ([EAN], "ab", "xz")


def test_what_was_typed_last_arrives_when_the_router_stops(counter: Counter, keyboard: Keyboard) -> None:
    keyboard.key("a")

    keyboard.close()

    assert counter.find.text() == "a"


def test_with_the_real_clock_a_scan_ends_by_itself_and_a_letter_arrives(counter: Counter, qtbot: QtBot) -> None:
    app, window = QApplication.instance(), counter.windowHandle()
    assert app is not None
    assert window is not None
    router = ScanRouter(ScannerSettings(gap_ms=100), key_time=lambda event: 1)
    router.start(app)

    with qtbot.waitSignal(router.scanned, timeout=5_000) as scan:
        for char in "12345678":
            QTest.keyClick(window, char)
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: counter.find.text() == "a", timeout=5_000)
    router.stop(app)

    assert scan.args == ["12345678"]


def test_keys_that_waited_for_a_busy_window_keep_the_time_they_were_pressed() -> None:
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    press.setTimestamp(4711)

    assert key_time(press) == 4711


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("type"), TEXT, st.integers(36, 300)),
            st.tuples(st.just("hurry"), st.text("abc019", min_size=1, max_size=3), st.integers(0, 35)),
            st.tuples(st.just("scan"), st.text("ABC0189-/+", min_size=4, max_size=20), st.integers(0, 30)),
            st.tuples(st.just("key"), st.just("F12"), st.integers(1, 35)),
        ),
        max_size=12,
    )
)
def test_any_mix_of_typing_and_scans_is_taken_apart(
    counter: Counter, keyboard: Keyboard, acts: list[tuple[str, str, int]]
) -> None:
    counter.find.clear()
    counter.did.clear()
    keyboard.scans.clear()

    for act, text, gap_ms in acts:
        if act == "type":
            keyboard.type(text, gap_ms)
        elif act == "hurry":
            keyboard.scan(text, gap_ms, end=None)
        elif act == "scan":
            keyboard.scan(text, gap_ms)
        else:
            keyboard.key(Qt.Key.Key_F12)
        keyboard.pause(40)

    assert counter.find.text() == "".join(text for act, text, _ in acts if act in {"type", "hurry"})
    assert keyboard.scans == [text for act, text, _ in acts if act == "scan"]
    assert counter.did == ["F12" for act, _, _ in acts if act == "key"]


def _middle_of(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\t"])
def test_a_line_feed_after_a_code_is_no_part_of_it(counter: Counter, may_repeat: Keyboard, end: str) -> None:
    may_repeat.router.feed(EAN + end)

    assert may_repeat.scans == [EAN]


def test_somebody_is_heard_until_a_breath_after_the_last_key(counter: Counter, keyboard: Keyboard) -> None:
    before = keyboard.router.is_hearing()
    keyboard.scan(EAN)

    heard = keyboard.router.is_hearing()
    keyboard.pause(BREATH_MS)

    assert (before, heard, keyboard.router.is_hearing()) == (False, True, False)


class Heap(ctypes.Structure):
    """What glibc's mallinfo2 tells, in bytes."""

    _fields_ = [
        (name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks used".split()
    ] + [(name, ctypes.c_size_t) for name in ("free", "keepcost")]


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux tells what it has given out")
def test_keys_of_scans_leave_nothing_behind_in_memory(counter: Counter, keyboard: Keyboard) -> None:
    """Scans of a busy hour. The keys that a test presses leave some 20 bytes each themselves."""
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = Heap
    scans, keys_a_scan, most_a_key = 400, len(EAN) + 1, 60
    for _ in range(20):
        keyboard.scan(EAN)
        keyboard.pause(200)
    before = mallinfo().used

    for _ in range(scans):
        keyboard.scan(EAN)
        keyboard.pause(200)

    assert len(keyboard.scans) > scans // 2
    assert mallinfo().used - before < scans * keys_a_scan * most_a_key
