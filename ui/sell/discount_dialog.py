"""The discount dialog: how much, why, and what it makes of the price."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.sell.view import DiscountView, PreviewView
from ui.sell.words import DiscountWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Chip
from ui.widgets.buttons import DangerButton, FilledButton, LabelButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, CLEAR, Keypad, for_figures, type_into
from ui.widgets.label import Label, Rule
from ui.widgets.segmented import Segmented

_WIDTH, _REASONS, _KEY = 760, 209, 44


class PickButton(LabelButton):
    """One of a few values; the chosen one has a thicker edge and a soft fill."""

    def __init__(self, holder: ThemeHolder, words: str, *, left: bool = False, large: bool = False) -> None:
        super().__init__(holder, words, large=large)
        self._left = left
        self.setCheckable(True)

    def looks(self) -> tuple[QColor | None, QColor | None, QColor]:
        c, state = self.theme.color, self.state()
        if self.isChecked():
            return c("accent.soft"), c("accent.text"), c("accent.text")
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(state, "bg.surface")
        return c(fill), c("border.control"), c("text.primary")

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, (fill, edge, ink) = QPainter(self), self.theme, self.looks()
        chosen = self.isChecked()
        paint.rounded(p, self.rect(), theme.radius("control"), fill, edge, 2 if chosen else 1)
        font = theme.font("body" if self._left else "body.lg", 600 if chosen else 500, px=None if self._left else 18)
        room = self.rect().adjusted(17 if self._left else 4, 0, -4, 0)
        paint.text(p, room, self.text(), font, ink, paint.LEFT if self._left else paint.CENTER)


class DiscountDialog(Dialog):
    """`wished` whenever way, value or reason changed, `applied` when it is to be given; both (way, value, reason)."""

    wished = Signal(str, str, str)
    applied = Signal(str, str, str)
    removed = Signal()

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: DiscountWords, common: CommonWords, view: DiscountView
    ) -> None:
        super().__init__(window, holder, view.title, "discount", common.close, width=_WIDTH)
        self._words, self._way = words, "percent"
        self.ways = Segmented(holder, view.ways)
        self.percents: dict[str, PickButton] = {}
        self.reasons: dict[str, PickButton] = {}
        self._reason_group = QButtonGroup(self)
        self.other = self._field(holder, words.other_percent, 44)
        self.amount = self._field(holder, words.amount_field, 56)
        self.amount.setObjectName("discount-amount")
        for_figures(self.amount)
        names = {CLEAR: common.clear, BACK: common.delete_digit, ".": common.point}
        self.keypad = Keypad(holder, "calculator", names, last_row=(".", "0", BACK), least=_KEY)
        self._values = QStackedWidget()
        self._lay_out_content(holder, view)
        self._was, self.now = _Struck(holder), Label(holder, "", "amount", 700, tabular=True)
        self._saves, self.limit = Label(holder, tone="text.secondary"), Chip(holder)
        self.problem = Label(holder, "", "label", tone="danger.fg")
        self._lay_out_preview(holder)
        self._lay_out_buttons(holder, common, view)
        self._connect()

    def _field(self, holder: ThemeHolder, name: str, height: int) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setFixedHeight(height)
        field.setMaxLength(12)
        field.setFont(holder.theme.font("body.lg", tabular=True))
        return field

    def _lay_out_content(self, holder: ThemeHolder, view: DiscountView) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(20, 16, 20, 16)
        left.setSpacing(14)
        left.addWidget(Label(holder, view.subject, "body.lg", 600))
        left.addWidget(Label(holder, view.subject_detail, tone="text.secondary", tabular=True))
        left.addWidget(self.ways)
        self._values.addWidget(self._percent_page(holder, view))
        self._values.addWidget(self._amount_page())
        left.addWidget(self._values, 1)
        right = QVBoxLayout()
        right.setContentsMargins(20, 16, 20, 16)
        right.setSpacing(8)
        right.addWidget(Label(holder, self._words.reason, "label", tone="text.secondary"))
        for number, reason in enumerate(view.reasons):
            button = PickButton(holder, reason, left=True)
            button.setObjectName(f"reason-{number}")
            button.setChecked(reason == view.reason)
            button.setFixedWidth(_REASONS)
            self._reason_group.addButton(button)
            self.reasons[reason] = button
            right.addWidget(button)
        right.addStretch()
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(Rule(vertical=True))
        both.addLayout(right)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)
        self.content.addLayout(both, 1)

    def _percent_page(self, holder: ThemeHolder, view: DiscountView) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for n, percent in enumerate(view.percents):
            button = PickButton(holder, self._words.percent_value.format(value=percent), large=True)
            button.setObjectName(f"percent-{percent}")
            button.setChecked(percent == view.chosen)
            button.clicked.connect(partial(self._pick_percent, percent))
            self.percents[percent] = button
            grid.addWidget(button, n // 3, n % 3)
        grid.addWidget(self.other, 2, 0, 1, 3)
        grid.setRowStretch(3, 1)
        if view.chosen and view.chosen not in self.percents:
            self.other.setText(view.chosen)
        return page

    def _amount_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.amount)
        column.addWidget(self.keypad, 1)
        return page

    def _lay_out_preview(self, holder: ThemeHolder) -> None:
        band = QWidget()
        band.setProperty("surface", "head")
        band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        band.setFixedHeight(63)
        row = QHBoxLayout(band)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(16)
        for part in (self._was, self.now, self._saves, self.problem):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.limit)
        self.content.addWidget(Rule())
        self.content.addWidget(band)

    def _lay_out_buttons(self, holder: ThemeHolder, common: CommonWords, view: DiscountView) -> None:
        remove = DangerButton(holder, self._words.remove, large=True)
        remove.setObjectName("remove-discount")
        remove.setVisible(view.removable)
        remove.clicked.connect(self.removed)
        self.buttons.addWidget(remove)
        self.buttons.addStretch()
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self.apply = FilledButton(holder, self._words.apply_nothing, key="Enter", large=True)
        self.apply.setObjectName("apply-discount")
        self.apply.clicked.connect(lambda: self.applied.emit(*self.wish()))
        self.add_button(cancel)
        self.add_button(self.apply, default=True)

    def _connect(self) -> None:
        self.ways.chosen.connect(self._choose_way)
        self.other.textEdited.connect(self._type_percent)
        self.amount.textChanged.connect(self._tell)
        self.keypad.pressed.connect(lambda sign: type_into(self.amount, sign))
        self._reason_group.buttonClicked.connect(self._tell)

    def ask(self) -> None:
        chosen = next((button for button in self.percents.values() if button.isChecked()), None)
        self.open(chosen or next(iter(self.percents.values())))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number that is typed while a button has the focus is the percentage, or the amount."""
        if event.text().isdigit() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            field = self.other if self._way == "percent" else self.amount
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.setText(event.text())
            field.textEdited.emit(field.text())
        else:
            super().keyPressEvent(event)

    def wish(self) -> tuple[str, str, str]:
        """Way, value and reason as they stand."""
        reason = next((name for name, button in self.reasons.items() if button.isChecked()), "")
        if self._way != "percent":
            return self._way, self.amount.text(), reason
        picked = next((name for name, button in self.percents.items() if button.isChecked()), "")
        return self._way, picked or self.other.text(), reason

    def show_preview(self, view: PreviewView) -> None:
        for label, text in ((self._was, view.was), (self.now, view.now), (self._saves, view.saves)):
            label.setText(text)
            label.setVisible(bool(text))
        self.problem.setText(view.problem)
        self.problem.setVisible(bool(view.problem))
        self.limit.setVisible(view.limit is not None)
        if view.limit is not None:
            self.limit.show_state(view.limit.text, view.limit.kind, view.limit.icon or None)
        self.apply.setText(view.apply)
        self.apply.setEnabled(bool(view.now))

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self._saves.hide()

    def _pick_percent(self, percent: str) -> None:
        for name, button in self.percents.items():
            button.setChecked(name == percent)
        self.other.clear()
        self._tell()

    def _type_percent(self, text: str) -> None:
        """One of the values that stand above is marked there too."""
        for percent, button in self.percents.items():
            button.setChecked(percent == text.strip())
        self._tell()

    def _choose_way(self, way: str) -> None:
        self._way = way
        self._values.setCurrentIndex(0 if way == "percent" else 1)
        name = self._words.price_field if way == "price" else self._words.amount_field
        self.amount.setPlaceholderText(name)
        self.amount.setAccessibleName(name)
        if way != "percent":
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self, *_: object) -> None:
        self.wished.emit(*self.wish())


class _Struck(Label):
    """An amount struck through, beside the one that counts now."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__(holder, tone="text.muted")
        font = QFont(holder.theme.font("body.lg", 400, tabular=True))
        font.setStrikeOut(True)
        self.setFont(font)
