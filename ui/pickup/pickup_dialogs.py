"""The dialogs over the pickup page, one at a time: a choice, a number, a name."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.pickup.dialogs import NameDialog
from ui.pickup.view import ChoiceView, EntryView
from ui.pickup.words import PickupWords
from ui.sell.dialogs import ChoiceDialog, QuantityDialog
from ui.sell.view import QuantityView
from ui.sell.words import SellWords
from ui.text import CommonWords, spoken
from ui.theme import ThemeHolder


class PickupDialogs(QObject):
    """`chosen`, `quantity_given` and `name_given` are the answers."""

    chosen = Signal(str)
    quantity_given = Signal(str)
    name_given = Signal(str)

    def __init__(self, page: QWidget, holder: ThemeHolder, words: PickupWords, common: CommonWords) -> None:
        super().__init__(page)
        self._page, self._holder, self._words, self._common = page, holder, words, common
        self.entry: QuantityDialog | NameDialog | None = None
        self.choice: ChoiceDialog | None = None

    @property
    def is_open(self) -> bool:
        return self.entry is not None or self.choice is not None

    def ask_choice(self, view: ChoiceView) -> None:
        rows = [(name, title, detail, "", "") for name, title, detail in view.rows]
        self.choice = ChoiceDialog(self._page.window(), self._holder, view.title, view.icon, self._common, rows)
        self.choice.closed.connect(self._choice_closed)
        self.choice.chosen.connect(self.chosen)
        self.choice.ask()

    def ask_quantity(self, view: EntryView) -> None:
        asked = QuantityView("", view.subject, view.text, view.decimals)
        dialog = QuantityDialog(self._page.window(), self._holder, spoken(SellWords), self._common, asked)
        dialog.given.connect(self.quantity_given)
        self._open_entry(dialog)

    def ask_name(self, view: EntryView) -> None:
        dialog = NameDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.name_given)
        self._open_entry(dialog)

    def _open_entry(self, dialog: QuantityDialog | NameDialog) -> None:
        self.entry = dialog
        dialog.closed.connect(self._entry_closed)
        dialog.ask()

    def end_entry(self) -> None:
        if self.entry is not None:
            self.entry.close()

    def refuse_entry(self, words: str) -> None:
        if self.entry is not None:
            self.entry.refuse(words)

    def _choice_closed(self) -> None:
        if (dialog := self.choice) is not None:
            self.choice = None
            dialog.dismiss()

    def _entry_closed(self) -> None:
        if (dialog := self.entry) is not None:
            self.entry = None
            dialog.dismiss()
