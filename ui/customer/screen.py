"""The customer screens: the search, a customer's page, and what stands in its place while there is none to show."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos.domain.failures import Refused, Unavailable
from ui.customer.customer_dialogs import CustomerDialogs
from ui.customer.dialog_views import DetailsView, QuestionsView, TaskView
from ui.customer.profile_page import GonePage, OpeningPage, ProfilePage
from ui.customer.search_page import SearchPage
from ui.customer.view import GoneView, ProfileView, SearchView, TimelineView
from ui.customer.words import CustomerWords
from ui.keys import action
from ui.sell.pictures import Pictures
from ui.text import CommonWords, sentence
from ui.theme import ThemeHolder
from ui.widgets.shortcut import bind

SKELETON_MS, WORDS_MS = 300, 3_000


class CustomerScreen(QWidget):
    """Signals in the words of the page; `told` is for the toast, `find_asked` for the field in the top bar."""

    searched = Signal(str)
    taken = Signal(str)
    add_asked = Signal()
    left = Signal()
    went_back = Signal()
    contact_asked = Signal(str)
    change_asked = Signal()
    note_asked = Signal()
    task_asked = Signal()
    sale_asked = Signal()
    consent_asked = Signal()
    task_finished = Signal(str)
    tab_chosen = Signal(str)
    older_asked = Signal()
    goods_asked = Signal(str, int)
    all_asked = Signal(str)
    search_again = Signal()
    find_asked = Signal(str)
    page_changed = Signal()
    told = Signal(str, object)

    def __init__(self, holder: ThemeHolder, words: CustomerWords, common: CommonWords) -> None:
        super().__init__()
        self._words = words
        self.pictures = Pictures(self)
        self.search, self.profile = SearchPage(holder, words), ProfilePage(holder, words, self.pictures)
        self.opening, self.gone = OpeningPage(holder, words), GonePage(holder, words)
        self.dialogs = CustomerDialogs(self, holder, words, common)
        self._pages, self._skeleton, self._slow = QStackedWidget(), QTimer(singleShot=True), QTimer(singleShot=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        for page in (self.search, self.profile, self.opening, self.gone):
            self._pages.addWidget(page)
        self._connect()
        self._bind_keys()
        self._turn_to(self.search)

    def _connect(self) -> None:
        search, head, profile = self.search, self.profile.head, self.profile
        search.typed.connect(self.searched)
        search.taken.connect(self.taken)
        search.add_asked.connect(self.add_asked)
        search.left.connect(self.left)
        head.contact_asked.connect(self.contact_asked)
        head.change_asked.connect(self.change_asked)
        head.note_asked.connect(self.note_asked)
        head.task_asked.connect(self.task_asked)
        head.sale_asked.connect(self.sale_asked)
        profile.consent.change_asked.connect(self.consent_asked)
        profile.tasks.finished.connect(self.task_finished)
        profile.timeline.tab_chosen.connect(self.tab_chosen)
        profile.timeline.older_asked.connect(self.older_asked)
        profile.goods.added.connect(self.goods_asked)
        profile.goods.all_asked.connect(self.all_asked)
        self.gone.back.clicked.connect(self.search_again)
        self._skeleton.timeout.connect(lambda: self._turn_to(self.opening))
        self._slow.timeout.connect(self.opening.words.show)

    def _bind_keys(self) -> None:
        keys = {name: action("customer", name).hint for name in ("find", "sale", "note", "task", "add")}
        bind(self, keys["find"], self._find)
        bind(self, keys["sale"], lambda: self._press(self.profile.head.sale.click))
        bind(self, keys["note"], lambda: self._press(self.profile.head.note.click))
        bind(self, keys["task"], lambda: self._press(self.profile.head.task.click))
        bind(self, keys["add"], self._add)
        bind(self, "Esc", self.went_back.emit)

    @property
    def is_profile(self) -> bool:
        """Whether a customer is in front, so that the search is a field in the top bar."""
        return self._pages.currentWidget() is not self.search

    def _press(self, press: Callable[[], None]) -> None:
        if self._pages.currentWidget() is self.profile:
            press()

    def _find(self) -> None:
        if self.is_profile:
            self.find_asked.emit("")
        else:
            self.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.field.selectAll()

    def _add(self) -> None:
        if not self.is_profile:
            self.add_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that nobody wanted begins a search."""
        text = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        if text.isprintable() and text.strip() and not held:
            self.find_asked.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.profile.set_width(self.width())

    def show_search(self, view: SearchView) -> None:
        self.search.show_view(view)

    def turn_to_search(self) -> None:
        self._turn_to(self.search)

    def show_opening(self) -> None:
        """Nothing moves at first: what is read from this till's file is there at once."""
        self.opening.words.hide()
        self._skeleton.start(SKELETON_MS)
        self._slow.start(WORDS_MS)

    def show_profile(self, view: ProfileView) -> None:
        self.profile.show_view(view)
        self._turn_to(self.profile)

    def show_timeline(self, view: TimelineView) -> None:
        self.profile.show_timeline(view)

    def show_gone(self, view: GoneView) -> None:
        self.gone.show_view(view)
        self._turn_to(self.gone)

    def _turn_to(self, page: QWidget) -> None:
        self._skeleton.stop()
        self._slow.stop()
        if page is self.opening:
            self._slow.start(WORDS_MS - SKELETON_MS)
        changed = self._pages.currentWidget() is not page
        self._pages.setCurrentWidget(page)
        places = {self.search: self.search.field, self.profile: self.profile.head.sale, self.gone: self.gone.back}
        self.setFocusProxy(places.get(page, self.opening))
        if changed:
            self.page_changed.emit()
            if self.isVisible() and self.dialogs.open is None:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_details(self, view: DetailsView) -> None:
        self.dialogs.ask_details(view)

    def show_problem(self, field: str, words: str) -> None:
        self.dialogs.show_problem(field, words)

    def show_same(self, words: str) -> None:
        self.dialogs.show_same(words)

    def fill_card(self, card: str) -> None:
        self.dialogs.fill_card(card)

    def ask_consents(self, view: QuestionsView) -> None:
        self.dialogs.ask_consents(view)

    def ask_note(self, title: str) -> None:
        self.dialogs.ask_note(title)

    def ask_task(self, view: TaskView) -> None:
        self.dialogs.ask_task(view)

    def refuse(self, words: str) -> None:
        """In the open dialog, else where everything is told."""
        if not self.dialogs.refuse(words):
            self.told.emit(words, None)

    def end_dialog(self) -> None:
        self.dialogs.end()

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def tell(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self.told.emit(words, undo)

    def tell_failure(self, failure: Refused | Unavailable) -> None:
        self.told.emit(sentence(failure), None)
