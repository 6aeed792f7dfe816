"""What Pay asks before it takes value: which gift card, how many points, which voucher."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.pay.view import CardAskView, PointsAskView, VoucherAskView
from ui.pay.words import PayWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.keypad import BACK, CLEAR, Keypad, for_figures, type_into
from ui.widgets.label import Label

_WIDTH, _HIGH, _NUMBER, _POINTS, _VOUCHER = 440, 56, 40, 10, 64


class ValueDialog(AskingDialog):
    def __init__(
        self, window: QWidget, holder: ThemeHolder, title: str, icon: str, common: CommonWords, take: str
    ) -> None:
        super().__init__(window, holder, title, icon, common, _WIDTH, take)
        self.take.setObjectName("take-value")

    def refuse(self, words: str) -> None:
        super().refuse(words)
        self._place()

    def _keypad(self, common: CommonWords, last_row: tuple[str, str, str]) -> Keypad:
        names = {CLEAR: common.clear, BACK: common.delete_digit, ".": common.point}
        keypad = Keypad(self._holder, "calculator", names, last_row=last_row, least=48)
        self.content.addWidget(keypad, 1)
        return keypad

    def _field(self, words: str, name: str, length: int) -> QLineEdit:
        """A field under its name."""
        field = QLineEdit()
        field.setObjectName(name)
        field.setFixedHeight(_HIGH)
        field.setMaxLength(length)
        field.setFont(self._holder.theme.font("amount", tabular=True, px=22))
        field.setAccessibleName(words)
        field.textChanged.connect(self.problem.hide)
        self.content.addWidget(Label(self._holder, words, "label", tone="text.secondary"))
        self.content.addWidget(field)
        return field


class CardDialog(ValueDialog):
    """`given` carries a gift card's number as it was typed."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: PayWords, common: CommonWords, view: CardAskView
    ) -> None:
        super().__init__(window, holder, view.title, "giftcard", common, words.take_card)
        self.field = self._field(view.field, "gift-card-number", _NUMBER)
        self.content.addWidget(Label(holder, view.hint, tone="text.secondary", wrap=True))
        self.content.addWidget(self.problem)
        self.take.clicked.connect(lambda: self.given.emit(self.field.text()))

    def ask(self) -> None:
        self.open(self.field)


class PointsDialog(ValueDialog):
    """`typed` and `given` carry the number of points as it was typed; the first digit replaces what stands there."""

    typed = Signal(str)
    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: PayWords, common: CommonWords, view: PointsAskView
    ) -> None:
        super().__init__(window, holder, view.title, "points", common, words.take_points)
        self.field = self._field(view.field, "points", _POINTS)
        for_figures(self.field)
        self.worth = Label(holder, role="body.lg", weight=600, tabular=True)
        self.worth.setObjectName("points-worth")
        self.content.addWidget(self.worth)
        self.content.addWidget(Label(holder, view.limit, tone="text.secondary", tabular=True, wrap=True))
        self.content.addWidget(Label(holder, view.rule, "label", tone="text.muted", wrap=True))
        self.content.addWidget(self.problem)
        self._keypad(common, (CLEAR, "0", BACK)).pressed.connect(lambda sign: type_into(self.field, sign))
        self.field.textChanged.connect(self.typed)
        self.take.clicked.connect(lambda: self.given.emit(self.field.text()))
        self._first = view.most

    def ask(self) -> None:
        self.open(self.field)
        self.field.setText(self._first)
        self.field.selectAll()


class VoucherDialog(ValueDialog):
    """`given` carries the voucher's number and the amount as typed; without an amount it pays all that is left. The
    keypad types where the focus is, a scan is the number."""

    given = Signal(str, str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: PayWords, common: CommonWords, view: VoucherAskView
    ) -> None:
        super().__init__(window, holder, view.title, "promo", common, words.take_voucher)
        self.number = self._field(view.field, "voucher-number", _VOUCHER)
        self.amount = self._field(words.voucher_amount, "voucher-amount", 14)
        self.amount.setPlaceholderText(view.due)
        for_figures(self.amount)
        self.content.addWidget(self.problem)
        self._keypad(common, (".", "0", BACK)).pressed.connect(self._press)
        self.take.clicked.connect(lambda: self.given.emit(self.number.text(), self.amount.text()))

    def ask(self) -> None:
        self.open(self.number)

    def scanned(self, code: str) -> None:
        self.number.setText(code)

    def _press(self, sign: str) -> None:
        type_into(self.amount if self.window().focusWidget() is self.amount else self.number, sign)
