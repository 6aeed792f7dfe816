"""Who the basket is for: the head of the basket panel, with or without a customer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.keys import action
from ui.sell.view import ActionView, CustomerView
from ui.sell.words import SellWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar, Chip
from ui.widgets.buttons import OutlineButton, QuietButton
from ui.widgets.icon import Disc, Icon
from ui.widgets.label import Label

_WITH, _WITHOUT = 67, 74


class CustomerRow(QStackedWidget):
    """`asked` wants a customer, `opened` the page of this one, `removed` goes on without one."""

    asked = Signal()
    opened = Signal()
    removed = Signal()

    def __init__(self, holder: ThemeHolder, words: SellWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._known, self._unknown = self._with_customer(holder), self._without(holder)
        self.addWidget(self._unknown)
        self.addWidget(self._known)
        self.show_customer(None)

    def _with_customer(self, holder: ThemeHolder) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(10)
        self.avatar = Avatar(holder)
        self.name = Label(holder, role="body.lg", weight=600)
        self.tier = Chip(holder, "", "tier", "tier")
        self.points = Label(holder, role="meta", weight=500, tone="promo.fg", tabular=True)
        self._points_icon = Icon(holder, "points", "promo.fg", 16)
        self.age = Label(holder, role="meta", tone="text.muted", tabular=True)
        self.earns = Label(holder, role="meta", tone="text.secondary", tabular=True)
        self.open_button = QuietButton(holder, "", "right")
        self.open_button.setObjectName("customer-open")
        self.open_button.clicked.connect(self.opened)
        self.remove_button = QuietButton(holder, "", "close")
        self.remove_button.setObjectName("customer-remove")
        self.remove_button.clicked.connect(self.removed)
        for button in (self.open_button, self.remove_button):
            button.setFixedSize(44, 44)
        row.addWidget(self.avatar)
        row.addLayout(self._texts(), 1)
        row.addWidget(self.open_button)
        row.addWidget(self.remove_button)
        return page

    def _texts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch()
        for parts in ((self.name, self.tier), (self._points_icon, self.points, self.age, self.earns)):
            line = QHBoxLayout()
            line.setSpacing(8 if parts[0] is self.name else 4)
            for part in parts:
                line.addWidget(part)
            line.addStretch()
            column.addLayout(line)
        column.addStretch()
        return column

    def _without(self, holder: ThemeHolder) -> QWidget:
        page, words = QWidget(), self._words
        row = QHBoxLayout(page)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(Disc(holder, "customer", 44, 20, "bg.sunken", "text.secondary"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(Label(holder, words.no_customer, "body.lg", 600))
        texts.addWidget(Label(holder, words.no_customer_words, "meta", tone="text.muted", wrap=True))
        texts.addStretch()
        row.addLayout(texts, 1)
        self.ask_button = OutlineButton(holder, words.customer, "customer.find", action("sell", "customer").hint)
        self.ask_button.setObjectName("customer")
        self.ask_button.clicked.connect(self.asked)
        row.addWidget(self.ask_button)
        return page

    def show_customer(self, view: CustomerView | None) -> None:
        self.setCurrentWidget(self._unknown if view is None else self._known)
        self.setFixedHeight(_WITHOUT if view is None else _WITH)
        if view is None:
            return
        self.avatar.set_name(view.name)
        self.name.setText(view.name)
        self.tier.show_state(view.tier, "tier", "tier")
        self.tier.setVisible(bool(view.tier))
        self.points.setText(view.points)
        self.points.setVisible(bool(view.points))
        self._points_icon.setVisible(bool(view.points))
        self.age.setText(f" ·  {view.age}")
        self.age.setVisible(bool(view.age))
        self.age.set_tone(view.age_tone)
        self.earns.setText(f" ·  {view.earns}" if view.points and view.earns else view.earns)
        self.open_button.setAccessibleName(self._words.open_customer.format(name=view.name))
        self.remove_button.setAccessibleName(self._words.remove_customer.format(name=view.name))

    def show_actions(self, ask: ActionView, page: ActionView) -> None:
        self.ask_button.set_reason(ask.reason)
        self.open_button.set_reason(page.reason)
