"""Approval in place: somebody who may, and the PIN of that person; whoever asked stays signed in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval_view import ApprovalView
from ui.widgets.buttons import OutlineButton
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, CLEAR, Keypad
from ui.widgets.label import Label
from ui.widgets.notices import Banner
from ui.widgets.pin import PinField, beside_words


class ApprovalDialog(Dialog):
    """`entered` carries the staff id and the PIN; the answer comes by `show_problem` or by closing the dialog."""

    entered = Signal(str, str)

    def __init__(self, window: QWidget, holder: ThemeHolder, common: CommonWords, view: ApprovalView) -> None:
        super().__init__(window, holder, common.approval, "key", common.close, width=720)
        self._view = view
        self.who = Choice(holder, common.approver, tuple(person.name for person in view.approvers))
        self.pin = PinField(holder, common.approval_pin, framed=True)
        self.keypad = Keypad(holder, "phone", {CLEAR: common.clear, BACK: common.delete_digit}, least=52)
        self.banner = Banner(holder)
        self.banner.say(common.approval_how, common.approval_stays, "info", "info")
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self._fill(holder, common, view)
        self.add_button(cancel)
        self.who.chosen.connect(self._expect)
        self.keypad.pressed.connect(self.pin.type)
        self.pin.entered.connect(self._enter)
        self._expect(0)

    def _fill(self, holder: ThemeHolder, common: CommonWords, view: ApprovalView) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(Label(holder, view.subject, weight=600, wrap=True))
        if view.detail:
            left.addWidget(Label(holder, view.detail, tabular=True, wrap=True))
        left.addWidget(Label(holder, common.approver, "label", tone="text.secondary"))
        left.addWidget(self.who)
        left.addWidget(self.banner)
        left.addStretch()
        left.addWidget(Label(holder, common.approval_offline, "meta", tone="text.muted", wrap=True))
        self.content.addLayout(beside_words(left, self.pin, self.keypad))

    def ask(self) -> None:
        self.open(self.pin)

    def take_badge(self, staff_id: str, code: str, *, alone: bool) -> bool:
        """A badge of somebody who may approve chooses that person, and is the answer where it needs no PIN; False for
        one of anybody else."""
        at = next((n for n, person in enumerate(self._view.approvers) if person.staff_id == staff_id), None)
        if at is None:
            return False
        self.who.setCurrentIndex(at)
        self._expect(at)
        if alone:
            self._enter(code)
        else:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _expect(self, at: int) -> None:
        self.pin.expect(self._view.approvers[at].pin_length)

    def _enter(self, pin: str) -> None:
        self.pin.set_closed(True)
        self.entered.emit(self._view.approvers[self.who.index()].staff_id, pin)

    def show_problem(self, problem: str, advice: str) -> None:
        """The PIN was not right, or the user is locked; the dots are cleared for another try."""
        self.banner.say(problem, advice, "danger", "error")
        self.pin.set_closed(False)
        self.pin.show_wrong()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
