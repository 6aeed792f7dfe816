"""Asking for consent: what is read to the customer, and the answer to each question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.customer import Purpose
from ui.customer.dialog_views import QuestionRow, QuestionsView
from ui.customer.note_dialog import add_buttons, problem_label
from ui.customer.words import CustomerWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label, Rule
from ui.widgets.segmented import Segmented

OPEN, YES, NO = "open", "yes", "no"
_ANSWER = {True: YES, False: NO, None: OPEN}


class ConsentDialog(Dialog):
    """`given` carries yes or no by purpose, for what was answered otherwise than before."""

    given = Signal(dict)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: CustomerWords, common: CommonWords, view: QuestionsView
    ) -> None:
        super().__init__(window, holder, view.title, "consent", common.close, width=880)
        self._asked = {row.purpose: row.given for row in view.rows}
        self.answers: dict[Purpose, Segmented] = {}
        self._chosen: dict[Purpose, str] = {}
        self.problem = problem_label(holder)
        asks_first = any(row.given is None for row in view.rows)
        how = words.read_out if asks_first else words.read_out_again
        self.content.addWidget(Label(holder, how, "label", 400, "text.secondary", wrap=True))
        for row in view.rows:
            self.content.addWidget(Rule())
            self.content.addLayout(self._question(holder, words, row))
        self.content.addWidget(self.problem)
        add_buttons(self, holder, common, words.keep_consents).clicked.connect(self._give)

    def _question(self, holder: ThemeHolder, words: CustomerWords, row: QuestionRow) -> QHBoxLayout:
        """An answer cannot be taken back to none: consent that was refused is refused."""
        choices = [(YES, words.agrees), (NO, words.refuses)]
        if row.given is None:
            choices.insert(0, (OPEN, words.not_asked))
        answer = Segmented(holder, choices)
        answer.setAccessibleName(row.text)
        answer.choose(_ANSWER[row.given])
        for name, words_of in choices:
            answer.segments[name].setAccessibleName(f"{row.title}: {words_of}")
            answer.segments[name].setObjectName(f"consent-{row.purpose}-{name}")
        self._chosen[row.purpose] = _ANSWER[row.given]
        answer.chosen.connect(lambda name, purpose=row.purpose: self._chosen.update({purpose: name}))
        self.answers[row.purpose] = answer
        texts, line = QVBoxLayout(), QHBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(Label(holder, row.title, "body", 600))
        texts.addWidget(Label(holder, row.text, "label", 400, "text.secondary", wrap=True))
        texts.addStretch()
        line.setSpacing(16)
        line.addLayout(texts, 1)
        line.addWidget(answer)
        return line

    def ask(self) -> None:
        first = next(iter(self.answers.values()))
        self.open(next(one for one in first.segments.values() if one.isChecked()))

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _give(self) -> None:
        changed = {purpose: name for purpose, name in self._chosen.items() if name != _ANSWER[self._asked[purpose]]}
        self.given.emit({purpose: name == YES for purpose, name in changed.items()})
