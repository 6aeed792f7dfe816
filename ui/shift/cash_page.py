"""The page for cash in and out: the form on the left, what moved already and the primary action on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.pay.amount_panel import LONGEST, AmountField
from ui.shift.cash_view import CashView, MovedRow
from ui.shift.cash_words import CashWords
from ui.shift.moved_list import MovedList
from ui.shift.side_panels import SidePanel
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.choice import FIELD_HEIGHT, Choice
from ui.widgets.keypad import BACK, CLEAR, Keypad, type_into
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.notices import Banner
from ui.widgets.segmented import Segmented

_KEYPAD, _KEYPAD_COMPACT, _COMPACT, _LONGEST_DETAILS = 300, 236, 700, 120


class CashForm(Panel):
    """What moves, why and how much."""

    kind_chosen = Signal(str)
    reason_chosen = Signal(int)
    details_typed = Signal(str)
    amount_typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, holder: ThemeHolder, words: CashWords, sign: str, parent: QWidget | None = None) -> None:
        """`sign` is the currency's, shown while nothing is typed."""
        super().__init__(parent)
        self.kinds = Segmented(holder, tuple(words.kinds.items()))
        self.what = Label(holder, role="body.lg", weight=600, wrap=True)
        self.reason = Choice(holder, words.reason, (), words.choose_reason)
        self.details, self.amount = QLineEdit(), AmountField()
        self.banner = Banner(holder)
        names = {CLEAR: words.clear, BACK: words.backspace, ".": words.point}
        self.keypad = Keypad(holder, "calculator", names, least=52)
        self.backspace = OutlineButton(holder, "", "backspace", large=True)
        self._set_up(holder, words, sign)
        self._lay_out(holder, words)
        self._connect()

    def _set_up(self, holder: ThemeHolder, words: CashWords, sign: str) -> None:
        self.reason.setObjectName("cash-reason")
        for field, name, longest in (
            (self.details, words.details, _LONGEST_DETAILS),
            (self.amount, words.amount, LONGEST),
        ):
            field.setAccessibleName(name)
            field.setMaxLength(longest)
        self.details.setObjectName("cash-details")
        self.details.setFixedHeight(FIELD_HEIGHT)
        self.details.setFont(holder.theme.font())
        self.details.setPlaceholderText(words.no_names)
        self.amount.setObjectName("cash-amount")
        self.amount.setFixedHeight(64)
        self.amount.setFont(holder.theme.font("h1", 600, tabular=True, px=22))
        self.amount.setPlaceholderText(sign)
        self.backspace.setAccessibleName(words.backspace)
        self.backspace.setFixedSize(64, 64)
        self.backspace.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.backspace.setAutoRepeat(True)

    def _lay_out(self, holder: ThemeHolder, words: CashWords) -> None:
        head, words_side, money, both, column = (
            QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        )  # fmt: skip
        head.setContentsMargins(12, 8, 12, 8)
        head.addWidget(self.kinds)
        head.addStretch()
        words_side.setSpacing(8)
        words_side.addWidget(self.what)
        words_side.addSpacing(8)
        for name, field in ((words.reason, self.reason), (words.details, self.details)):
            words_side.addWidget(Label(holder, name, "label", tone="text.secondary"))
            words_side.addWidget(field)
            words_side.addSpacing(8)
        words_side.addStretch()
        words_side.addWidget(self.banner)
        self._amount_title = Label(holder, words.amount, "label", tone="text.secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.amount, 1)
        row.addWidget(self.backspace)
        money.setSpacing(8)
        money.addWidget(self._amount_title)
        money.addLayout(row)
        money.addWidget(self.keypad, 1)
        self._money = QWidget()
        money.setContentsMargins(0, 0, 0, 0)
        self._money.setLayout(money)
        both.setContentsMargins(16, 16, 16, 16)
        both.setSpacing(20)
        both.addLayout(words_side, 1)
        both.addWidget(self._money)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(both, 1)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self.kind_chosen)
        self.reason.chosen.connect(self.reason_chosen)
        self.details.textEdited.connect(self.details_typed)
        self.details.returnPressed.connect(self.entered)
        self.amount.textChanged.connect(self.amount_typed)
        self.amount.entered.connect(self.entered)
        self.amount.left.connect(self.leave)
        self.keypad.pressed.connect(lambda sign: type_into(self.amount, sign))
        self.backspace.clicked.connect(self.amount.backspace)

    def leave(self) -> None:
        """Esc clears the amount first, then goes back."""
        if self.amount.text():
            self.amount.clear()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._money.setFixedWidth(_KEYPAD_COMPACT if self.width() < _COMPACT else _KEYPAD)

    def show_view(self, view: CashView) -> None:
        self.kinds.choose(view.kind)
        self.what.setText(view.what)
        self.reason.set_texts(view.reasons)
        self.reason.setCurrentIndex(view.reasons.index(view.reason) if view.reason else -1)
        self.banner.say(view.banner.title, view.banner.words, view.banner.tone, view.banner.icon)
        self._money.setVisible(view.takes_amount)

    def clear(self) -> None:
        self.details.clear()
        self.amount.clear()


class CashPage(QWidget):
    """`primary` is F12 or its button; `print_asked` carries the entry whose slip is wanted again."""

    primary = Signal()
    print_asked = Signal(int)

    def __init__(self, holder: ThemeHolder, words: CashWords, sign: str) -> None:
        super().__init__()
        self.form, self.side = CashForm(holder, words, sign), SidePanel(holder)
        self.side.heading.setText(words.moved)
        self.side.primary.setObjectName("book-cash")
        self.moved = MovedList(holder, words.moved)
        self.nothing = Label(holder, words.nothing_moved, tone="text.secondary", wrap=True)
        self.print_again = OutlineButton(holder, words.print_slip, "print", "F6")
        self.print_again.setObjectName("print-slip")
        body = self.side.body
        body.setContentsMargins(0, 1, 0, 8)
        body.setSpacing(8)
        body.addWidget(self.moved, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 0)
        foot.setSpacing(8)
        foot.addWidget(self.nothing)
        foot.addWidget(self.side.refusal)
        foot.addWidget(self.print_again)
        body.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.form, 1)
        row.addWidget(self.side)
        self.side.primary.clicked.connect(self.primary)
        self.print_again.clicked.connect(lambda: self.print_asked.emit(self.moved.chosen_entry()))
        self.setFocusProxy(self.form.reason)

    def show_view(self, view: CashView) -> None:
        self.form.show_view(view)
        self.side.show_primary(view.primary)

    def show_moved(self, rows: tuple[MovedRow, ...], nothing: str) -> None:
        self.moved.show_rows(rows)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not rows)
        self.moved.setVisible(bool(rows))
        self.print_again.setVisible(bool(rows))

    def clear(self) -> None:
        """Ready for the next booking; the reason comes first."""
        self.form.clear()
        if self.isVisible():
            self.form.reason.setFocus(Qt.FocusReason.OtherFocusReason)
