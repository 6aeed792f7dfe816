"""What is asked about goods before they are sold: a price, a weight, a serial number, and how old the buyer is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.sell.view import AgeView, PriceView, SerialView, WeightView
from ui.sell.words import SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.buttons import DangerButton, FilledButton
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, CLEAR, Keypad, for_figures, type_into
from ui.widgets.label import Label

_NARROW, _SERIAL_LENGTH = 380, 64


def _field(holder: ThemeHolder, name: str, object_name: str, length: int, height: int = 64) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(object_name)
    field.setFixedHeight(height)
    field.setMaxLength(length)
    field.setFont(holder.theme.font("amount", tabular=True, px=26))
    field.setAccessibleName(name)
    return field


def _keypad(holder: ThemeHolder, common: CommonWords) -> Keypad:
    names = {CLEAR: common.clear, BACK: common.delete_digit, ".": common.point}
    return Keypad(holder, "calculator", names, last_row=(".", "0", BACK), least=52)


class PriceDialog(AskingDialog):
    """`given` carries the typed price of goods that have none of their own, and why they are free when they are."""

    given = Signal(str, str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: PriceView
    ) -> None:
        super().__init__(window, holder, words.price_title, "edit", common, _NARROW, words.apply_price)
        self.field = _field(holder, f"{words.price_field}, {view.name}", "open-price", 14)
        self.field.textChanged.connect(self._typed)
        for_figures(self.field)
        self.reason = Choice(holder, words.free_reason, view.reasons, words.free_reason)
        self.reason.setObjectName("free-reason")
        self.reason.hide()
        keypad = _keypad(holder, common)
        keypad.pressed.connect(lambda sign: type_into(self.field, sign))
        self.content.addWidget(Label(holder, view.name, "body.lg", 600, wrap=True))
        self.content.addWidget(self.field)
        self.content.addWidget(self.reason)
        self.content.addWidget(self.problem)
        self.content.addWidget(keypad, 1)
        self.take.setObjectName("take-price")
        self.take.clicked.connect(lambda: self.given.emit(self.field.text(), self.reason.currentText()))

    def ask(self) -> None:
        self.open(self.field)

    def ask_reason(self, words: str) -> None:
        """Nothing is given away without a reason: the list of them comes up."""
        self.reason.show()
        self.refuse(words)
        self._place()
        self.reason.setFocus()

    def _typed(self) -> None:
        self.problem.hide()
        self.reason.hide()
        self.reason.setCurrentIndex(-1)


class WeightDialog(AskingDialog):
    """`weighed` whenever what the scale shows, or the tare, was typed; `given` when it is to be sold."""

    weighed = Signal(str, str)
    given = Signal(str, str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: WeightView
    ) -> None:
        super().__init__(window, holder, words.weight_title, "count", common, _NARROW, words.apply_price)
        self.gross = _field(holder, f"{words.weight_field}, {view.name}", "weight", 8, 56)
        self.tare = _field(holder, words.tare_field, "tare", 8, 48)
        self.net = Label(holder, view.price, tone="text.secondary", tabular=True, wrap=True)
        keypad = _keypad(holder, common)
        keypad.pressed.connect(lambda sign: type_into(self._field(), sign))
        self.content.setSpacing(8)
        self.content.addWidget(Label(holder, view.name, "body.lg", 600, wrap=True))
        for name, field in ((words.weight_field, self.gross), (words.tare_field, self.tare)):
            self.content.addWidget(Label(holder, name, "label", tone="text.secondary"))
            self.content.addWidget(field)
            field.textChanged.connect(self._typed)
            for_figures(field)
        self.content.addWidget(self.net)
        self.content.addWidget(self.problem)
        self.content.addWidget(keypad, 1)
        self.take.setObjectName("take-weight")
        self.take.clicked.connect(lambda: self.given.emit(self.gross.text(), self.tare.text()))

    def ask(self) -> None:
        self.open(self.gross)

    def show_net(self, words: str) -> None:
        self.net.setText(words)

    def _field(self) -> QLineEdit:
        """Where the keypad types: its keys leave the focus where it is."""
        return self.tare if self.window().focusWidget() is self.tare else self.gross

    def _typed(self) -> None:
        self.problem.hide()
        self.weighed.emit(self.gross.text(), self.tare.text())


class SerialDialog(AskingDialog):
    """`given` carries the serial number of a piece; a scan comes here too."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: SerialView
    ) -> None:
        super().__init__(window, holder, view.title or words.serial_title, "scan", common, 560, words.apply_price)
        self.field = _field(holder, f"{view.title or words.serial_field}, {view.name}", "serial", _SERIAL_LENGTH)
        self.field.setFont(holder.theme.font("body.lg", tabular=True, px=20))
        self.field.textChanged.connect(self.problem.hide)
        self.content.addWidget(Label(holder, view.name, "body.lg", 600, wrap=True))
        self.content.addWidget(self.field)
        self.content.addWidget(self.problem)
        self.content.addWidget(Label(holder, view.words or words.serial_words, tone="text.secondary", wrap=True))
        self.take.setObjectName("take-serial")
        self.take.clicked.connect(lambda: self.given.emit(self.field.text()))

    def ask(self) -> None:
        self.open(self.field)


class AgeDialog(Dialog):
    """`confirmed` when the buyer is old enough, `refused` when not; closed otherwise it is asked again at Pay."""

    confirmed = Signal()
    refused = Signal()

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: SellWords, common: CommonWords, view: AgeView
    ) -> None:
        super().__init__(window, holder, view.title, "id", common.close, width=560)
        self.content.addWidget(Label(holder, view.born, "h1", 700, tabular=True, wrap=True))
        self.content.addWidget(Label(holder, view.goods, "body.lg", 600, wrap=True))
        self.content.addWidget(Label(holder, words.age_words, tone="text.secondary", wrap=True))
        no = DangerButton(holder, words.age_no, "delete", large=True)
        no.setObjectName("age-no")
        no.clicked.connect(lambda: self.refused.emit())
        self.yes = FilledButton(holder, view.yes, "tick", "Enter", large=True)
        self.yes.setObjectName("age-yes")
        self.yes.clicked.connect(lambda: self.confirmed.emit())
        self.add_button(no)
        self.add_button(self.yes, default=True)

    def ask(self) -> None:
        self.open(self.yes)
