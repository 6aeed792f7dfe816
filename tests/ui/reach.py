"""What a person without a pointer can get at: everything on a screen that reacts to a touch, and what keys come to.

Found in the tree of widgets, so that a control that is added tomorrow is asked too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from ui.keys import hint_text
from ui.widgets.buttons import PaintedButton
from ui.widgets.dialog import Dialog, Scrim
from ui.widgets.pin import PinField
from ui.widgets.stepper import Stepper

Place = TypeVar("Place")
MOST_STOPS = 150
MOST_ROWS = 30
"""So many rows of a list are walked."""
LEAST_SEEN = 20
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, PinField)
_WHOLE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
"""Nothing inside them is touched for itself."""
_SWALLOWS = (Dialog, Scrim)
"""They take a touch so that nothing behind them does."""
_MOUSE = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")


@dataclass(frozen=True)
class Reach:
    """A walk through one screen: where Tab stops, and in words what no key comes to or what is hidden when it does."""

    forward: list[str]
    back: list[str]
    strays: list[str]
    unreached: list[str]
    unseen: list[str]


def told(one: QWidget) -> str:
    return f"{type(one).__name__} {one.objectName()} {one.accessibleName()!r}"


def key(window: QWidget, pressed: Qt.Key) -> None:
    handle = window.window().windowHandle()
    assert handle is not None
    QTest.keyClick(handle, pressed)
    QApplication.processEvents()


def stops(window: QWidget, back: bool = False, unseen: list[str] | None = None) -> list[QWidget]:
    """Where Tab goes from where the focus is, until it has been there before; `unseen` takes stops out of sight."""
    seen: list[QWidget] = []
    at = QApplication.focusWidget()
    while at is not None and at not in seen and len(seen) < MOST_STOPS:
        seen.append(at)
        if unseen is not None and not is_in_sight(at):
            unseen.append(told(at))
        key(window, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    return seen


def is_in_sight(one: QWidget) -> bool:
    """Whether more than a strip of it is to be seen; a column and a list show what they hold."""
    shown = (
        one.widget() if isinstance(one, QScrollArea) else one.viewport() if isinstance(one, QAbstractItemView) else one
    )
    return shown.visibleRegion().boundingRect().height() >= min(shown.height(), LEAST_SEEN)


def walk(window: QWidget, front: QWidget) -> Reach:
    """Go through what is in front of a window by keys alone."""
    unseen: list[str] = []
    forward, back = stops(window, unseen=unseen), stops(window, back=True, unseen=unseen)
    strays = [told(one) for one in forward if not (front is one or front.isAncestorOf(one))]
    names = [told(one) for one in forward], [told(one) for one in back]
    return Reach(*names, strays, unreached(window, front, forward), unseen)


def touchable(front: QWidget) -> list[QWidget]:
    """Everything that is to be seen, enabled, and does something when it is touched."""
    return [one for one in front.findChildren(QWidget) if one.isVisible() and one.isEnabled() and _reacts(one)]


def _reacts(one: QWidget) -> bool:
    if isinstance(one.parentWidget(), _WHOLE):
        return False
    if isinstance(one, QAbstractItemView):
        return _answers(one) or _overflows(one)
    if isinstance(one, QScrollArea):
        return _overflows(one)
    if isinstance(one, QLabel):
        return one.openExternalLinks() or one.isSignalConnected(QMetaMethod.fromSignal(one.linkActivated))
    return isinstance(one, _CONTROLS) or (_takes_the_mouse(one) and not isinstance(one, _SWALLOWS))


def _takes_the_mouse(one: QWidget) -> bool:
    ours = [cls for cls in type(one).__mro__ if not cls.__module__.startswith("PySide6")]
    return any(name in vars(cls) for cls in ours for name in _MOUSE)


def _answers(view: QAbstractItemView) -> bool:
    """Whether somebody listens to a touch on a row."""
    signals = (view.clicked, view.pressed, view.activated, view.doubleClicked)
    heard = any(view.isSignalConnected(QMetaMethod.fromSignal(signal)) for signal in signals)
    return heard or "editorEvent" in vars(type(view.itemDelegate()))


def _overflows(area: QAbstractScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0 or area.horizontalScrollBar().maximum() > 0


def unreached(window: QWidget, front: QWidget, ring: list[QWidget]) -> list[str]:
    """In words, what can be touched and not come to: by Tab, by a key of its own, or by arrows from where Tab stops."""
    left = [one for one in touchable(front) if one not in ring and not _has_a_key(one, front)]
    named = {id(one): told(one) for one in left}
    rows = [f"{told(one)}: {fault}" for one in ring if (fault := _rows_fault(window, one))]
    for one in reversed(list(left)):  # what stands first often changes what stands below it
        if one in left and _comes_to(window, one, ring, left):
            left.remove(one)
    return rows + [named[id(one)] for one in left]


def _has_a_key(one: QWidget, front: QWidget) -> bool:
    """Whether a control shows a key that somebody in sight listens to."""
    if not isinstance(one, PaintedButton) or not one.key:
        return False
    bound = [shortcut for shortcut in front.window().findChildren(QShortcut) if shortcut.isEnabled()]
    return any(hint_text(shortcut.key().toString()) == one.key and _is_heard(shortcut) for shortcut in bound)


def _is_heard(shortcut: QShortcut) -> bool:
    owner = shortcut.parent()
    return isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled()


def _comes_to(window: QWidget, one: QWidget, ring: list[QWidget], left: list[QWidget]) -> bool:
    parent = one.parentWidget()
    if isinstance(parent, Stepper):
        return parent.field in ring and _steps(window, parent)
    if isinstance(one, QAbstractItemView):
        return _is_led_by_a_field(window, one, ring)
    if isinstance(one, QScrollArea):
        return any(one.isAncestorOf(stop) for stop in ring)  # and Tab shows each stop, see `unseen`
    for beside in [stop for stop in ring if stop.parentWidget() is parent and isinstance(stop, QAbstractButton)]:
        for found in _by_arrows(window, beside):
            if found in left and found is not one:
                left.remove(found)
            elif found is one:
                return True
    return False


def _by_arrows(window: QWidget, start: QWidget) -> list[QWidget]:
    """Where the arrows take the focus from a stop, line by line. What was chosen by an arrow may draw the focus to
    itself; Shift+Tab comes back to the chosen button then."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    beside = [one for one in start.parentWidget().children() if isinstance(one, QAbstractButton)]

    def where() -> QWidget:
        at = QApplication.focusWidget()
        if at not in beside:
            at = next((one for one in beside if one.isChecked()), start)
            at.setFocus(Qt.FocusReason.BacktabFocusReason)
        return at

    return _line_by_line(window, where)


def _steps(window: QWidget, stepper: Stepper) -> bool:
    """Whether ↑ and ↓ do what the buttons beside a number do."""
    stepper.field.setFocus()
    before = stepper.value()
    key(window, Qt.Key.Key_Up)
    more = stepper.value()
    key(window, Qt.Key.Key_Down)
    return {more, stepper.value()} == {before, before + 1} or {more, stepper.value()} == {before, before - 1}


def _is_led_by_a_field(window: QWidget, view: QAbstractItemView, ring: list[QWidget]) -> bool:
    """Whether the arrows in a field, the first stop, go through the rows of a list under it."""
    if not isinstance(ring[0], QLineEdit):
        return False
    ring[0].setFocus()
    return not _missed_rows(window, view)


def _rows_fault(window: QWidget, one: QWidget) -> str:
    """What rows of a list no arrow comes to."""
    if not isinstance(one, QAbstractItemView) or not one.isVisible() or not one.isEnabled() or not _answers(one):
        return ""
    one.setFocus(Qt.FocusReason.TabFocusReason)
    missed = _missed_rows(window, one)
    return f"rows {missed}" if missed else ""


def _missed_rows(window: QWidget, view: QAbstractItemView) -> list[int]:
    """The rows that no arrow marks."""
    model, root = view.model(), view.rootIndex()
    rows = range(min(MOST_ROWS, model.rowCount(root)))
    marked = _line_by_line(window, lambda: view.currentIndex().row())
    return [row for row in rows if _can_be_taken(model.index(row, 0, root).flags()) and row not in marked]


def _line_by_line(window: QWidget, where: Callable[[], Place]) -> list[Place]:
    """Every place that arrows lead to: to the first one, then along each line of a list, a row of buttons or a grid."""
    seen: list[Place] = []

    def run(arrow: Qt.Key) -> None:
        here: list[Place] = []
        while where() not in here and len(here) < MOST_STOPS:
            here.append(where())
            key(window, arrow)
        seen.extend(here)

    for arrow in (Qt.Key.Key_Up, Qt.Key.Key_Left):
        run(arrow)
    begun: list[Place] = []
    while where() not in begun and len(begun) < MOST_ROWS:
        begun.append(where())
        for arrow in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            run(arrow)
        key(window, Qt.Key.Key_Down)
    return seen


def _can_be_taken(flags: Qt.ItemFlag) -> bool:
    return bool(flags & Qt.ItemFlag.ItemIsEnabled and flags & Qt.ItemFlag.ItemIsSelectable)
