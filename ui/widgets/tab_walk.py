"""Where Tab goes in the window and in a dialog: from widget to widget in the order in which they stand in each other.

Qt's own chain does not do. It goes forwards to a page that only hands the focus on, and so comes back to the first
field of the page before it has been everywhere; and what is made later stands at its end, wherever it is shown.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QButtonGroup, QLineEdit, QScrollArea, QWidget

_WHOLE = (QAbstractButton, QAbstractItemView, QLineEdit)
"""Nothing inside them is a stop of its own."""


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops as `root` is shown now."""
    takes = _takers(root)
    return [one for one in _shown(root) if takes(one)]


def next_stop(root: QWidget, now: QWidget | None, forward: bool) -> QWidget | None:
    """What Tab, or Shift+Tab, goes to from where the focus is; None when there is nothing else."""
    shown, takes = list(_shown(root)), _takers(root)
    at = shown.index(now) if now in shown else -1
    after, before = shown[at + 1 :], shown[: max(at, 0)]
    round_ = [*after, *before] if forward else [*reversed(before), *reversed(after)]
    return next((one for one in round_ if takes(one)), None)


def give_focus(one: QWidget, forward: bool) -> None:
    """Put the focus on a stop and scroll to it; Qt scrolls a column only for a focus that was in it before."""
    one.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    at = one.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(one)
        at = at.parentWidget()


def _shown(parent: QWidget) -> Iterator[QWidget]:
    """Everything that is visible in a widget, each before what stands in it.

    Asked level by level: `nextInFocusChain`, `QAbstractButton.group` and one `findChildren` for all would tie the life
    of what they give, inner parts of Qt's own too, to that of something that is not its parent.
    """
    for child in _inside(parent):
        if child.isVisible():
            yield child
            yield from _shown(child)


def _inside(parent: QWidget) -> list[QWidget]:
    if isinstance(parent, _WHOLE):
        return []
    if isinstance(parent, QScrollArea):
        return [inner] if (inner := parent.widget()) is not None else []
    return parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _takers(root: QWidget) -> Callable[[QWidget], bool]:
    chosen, others = _grouped(root)

    def takes(one: QWidget) -> bool:
        has_tab = one in chosen or (one not in others and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus))
        return has_tab and one.isEnabled() and one.focusProxy() is None

    return takes


def _grouped(root: QWidget) -> tuple[set[QWidget], set[QWidget]]:
    """Of buttons that exclude each other: those that are chosen, and those beside a chosen one.

    Qt leaves Tab to the last one made or pressed, which need not be seen; it belongs to the chosen one, and the arrows
    go to the others.
    """
    chosen: set[QWidget] = set()
    others: set[QWidget] = set()
    for group in root.findChildren(QButtonGroup):
        seen = [one for one in group.buttons() if one.isVisible() and one.isEnabled()]
        if group.exclusive() and any(one.isChecked() for one in seen):
            chosen |= {one for one in seen if one.isChecked()}
            others |= {one for one in seen if not one.isChecked()}
    return chosen, others
