"""The dialogs of the customer screens, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.customer.consent_dialog import ConsentDialog
from ui.customer.details_dialog import DetailsDialog
from ui.customer.dialog_views import DetailsView, QuestionsView, TaskView
from ui.customer.note_dialog import NoteDialog, TaskDialog
from ui.customer.words import CustomerWords
from ui.text import CommonWords
from ui.theme import ThemeHolder

AnyDialog = ConsentDialog | DetailsDialog | NoteDialog | TaskDialog


class CustomerDialogs(QObject):
    """What is given in a dialog leaves by these signals; the dialog stays until it is ended."""

    details_given = Signal(dict)
    same_opened = Signal()
    consents_given = Signal(dict)
    note_given = Signal(str)
    task_given = Signal(str, str)

    def __init__(self, page: QWidget, holder: ThemeHolder, words: CustomerWords, common: CommonWords) -> None:
        super().__init__(page)
        self._page, self._holder, self._words, self._common = page, holder, words, common
        self.open: AnyDialog | None = None

    def ask_details(self, view: DetailsView) -> None:
        dialog = DetailsDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.details_given)
        dialog.same_opened.connect(self.same_opened)
        self._show(dialog)

    def ask_consents(self, view: QuestionsView) -> None:
        dialog = ConsentDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.consents_given)
        self._show(dialog)

    def ask_note(self, title: str) -> None:
        dialog = NoteDialog(self._page.window(), self._holder, self._words, self._common, title)
        dialog.given.connect(self.note_given)
        self._show(dialog)

    def ask_task(self, view: TaskView) -> None:
        dialog = TaskDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.task_given)
        self._show(dialog)

    def refuse(self, words: str) -> bool:
        """Whether a dialog was there to say it in."""
        if self.open is not None:
            self.open.refuse(words)
        return self.open is not None

    def show_problem(self, field: str, words: str) -> None:
        self._in_details(lambda dialog: dialog.show_problem(field, words))

    def show_same(self, name: str) -> None:
        self._in_details(lambda dialog: dialog.show_same(name))

    @property
    def takes_card(self) -> bool:
        """Whether a card that is scanned now belongs into the form."""
        return isinstance(self.open, DetailsDialog) and self.open.takes_card

    def fill_card(self, card: str) -> None:
        self._in_details(lambda dialog: dialog.fill_card(card))

    def end(self) -> None:
        if self.open is not None:
            self.open.close()

    def _in_details(self, say: Callable[[DetailsDialog], None]) -> None:
        if isinstance(self.open, DetailsDialog):
            say(self.open)

    def _show(self, dialog: AnyDialog) -> None:
        self.end()
        self.open = dialog
        dialog.closed.connect(lambda: self._closed(dialog))
        dialog.ask()

    def _closed(self, dialog: AnyDialog) -> None:
        if self.open is dialog:
            self.open = None
            dialog.dismiss()
