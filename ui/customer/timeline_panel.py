"""The middle of a customer's page: what happened, by channel, and how old the online part of it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from ui.customer.elided import Elided
from ui.customer.models import RowModel
from ui.customer.timeline_delegate import TimelineDelegate
from ui.customer.view import TABS, TimelineRow, TimelineView
from ui.customer.words import CustomerWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.buttons import QuietButton
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.segmented import Segmented


class TimelineList(QListView):
    def __init__(self, holder: ThemeHolder, name: str, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: RowModel[TimelineRow] = RowModel(lambda row: row.event_id, lambda row: row.title, self)
        self.setModel(self.rows)
        self.setItemDelegate(TimelineDelegate(holder, pictures, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setObjectName("customer-timeline")
        pictures.ready.connect(self.viewport().update)


class TimelinePanel(Panel):
    """`tab_chosen` carries the segment; `goods` is the right column, which stands here in a narrow window."""

    tab_chosen = Signal(str)
    older_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords, pictures: Pictures) -> None:
        super().__init__()
        names = {"all": words.all, "store": words.store, "online": words.online, "goods": words.goods}
        icons = {"store": "store", "online": "online", "goods": "cart"}
        self.segments = Segmented(holder, [(name, names[name]) for name in TABS], icons=icons)
        self.list = TimelineList(holder, words.timeline, pictures)
        self.empty = Label(holder, "", tone="text.secondary", wrap=True, align=Qt.AlignmentFlag.AlignCenter)
        self.older = QuietButton(holder, words.older, "down")
        self.older.setObjectName("customer-older")
        self._ages = Elided(holder, "", "meta", tone="text.secondary")
        self._parts = QStackedWidget()
        for part in (self.list, self.empty):
            self._parts.addWidget(part)
        self._goods: QWidget | None = None
        self._lay_out(holder, words)
        self.segments.chosen.connect(self.tab_chosen)
        self.older.clicked.connect(self.older_asked)
        self.take_goods(None)

    def _lay_out(self, holder: ThemeHolder, words: CustomerWords) -> None:
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(16, 5, 9, 5)
        head.addWidget(Label(holder, words.timeline, "body.lg", 600))
        head.addStretch()
        head.addWidget(self.segments)
        foot.setContentsMargins(16, 6, 16, 6)
        foot.addWidget(Icon(holder, "db", "text.secondary", 18))
        foot.addSpacing(4)
        foot.addWidget(self._ages)
        foot.addStretch()
        foot.addWidget(self.older)
        foot.addStrut(44)
        self.empty.setContentsMargins(32, 32, 32, 32)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self._parts, 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def take_goods(self, goods: QWidget | None) -> None:
        """The right column becomes a part of this one, or stands beside it again (None)."""
        self._goods = goods
        self.segments.segments["goods"].setVisible(goods is not None)
        if goods is not None:
            self._parts.addWidget(goods)
        elif self.segments.segments["goods"].isChecked():
            self.tab_chosen.emit(TABS[0])

    def show_view(self, view: TimelineView) -> None:
        self.list.rows.show(view.rows)
        self.segments.choose(view.tab)
        self._ages.say(view.ages)
        self.empty.setText(view.empty)
        self.older.setVisible(view.older)
        part: QWidget = self.list if view.rows else self.empty
        if view.tab == "goods" and self._goods is not None:
            part = self._goods
        self._parts.setCurrentWidget(part)
