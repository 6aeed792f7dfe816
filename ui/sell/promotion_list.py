"""The rows below the lines that tell of coupons and offers; made once and kept."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.sell.promotion_views import MOST_ROWS
from ui.sell.view import PromotionView
from ui.theme import ThemeHolder
from ui.widgets.buttons import QuietButton
from ui.widgets.label import Label

_BUTTON = 44


class PromotionList(QWidget):
    """`acted` carries `apply` or `remove` and what it is about."""

    acted = Signal(str, str)

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[PromotionView, ...] = ()
        self._rows = [_Row(holder) for _ in range(MOST_ROWS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, row in enumerate(self._rows):
            row.button.setObjectName(f"promotion-{number}")
            row.button.clicked.connect(partial(self._acted, number))
            column.addWidget(row)
        self.show_promotions(())

    def show_promotions(self, views: tuple[PromotionView, ...]) -> None:
        self._views = views
        self.setVisible(bool(views))
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(views))
            if number < len(views):
                row.show_promotion(views[number])

    def _acted(self, number: int) -> None:
        self.acted.emit(self._views[number].act, self._views[number].key)


class _Row(QWidget):
    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.text = Label(holder, role="meta", wrap=True)
        self.button = QuietButton(holder, "")
        self.button.setMinimumHeight(_BUTTON)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)

    def show_promotion(self, view: PromotionView) -> None:
        if self.text.text() != view.text:
            self.text.setText(view.text)
        self.text.set_tone(view.tone)
        self.button.setVisible(bool(view.act))
        if self.button.text() != view.button:
            self.button.setText(view.button)
        self.button.setAccessibleName(view.spoken)
