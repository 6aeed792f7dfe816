"""The dialogs that Pay opens, one at a time, and what comes back from them."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.pay.value_dialogs import CardDialog, PointsDialog, ValueDialog, VoucherDialog
from ui.pay.view import CardAskView, PointsAskView, SplitView, VoucherAskView
from ui.pay.words import PayWords
from ui.sell.dialogs import ChoiceDialog
from ui.text import CommonWords
from ui.theme import ThemeHolder


class PayDialogs(QObject):
    """`card_given`, `points_given` … carry what was entered, `means_chosen` a type, `split_chosen` how many people."""

    card_given = Signal(str)
    points_typed = Signal(str)
    points_given = Signal(str)
    voucher_given = Signal(str, str)
    means_chosen = Signal(str)
    split_chosen = Signal(int)

    def __init__(self, page: QWidget, holder: ThemeHolder, words: PayWords, common: CommonWords) -> None:
        super().__init__(page)
        self._page, self._holder, self._words, self._common = page, holder, words, common
        self.open_dialog: ValueDialog | None = None

    @property
    def asks_card(self) -> bool:
        """Whether a gift card is waited for: a scan answers."""
        return isinstance(self.open_dialog, CardDialog)

    @property
    def asks_voucher(self) -> bool:
        """Whether a voucher's number is waited for: a scan is written into its field."""
        return isinstance(self.open_dialog, VoucherDialog)

    def voucher_scanned(self, code: str) -> None:
        if isinstance(self.open_dialog, VoucherDialog):
            self.open_dialog.scanned(code)

    def ask_card(self, view: CardAskView) -> None:
        dialog = CardDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.card_given)
        self._open(dialog)
        dialog.ask()

    def ask_points(self, view: PointsAskView) -> None:
        dialog = PointsDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.typed.connect(self.points_typed)
        dialog.given.connect(self.points_given)
        self._open(dialog)
        dialog.ask()

    def ask_voucher(self, view: VoucherAskView) -> None:
        dialog = VoucherDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.voucher_given)
        self._open(dialog)
        dialog.ask()

    def choose_means(self, rows: tuple[tuple[str, str], ...]) -> None:
        choices = [(kind, name, "", "", "") for kind, name in rows]
        title = self._words.more_title
        dialog = ChoiceDialog(self._page.window(), self._holder, title, "more", self._common, choices)
        dialog.chosen.connect(self.means_chosen)
        dialog.ask()

    def choose_split(self, ways: tuple[SplitView, ...]) -> None:
        rows = [(str(way.people), way.title, way.detail, "", "") for way in ways]
        title = self._words.split_title
        dialog = ChoiceDialog(self._page.window(), self._holder, title, "split", self._common, rows)
        dialog.chosen.connect(lambda people: self.split_chosen.emit(int(people)))
        dialog.ask()

    def show_points_worth(self, words: str) -> None:
        if isinstance(self.open_dialog, PointsDialog):
            self.open_dialog.worth.setText(words)

    def refuse(self, words: str) -> None:
        if self.open_dialog is not None:
            self.open_dialog.refuse(words)

    def close_dialog(self) -> None:
        if self.open_dialog is not None:
            self.open_dialog.dismiss()

    def _open(self, dialog: ValueDialog) -> None:
        self.open_dialog = dialog
        dialog.closed.connect(self._closed)

    def _closed(self) -> None:
        self.open_dialog = None
