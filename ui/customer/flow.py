"""Chips one after the other, in as many lines as the width needs."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import paint
from ui.customer.view import ChipView
from ui.theme import ThemeHolder

_GAP = 6


class ChipFlow(QWidget):
    """Painted in one piece; never a touch target."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self._chips: tuple[ChipView, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: Sequence[ChipView]) -> None:
        self._chips = tuple(chips)
        self.setAccessibleName(", ".join(chip.text for chip in chips))
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        bottom = max((y for _x, y, _chip in self._places()), default=-paint.CHIP_HEIGHT)
        return QSize(100, bottom + paint.CHIP_HEIGHT)

    def _places(self) -> list[tuple[int, int, ChipView]]:
        places, x, y = [], 0, 0
        for chip in self._chips:
            width = round(paint.chip_width(chip.text, self._holder.theme, chip.icon or None))
            if x and x + width > max(self.width(), 100):
                x, y = 0, y + paint.CHIP_HEIGHT + _GAP
            places.append((x, y, chip))
            x += width + _GAP
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        for x, y, chip in self._places():
            paint.chip(p, x, y, chip.text, theme, chip.kind, chip.icon or None)
