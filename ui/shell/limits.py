"""What is limited while the line is down: a sheet that drops down over the page from the strip, never a dialog."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.text import spoken
from ui.theme import ThemeHolder
from ui.widgets.buttons import QuietButton

Kind = Literal["works", "limited", "not"]
_LOOKS: dict[Kind, tuple[str, str]] = {
    "works": ("ok", "success.fg"),
    "limited": ("warn", "warning.fg"),
    "not": ("close", "danger.fg"),
}
_GAP, _HEAD, _ROW, _FOOT, _COLUMNS, _COMPACT = 12, 48, 46, 14, 3, 1000
_LINE = 16


@dataclass(frozen=True, slots=True)
class LimitView:
    kind: Kind
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class LimitWords:
    title: str = "What is limited?"
    close: str = "Close"
    sell: tuple[str, str] = ("Scan and sell", "from the local catalogue")
    cash: tuple[str, str] = ("Cash, hold, recall", "as always")
    card: tuple[str, str] = ("Card", "the terminal has its own line")
    pickups: tuple[str, str] = ("Pickups by QR", "the signature is checked here")
    members: tuple[str, str] = ("Customers and their prices", "as they were last received")
    returns: tuple[str, str] = ("Returns of this till’s sales", "from the local journal")
    shift: tuple[str, str] = ("Shift and reports", "from the local journal")
    stock: tuple[str, str] = ("Stock and points", "last known{as_of}, less what was sold here")
    points: tuple[str, str] = ("Paying with points or store credit", "up to {amount} a sale, with the customer’s card")
    no_points: tuple[str, str] = ("Paying with points or store credit", "when the line is back; points are earned now")
    gift_cards: tuple[str, str] = ("Paying with gift cards", "up to {amount} of each card")
    no_gift_cards: tuple[str, str] = ("Paying with gift cards", "when the line is back")
    taken: tuple[str, str] = ("Handing pickups over", "the bag’s label is scanned, or a manager approves")
    news: tuple[str, str] = ("New prices and orders", "come when the line is back")
    as_of: str = " at {time}"


def limits_view(
    as_of: str, points: str = "", gift_cards: str = "", words: LimitWords | None = None
) -> tuple[LimitView, ...]:
    """What works, what is limited and what does not, in this order; `as_of` is when data came last. `points` and
    `gift_cards` are the most that may be taken of them in a sale, empty where nothing may."""
    words = words or spoken(LimitWords)
    stock = words.stock[1].format(as_of=words.as_of.format(time=as_of) if as_of else "")
    works = (words.sell, words.cash, words.card, words.pickups, words.members, words.returns, words.shift)
    return (
        *(LimitView("works", *one) for one in works),
        LimitView("limited", words.stock[0], stock),
        LimitView("limited", *words.taken),
        *sorted(
            (_up_to(points, words.points, words.no_points), _up_to(gift_cards, words.gift_cards, words.no_gift_cards)),
            key=lambda one: one.kind == "not",
        ),
        LimitView("not", *words.news),
    )


def _up_to(most: str, some: tuple[str, str], none: tuple[str, str]) -> LimitView:
    return LimitView("limited", some[0], some[1].format(amount=most)) if most else LimitView("not", *none)


class Limits(QWidget):
    """Lies over `area` from its top; Esc, its × or a second press puts it away."""

    def __init__(self, area: QWidget, holder: ThemeHolder, words: LimitWords | None = None) -> None:
        super().__init__(area)
        self._area, self._holder, self._words = area, holder, words or spoken(LimitWords)
        self._rows: tuple[LimitView, ...] = ()
        self.setObjectName("limits")
        self.close_button = QuietButton(holder, "", "close", parent=self)
        self.close_button.setAccessibleName(self._words.close)
        self.close_button.clicked.connect(self.hide)
        self._before: QWidget | None = None
        area.installEventFilter(self)
        self.hide()

    def toggle(self, rows: tuple[LimitView, ...]) -> None:
        if self.isVisible():
            self.hide()
            return
        self._rows = rows
        self.setAccessibleName("; ".join(f"{row.title}: {row.detail}" for row in rows))
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide(self) -> None:
        """The focus goes back to where it was."""
        if self.isVisible():
            super().hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _columns(self) -> int:
        return _COLUMNS if self._area.width() >= _COMPACT else 2

    def _wide(self) -> float:
        return (self.width() - 16) / self._columns()

    def _row(self) -> int:
        """How high a row is: with a second line of details where a language needs one."""
        font, room = self._holder.theme.font("meta"), self._wide() - 40
        return _ROW + _LINE * any(paint.text_width(row.detail, font) > room for row in self._rows)

    def _place(self) -> None:
        rows = -(-len(self._rows) // self._columns())
        self.resize(self._area.width() - 2 * _GAP, self.height())
        self.setGeometry(_GAP, 0, self.width(), _HEAD + rows * self._row() + _FOOT)
        self.close_button.setGeometry(self.width() - 52, 2, 44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        edge = theme.color("border.control")
        paint.rounded(p, self.rect(), theme.radius("card"), theme.color("bg.raised"), edge)
        head = QRectF(16, 0, self.width() - 80, _HEAD)
        paint.text(p, head, self._words.title, theme.font("body.lg", 600), theme.color("text.primary"))
        wide, high = self._wide(), self._row()
        for n, row in enumerate(self._rows):
            x, y = 16 + n % self._columns() * wide, _HEAD + n // self._columns() * high
            icon, ink = _LOOKS[row.kind]
            p.drawPixmap(QPointF(x, y + 8), theme.icon(icon, ink, 18))
            line = QRectF(x + 28, y, wide - 40, 21)
            paint.text(p, line, row.title, theme.font("body", 500), theme.color("text.primary"))
            below, tone = line.translated(0, 20), theme.color("text.secondary")
            if high == _ROW:
                paint.text(p, below, row.detail, theme.font("meta"), tone)
            else:
                paint.text_two_lines(p, below, row.detail, theme.font("meta"), tone, _LINE)
