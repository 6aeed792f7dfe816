"""Held sales: take one up again, or discard it; and what is asked when another sale is under way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.sell.dialogs import ChoiceRow
from ui.sell.view import HeldView, SwapView
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import DangerButton, FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label

_TALLEST, _ROW, _BIN = 460, 72, 64
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class HeldDialog(Dialog):
    """`chosen` carries the basket to take up, `discarded` the one to strike; the dialog is closed by then."""

    chosen = Signal(str)
    discarded = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, title: str, common: CommonWords, held: Sequence[HeldView]
    ) -> None:
        super().__init__(window, holder, title, "recall", common.close, width=640)
        self.rows: dict[str, ChoiceRow] = {}
        self.bins: dict[str, DangerButton] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(8)
        for view in held:
            column.addLayout(self._row(holder, view))
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)  # Qt turns it on for whatever it is given to scroll
        area.setMinimumHeight(min(_ROW * len(held) + 12, _TALLEST))
        self.content.setContentsMargins(14, 14, 14, 14)
        self.content.addWidget(area)

    def _row(self, holder: ThemeHolder, view: HeldView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        take = ChoiceRow(holder, view.title, view.detail, view.amount)
        take.setObjectName(f"choice-{view.held_id}")
        take.clicked.connect(partial(self._end, self.chosen, view.held_id))
        take.set_reason(view.reason)
        row.addWidget(take, 1)
        take.installEventFilter(self)
        self.rows[view.held_id] = take
        if not view.discard:  # another till's: whoever wants it gone takes it up first
            row.addSpacing(_BIN + row.spacing())
            return row
        discard = DangerButton(holder, "", "delete")
        discard.setAccessibleName(view.discard)
        discard.setToolTip(view.discard)
        discard.setObjectName(f"discard-{view.held_id}")
        discard.setFixedSize(_BIN, _BIN)
        discard.clicked.connect(partial(self._end, self.discarded, view.held_id))
        row.addWidget(discard)
        discard.installEventFilter(self)
        self.bins[view.held_id] = discard
        return row

    def ask(self) -> None:
        self.open(next((row for row in self.rows.values() if row.isEnabled()), None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button of Qt's would take the arrows for itself and go to the bin beside it."""
        is_ours = watched in (*self.rows.values(), *self.bins.values())
        if is_ours and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ARROWS:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the held sales, Del discards the one that has the focus."""
        ids = [held_id for held_id, row in self.rows.items() if row.isEnabled()]
        at = next((n for n, held_id in enumerate(ids) if self._has_focus(held_id)), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if at is not None and step is not None:
            self.rows[ids[min(max(at + step, 0), len(ids) - 1)]].setFocus(Qt.FocusReason.TabFocusReason)
        elif at is not None and event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            if ids[at] in self.bins:
                self.bins[ids[at]].click()
        else:
            super().keyPressEvent(event)

    def _has_focus(self, held_id: str) -> bool:
        return self.rows[held_id].hasFocus() or (held_id in self.bins and self.bins[held_id].hasFocus())

    def _end(self, told: object, held_id: str) -> None:
        self.dismiss()
        told.emit(held_id)  # type: ignore[attr-defined]  # a bound signal, which Qt gives no name


class SwapDialog(Dialog):
    """`agreed` when the present sale may be held for the wanted one."""

    agreed = Signal()

    def __init__(self, window: QWidget, holder: ThemeHolder, common: CommonWords, view: SwapView) -> None:
        super().__init__(window, holder, view.title, "hold", common.close, width=560)
        self.content.addWidget(Label(holder, view.words, wrap=True))
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self.swap = FilledButton(holder, view.swap, "recall", "Enter", large=True)
        self.swap.setObjectName("swap")
        self.swap.clicked.connect(self._agree)
        self.add_button(cancel)
        self.add_button(self.swap, default=True)

    def ask(self) -> None:
        self.open(self.swap)

    def _agree(self) -> None:
        self.dismiss()
        self.agreed.emit()
