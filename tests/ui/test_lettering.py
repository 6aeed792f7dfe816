"""Letters by touch alone: the sheet rises for a finger in a field for words, and is out of the way of all else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos.services.customer_search import search_customers
from tests.finger import Finger
from tests.keyboard import Keyboard
from tests.ui.languages import speaking
from tests.ui.real_app import FLASK, JACKET, SCREENS, an_app, dialogs, open_screen, press, settle, sign_in
from ui.app import App
from ui.lettering import rises_here, takes_letters
from ui.text import Speech

CODE = "5012345600222"


class Touching:
    """Somebody who has nothing but a finger."""

    def __init__(self, app: App) -> None:
        self.app, self.finger = app, Finger(app.shell)

    @property
    def is_up(self) -> bool:
        return self.app.lettering.is_up

    def touch(self, one: str | QWidget, spot: QPoint | None = None) -> None:
        """A control by its name, or a widget, that lies open at the spot."""
        widget = self.found(one) if isinstance(one, str) else one
        at = spot or widget.rect().center()
        assert widget.visibleRegion().contains(at), f"{widget.objectName()} cannot be touched where it stands"
        self.finger.touch(widget, at)
        settle(self.app)

    def found(self, name: str) -> QWidget:
        """Of two with a name the one in the open dialog."""
        places: list[QWidget] = [*reversed(dialogs(self.app)), self.app.shell]
        return next(one for place in places for one in place.findChildren(QWidget, name) if one.isVisible())

    def field(self, name: str) -> QLineEdit:
        field = self.found(name)
        assert isinstance(field, QLineEdit)
        return field

    def write(self, text: str) -> None:
        for sign in text:
            if sign.isupper():
                self.touch("letter-shift")
            self.touch("letter-space" if sign == " " else f"letter-{sign.lower()}")


@pytest.fixture
def somebody() -> Iterator[Touching]:
    """Maya at Sell, and only her finger."""
    with an_app() as app:
        sign_in(app)
        yield Touching(app)


def scan(somebody: Touching, code: str) -> None:
    somebody.app.scan_desk.scanned(code)
    settle(somebody.app)


def test_the_sheet_is_not_made_before_it_is_wanted(somebody: Touching) -> None:
    shell = somebody.app.shell
    before = shell.findChild(QWidget, "letters")

    somebody.touch("find")

    assert before is None
    assert shell.findChild(QWidget, "letters") is somebody.app.lettering.sheet


def test_a_customer_is_found_by_name(somebody: Touching) -> None:
    somebody.touch("rail-customers")
    somebody.touch("customer-find")
    somebody.write("ameli")
    somebody.touch("letter-enter")

    assert somebody.app.customers.page.presenter.profile.is_open
    assert not somebody.is_up


def test_a_customer_is_put_into_the_sale_from_the_find_field(somebody: Touching) -> None:
    scan(somebody, FLASK)
    somebody.touch("find")
    somebody.write("amelia")
    somebody.touch("letter-enter")

    assert somebody.app.selling.sell.basket.customer_id


def test_a_customer_is_made_offline_with_name_and_mail_address(somebody: Touching) -> None:
    somebody.touch("rail-customers")
    somebody.touch("customer-find")
    somebody.write("zoe")
    somebody.touch("letter-hide")
    somebody.touch("customer-new")
    somebody.touch("customer-field-name")
    somebody.write(" O'Neil-Ray")
    somebody.touch("customer-field-email")
    somebody.write("zoe_1@shop.example")
    somebody.touch("customer-save")

    (made,) = search_customers(somebody.app.till, "O'Neil-Ray")
    assert (made.profile.name, somebody.is_up) == ("Zoe O'Neil-Ray", False)
    assert search_customers(somebody.app.till, "zoe_1@shop.example") == [made]


def test_a_note_is_written_and_saved_with_the_sheets_own_enter(somebody: Touching) -> None:
    scan(somebody, JACKET)
    somebody.touch("action-note")
    somebody.touch("note")
    somebody.write("Gift, wrapped.")
    somebody.touch("letter-enter")

    assert somebody.app.selling.sell.basket.note == "Gift, wrapped."
    assert (dialogs(somebody.app), somebody.is_up) == ([], False)


def test_a_reason_is_given_beside_the_amount_that_has_keys_of_its_own(somebody: Touching) -> None:
    somebody.touch("rail-shift")
    somebody.touch("cash-in-out")
    somebody.touch("cash-details")
    somebody.write("Bank")
    with_reason = somebody.is_up
    somebody.touch("cash-amount")

    assert (with_reason, somebody.is_up) == (True, False)
    assert somebody.field("cash-details").text() == "Bank"


def test_letters_of_the_language_are_there_and_all_others_on_the_second_page() -> None:
    with speaking(Speech("pl")), an_app() as app:
        sign_in(app)
        maya = Touching(app)
        maya.touch("find")
        maya.write("Żółć")
        maya.touch("letter-turn")
        maya.write("ü?")
        maya.touch("letter-turn")
        maya.write("a")

        assert maya.field("find").text() == "Żółćü?a"


def test_shift_stays_when_it_is_pressed_twice_and_goes_when_it_is_pressed_again(somebody: Touching) -> None:
    somebody.touch("find")
    for name in ("a", "shift", "b", "c", "shift", "shift", "d", "e", "shift", "f", "back"):
        somebody.touch(f"letter-{name}")

    assert somebody.field("find").text() == "aBcDE"


def test_two_fingers_that_overlap_write_both_letters(somebody: Touching) -> None:
    somebody.touch("find")
    left, right = Finger(somebody.app.shell), Finger(somebody.app.shell, 1)

    left.down(somebody.found("letter-s"))
    right.down(somebody.found("letter-o"))
    left.up()
    right.up()

    assert somebody.field("find").text() == "so"


def test_a_finger_that_slides_off_its_key_writes_nothing(somebody: Touching) -> None:
    somebody.touch("find")

    somebody.finger.down(somebody.found("letter-s"))
    somebody.finger.slide(QPoint(0, -200))
    somebody.finger.up()

    assert (somebody.field("find").text(), somebody.is_up) == ("", True)


def test_a_key_leaves_the_focus_in_the_field_and_so_does_what_lies_between_the_keys(somebody: Touching) -> None:
    somebody.touch("find")

    somebody.touch("letter-k")
    somebody.touch("letters", QPoint(3, 3))

    assert QApplication.focusWidget() is somebody.field("find")
    assert somebody.is_up


def test_a_mouse_raises_nothing_unless_the_till_is_told_that_its_screen_is_one(somebody: Touching) -> None:
    shell, letters = somebody.app.shell, somebody.app.lettering
    window = shell.windowHandle()
    assert window is not None
    spot = place(somebody.field("find"), shell).center()
    raised = []

    for _ in range(3):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=spot)
        settle(somebody.app)
        raised.append((letters.rises, somebody.is_up))
        letters.turn()

    assert raised == [("touched", False), ("always", True), ("never", False)]
    assert (letters.rises, rises_here(somebody.app.till)) == ("touched", "touched")


def test_where_nobody_wants_it_a_finger_raises_nothing(somebody: Touching) -> None:
    while somebody.app.lettering.rises != "never":
        somebody.app.lettering.turn()

    somebody.touch("find")

    assert not somebody.is_up


def test_the_choice_stands_at_the_foot_of_the_list_of_keys(somebody: Touching) -> None:
    press(somebody.app, Qt.Key.Key_F1)

    said = []
    for _ in range(3):
        somebody.touch("letters-rise")
        said.append(somebody.found("letters-rise").accessibleName())

    assert [words.rpartition(": ")[2] for words in said] == [
        "at every click in a field",
        "never",
        "in a field that is touched",
    ]


def test_chinese_is_left_to_the_keyboard_of_the_system() -> None:
    with speaking(Speech("zh-Hans")), an_app() as app:
        sign_in(app)
        maya = Touching(app)

        maya.touch("find")

        assert (app.lettering.rises, maya.is_up) == ("never", False)


def test_a_scan_arrives_whole_and_the_sheet_goes(somebody: Touching) -> None:
    app = somebody.app
    somebody.touch("find")
    somebody.write("ma")
    app.router.stop(app.qt)
    keyboard = Keyboard(app.shell)
    keyboard.router.scanned.connect(app.router.scanned)

    keyboard.scan(CODE, gap_ms=2)
    keyboard.pause(200)
    settle(app)
    keyboard.close()

    assert keyboard.scans == [CODE]
    assert [line.product.sku for line in app.selling.sell.basket.lines] == [JACKET]
    assert (CODE in somebody.field("find").text(), somebody.is_up) == (False, False)


def test_letters_that_are_touched_are_no_scan_however_fast(somebody: Touching) -> None:
    app = somebody.app
    somebody.touch("find")
    heard: list[str] = []
    app.router.scanned.connect(heard.append)

    for sign in "5012345":
        somebody.finger.touch(somebody.found(f"letter-{sign}"))
    somebody.finger.touch(somebody.found("letter-enter"))

    assert heard == []
    assert not app.router.is_hearing()


def test_a_key_of_a_keyboard_is_typed_and_the_sheet_goes(somebody: Touching) -> None:
    somebody.touch("find")
    somebody.app.router.stop(somebody.app.qt)

    press(somebody.app, Qt.Key.Key_M)

    assert (somebody.field("find").text(), somebody.is_up) == ("m", False)


def test_another_page_or_another_part_of_it_sends_the_sheet_away(somebody: Touching) -> None:
    after = []
    for elsewhere in ("rail-customers", "rail-sell", "rail-pickups"):
        somebody.touch("customer-find" if somebody.app.shell.page == "customers" else "find")
        after.append(somebody.is_up)
        somebody.touch(elsewhere)
        after.append(somebody.is_up)

    assert after == [True, False] * 3


def test_a_dialog_makes_room_and_stands_in_the_middle_again(somebody: Touching) -> None:
    scan(somebody, JACKET)
    somebody.touch("action-note")
    (dialog,) = dialogs(somebody.app)
    before = dialog.geometry()

    somebody.touch("note")
    above = dialog.geometry()
    somebody.touch("letter-hide")

    sheet = somebody.app.lettering.sheet
    assert above.bottom() < somebody.app.shell.height() - sheet.height()
    assert dialog.geometry() == before


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def in_reach(field: QLineEdit, window: QWidget) -> bool:
    """Whether a finger can touch it: a list may have scrolled it away, or a dialog lie over it."""
    return field.isEnabled() and window.childAt(place(field, window).center()) is field


@pytest.mark.parametrize("name", SCREENS)
def test_the_sheet_rises_for_every_field_for_words_covers_none_and_rises_for_no_figures(name: str) -> None:
    with an_app() as app:
        front = open_screen(app, name)
        app.lettering.lower()
        finger = Finger(app.shell)

        for field in [one for one in front.findChildren(QLineEdit) if one.isVisible() and in_reach(one, app.shell)]:
            finger.touch(field)
            settle(app)

            assert app.lettering.is_up == takes_letters(field), field.objectName()
            covered = app.lettering.is_up and place(app.lettering.sheet, app.shell).intersects(place(field, app.shell))
            assert not covered, field.objectName()
            app.lettering.lower()


@pytest.mark.parametrize("name", ["quantity", "pay", "count"])
def test_fields_that_have_keys_for_figures_are_for_figures(name: str) -> None:
    with an_app() as app:
        front = open_screen(app, name)

        fields = [one for one in front.findChildren(QLineEdit) if one.isVisible()]

        assert fields
        assert [one.objectName() for one in fields if takes_letters(one)] == []
