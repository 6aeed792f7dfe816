"""Painting the rows of a list: what all rows of one height have in common."""

from typing import ClassVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import ThemeHolder


class RowDelegate(QStyledItemDelegate):
    """`HEIGHT` is in pixels; the width is that of the list."""

    HEIGHT: ClassVar[int]

    def __init__(self, holder: ThemeHolder, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.HEIGHT)
