"""The approval dialog over a page: one at a time, told when a PIN was wrong, and taken away whichever way it ends."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval import ApprovalDialog
from ui.widgets.approval_view import ApprovalView


class ApprovalHost(QObject):
    """`entered` carries the staff id and the PIN; `closed` says that the question is over, answered or not."""

    entered = Signal(str, str)
    closed = Signal()

    def __init__(self, page: QWidget, holder: ThemeHolder, common: CommonWords) -> None:
        super().__init__(page)
        self._page, self._holder, self._common = page, holder, common
        self.dialog: ApprovalDialog | None = None

    def ask(self, view: ApprovalView) -> None:
        self.dialog = ApprovalDialog(self._page.window(), self._holder, self._common, view)
        self.dialog.entered.connect(self.entered)
        self.dialog.closed.connect(self._closed)
        self.dialog.ask()

    def show_problem(self, problem: str, advice: str) -> None:
        if self.dialog is not None:
            self.dialog.show_problem(problem, advice)

    def end(self) -> None:
        if self.dialog is not None:
            self.dialog.close()

    def _closed(self) -> None:
        if (dialog := self.dialog) is not None:
            self.dialog = None
            dialog.dismiss()
            self.closed.emit()
