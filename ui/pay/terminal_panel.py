"""What happens at the card terminal: waiting for the card, or no answer and what to do then."""

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import paint
from ui.pay.view import TerminalView
from ui.pay.words import PayWords
from ui.theme import ThemeHolder
from ui.widgets.announce import announce
from ui.widgets.badges import Chip
from ui.widgets.buttons import DangerButton, FilledButton, OutlineButton, QuietButton
from ui.widgets.icon import Icon
from ui.widgets.label import Label, Rule

_RING, _STROKE, _TURN_MS, _STEP = 112, 9, 40, 5
_ARC = 225
_STORY = 74


class Ring(QWidget):
    """Something is going on that has no count; it turns only while it is seen."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder, self._angle = holder, 0
        self.setFixedSize(_RING, _RING)
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    def turn(self, on: bool) -> None:
        if on != self._timer.isActive():
            (self._timer.start if on else self._timer.stop)()

    def _turn(self) -> None:
        self._angle = (self._angle - _STEP) % 360
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme = QPainter(self), self._holder.theme
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_STROKE / 2, _STROKE / 2, -_STROKE / 2, -_STROKE / 2)
        p.setPen(QPen(theme.color("bg.sunken"), _STROKE))
        p.drawEllipse(box)
        p.setPen(QPen(theme.color("accent.fill"), _STROKE))
        p.drawArc(box, (self._angle + 130) * 16, -_ARC * 16)
        middle = box.center() - QPointF(22, 22)
        p.drawPixmap(middle, theme.icon("contactless", "accent.text", 44))


class _Step(QWidget):
    """A row of the way a payment goes: an icon, words, a time."""

    def __init__(self, holder: ThemeHolder, icon: str, words: str, tone: str, weight: int) -> None:
        super().__init__()
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.time = Label(holder, role="label", weight=weight, tone="text.secondary", tabular=True, align=paint.RIGHT)
        row.addWidget(Icon(holder, icon, tone, 22))
        self.words = Label(holder, words, weight=weight)
        row.addWidget(self.words)
        row.addWidget(self.time, 1)


class TerminalPanel(QWidget):
    """`cancelled`, `asked`, `shows_approved`, `shows_declined` and `held` say what was pressed."""

    cancelled = Signal()
    asked = Signal()
    shows_approved = Signal()
    shows_declined = Signal()
    held = Signal()

    def __init__(self, holder: ThemeHolder, words: PayWords) -> None:
        super().__init__()
        self._holder, self._words = holder, words
        self._view: TerminalView | None = None
        self._since = QElapsedTimer()
        self._seconds = QTimer(self)
        self._seconds.setInterval(250)
        self._seconds.timeout.connect(self._tick)
        self.pages = QStackedWidget()
        self.waiting, self.doubt = self._waiting_page(), self._doubt_page()
        for page in (self.waiting, self.doubt):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.pages)

    def _waiting_page(self) -> QWidget:
        holder, words = self._holder, self._words
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head, body, foot = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        body.setContentsMargins(16, 16, 16, 0)
        foot.setContentsMargins(16, 10, 16, 10)
        for part in (body, foot):
            part.setSpacing(0)
        head.addWidget(Label(holder, words.card_payment, "body.lg", 600, wrap=True), 1)
        self.chip = Chip(holder, "", "success", "tick")
        head.addWidget(self.chip)
        head.addStrut(55)
        self.ring = Ring(holder)
        body.addWidget(self.ring, alignment=Qt.AlignmentFlag.AlignHCenter)
        body.addSpacing(16)
        self.amount = Label(holder, role="display", tabular=True, align=paint.CENTER)
        self.title = Label(holder, role="h2", align=paint.CENTER, wrap=True)
        self.words = Label(holder, tone="text.secondary", align=paint.CENTER, wrap=True)
        self.sent = _Step(holder, "ok", words.step_sent, "success.fg", 400)
        self.present = _Step(holder, "wait", words.step_present, "accent.text", 600)
        body.addWidget(self.amount)
        body.addSpacing(16)
        body.addWidget(self.title)
        body.addSpacing(6)
        body.addWidget(self.words)
        body.addSpacing(15)
        body.addWidget(Rule())
        body.addSpacing(8)
        for step in (self.sent, self.present):
            body.addWidget(step)
        body.addStretch()
        self.cancel = DangerButton(holder, words.cancel_terminal, key="Esc", large=True)
        self.cancel.setObjectName("cancel-terminal")
        self.cancel.clicked.connect(self.cancelled)
        foot.addWidget(self.cancel)
        foot.addSpacing(8)
        never = Label(holder, words.never_twice, "meta", tone="text.muted", wrap=True, align=paint.CENTER)
        foot.addWidget(never)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(body, 1)
        column.addWidget(Rule())
        column.addLayout(foot)
        return page

    def _doubt_page(self) -> QWidget:
        holder, words = self._holder, self._words
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 11)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addWidget(Icon(holder, "warn", "warning.fg", 22))
        head.addWidget(Label(holder, words.no_answer, "body.lg", 600, tone="warning.fg", wrap=True), 1)
        head.addStrut(56)
        column.addLayout(head)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 14, 16, 0)
        inner.setSpacing(8)
        self.doubted = Label(holder, role="amount", tabular=True)
        self.story = Label(holder, wrap=True)
        self.ask = FilledButton(holder, words.ask_again, "refresh", "Enter", large=True)
        self.approved = OutlineButton(holder, words.shows_approved, "ok.outline", large=True)
        self.declined = OutlineButton(holder, words.shows_declined, "close", large=True)
        self.hold = QuietButton(holder, words.hold_payment)
        buttons = {"ask": self.ask, "approved": self.approved, "declined": self.declined, "hold": self.hold}
        for name, button in buttons.items():
            button.setObjectName(f"terminal-{name}")
        for part in (self.doubted, self.story, self.ask, self.approved, self.declined):
            inner.addWidget(part)
        column.addLayout(inner)
        column.addStretch()
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 16)
        foot.addWidget(Label(holder, words.decision_words, "meta", tone="text.secondary", wrap=True))
        column.addLayout(foot)
        column.addWidget(Rule())
        column.addSpacing(12)
        last = QHBoxLayout()
        last.setContentsMargins(16, 0, 16, 0)
        last.addWidget(self.hold)
        column.addLayout(last)
        self.ask.clicked.connect(self.asked)
        self.approved.clicked.connect(self.shows_approved)
        self.declined.clicked.connect(self.shows_declined)
        self.hold.clicked.connect(self.held)
        return page

    def show_terminal(self, view: TerminalView | None) -> None:
        before, self._view = self._view, view
        self.ring.turn(view is not None and not view.in_doubt)
        if view is None:
            self._seconds.stop()
            return
        self.chip.show_state(view.name, "success", "tick")
        self.amount.setText(view.amount)
        self.doubted.setText(view.amount)
        self.title.setText(view.title)
        self.words.setText(view.words)
        self.present.words.setText(view.step)
        self.sent.time.setText(view.sent)
        self.story.setText(view.doubt)
        self.story.setFixedHeight(max(_STORY, self.story.heightForWidth(self.width() - 2 * 18)))
        self.cancel.setEnabled(view.can_cancel)
        for button in (self.approved, self.declined, self.hold):
            button.set_reason(self._words.asking if view.asking else "")
        self.ask.set_reason(self._words.asking if view.asking else view.why_not_ask)
        said = self._words.no_answer if view.in_doubt else view.title
        if said != self.accessibleName() or before is None:
            self.setAccessibleName(said)
            announce(self, said)
        if before is None or (before.attempt_id, before.in_doubt) != (view.attempt_id, view.in_doubt):
            self._turn_to(view)
        self.update()

    @property
    def first(self) -> QWidget:
        """What is likely to be pressed next."""
        if self._view is None or not self._view.in_doubt:
            return self.cancel
        return self.approved if self._view.why_not_ask else self.ask

    def _turn_to(self, view: TerminalView) -> None:
        self.pages.setCurrentWidget(self.doubt if view.in_doubt else self.waiting)
        self._since.start()
        self._tick()
        (self._seconds.stop if view.in_doubt else self._seconds.start)()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self) -> None:
        seconds = self._since.elapsed() // 1000
        self.present.time.setText(f"{seconds // 60}:{seconds % 60:02d}")

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, box = QPainter(self), self._holder.theme, QRectF(self.rect())
        doubt = self._view is not None and self._view.in_doubt
        edge = theme.color("warning.fg" if doubt else "accent.fill")
        paint.rounded(p, box, theme.radius("card"), theme.color("bg.surface"), edge, 2)
        if doubt:
            p.fillRect(QRectF(2, 2, box.width() - 4, 56), theme.color("warning.bg"))
            p.fillRect(QRectF(2, 58, box.width() - 4, 1), theme.color("border.subtle"))
