"""Who is collecting: the name, what was looked at, and somebody else who came instead."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.pickup.view import CheckView, CollectorView
from ui.pickup.words import PickupWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar
from ui.widgets.buttons import OutlineButton, PaintedButton
from ui.widgets.label import Label, Panel, Rule

_BOX, _ROW, _LINE = 26, 48, 20


class CheckRow(PaintedButton):
    """A box to tick with its words; the whole row is the target."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        self._aside = ""
        super().__init__(holder, "", parent=parent)
        self.setCheckable(True)
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_view(self, view: CheckView) -> None:
        self._aside = view.aside
        self.setText(view.text)
        self.setAccessibleName(f"{view.text} {view.aside}".strip())
        self.setChecked(view.ticked)

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), self.theme.font()) + 44
        aside = paint.text_width(self._aside, self.theme.font("meta")) + 6 if self._aside else 0
        return QSize(round(words + aside), _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self.theme
        mark = QRectF(0, (_ROW - _BOX) / 2, _BOX, _BOX)
        if self.isChecked():
            paint.rounded(p, mark, theme.radius("chip"), theme.color("accent.fill"))
            p.drawPixmap(mark.adjusted(4, 4, 0, 0).topLeft(), theme.icon("tick", "accent.on", 18))
        else:
            fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(self.state(), "bg.surface")
            edge = theme.color("border.control")
            paint.rounded(p, mark, theme.radius("chip"), theme.color(fill), edge, 2)
        font, x = theme.font(), _BOX + 12
        ink, room = theme.color("text.primary"), QRectF(x, 0, self.width() - x, _ROW)
        if paint.text_width(self.text(), font) > room.width():
            paint.text_two_lines(p, room.adjusted(0, _ROW / 2 - _LINE, 0, 0), self.text(), font, ink, _LINE)
            return
        paint.text(p, room, self.text(), font, ink)
        if self._aside:
            x += round(paint.text_width(self.text(), font)) + 6
            room = QRectF(x, 0, self.width() - x, _ROW)
            paint.text(p, room, self._aside, theme.font("meta"), theme.color("text.secondary"))


class CollectorPanel(Panel):
    """`checked` carries `id` or `age`. Compact, it lies flat under the items."""

    checked = Signal(str)
    someone_asked = Signal()
    manager_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: PickupWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = QWidget()
        self.heading = Label(holder, words.who, "body.lg", 600)
        self.avatar = Avatar(holder)
        self.name, self.relation = Label(holder, role="body.lg", weight=600), Label(holder, role="label", weight=400)
        self.relation.set_tone("text.secondary")
        self.checks = {"id": CheckRow(holder), "age": CheckRow(holder)}
        self.note = Label(holder, role="meta", tone="text.muted", wrap=True)
        self.manager = OutlineButton(holder, "", "key")
        self.someone = OutlineButton(holder, "", "staff.switch")
        self.someone.setObjectName("someone-else")
        self._lay_out()
        for name, row in self.checks.items():
            row.setObjectName(f"check-{name}")
            row.clicked.connect(lambda checked=False, name=name: self.checked.emit(name))
        self.someone.clicked.connect(self.someone_asked)
        self.manager.clicked.connect(self.manager_asked)

    def _lay_out(self) -> None:
        head, person, names = QHBoxLayout(self._head), QHBoxLayout(), QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self.heading)
        self._head.setFixedHeight(51)
        names.setSpacing(1)
        for part in (self.name, self.relation):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            names.addWidget(part)
        person.setSpacing(12)
        person.addWidget(self.avatar)
        person.addLayout(names, 1)
        self._checks, self._buttons = QBoxLayout(_DOWN), QBoxLayout(_DOWN)
        self._checks.setSpacing(0)
        self._buttons.setSpacing(8)
        for row in self.checks.values():
            self._checks.addWidget(row)
        for button in (self.manager, self.someone):
            self._buttons.addWidget(button)
        self._top = QBoxLayout(_DOWN)
        self._top.addLayout(person, 1)
        self._body = QVBoxLayout()
        self._body.addLayout(self._top)
        self._body.addLayout(self._checks)
        self._body.addWidget(self.note)
        self._body.addStretch()
        self._rule = Rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._rule)
        column.addLayout(self._body, 1)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Flat: the buttons beside the name, the checks beside each other."""
        for part in (self._head, self._rule):
            part.setVisible(not compact)
        self.note.setVisible(not compact)
        self._checks.setDirection(_ACROSS if compact else _DOWN)
        self._top.setDirection(_ACROSS if compact else _DOWN)
        self._buttons.setDirection(_ACROSS if compact else _DOWN)
        for owner in (self._top, self._body):
            owner.removeItem(self._buttons)
        if compact:
            self._top.addLayout(self._buttons)
        else:
            self._body.addLayout(self._buttons)
        self._body.setSpacing(4 if compact else 12)
        self._body.setContentsMargins(16, 8 if compact else 16, 16, 4 if compact else 16)

    def show_view(self, view: CollectorView) -> None:
        self.avatar.set_name(view.name)
        self.name.setText(view.name)
        self.relation.setText(view.relation)
        told = {check.name: check for check in view.checks}
        for name, row in self.checks.items():
            check = told.get("id" if name == "id" else "age")
            row.setVisible(check is not None)
            if check is not None:
                row.show_view(check)
        self.note.setText(view.note)
        for button, words in ((self.someone, view.someone), (self.manager, view.manager)):
            button.setText(words)
            button.setVisible(bool(words))


_DOWN, _ACROSS = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
