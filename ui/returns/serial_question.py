"""The number of a piece that comes back, asked over the return page."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.returns.words import ReturnWords
from ui.sell.goods_dialogs import SerialDialog
from ui.sell.view import SerialView
from ui.sell.words import SellWords
from ui.text import CommonWords, spoken
from ui.theme import ThemeHolder


class SerialQuestion(QObject):
    """`given` carries what was typed or scanned."""

    given = Signal(str)

    def __init__(self, page: QWidget, holder: ThemeHolder, words: ReturnWords, common: CommonWords) -> None:
        super().__init__(page)
        self._page, self._holder, self._words, self._common = page, holder, words, common
        self._dialog: SerialDialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether a scan is the number of a piece now."""
        return self._dialog is not None and self._dialog.isVisible()

    def ask(self, name: str) -> None:
        """`name` is that of the goods."""
        view = SerialView(name, self._words.serial_title, self._words.serial_words)
        self._dialog = SerialDialog(self._page.window(), self._holder, spoken(SellWords), self._common, view)
        self._dialog.take.setText(self._words.serial_take)
        self._dialog.given.connect(self.given)
        self._dialog.ask()

    def refuse(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.refuse(words)

    def end(self) -> None:
        if self._dialog is not None:
            self._dialog.dismiss()
            self._dialog = None
