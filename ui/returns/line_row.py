"""One line that may come back: the box, what it is, what was paid, how many; ticked, also why and where it goes."""

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.returns.tick_box import TickBox
from ui.returns.view import ReturnRow
from ui.returns.words import ReturnWords
from ui.sell.pictures import Pictures
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.choice import Choice
from ui.widgets.stepper import Stepper

LOW, HIGH = 69, 125
_PLATE = 48
_PLACE_ICONS = {"restock": "receive", "damaged": "delete", "supplier": "truck"}


class LineRow(QWidget):
    """69 high, 125 when it is ticked. The signals carry its key."""

    ticked = Signal(str)
    counted = Signal(str, int)
    reason_chosen = Signal(str, int)
    place_chosen = Signal(str, str)

    def __init__(
        self, holder: ThemeHolder, words: ReturnWords, common: CommonWords, pictures: Pictures, row: ReturnRow
    ) -> None:
        super().__init__()
        self._holder, self._words, self._pictures, self._row = holder, words, pictures, row
        self.setObjectName(f"return-{row.key}")
        self.box = TickBox(holder, self)
        self.box.setObjectName(f"tick-{row.key}")
        name = words.quantity.format(name=row.name)
        self.stepper = Stepper(holder, name, (common.fewer, common.more), most=max(1, row.most), parent=self)
        self.stepper.set_compact(True)
        self.reason: Choice | None = None
        self.place: Choice | None = None
        self.box.clicked.connect(lambda: self.ticked.emit(self._row.key))
        self.stepper.changed.connect(lambda units: self.counted.emit(self._row.key, units))
        self.show_row(row)

    def show_row(self, row: ReturnRow) -> None:
        self._row = row
        self.box.setChecked(row.ticked)
        self.box.setAccessibleName(row.spoken)
        self.box.setEnabled(row.most > 0)
        self.stepper.set_value(row.units)
        self.stepper.set_locked(row.most == 0)
        if row.ticked and self.reason is None:
            self._make_choices()
        self._show_choices()
        self.setFixedHeight(HIGH if row.ticked else LOW)
        self._place_parts()
        self.update()

    def _make_choices(self) -> None:
        """Only ticked lines have them: a long receipt stays quick."""
        words, row, holder = self._words, self._row, self._holder
        self.reason = Choice(holder, words.reason_of.format(name=row.name), row.reasons, words.reason, self)
        self.place = Choice(holder, words.place_of.format(name=row.name), (), parent=self)
        self.reason.setObjectName(f"reason-{row.key}")
        self.place.setObjectName(f"place-{row.key}")
        for choice in (self.reason, self.place):
            choice.setFixedHeight(holder.theme.size("control"))
        self.reason.chosen.connect(lambda at: self.reason_chosen.emit(self._row.key, at))
        self.place.chosen.connect(lambda at: self.place_chosen.emit(self._row.key, self._row.places[at][0]))
        QWidget.setTabOrder(self.stepper.field, self.reason)
        QWidget.setTabOrder(self.reason, self.place)

    def _show_choices(self) -> None:
        if self.reason is None or self.place is None:
            return
        row = self._row
        self.reason.setVisible(row.ticked)
        self.place.setVisible(row.ticked)
        self.reason.setCurrentIndex(row.reason)
        self.place.set_texts([text for _, text in row.places])
        for n, (name, _) in enumerate(row.places):
            self.place.setItemIcon(n, QIcon(self._holder.theme.icon(_PLACE_ICONS[name], size=18)))
        self.place.setIconSize(QSize(18, 18))
        self.place.setCurrentIndex(row.place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts()

    def _place_parts(self) -> None:
        right = self.width() - 16
        self.box.move(9, 13)
        self.stepper.move(right - self.stepper.width(), 11)
        if self.reason is not None and self.place is not None:
            left, wide = (126, 170) if self.width() > 640 else (16, 168)
            self.reason.setGeometry(left, 68, wide, 44)
            self.place.setGeometry(left + wide + 8, 68, 230 if left > 16 else 218, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, row, box = QPainter(self), self._holder.theme, self._row, QRectF(self.rect())
        if row.ticked:
            p.fillRect(box, theme.color("accent.soft"))
            p.fillRect(QRectF(0, 0, 4, box.height()), theme.color("accent.text"))
        p.fillRect(QRectF(0, box.height() - 1, box.width(), 1), theme.color("border.subtle"))
        self._paint_picture(p)
        self._paint_money(p, self.stepper.x() - 12)
        self._paint_name(p, self.stepper.x() - 12)

    def _paint_picture(self, p: QPainter) -> None:
        theme, plate = self._holder.theme, QRectF(58, 10, _PLATE, _PLATE)
        paint.rounded(p, plate, theme.radius("control"), theme.color("bg.plate"))
        if self._row.picture:
            found = self._pictures.get(self._row.picture, QSize(40, 40), self.devicePixelRatioF())
            if found is not None:
                size = found.deviceIndependentSize()
                p.drawPixmap(plate.center() - QPointF(size.width() / 2, size.height() / 2), found)

    def _paint_money(self, p: QPainter, right: float) -> None:
        theme, row = self._holder.theme, self._row
        quiet, ink = theme.color("text.secondary"), theme.color("text.primary" if row.most else "text.muted")
        upper, lower = QRectF(right - 220, 14, 220, 22), QRectF(right - 220, 35, 220, 20)
        paint.text(p, upper, row.paid, theme.font("body", 400, tabular=True), ink, paint.RIGHT, elide=False)
        paint.text(p, lower, row.paid_words, theme.font("meta"), quiet, paint.RIGHT, elide=False)
        if row.ticked:
            amount = QRectF(self.width() - 196, 79, 180, 22)
            bold = theme.font("body", 700, tabular=True)
            paint.text(p, amount, row.amount, bold, theme.color("text.primary"), paint.RIGHT, elide=False)

    def _paint_name(self, p: QPainter, right: float) -> None:
        """The name and what tells this one from others; they end before what was paid."""
        theme, row, left = self._holder.theme, self._row, 118.0
        ink = theme.color("text.primary" if row.most else "text.muted")
        body, meta = theme.font("body", 400, tabular=True), theme.font("meta")
        room = right - left - 12
        name = QRectF(left, 14, room - paint.text_width(row.paid, body), 22)
        paint.text(p, name, row.name, theme.font("body.lg", 500), ink)
        detail = " · ".join(part for part in (row.detail, row.code) if part)
        words = QRectF(left, 35, room - paint.text_width(row.paid_words, meta), 20)
        chip = 0.0
        if row.chip:
            chip = paint.chip_width(row.chip, theme) + 8
            paint.chip(p, left, 33, row.chip, theme, "" if not row.most else "warning")
        paint.text(p, words.adjusted(chip, 0, 0, 0), detail, meta, theme.color("text.secondary"))
