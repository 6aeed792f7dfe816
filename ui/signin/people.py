"""The people on the sign-in screen: a grid of tiles, one of them chosen; arrow keys walk over it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui import paint
from ui.signin.view import TileView
from ui.theme import ThemeHolder
from ui.widgets.badges import paint_avatar
from ui.widgets.buttons import PaintedButton

_TILE_HEIGHT, _GAP, _AVATAR = 88, 12, 52
_TWO_COLUMNS_FROM = 700


class PersonTile(PaintedButton):
    """Avatar, name, role and state of one person."""

    def __init__(self, holder: ThemeHolder, view: TileView, parent: QWidget) -> None:
        self.view = view
        super().__init__(holder, view.name, parent=parent)
        self.setCheckable(True)
        self.setChecked(view.chosen)
        self.setProperty("ringRadius", 8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (view.name, view.role, view.chip) if part))

    def sizeHint(self) -> QSize:
        return QSize(240, _TILE_HEIGHT)

    def nextCheckState(self) -> None:
        """The presenter says who is chosen; a press alone does not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs in and arrows walk: both belong to the screen."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, box, theme, view = QPainter(self), QRectF(self.rect()), self.theme, self.view
        chosen = self.isChecked()
        rest = "bg.selected" if chosen else "bg.surface"
        fill = {"hover": rest if chosen else "bg.hover", "pressed": "bg.pressed"}.get(self.state(), rest)
        edge, width = ("accent.text", 2) if chosen else ("border.subtle", 1)
        paint.rounded(p, box, theme.radius("card"), theme.color(fill), theme.color(edge), width)
        inset = 16 + width
        paint_avatar(p, QRectF(inset, 18, _AVATAR, _AVATAR), view.name, self.holder, strong=chosen)
        x, right = inset + _AVATAR + 14.0, box.width() - inset
        if view.chip:
            width_of_chip = paint.chip_width(view.chip, theme, "clock")
            paint.chip(p, right - width_of_chip, 32, view.chip, theme, "success", "clock")
            right -= width_of_chip + 12
        name, role = QRectF(x, 24, right - x, 24), QRectF(x, 46, right - x, 18)
        paint.text(p, name, view.name, theme.font("body.lg", 600), theme.color("text.primary"))
        ink = theme.color("text.secondary" if chosen else "text.muted")
        paint.text(p, role, view.role, theme.font("meta"), ink)


class People(QScrollArea):
    """As high as its tiles, up to the room there is; more than that scrolls."""

    chosen = Signal(str)

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holder = holder
        self.tiles: list[PersonTile] = []
        self._columns = 2
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._inner.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        rows = -(-len(self.tiles) // self._columns)
        return QSize(520, max(rows * (_TILE_HEIGHT + _GAP) - _GAP, _TILE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _TILE_HEIGHT)

    def show_tiles(self, views: tuple[TileView, ...]) -> None:
        """Tiles are made anew only when other people are shown; a new choice keeps them and the focus."""
        if [tile.view.staff_id for tile in self.tiles] != [view.staff_id for view in views]:
            self._make(views)
        for tile, view in zip(self.tiles, views, strict=True):
            tile.view = view
            tile.setChecked(view.chosen)
            tile.update()
            if view.chosen:
                self.ensureWidgetVisible(tile, 0, _GAP)

    def _make(self, views: tuple[TileView, ...]) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [PersonTile(self._holder, view, self._inner) for view in views]
        for tile in self.tiles:
            tile.setObjectName(f"person-{tile.view.staff_id}")
            tile.clicked.connect(lambda checked=False, tile=tile: self.chosen.emit(tile.view.staff_id))
        self._arrange()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= _TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._arrange()
            self.updateGeometry()

    def _arrange(self) -> None:
        for n, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, n // self._columns, n % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a person; the view follows by itself."""
        event.ignore()

    def walk(self, key: int) -> bool:
        """Choose the neighbour that an arrow key points at; False when the key is no arrow or there is none."""
        step = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }.get(Qt.Key(key))
        at = next((n for n, tile in enumerate(self.tiles) if tile.isChecked()), None)
        if step is None or at is None or not 0 <= at + step < len(self.tiles):
            return False
        self.tiles[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(self.tiles[at + step].view.staff_id)
        return True
