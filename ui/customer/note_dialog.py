"""Writing a note about a customer, or a task with the day it is due."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.customer.dialog_views import TaskView
from ui.customer.words import CustomerWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.dialog import Dialog
from ui.widgets.label import Label
from ui.widgets.segmented import Segmented

LONGEST = 1000


class NoteDialog(Dialog):
    """`given` carries the words."""

    given = Signal(str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: CustomerWords, common: CommonWords, title: str
    ) -> None:
        super().__init__(window, holder, title, "note", common.close, width=640)
        self.field = text_field(holder, words.note_field, "customer-note-words")
        self.problem = problem_label(holder)
        self.field.textEdited.connect(self.problem.hide)
        self.content.addWidget(Label(holder, words.note_field, "label", tone="text.secondary"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.problem)
        self.content.addWidget(Label(holder, words.note_hint, "meta", tone="text.secondary", wrap=True))
        add_buttons(self, holder, common, words.save_note).clicked.connect(lambda: self.given.emit(self.field.text()))

    def ask(self) -> None:
        self.open(self.field)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


class TaskDialog(Dialog):
    """`given` carries the words and the day, `YYYY-MM-DD`."""

    given = Signal(str, str)

    def __init__(
        self, window: QWidget, holder: ThemeHolder, words: CustomerWords, common: CommonWords, view: TaskView
    ) -> None:
        super().__init__(window, holder, view.title, "task", common.close, width=700)
        self.field = text_field(holder, words.task_field, "customer-task-words")
        self.days = Segmented(holder, [(day.day, day.words) for day in view.days], filling=True)
        self.day = text_field(holder, words.other_day, "customer-task-day")
        self.day.setText(view.days[0].day)
        self.problem = problem_label(holder)
        for field in (self.field, self.day):
            field.textEdited.connect(self.problem.hide)
        self.days.chosen.connect(self.day.setText)
        self.content.addWidget(Label(holder, words.task_field, "label", tone="text.secondary"))
        self.content.addWidget(self.field)
        self.content.addWidget(Label(holder, words.task_due_title, "label", tone="text.secondary"))
        self.content.addWidget(self.days)
        self.content.addWidget(Label(holder, words.other_day, "label", tone="text.secondary"))
        self.content.addWidget(self.day)
        self.content.addWidget(self.problem)
        save = add_buttons(self, holder, common, words.save_task)
        save.clicked.connect(lambda: self.given.emit(self.field.text(), self.day.text()))

    def ask(self) -> None:
        self.open(self.field)

    def refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()


def text_field(holder: ThemeHolder, name: str, object_name: str) -> QLineEdit:
    """A field of a form, 48 high, with a name for screen readers."""
    field = QLineEdit()
    field.setObjectName(object_name)
    field.setFixedHeight(48)
    field.setMaxLength(LONGEST)
    field.setFont(holder.theme.font("body.lg", 400))
    field.setAccessibleName(name)
    return field


def problem_label(holder: ThemeHolder) -> Label:
    """A sentence at its field, hidden until there is something to say."""
    label = Label(holder, role="label", tone="danger.fg", wrap=True)
    label.hide()
    return label


def add_buttons(dialog: Dialog, holder: ThemeHolder, common: CommonWords, save: str) -> FilledButton:
    """Cancel, and the default button, which is given back."""
    cancel = OutlineButton(holder, common.cancel, key="Esc", large=True)
    cancel.clicked.connect(dialog.close)
    keep = FilledButton(holder, save, key="Enter", large=True)
    keep.setObjectName("customer-save")
    dialog.add_button(cancel)
    dialog.add_button(keep, default=True)
    return keep
