"""The sign-in screen: everybody who works here as tiles, the PIN beside them, language and theme below."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.signin.frame import Foot, Head
from ui.signin.languages import language_dialog
from ui.signin.people import People
from ui.signin.pin_panel import PinPanel
from ui.signin.view import PinView, SignInView
from ui.signin.words import SignInWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import QuietButton
from ui.widgets.label import Label
from ui.widgets.note import Note
from ui.widgets.shortcut import bind

_SECOND_MS = 1_000
_ENDS_SEARCH = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SignInScreen(QWidget):
    """A full page. Digits typed anywhere but in the name field are digits of the PIN."""

    chose = Signal(str)
    searched = Signal(str)
    entered = Signal(str)
    second_passed = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        holder: ThemeHolder,
        words: SignInWords,
        common: CommonWords,
        language: str,
        languages: Mapping[str, str] | None = None,
    ) -> None:
        """`language` is the name of the language these words are in; `languages` names all there are, by tag.
        `language_chosen` carries the tag of another one."""
        super().__init__()
        self._holder, self._words, self._common = holder, words, common
        self._language, self._languages = language, languages or {}
        self.setProperty("surface", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head, self.foot = Head(holder), Foot(holder, words, language)
        self.people, self.panel = People(holder), PinPanel(holder, words, common)
        self.find_button = QuietButton(holder, words.find, "customer.find", "F2")
        self.find_button.setObjectName("find-name")
        self.name_field = QLineEdit()
        self.name_field.setFixedSize(260, 44)
        self.name_field.setFont(holder.theme.font())
        self.name_field.setPlaceholderText(words.find)
        self.name_field.setAccessibleName(words.find)
        self.name_field.hide()
        self.note = Note(holder, "info")
        self._question = Label(holder, words.question, "h1")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.panel.pin)

    def _lay_out(self) -> None:
        over = QHBoxLayout()
        over.addWidget(self._question)
        over.addStretch()
        over.addWidget(self.find_button)
        over.addWidget(self.name_field)
        over.addStrut(44)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addStretch()
        left.addLayout(over)
        left.addWidget(self.people)
        left.addWidget(self.note)
        left.addStretch()
        middle = QHBoxLayout()
        middle.setContentsMargins(32, 0, 32, 0)
        middle.setSpacing(40)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.people.chosen.connect(self.chose)
        self.panel.entered.connect(self.entered)
        self.name_field.textEdited.connect(self.searched)
        self.find_button.clicked.connect(self.open_search)
        bind(self, "F2", self.open_search)
        self.foot.language.clicked.connect(self.open_languages)
        if len(self._languages) < 2:
            self.foot.refuse_language(self._words.one_language)
        self._seconds = QTimer(self)
        self._seconds.timeout.connect(self.second_passed)
        self._seconds.start(_SECOND_MS)

    def open_search(self) -> None:
        self.find_button.hide()
        self.name_field.show()
        self.name_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_languages(self) -> None:
        language_dialog(
            self.window(),
            self._holder,
            self._words,
            self._common,
            self._languages,
            self._language,
            self.language_chosen.emit,
        ).open()

    def close_search(self) -> None:
        """The person found stays chosen; the list shows everybody again."""
        self.name_field.clear()
        self.name_field.hide()
        self.find_button.show()
        self.searched.emit("")
        self.panel.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: SignInView) -> None:
        self.people.show_tiles(view.tiles)
        self.note.say(view.note)
        self.panel.setVisible(view.pin is not None)
        if view.pin is not None:
            self.panel.show_pin(view.pin)

    def show_pin(self, pin: PinView) -> None:
        self.panel.show_pin(pin)

    def clear_pin(self, *, wrong: bool) -> None:
        """After a wrong PIN the field is marked and has the focus, ready for the next try."""
        if wrong:
            self.panel.pin.show_wrong()
            self.panel.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.panel.pin.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the focused control did not want: arrows walk over the people, digits and Enter are for the PIN."""
        if self.name_field.isVisible() and event.key() in _ENDS_SEARCH:
            self.close_search()
        elif not self.name_field.hasFocus() and not self.people.walk(event.key()):
            self.panel.pin.take_key(event)
