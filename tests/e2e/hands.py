"""Somebody at the window of the demo who has only keys, or only fingers: both press controls by their names.

Keys go from control to control with Tab, or with arrows inside a group, and press Space; fingers touch the middle of
what can be seen, on a touch screen. Neither has what the other has: for letters and figures fingers have the keys on
the screen. Both have a scanner, for what is printed on cards, badges, coupons, boxes and receipts.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QComboBox, QLineEdit, QWidget

from tests.e2e.window import Person
from tests.finger import Finger
from ui.sell.line_list import LineList
from ui.shell.rail import PAGES
from ui.widgets.dialog import Dialog
from ui.widgets.stepper import Stepper

KEY = Qt.Key
ROUND = 150
"""More than the controls of any page."""


class Hands(Person, ABC):
    """What both can do; every step waits until the control is there and can be pressed."""

    def press_on(self, name: str) -> None:
        """Press the control of this name; of two the one in the open dialog."""
        self.see(f"{name} can be pressed", lambda: self._ready(name))
        self._press(self._found(name))
        self._settle()

    def press_on_widget(self, found: Callable[[], QWidget]) -> None:
        """The same for a control that has no name of its own."""
        self._press(found())
        self._settle()

    def press_when_calm(self, name: str) -> None:
        """The same for what moves money: it takes nothing in the first moments of its page."""
        self.see(f"{name} can be pressed", lambda: self._ready(name))
        self.rest()
        self.press_on(name)

    def choose(self, name: str, text: str) -> None:
        """Choose a text from a list that drops down."""
        self.see(f"{name} can be chosen from", lambda: self._ready(name))
        box = self._found(name)
        assert isinstance(box, QComboBox)
        at = next(n for n in range(box.count()) if text in box.itemText(n))
        self._choose(box, at)
        self.see(f"{text} is chosen", lambda: box.currentIndex() == at)

    def write(self, name: str, figures: str) -> None:
        """Put figures into the field of this name."""
        self.see(f"{name} can be filled in", lambda: self._ready(name))
        field = self._found(name)
        assert isinstance(field, QLineEdit)
        self._write(field, figures)
        self.see(f"{figures} stands in {name}", lambda: field.text() == figures)

    def write_words(self, name: str, words: str) -> None:
        """Write letters behind what stands in the field of this name."""
        self.see(f"{name} can be written in", lambda: self._ready(name))
        field = self._found(name)
        assert isinstance(field, QLineEdit)
        before = field.text()
        self._write_words(field, words)
        self.see(f"{words} stands in {name}", lambda: field.text() == before + words)

    @abstractmethod
    def enter(self) -> None:
        """End what was written."""

    @abstractmethod
    def count(self, denomination_minor: int) -> None:
        """One more piece of this note or coin is in the drawer."""

    def asked(self, name: str) -> None:
        """The field of this name waits for what comes next."""
        self.see(f"{name} is asked for", lambda: self._ready(name) and self._found(name).hasFocus())

    def pin(self, digits: str) -> None:
        """The PIN that is asked for in front."""
        self.see("a PIN is asked for", lambda: self._ready("key-5"))
        self._pin(digits)

    def agree(self, name: str, pin: str) -> None:
        """Somebody who may says yes in place."""
        self.see("somebody has to agree", lambda: self.dialogs() and self.boxes())
        box = self.boxes()[0]
        at = next(n for n in range(box.count()) if name in box.itemText(n))
        if box.currentIndex() != at:
            self._choose(box, at)
        self.pin(pin)

    @abstractmethod
    def code(self, code: str) -> None:
        """Give a code that is printed somewhere to the page or the dialog in front."""

    def page(self, name: str) -> None:
        """Go to a page of the rail."""
        self._turn_to(name)
        self.see(f"{name} is shown", lambda: self.app.shell.page == name)

    @abstractmethod
    def line(self, part: str) -> None:
        """Press a button of the selected line of the basket."""

    @abstractmethod
    def leave(self) -> None:
        """Close the dialog in front."""

    def dialogs(self) -> list[Dialog]:
        return [one for one in self.app.shell.findChildren(Dialog) if one.isVisible()]

    @abstractmethod
    def _turn_to(self, page: str) -> None: ...

    @abstractmethod
    def _press(self, widget: QWidget) -> None: ...

    @abstractmethod
    def _choose(self, box: QComboBox, at: int) -> None: ...

    @abstractmethod
    def _write(self, field: QLineEdit, figures: str) -> None: ...

    @abstractmethod
    def _write_words(self, field: QLineEdit, words: str) -> None: ...

    @abstractmethod
    def _pin(self, digits: str) -> None: ...

    def _front(self) -> QWidget:
        opened = self.dialogs()
        return opened[-1] if opened else self.app.shell

    def _number(self, denomination_minor: int) -> QLineEdit:
        name = f"count-{denomination_minor}"
        self.see("the drawer is counted", lambda: self._ready(name))
        field = self._found(name)
        assert isinstance(field, QLineEdit)
        return field

    def boxes(self, begins: str = "") -> list[QComboBox]:
        """Lists that drop down, by how their names begin."""
        found = self._front().findChildren(QComboBox)
        return [one for one in found if one.isVisible() and one.objectName().startswith(begins)]

    def _named(self, name: str) -> list[QWidget]:
        return [one for one in self._front().findChildren(QWidget, name) if one.isVisible()]

    def _found(self, name: str) -> QWidget:
        found = self._named(name)
        assert found, f"nothing called {name} can be seen"
        return found[0]

    def _ready(self, name: str) -> bool:
        return any(one.isEnabled() for one in self._named(name))

    def _settle(self) -> None:
        QApplication.processEvents()


class Keys(Hands):
    """Only the keyboard."""

    def code(self, code: str) -> None:
        """Typed where the page or the dialog types by itself, and ended with Enter."""
        self.type(code)
        self.press(KEY.Key_Return)
        self._settle()

    def line(self, part: str) -> None:
        lines = self.app.shell.findChild(LineList)
        assert lines is not None
        self._go_to(lines)
        keys = {"discount": KEY.Key_F5, "remove": KEY.Key_Delete, "more": KEY.Key_Plus, "less": KEY.Key_Minus}
        self.press(keys[part])

    def leave(self) -> None:
        self.press(KEY.Key_Escape)

    def count(self, denomination_minor: int) -> None:
        self._write(self._number(denomination_minor), "1")

    def _turn_to(self, page: str) -> None:
        """Arrows on the rail would open every page on the way."""
        self.press(KEY(KEY.Key_1 + PAGES.index(page)), held=Qt.KeyboardModifier.AltModifier)

    def _press(self, widget: QWidget) -> None:
        self.see(f"{widget.objectName()} keeps the focus", lambda: self._stays_on(widget))
        self.type(" ")

    def _stays_on(self, widget: QWidget) -> bool:
        """What the page still shows of the last step may take the focus away; somebody goes there again."""
        self._go_to(widget)
        self.rest()
        return QApplication.focusWidget() is widget and widget.isEnabled()

    def _choose(self, box: QComboBox, at: int) -> None:
        self._go_to(box)
        for _ in range(box.count()):
            if box.currentIndex() == at:
                return
            self.press(KEY.Key_Down if box.currentIndex() < at else KEY.Key_Up)

    def _write(self, field: QLineEdit, figures: str) -> None:
        self._go_to(field)
        self.press(KEY.Key_A, held=Qt.KeyboardModifier.ControlModifier)
        self.type(figures)

    def _write_words(self, field: QLineEdit, words: str) -> None:
        self._go_to(field)
        self.press(KEY.Key_End)
        self.type(words)

    def enter(self) -> None:
        self.press(KEY.Key_Return)
        self._settle()

    def _pin(self, digits: str) -> None:
        self.type(digits)

    def _go_to(self, widget: QWidget) -> None:
        """With Tab; among buttons of which one is chosen the arrows go on from there."""
        groups = [one.buttons() for one in self._front().findChildren(QButtonGroup) if one.exclusive()]
        near = next((buttons for buttons in groups if widget in buttons), [widget])
        tabs, arrows = [KEY.Key_Tab] * ROUND, [KEY.Key_Right] * len(near) + [KEY.Key_Down] * len(near)
        self._until(lambda: QApplication.focusWidget() in (widget, *near), tabs, widget)
        self._until(lambda: QApplication.focusWidget() is widget, arrows, widget)

    def _until(self, is_there: Callable[[], bool], keys: list[Qt.Key], widget: QWidget) -> None:
        for key in keys:
            if is_there():
                return
            self.press(key)
            self._settle()
        assert is_there(), f"{widget.objectName() or widget} cannot be reached with {keys[-1].name}"


class Fingers(Hands):
    """Only touches, and a scanner."""

    def lock(self) -> None:
        self.press_on("user-pill")
        self.see("the till is locked", lambda: not self.app.session.signed_in)

    def code(self, code: str) -> None:
        self.scan(code)

    def line(self, part: str) -> None:
        lines = self.app.shell.findChild(LineList)
        assert lines is not None
        line = next(one for one in lines.rows.lines if one.selected)
        box = lines.parts(line.line_id)[part]
        self._touch(lines.viewport(), box.center().toPoint())  # type: ignore[attr-defined]

    def leave(self) -> None:
        self._press(self.dialogs()[-1].close_button)

    def count(self, denomination_minor: int) -> None:
        stepper = self._number(denomination_minor).parentWidget()
        assert isinstance(stepper, Stepper)
        self._press(stepper.more)

    def _turn_to(self, page: str) -> None:
        self.press_on(f"rail-{page}")

    def _press(self, widget: QWidget) -> None:
        self._touch(widget, widget.rect().center())

    def _touch(self, widget: QWidget, spot: QPoint) -> None:
        self.see(f"{widget.objectName()} can be touched where it stands", lambda: self._lies_open(widget, spot))
        Finger(self.app.shell).touch(widget, spot)
        self._settle()

    def _lies_open(self, widget: QWidget, spot: QPoint) -> bool:
        """Whether a finger comes to it: the page is laid out, and no toast that goes again lies over it."""
        self._settle()
        hit = self.app.shell.childAt(widget.mapTo(self.app.shell, spot))
        return hit is not None and (hit is widget or widget.isAncestorOf(hit))

    def _choose(self, box: QComboBox, at: int) -> None:
        self._press(box)
        view = box.view()
        self.see("the list is open", view.isVisible)
        for _moment in range(2):  # Qt takes what is let go of soon after as the end of the touch that opened it
            self.rest()
        row = view.visualRect(box.model().index(at, box.modelColumn())).center()
        Finger(view.window()).touch(view.viewport(), row)
        self._settle()

    def _write(self, field: QLineEdit, figures: str) -> None:
        self._press(field)
        for sign in figures:
            self.press_on(f"key-{sign}")

    def _write_words(self, field: QLineEdit, words: str) -> None:
        """Where the field has more words already, the finger puts the cursor behind them."""
        self._touch(field, QPoint(field.width() - 60, field.height() // 2))
        self.see("the letters are there", lambda: self.app.lettering.is_up)
        for sign in words:
            if sign.isupper():
                self._letter("shift")
            self._letter("space" if sign == " " else sign.lower())

    def enter(self) -> None:
        self._letter("enter")

    def _letter(self, name: str) -> None:
        self._press(self.app.lettering.sheet.keys[name])

    def _pin(self, digits: str) -> None:
        for digit in digits:
            self.press_on(f"key-{digit}")
