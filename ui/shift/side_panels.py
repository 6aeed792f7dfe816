"""The right half of counting: what is checked before, and, once the count is confirmed, the difference."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from ui import paint
from ui.keys import action
from ui.shift.sum_rows import SumRows
from ui.shift.view import BannerView, CheckView, DifferenceView, PrimaryView, StartView
from ui.shift.words import ShiftWords
from ui.theme import ThemeHolder
from ui.widgets.badges import Avatar
from ui.widgets.buttons import OutlineButton, QuietButton, TonalButton
from ui.widgets.choice import FIELD_HEIGHT, Choice
from ui.widgets.label import Label, Panel, Rule
from ui.widgets.note import Note
from ui.widgets.notices import Banner
from ui.widgets.primary import PrimaryButton


class SidePanel(Panel):
    """Heading above, the primary action below, what happened meanwhile right over it."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label(holder, role="body.lg", weight=600)
        self.banner, self.refusal = Banner(holder), Banner(holder, compact=True)
        self.primary = PrimaryButton(holder, "")
        self.refusal.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 16, 16, 8)
        self.body.setSpacing(16)
        head, foot, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self.heading)
        head.addStrut(55)
        foot.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(self.primary)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addLayout(self.body, 1)
        column.addWidget(Rule())
        column.addLayout(foot)

    def show_banner(self, view: BannerView) -> None:
        self.banner.say(view.title, view.words, view.tone, view.icon)

    def show_primary(self, view: PrimaryView) -> None:
        self.refusal.hide()
        self.primary.raise_()  # Tab goes in the order of the children, and what the body holds is made after it
        self.primary.setText(view.label)
        self.primary.set_amount(view.amount)
        self.primary.set_reason(view.reason)

    def refuse(self, words: str) -> None:
        self.refusal.say(words, "", "danger", "error")
        self.refusal.show()


class StartPanel(SidePanel):
    """Before the difference is known: who counts, what is planned or hidden, and what was looked at."""

    def __init__(self, holder: ThemeHolder, parent: QWidget | None = None) -> None:
        super().__init__(holder, parent)
        self._holder = holder
        self.primary.setObjectName("primary")
        self._avatar = Avatar(holder)
        self._person = Label(holder, role="body.lg")
        self._detail = Label(holder, role="meta", tone="text.muted", tabular=True)
        self._checks_title = Label(holder, role="label", tone="text.secondary")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(0)
        who, names = QHBoxLayout(), QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._person)
        names.addWidget(self._detail)
        who.setSpacing(12)
        who.addWidget(self._avatar)
        who.addLayout(names, 1)
        self.as_left = TonalButton(holder, "", "safe", action("shift", "as_left").hint, large=True)
        self.as_left.setObjectName("as-left")
        self.as_left.hide()
        self.days = QuietButton(holder, "", "report", action("shift", "days").hint)
        self.days.setObjectName("reports-before")
        self.body.addLayout(who)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.as_left)
        looked_at = QVBoxLayout()
        looked_at.setSpacing(6)
        looked_at.addWidget(self._checks_title)
        looked_at.addLayout(self._checks)
        self.body.addLayout(looked_at)
        self.body.addStretch()
        self.body.addWidget(self.days, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.refusal)
        self._shown: tuple[CheckView, ...] = ()

    def show_view(self, view: StartView) -> None:
        self.heading.setText(view.heading)
        self._avatar.set_name(view.person)
        self._person.setText(view.person)
        self._detail.setText(view.detail)
        self._checks_title.setText(view.checks_title)
        self._checks_title.setVisible(bool(view.checks))
        self.show_banner(view.banner)
        self.as_left.setText(view.as_left)
        self.as_left.setVisible(bool(view.as_left))
        self.days.setText(view.days)
        self.days.setVisible(bool(view.days))
        self.show_primary(view.primary)
        if view.checks != self._shown:
            self._show_checks(view.checks)

    def _show_checks(self, checks: tuple[CheckView, ...]) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for check in checks:
            icon, tone = ("ok", "success.fg") if check.fine else ("warn", "warning.fg")
            note = Note(
                self._holder,
                icon,
                check.words,
                tone="text.primary",
                icon_tone=tone,
                role="body",
                weight=400,
                icon_px=24,
            )
            note.setFixedHeight(40)
            self._checks.addWidget(note)
        self._shown = checks


class _LeftField(QLineEdit):
    """The amount that stays in the drawer, with what goes to the safe as a chip at its right end."""

    def __init__(self, holder: ThemeHolder, name: str) -> None:
        super().__init__()
        self._holder, self._chip, self._wrong = holder, "", False
        self.setObjectName("left-in-drawer")
        self.setAccessibleName(name)
        self.setFont(holder.theme.font("body", tabular=True))
        self.setFixedHeight(FIELD_HEIGHT)

    def show_chip(self, words: str, *, wrong: bool) -> None:
        self._chip, self._wrong = words, wrong
        self.setAccessibleDescription(words)
        self.setTextMargins(0, 0, round(paint.chip_width(words, self._holder.theme)) + 8, 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._holder.theme
        x = self.width() - 12 - paint.chip_width(self._chip, theme)
        paint.chip(QPainter(self), x, (self.height() - paint.CHIP_HEIGHT) / 2, self._chip, theme, self._kind())

    def _kind(self) -> str:
        return "danger" if self._wrong else ""


class DifferencePanel(SidePanel):
    """After the count: expected against counted, the reason for a difference, what stays in the drawer.

    For a refusal everything moves together, and what made the expected amount is scrolled."""

    reason_chosen = Signal(int)
    left_typed = Signal(str)
    left_stepped = Signal(int)
    recount_asked = Signal()

    def __init__(self, holder: ThemeHolder, words: ShiftWords, parent: QWidget | None = None) -> None:
        super().__init__(holder, parent)
        self.primary.setObjectName("close-and-print")
        self.figures = SumRows(holder)
        self._reason_title = Label(holder, words.reason, "label", tone="text.secondary")
        self.reason = Choice(holder, words.reason, (), words.choose_reason)
        self.reason.setObjectName("reason")
        left_title = Label(holder, words.leave, "label", tone="text.secondary")
        self.left = _LeftField(holder, words.leave)
        self.less, self.more = (OutlineButton(holder, "", icon) for icon in ("remove", "add"))
        self.recount = QuietButton(holder, "", "refresh")
        self.body.setSpacing(5)
        self.body.addWidget(self.figures)
        self.body.addItem(_gap(6))
        self.body.addWidget(self.banner)
        self.body.addItem(_gap(8))
        self.body.addWidget(self._reason_title)
        self.body.addWidget(self.reason)
        self.body.addItem(_gap(8))
        self.body.addWidget(left_title)
        self.body.addLayout(self._left_row())
        self.body.addWidget(self.recount, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        self.body.addWidget(self.refusal)
        self.reason.chosen.connect(self.reason_chosen)
        self.left.textEdited.connect(self.left_typed)
        self.less.clicked.connect(lambda: self.left_stepped.emit(-1))
        self.more.clicked.connect(lambda: self.left_stepped.emit(1))
        self.recount.clicked.connect(self.recount_asked)

    def refuse(self, words: str) -> None:
        self.banner.tighten(True)
        super().refuse(words)

    def _left_row(self) -> QHBoxLayout:
        """Less, the amount, more: who has no keys changes it by a note at a time."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.less, self.left, self.more):
            row.addWidget(part, 1 if part is self.left else 0)
        for button, name in ((self.less, "left-less"), (self.more, "left-more")):
            button.setObjectName(name)
            button.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
        return row

    def show_view(self, view: DifferenceView) -> None:
        self.heading.setText(view.heading)
        self.figures.show_rows(view.figures)
        self.banner.tighten(False)
        self.show_banner(view.banner)
        self.show_primary(view.primary)
        for part in (self._reason_title, self.reason):
            part.setVisible(bool(view.reasons))
        self.reason.set_texts(view.reasons)
        self.reason.setCurrentIndex(view.reasons.index(view.reason) if view.reason else -1)
        if self.left.text() != view.left:
            self.left.setText(view.left)
        self.left.show_chip(view.to_safe, wrong=view.left_wrong)
        self.less.setAccessibleName(view.less)
        self.more.setAccessibleName(view.more)
        self.recount.setText(view.recount)
        self.recount.setVisible(bool(view.recount))


def _gap(height: int) -> QSpacerItem:
    """Air that is given up first where room is short."""
    return QSpacerItem(0, height, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
