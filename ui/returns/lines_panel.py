"""The left side while a return is open: every line that may come back, and the way to an exchange."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.keys import action
from ui.returns.line_row import LineRow
from ui.returns.view import ChipView, ReturnView
from ui.returns.words import ReturnWords
from ui.sell.pictures import Pictures
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import OutlineButton, QuietButton
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel, Rule

_HEAD, _FOOT = 60, 60


class LinesPanel(Panel):
    """The signals are those of the lines; `without_asked` and `exchanged` are its own buttons."""

    ticked = Signal(str)
    counted = Signal(str, int)
    reason_chosen = Signal(str, int)
    place_chosen = Signal(str, str)
    without_asked = Signal()
    exchanged = Signal()
    more_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ReturnWords, common: CommonWords) -> None:
        super().__init__()
        self._holder, self._words, self._common = holder, words, common
        self._pictures = Pictures(self)
        self.rows: dict[str, LineRow] = {}
        self.chip = Chip(holder)
        self.without = QuietButton(holder, words.no_receipt)
        self.exchange = OutlineButton(holder, words.exchange, "transfer", action("returns", "exchange").hint)
        self.more = QuietButton(holder, "", "down")
        self._hint = Label(holder, words.question_words, "meta", tone="text.secondary")
        self._note = Label(holder, words.note, "meta", tone="text.secondary", wrap=True)
        self._lay_out(holder, words)
        self.without.clicked.connect(self.without_asked)
        self.exchange.clicked.connect(self.exchanged)
        self.more.clicked.connect(self.more_asked)
        self._pictures.ready.connect(self._repaint)

    def _lay_out(self, holder: ThemeHolder, words: ReturnWords) -> None:
        for name, part in (("no-receipt", self.without), ("exchange", self.exchange), ("more-lines", self.more)):
            part.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head(holder, words))
        column.addWidget(Rule())
        column.addWidget(self._list(), 1)
        column.addWidget(Rule())
        column.addWidget(self._foot(holder))

    def _head(self, holder: ThemeHolder, words: ReturnWords) -> QWidget:
        head = QWidget()
        head.setFixedHeight(_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(Label(holder, words.question, "body.lg", 600))
        row.addWidget(self._hint)
        row.addWidget(self.chip)
        row.addStretch()
        row.addWidget(self.without)
        self.chip.hide()
        return head

    def _list(self) -> QWidget:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._area.setAccessibleName(self._words.question)
        inner.setAutoFillBackground(False)
        return self._area

    def _foot(self, holder: ThemeHolder) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(Icon(holder, "info", "text.secondary", 16))
        row.addWidget(self._note, 1)
        row.addWidget(self.exchange)
        return foot

    def show_view(self, view: ReturnView) -> None:
        keys = [row.key for row in view.rows]
        for key in [key for key in self.rows if key not in keys]:
            self._drop(key)
        for at, row in enumerate(view.rows):
            if row.key in self.rows:
                self.rows[row.key].show_row(row)
            else:
                self._add(at, LineRow(self._holder, self._words, self._common, self._pictures, row), row.key)
        self.more.setText(view.more)
        self.more.setVisible(bool(view.more))
        self.exchange.set_reason(view.exchange_reason)
        self.without.setVisible(not view.without)
        self.chip.hide()
        self._hint.show()

    def _add(self, at: int, row: LineRow, key: str) -> None:
        row.ticked.connect(self.ticked)
        row.counted.connect(self.counted)
        row.reason_chosen.connect(self.reason_chosen)
        row.place_chosen.connect(self.place_chosen)
        self._column.insertWidget(at, row)
        row.show()  # at once, as the focus may go there
        self.rows[key] = row

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def forget(self) -> None:
        """Another sale has lines of the same keys."""
        for key in list(self.rows):
            self._drop(key)

    def show_scan(self, chip: ChipView) -> None:
        self.chip.show_state(chip.text, chip.kind, chip.icon)
        self.chip.show()
        self._hint.hide()

    def point_to(self, key: str) -> None:
        """Bring a line into view, its box focused."""
        if (row := self.rows.get(key)) is not None:
            row.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(row, 0, 0)

    def point_to_reason(self, key: str) -> None:
        """Bring a line into view, its reason focused."""
        if (row := self.rows.get(key)) is not None and row.reason is not None:
            row.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(row, 0, 0)

    def first(self) -> QWidget:
        """Where the work begins: the first box that can be ticked."""
        return next((row.box for row in self.rows.values() if row.box.isEnabled()), self.without)

    def _repaint(self) -> None:
        for row in self.rows.values():
            row.update()
