"""The form of a customer: a name and one contact are enough, a card is scanned into it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.customer.dialog_views import DetailsView
from ui.customer.note_dialog import add_buttons, problem_label, text_field
from ui.customer.words import CustomerWords
from ui.text import LANGUAGES, CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label
from ui.widgets.notices import Banner

FIELDS = ("name", "email", "phone", "card")


class DetailsDialog(Dialog):
    """`given` carries the fields by name; `same_opened` wants the customer who has that contact already."""

    given = Signal(dict)
    same_opened = Signal()

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: CustomerWords, common: CommonWords, view: DetailsView
    ) -> None:
        super().__init__(window, holder, view.title, "customer.add", common.close, width=780)
        self._words = words
        names = {"name": words.name, "email": words.email, "phone": words.phone, "card": words.card}
        self.fields = {name: text_field(holder, names[name], f"customer-field-{name}") for name in FIELDS}
        self.problems = {name: problem_label(holder) for name in FIELDS}
        for name, text in (("name", view.name), ("email", view.email), ("phone", view.phone), ("card", view.card)):
            self.fields[name].setText(text)
            self.fields[name].textEdited.connect(lambda text, name=name: self._clear(name))
        self.fields["card"].setPlaceholderText(words.card_hint)
        self._has_card, self._languages = view.has_card, _languages(view.language)
        self.language = Choice(holder, words.language, tuple(self._languages.values()))
        self.language.setCurrentIndex(list(self._languages).index(view.language))
        self.problem, self.banner = problem_label(holder), Banner(holder)
        self.same = OutlineButton(holder, "", "customer", large=True)
        self.same.setObjectName("customer-open-same")
        self.same.clicked.connect(self.same_opened)
        self._fill(holder, names)
        self.add_button(self.same)
        self.save = add_buttons(self, holder, common, view.save)
        self.save.clicked.connect(self._give)
        self.banner.hide()
        self.same.hide()

    def _fill(self, holder: ThemeHolder, names: Mapping[str, str]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for n, name in enumerate(("name", "language", "email", "phone", "card")):
            part: QWidget = self.language if name == "language" else self.fields[name]
            cell = QVBoxLayout()
            cell.setSpacing(4)
            label = Label(holder, names.get(name, self._words.language), "label", tone="text.secondary")
            if name == "card" and not self._has_card:
                label.hide()
                part.hide()
            cell.addWidget(label)
            cell.addWidget(part)
            if name in self.problems:
                cell.addWidget(self.problems[name])
            cell.addStretch()
            grid.addLayout(cell, n // 2, n % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.content.addLayout(grid)
        self.content.addWidget(self.banner)
        self.content.addWidget(self.problem)
        self.content.addWidget(Label(holder, self._words.one_contact, "meta", tone="text.secondary", wrap=True))

    def ask(self) -> None:
        """Where the next letter belongs: the first field that is empty."""
        order: list[QLineEdit] = [self.fields[name] for name in ("name", "email")]
        self.open(next((field for field in order if not field.text()), order[0]))

    @property
    def takes_card(self) -> bool:
        return self._has_card

    def fill_card(self, card: str) -> None:
        self.fields["card"].setText(card)
        self._clear("card")

    def show_problem(self, name: str, words: str) -> None:
        self.problems[name].setText(words)
        self.problems[name].show()
        self.fields[name].setProperty("state", "error")
        self.fields[name].style().polish(self.fields[name])
        self.fields[name].setAccessibleDescription(words)
        self.fields[name].setFocus()
        self._grow()

    def show_same(self, name: str) -> None:
        """Somebody has this contact already."""
        words = self._words
        self.banner.say(words.same_contact.format(name=name), words.same_words, "warning", "warn")
        self.banner.show()
        self.same.setText(words.open_same.format(name=name))
        self.same.show()
        self.save.setText(words.add_anyway)
        self.same.setFocus()
        self._grow()

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self._grow()

    def _grow(self) -> None:
        """The dialog is as high as what it says now."""
        self._place()

    def _clear(self, name: str) -> None:
        self.problems[name].hide()
        self.problem.hide()
        self.fields[name].setProperty("state", "")
        self.fields[name].style().polish(self.fields[name])
        self.fields[name].setAccessibleDescription("")

    def _give(self) -> None:
        given = {name: field.text() for name, field in self.fields.items()}
        self.given.emit(given | {"language": list(self._languages)[self.language.index()]})


def _languages(known: str) -> dict[str, str]:
    """Those of the screens, and the one that this customer has whatever it is."""
    return LANGUAGES if known in LANGUAGES else {known: known or "–", **LANGUAGES}
