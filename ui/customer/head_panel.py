"""The head of a customer's page: who it is, how to reach them if they may be, and the next step."""

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import paint
from ui.customer.elided import Elided
from ui.customer.view import ContactView, HeadView
from ui.customer.words import CustomerWords
from ui.keys import action
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar, Chip
from ui.widgets.buttons import FilledButton, OutlineButton, PaintedButton, QuietButton
from ui.widgets.label import Label, Panel

_HEIGHT, _ICON, _MOST, _MOST_CHIPS, _LINE = 90, 18, 240, 3, 18
_BETWEEN = " · "


class ContactButton(PaintedButton):
    """A contact that is copied by a press; without consent it can be read, also by keyboard, and the reason stands
    behind it."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        self._icon, self._reason = "email", ""
        super().__init__(holder, "", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_view(self, view: ContactView) -> None:
        self._icon, self._reason = view.icon, view.reason
        self.setText(view.text)
        self.setAccessibleName(view.spoken if not view.reason else view.text)
        self.setToolTip(view.reason)
        self.setAccessibleDescription(view.reason)
        self.update()

    def _words(self) -> str:
        return _BETWEEN.join(part for part in (self.text(), self._reason) if part)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.text_width(self._words(), self.theme.font("label", 400, True))) + _ICON + 18, 44)

    def minimumSizeHint(self) -> QSize:
        """The reason gives way before the contact does."""
        contact = self.text().partition(_BETWEEN)[0]
        needed = round(paint.text_width(contact, self.theme.font("label", 400, True))) + _ICON + 18
        return QSize(min(needed, _MOST), 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self.theme, QRectF(self.rect())
        fill = {"hover": "bg.hover", "pressed": "bg.pressed"}.get(self.state())
        if fill and not self._reason:
            paint.rounded(p, box, theme.radius("control"), theme.color(fill))
        p.drawPixmap(QPointF(2, (box.height() - _ICON) / 2), theme.icon(self._icon, "text.secondary", _ICON))
        words = box.adjusted(_ICON + 8, 0, -6, 0)
        font, ink = theme.font("label", 400, True), theme.color("text.secondary")
        if paint.text_width(self._words(), font) <= words.width():
            paint.text(p, words, self._words(), font, ink)
        else:
            self._paint_lines(p, words, font, ink)

    def _paint_lines(self, p: QPainter, box: QRectF, font: QFont, ink: QColor) -> None:
        """Without room for both on a line, what goes with the contact stands under it."""
        contact, _, more = self._words().partition(_BETWEEN)
        upper = QRectF(box.x(), box.center().y() - _LINE, box.width(), _LINE)
        paint.text(p, upper, contact, font, ink)
        paint.text(p, upper.translated(0, _LINE), more, self.theme.font("meta"), ink)


class HeadPanel(Panel):
    """`contact_asked` carries `email` or `phone`."""

    contact_asked = Signal(str)
    change_asked = Signal()
    note_asked = Signal()
    task_asked = Signal()
    sale_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: CustomerWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self._compact, self._view = False, HeadView("", (), (), "", words.start_sale)
        self.avatar = Avatar(holder, "", 60)
        self.name = Elided(holder, "", "h1")
        self.chips = [Chip(holder) for _ in range(_MOST_CHIPS)]
        self.contacts = {"email": ContactButton(holder), "phone": ContactButton(holder)}
        self.since = Label(holder, "", "label", 400, "text.secondary")
        self.change = QuietButton(holder, "", "edit")
        self.change.setAccessibleName(words.change)
        self.change.setToolTip(words.change)
        keys = {name: action("customer", name).hint for name in ("note", "task", "sale")}
        self.note = OutlineButton(holder, words.note, "note", keys["note"])
        self.task = OutlineButton(holder, words.task, "task", keys["task"])
        self.sale = FilledButton(holder, words.start_sale, "nav.sell", keys["sale"])
        self._name_and_connect()
        self._lay_out()

    def _name_and_connect(self) -> None:
        buttons = {"change": self.change, "note": self.note, "task": self.task, "sale": self.sale} | self.contacts
        for name, button in buttons.items():
            button.setObjectName(f"customer-{name}")
        self.change.clicked.connect(self.change_asked)
        self.note.clicked.connect(self.note_asked)
        self.task.clicked.connect(self.task_asked)
        self.sale.clicked.connect(self.sale_asked)
        for name, contact in self.contacts.items():
            contact.clicked.connect(lambda checked=False, name=name: self.contact_asked.emit(name))

    def _lay_out(self) -> None:
        row, who, names, contacts = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        names.setContentsMargins(8, 14, 0, 2)
        names.setSpacing(8)
        names.addWidget(self.name)
        for chip in self.chips:
            names.addWidget(chip)
        names.addStretch()
        contacts.setContentsMargins(6, 0, 0, 0)
        contacts.setSpacing(6)
        for part in (*self.contacts.values(), self.since):
            contacts.addWidget(part)
        contacts.addStretch()
        who.setSpacing(0)
        who.addLayout(names)
        who.addLayout(contacts)
        row.addWidget(self.avatar)
        row.addLayout(who, 1)
        for button in (self.change, self.note, self.task, self.sale):
            row.addWidget(button)

    def set_compact(self, compact: bool) -> None:
        """In a narrow window the key hints give way to the name."""
        if compact == self._compact:
            return
        self._compact = compact
        row = self.layout()
        assert row is not None
        row.setContentsMargins(12 if compact else 16, 0, 12 if compact else 16, 0)
        for name, button in (("note", self.note), ("task", self.task), ("sale", self.sale)):
            button.key = "" if compact else action("customer", name).hint
            button.updateGeometry()
        self.show_view(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_since()

    def _fit_since(self) -> None:
        """Since when somebody is a member gives way to contacts and their reasons."""
        shown = [contact for contact in self.contacts.values() if not contact.isHidden()]
        needed = sum(contact.sizeHint().width() + 6 for contact in shown) + self.since.sizeHint().width() + 12
        room = self.change.x() - self.avatar.geometry().right() - 8
        self.since.setVisible(bool(self._view.since) and needed <= room)

    def show_view(self, view: HeadView) -> None:
        self._view = view
        self.avatar.set_name(view.name)
        self.name.say(view.name)
        for n, chip in enumerate(self.chips):
            chip.setVisible(n < len(view.chips))
            if n < len(view.chips):
                shown = view.chips[n]
                text = shown.brief if self._compact and shown.brief else shown.text
                chip.show_state(text, shown.kind, shown.icon or None)
        known = {contact.name: contact for contact in view.contacts}
        for name, button in self.contacts.items():
            contact = next((one for one in known.values() if one.name == name), None)
            button.setVisible(contact is not None)
            if contact is not None:
                button.show_view(contact)
        self.since.setText(view.since)
        self._fit_since()
        self.sale.setText(view.sale)
        self.sale.set_reason(view.sale_reason)
