"""Changing the own PIN: the one until now, the new one, and the new one again, on one keypad."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.failures import Refused, Unavailable
from ui.pin_words import pin_problem
from ui.run_job import RunJob
from ui.signin.view import Person, PinAnswer
from ui.text import CommonWords, sentence
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.keypad import BACK, CLEAR, Keypad
from ui.widgets.label import Label
from ui.widgets.notices import Banner
from ui.widgets.pin import PinField, beside_words


@dataclass(frozen=True, slots=True)
class ChangePinWords:
    title: str = "Change the PIN of {name}"
    now: str = "Your PIN until now"
    new: str = "Your new PIN, {length} digits"
    again: str = "The new PIN again"
    how: str = "Somebody who forgot the PIN gets a new one from a manager."
    kept: str = "Only this till's hash of it is kept."
    differ: str = "The two new PINs are not the same."
    differ_more: str = "Enter the new one once more."
    done: str = "{name} has a new PIN"


class ChangePinDialog(Dialog):
    """`change` gets the PIN until now and the new one; `done` is told once it counts."""

    def __init__(
        self,
        window: QWidget,
        holder: ThemeHolder,
        words: ChangePinWords,
        common: CommonWords,
        person: Person,
        run_job: RunJob,
        *,
        change: Callable[[str, str], PinAnswer],
        done: Callable[[], None],
    ) -> None:
        super().__init__(window, holder, words.title.format(name=person.name), "key", common.close, width=720)
        self._words, self._common, self._length, self._run_job = words, common, person.pin_length, run_job
        self._change, self._done = change, done
        self._typed: list[str] = []
        self.prompt = Label(holder, "", weight=600, wrap=True)
        self.banner = Banner(holder)
        self.pin = PinField(holder, words.now, framed=True)
        self.keypad = Keypad(holder, "phone", {CLEAR: common.clear, BACK: common.delete_digit}, least=52)
        cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
        cancel.clicked.connect(self.close)
        self._fill(holder)
        self.add_button(cancel)
        self.keypad.pressed.connect(self.pin.type)
        self.pin.entered.connect(self._entered)
        self.closed.connect(self.dismiss)
        self.banner.say(words.how, words.kept, "info", "info")
        self._ask()

    def _fill(self, holder: ThemeHolder) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.prompt)
        left.addWidget(self.banner)
        left.addStretch()
        self.content.addLayout(beside_words(left, self.pin, self.keypad))

    def ask(self) -> None:
        self.open(self.pin)

    def _ask(self) -> None:
        """What is to be typed next."""
        words = (self._words.now, self._words.new.format(length=self._length), self._words.again)
        prompt = words[len(self._typed)]
        self.prompt.setText(prompt)
        self.pin.setAccessibleName(prompt)
        self.pin.set_closed(False)
        self.pin.expect(self._length)
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, pin: str) -> None:
        self._typed.append(pin)
        if len(self._typed) < 3:
            self._ask()
            return
        now, new, again = self._typed
        if new != again:
            self._typed = [now]
            self._problem(self._words.differ, self._words.differ_more)
            return
        self.pin.set_closed(True)
        self._run_job(partial(self._change, now, new), self._answered, self._refused)

    def _answered(self, answer: PinAnswer) -> None:
        self._typed = []
        if (problem := pin_problem(answer, self._common)) is not None:
            self._problem(*problem)
            return
        self.close()
        self._done()

    def _refused(self, failure: Refused | Unavailable) -> None:
        self._typed = []
        self._problem(sentence(failure), "")

    def _problem(self, problem: str, advice: str) -> None:
        self.banner.say(problem, advice, "danger", "error")
        self._ask()
