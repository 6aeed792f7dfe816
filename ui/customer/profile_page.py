"""A customer's page: head and figures above, then three columns; two and a tab in a narrow window."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import paint
from ui.customer.column_scroll import GAP, ColumnScroll
from ui.customer.figures_strip import FiguresStrip
from ui.customer.goods_column import GoodsColumn
from ui.customer.head_panel import HeadPanel
from ui.customer.side_panels import ConsentPanel, PreferencesPanel, SizesPanel, TasksPanel
from ui.customer.timeline_panel import TimelinePanel
from ui.customer.view import GoneView, ProfileView, TimelineView
from ui.customer.words import CustomerWords
from ui.sell.pictures import Pictures
from ui.theme import ThemeHolder
from ui.widgets.buttons import FilledButton
from ui.widgets.icon import Disc
from ui.widgets.label import Label

REGULAR, WIDE = 1280 - 84, 1536 - 84
"""Widths of the page, without the rail, from which there are three columns, and wider ones."""
_LEFT, _LEFT_WIDE, _RIGHT, _RIGHT_WIDE = 270, 300, 372, 460


class ProfilePage(QWidget):
    def __init__(self, holder: ThemeHolder, words: CustomerWords, pictures: Pictures) -> None:
        super().__init__()
        self.head, self.figures = HeadPanel(holder, words), FiguresStrip(holder)
        self.sizes, self.preferences = SizesPanel(holder, words), PreferencesPanel(holder, words)
        self.tasks, self.consent = TasksPanel(holder, words), ConsentPanel(holder, words)
        self.timeline = TimelinePanel(holder, words, pictures)
        self.goods = GoodsColumn(holder, words, pictures)
        self._compact: bool | None = None
        self._columns = QHBoxLayout()
        self._left, self._cards = QWidget(), ColumnScroll()
        self._lay_out()
        self.set_width(WIDE)

    def _lay_out(self) -> None:
        column, left, foot = QVBoxLayout(self), QVBoxLayout(self._left), QHBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP)
        for panel in (self.sizes, self.preferences, self.tasks):
            self._cards.cards.addWidget(panel)
        self._cards.cards.addStretch()
        foot.setContentsMargins(0, 0, GAP, 0)
        foot.addWidget(self.consent)
        left.addWidget(self._cards, 1)
        left.addLayout(foot)
        self._columns.setSpacing(0)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self.timeline, 1)
        self._columns.addSpacing(GAP)
        column.setContentsMargins(GAP, GAP, 0, GAP)
        column.setSpacing(GAP)
        for part in (self.head, self.figures):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, GAP, 0)
            row.addWidget(part)
            column.addLayout(row)
        column.addLayout(self._columns, 1)

    def set_width(self, width: int) -> None:
        """What there is room for at this width of the page."""
        compact, wide = width < REGULAR, width >= WIDE
        self._left.setFixedWidth((_LEFT_WIDE if wide else _LEFT) + GAP)
        self._cards.set_cards_width(_LEFT_WIDE if wide else _LEFT)
        if compact != self._compact:
            self._compact = compact
            self.head.set_compact(compact)
            self._columns.removeWidget(self.goods)
            self.timeline.take_goods(self.goods if compact else None)
            if not compact:
                self._columns.addWidget(self.goods)
                self.goods.show()
        self.goods.set_cards_width(0 if compact else _RIGHT_WIDE if wide else _RIGHT)

    def show_view(self, view: ProfileView) -> None:
        self.head.show_view(view.head)
        self.figures.show_views(view.figures)
        self.sizes.show_view(view.sizes)
        self.preferences.show_view(view.preferences)
        self.tasks.show_view(view.tasks, view.tasks_open)
        self.consent.show_view(view.consent)
        self.goods.show_views(view.goods)
        self._order_focus()

    def _order_focus(self) -> None:
        """Tab follows the reading order, also through rows that came later than their neighbours."""
        timeline, goods = self.timeline, self.goods.panels.values()
        order: list[QWidget] = [self.head.sale, *self.tasks.checks, self.consent.change]
        order += [*timeline.segments.segments.values(), timeline.list, timeline.older]
        for panel in goods:
            order += [panel.all, *(line.add for line in panel.lines)]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def show_timeline(self, view: TimelineView) -> None:
        self.timeline.show_view(view)


class OpeningPage(QWidget):
    """Still blocks where the page will be, and words when it takes long."""

    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__()
        self._holder = holder
        self.words = Label(holder, words.loading, "body.lg", tone="text.secondary", align=Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        self.setAccessibleName(words.loading)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, fill, radius = QPainter(self), self._holder.theme.color("bg.sunken"), self._holder.theme.radius("card")
        width, height = self.width() - 24, self.height()
        paint.rounded(p, QRectF(12, 12, width, 90), radius, fill)
        paint.rounded(p, QRectF(12, 114, width, 86), radius, fill)
        paint.rounded(p, QRectF(12, 212, _LEFT, height - 224), radius, fill)
        paint.rounded(p, QRectF(24 + _LEFT, 212, width - _LEFT - 12, height - 224), radius, fill)


class GonePage(QWidget):
    """In the place of a customer that is not there."""

    def __init__(self, holder: ThemeHolder, words: CustomerWords) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignCenter
        self.title = Label(holder, "", "h2", align=centre)
        self.words = Label(holder, "", "body.lg", tone="text.secondary", wrap=True, align=centre)
        self.back = FilledButton(holder, words.back_to_search, "customer.find")
        self.back.setObjectName("customer-back")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addStretch(2)
        disc = Disc(holder, "customer", 72, 32, "bg.sunken", "text.secondary")
        column.addWidget(disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_view(self, view: GoneView) -> None:
        self.title.setText(view.title)
        self.words.setText(view.words)
