"""The four cards over the outbox: how the server is, what is to be sent, what came, what needs a look."""

from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pos.services.link import LineView
from ui import paint
from ui.session import Session
from ui.sync.view import CardView
from ui.sync.words import SyncWords
from ui.theme import ThemeHolder

_HEIGHT, _TEXT, _LINE = 84, 54, 16


class Card(QWidget):
    """An icon, and three lines: what, how much, and since when."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self._holder, self._view = holder, CardView("", "", "", "network", "text.secondary")
        self.setFixedHeight(_HEIGHT)

    def show_view(self, view: CardView) -> None:
        self._view = view
        self.setAccessibleName(f"{view.title}: {view.value}. {view.detail}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, theme, view = QPainter(self), self._holder.theme, self._view
        paint.rounded(p, self.rect(), theme.radius("card"), theme.color("bg.surface"), theme.color("border.subtle"))
        p.drawPixmap(QPointF(15, 28), theme.icon(view.icon, view.tone, 26))
        line = QRectF(_TEXT, 13, self.width() - _TEXT - 12, 18)
        detail = theme.font("meta", 400, tabular=True)
        is_long = paint.text_width(view.detail, detail) > line.width()
        if is_long:
            line.translate(0, -_LINE / 2)
        muted = theme.color("text.secondary")
        paint.text(p, line, view.title, theme.font("meta"), muted)
        value = theme.font("body.lg", 600, tabular=True)
        paint.text(p, line.adjusted(0, 19, 0, 23), view.value, value, theme.color("text.primary"))
        if is_long:
            paint.text_two_lines(p, line.translated(0, 40), view.detail, detail, muted, _LINE)
        else:
            paint.text(p, line.translated(0, 40), view.detail, detail, muted)


def cards_of(view: LineView, *, is_running: bool, session: Session, words: SyncWords) -> tuple[CardView, ...]:
    """What the cards say of the present line."""
    return (
        _server(view, is_running, session, words),
        _to_send(view, session, words),
        _received(view, session, words),
        _look(view, words),
    )


def _server(view: LineView, is_running: bool, session: Session, words: SyncWords) -> CardView:
    line = view.line
    if view.wish.paused:
        return CardView(words.server, words.paused, words.selling_goes_on, "pause", "warning.fg")
    if not is_running:
        return CardView(words.server, words.not_running, words.goes_on_by_itself, "network", "warning.fg")
    if line is None or line.line == "starting":
        return CardView(words.server, words.connecting, words.selling_goes_on, "network", "text.secondary")
    if line.line == "offline":
        told = words.offline_since.format(time=session.time(line.since))
        return CardView(words.server, told, words.selling_goes_on, "network", "warning.fg")
    span = span_words(timedelta(seconds=line.was_offline_s), words)
    was = words.was_offline.format(span=span) if line.was_offline_s else words.never_offline
    return CardView(
        words.server, words.online_since.format(time=session.time(line.since)), was, "network", "success.fg"
    )


def _to_send(view: LineView, session: Session, words: SyncWords) -> CardView:
    oldest = words.oldest.format(time=session.time(view.oldest_at)) if view.waiting else words.nothing_waits
    return CardView(words.to_send, _records(view.waiting, words), oldest, "sync.queued", "text.secondary")


def _received(view: LineView, session: Session, words: SyncWords) -> CardView:
    at = view.line.received_at if view.line is not None else ""
    value = f"{session.local(at):%H:%M:%S}" if at else words.nothing_yet
    return CardView(words.received, value, words.scopes, "sync.ok", "success.fg" if at else "text.secondary")


def _look(view: LineView, words: SyncWords) -> CardView:
    lost = words.not_lost if view.needs_look else words.both_agree
    tone = "warning.fg" if view.needs_look else "text.secondary"
    return CardView(words.look, _records(view.needs_look, words), lost, "sync.problem", tone)


def _records(count: int, words: SyncWords) -> str:
    return words.one_record if count == 1 else words.records.format(count=count)


def span_words(span: timedelta, words: SyncWords) -> str:
    """`40 s`, `14 min`, `2 h`."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return words.seconds.format(count=seconds)
    if seconds < 3600:
        return words.minutes.format(count=seconds // 60)
    return words.hours.format(count=seconds // 3600)
