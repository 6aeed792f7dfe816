"""A person at the real window of a till: keys, scans and the mouse; what is seen, what pops up, how long it stands."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, thread_time_ns
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos.domain.cash import denominations
from pos.services.till import open_till
from tests.keyboard import Keyboard
from tests.ui import gallery
from ui.app import App
from ui.demo_desk import DemoDesk
from ui.demo_world import TILL, World
from ui.keys import GUARD_MS
from ui.run import application, open_window
from ui.widgets.dialog import Dialog, Scrim

KEY = Qt.Key
BEAT_MS = 5
LOOK_LIMIT_S = 30.0
"""Nothing in the window takes so long, however busy the machine is."""
Result = TypeVar("Result")


class Uninvited(QObject):
    """Hears every event of the application and names each window, dialog, menu or scrim that came up over `main`."""

    def __init__(self, main: QWidget) -> None:
        super().__init__()
        self._main = main
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and self._is_in_the_way(watched):
            self._note(watched)
        elif (modal := QApplication.activeModalWidget()) is not None:
            self._note(modal)
        return False

    def _is_in_the_way(self, widget: QWidget) -> bool:
        if widget.windowType() is Qt.WindowType.ToolTip:
            return False  # says something beside the pointer and takes no key
        return isinstance(widget, Dialog | Scrim) or (widget.isWindow() and widget is not self._main)

    def _note(self, widget: QWidget) -> None:
        name = type(widget).__name__
        if name not in self.seen:
            self.seen.append(name)


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two beats: how long the window stood still, and how much of that it worked itself."""

    still_ms: int
    worked_ms: int


class Pulse:
    """Beats on the event loop. What a busy machine does to the window is seen in the times that it did not work."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self._since, self._timer = QElapsedTimer(), QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._worked_ns = thread_time_ns()
        self._timer.timeout.connect(self._beat)
        self._since.start()
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now_ns = thread_time_ns()
        self.gaps.append(Gap(max(0, self._since.restart() - BEAT_MS), (now_ns - self._worked_ns) // 1_000_000))
        self._worked_ns = now_ns

    def stop(self) -> None:
        self._timer.stop()


class Person:
    """Somebody at the window. Typing and scanning go the whole way through Qt, at moments that are made up, so that a
    busy machine makes no scan of what was typed."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.uninvited, self.pulse = Uninvited(app.shell), Pulse()
        app.router.stop(app.qt)
        self.keyboard = Keyboard(app.shell)
        self.keyboard.router.scanned.connect(app.scan_desk.scanned)
        app.qt.installEventFilter(self.uninvited)
        self._beside = ThreadPoolExecutor(1)

    def close(self) -> None:
        self._beside.shutdown()
        self.pulse.stop()
        self.app.qt.removeEventFilter(self.uninvited)
        self.keyboard.close()

    def see(self, what: str, true: Callable[[], object], within_s: float = LOOK_LIMIT_S) -> float:
        """Let the window live until it is true; the seconds that it took. Fails with `what` when it is not in time."""
        began = monotonic()
        while not true():
            assert monotonic() - began < within_s, f"not within {within_s} s: {what}"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            # What a key of ours let go of is deleted by an event loop that runs; here none does.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return monotonic() - began

    def meanwhile(self, work: Callable[[], Result], within_s: float = 600.0) -> Result:
        """What else happens in the town while the window lives on."""
        done = self._beside.submit(work)
        self.see("the work beside the window is done", done.done, within_s)
        return done.result()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.keyboard.key(key, held)

    def type(self, text: str) -> None:
        for char in text:
            self.keyboard.type(char)
            QApplication.processEvents()

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.keyboard.scan(code)
            self.keyboard.pause(500)
            QApplication.processEvents()

    def click(self, widget: QWidget) -> None:
        """With the left button, in the middle."""
        assert widget.isVisible() and widget.isEnabled(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def rest(self) -> None:
        """A page that moves money takes no key in its first moments."""
        shown = QElapsedTimer()
        shown.start()
        self.see("the moments have passed", lambda: shown.elapsed() > GUARD_MS)

    def sign_in(self, name: str, pin: str) -> None:
        app = self.app
        self.see("the sign-in page is shown", lambda: app.shell.page == "sign-in")
        self.click(next(tile for tile in app.sign_in_screen.people.tiles if tile.view.name == name))
        self.type(pin)
        self.see(f"{name} is signed in", lambda: app.session.signed_in and app.session.staff.name == name)

    def lock(self) -> None:
        self.press(KEY.Key_L, held=Qt.KeyboardModifier.ControlModifier)
        self.see("the till is locked", lambda: not self.app.session.signed_in)

    def open_shift(self, float_minor: int) -> None:
        """Type how many there are of each note and coin, largest first."""
        self.see("the float is to be counted", lambda: self.app.shell.page == "shift")
        for kind in denominations(self.app.till.setup.currency):
            pieces, float_minor = divmod(float_minor, kind.minor)
            self.type(f"{pieces}\n")
        self.rest()
        self.press(KEY.Key_F12)
        self.see("the till is ready to sell", lambda: self.app.shell.page == "sell")

    def sell(self, *codes: str, cash: str = "", before: int = 0) -> None:
        """Scan, pay by card or with this much cash, and see that the sale is complete. So many other lines were in the
        basket `before`."""
        selling = self.app.selling
        self.scan(*codes)
        self.see("everything is in the basket", lambda: len(selling.sell.basket.lines) == before + len(set(codes)))
        self.press(KEY.Key_F12)
        self.see("what is to be paid is shown", lambda: selling.step == "pay")
        self.rest()
        if cash:
            self.type(f"{cash}\n")
        else:
            self.click(selling.pay_screen.primary)
        self.see("the sale is complete", lambda: selling.step == "complete")
        self.press(KEY.Key_Return)
        self.see("the next sale can begin", lambda: selling.step == "sell")


Somebody = TypeVar("Somebody", bound=Person)


@contextmanager
def a_demo(folder: Path, who: Callable[[App], Somebody]) -> Iterator[Somebody]:
    """The demo as `tandem demo` opens it, with its hub, and somebody at its window."""
    application()
    world, desk = World(folder), DemoDesk(folder=folder)
    desk.hub = world.hub
    assert world.start(with_shop=False)
    try:
        with _before(open_window(gallery.application(), open_till(folder / TILL), desk), who) as somebody:
            yield somebody
    finally:
        world.stop()


@contextmanager
def a_window(home: Path, who: Callable[[App], Somebody] = Person) -> Iterator[Somebody]:  # type: ignore[assignment]
    """The window of this home at its sign-in page, with the synchroniser that it starts itself, and somebody at it."""
    with _before(open_window(gallery.application(), open_till(home)), who) as person:
        yield person


@contextmanager
def _before(app: App, who: Callable[[App], Somebody]) -> Iterator[Somebody]:
    """Somebody at this window, which goes with them."""
    app.shell.activateWindow()
    gallery.settle()
    somebody = who(app)
    try:
        yield somebody
    finally:
        somebody.close()
        app.shell.close()
        app.close()
        gc.unfreeze()
        app.shell.deleteLater()
        gallery.settle()
