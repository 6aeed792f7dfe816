"""Opening the window of one till, or a sentence and what to do when that cannot be."""

import gc
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos.cli.console import tell_failure
from pos.domain.failures import Refused, Unavailable
from pos.services.printing import doubt_after_crash
from pos.services.till import WINDOW_LOCK, Till, lock_home, open_till
from pos.store.engine import WINDOW_CACHE_KIB
from ui import fonts
from ui.app import App
from ui.demo_desk import DemoDesk
from ui.language import speak_as_kept
from ui.memory import share_one_heap
from ui.stopping import Stopping
from ui.training import Beside, Switch, for_window, journal_left
from ui.trouble import TroublePage

READY = "TANDEM_READY_FD"
"""The number of an open file in the environment: a line is written to it when the first scan can be taken."""


def application() -> QApplication:
    """The one Qt application, with the bundled fonts."""
    share_one_heap()
    app = QApplication.instance() or QApplication(["tandem"])
    assert isinstance(app, QApplication)
    fonts.load()
    return app


def run_till(
    home: Path,
    demo: DemoDesk | None = None,
    *,
    as_json: bool = False,
    notice: tuple[str, str] | None = None,
    training: bool = False,
) -> int:
    """Open the till and its window until it is closed; 1 when there is no till here that can be opened. A `notice` is
    said once. With `training` the window opens over its till for practice."""
    if not can_show():
        tell_failure(Unavailable("no_display"), as_json)
        return 1
    qt = application()
    try:
        locks = lock_home(home, WINDOW_LOCK) if home.is_dir() else []
        till = open_till(home, cache_kib=WINDOW_CACHE_KIB, locked=(WINDOW_LOCK,))
        till = for_window(till, training=training)
    except (Refused, Unavailable) as failure:
        return show_trouble(qt, home, failure, as_json)
    try:
        return run_window(qt, till, demo, notice)
    finally:
        for lock in locks:
            lock.release()


def run_window(
    qt: QApplication, till: Till, demo: DemoDesk | None = None, notice: tuple[str, str] | None = None
) -> int:
    """Until the window is closed, or Ctrl-C or SIGTERM asks for it."""
    with Stopping() as stopping, Beside(till) as beside:
        app = open_window(qt, till, demo)
        if notice is not None:
            app.shell.show_strip(*notice)
        stopping.watch(qt)
        _say_ready()
        code = _until_closed(qt, app)
        while (switch := app.signing.training.wanted) is not None or app.signing.speaks_anew:
            if switch is not None:
                beside.switched(switch)
                app = _switched(qt, app, switch, demo)
            else:
                app = _opened_after(qt, app, app.till.home, demo)
            code = _until_closed(qt, app)
        if app.till.setup.training:
            journal_left(app.session)
        return code


def _until_closed(qt: QApplication, app: App) -> int:
    try:
        return qt.exec()
    finally:
        app.close()


def _switched(qt: QApplication, before: App, switch: Switch, demo: DemoDesk | None) -> App:
    """The window of the till that comes next, in the place of the one before."""
    if not switch.enters:
        journal_left(before.session)
    app = _opened_after(qt, before, switch.home, demo)
    if switch.staff:
        app.signing.sign_in(switch.staff)
    return app


def _opened_after(qt: QApplication, before: App, home: Path, demo: DemoDesk | None) -> App:
    """A new window where the one before stood."""
    app = open_window(qt, open_till(home, cache_kib=WINDOW_CACHE_KIB, locked=(WINDOW_LOCK,)), demo)
    before.shell.hide()
    before.shell.deleteLater()
    return app


def open_window(qt: QApplication, till: Till, demo: DemoDesk | None = None) -> App:
    """The window of this till, painted once and ready for the first scan."""
    speak_as_kept(till)
    app = App(qt, till, demo)
    app.start(doubt_after_crash(till))
    app.shell.resize(1366, 768)
    if has_display():
        app.shell.showMaximized()
    else:
        app.shell.show()
    qt.processEvents()
    gc.freeze()  # what was made by now stays; to look through it for rubbish stopped the window for 50 ms each time
    return app


def show_trouble(qt: QApplication, home: Path, failure: Refused | Unavailable, as_json: bool = False) -> int:
    """A till that cannot be opened says why and what to do, on the screen and to whoever started it."""
    tell_failure(failure, as_json)
    if has_display():
        page = TroublePage(home, failure)
        page.show()
        qt.exec()
    return 1


def can_show() -> bool:
    """Whether Qt finds something to draw on; without a display it would end the program where it stands."""
    return has_display() or bool(os.environ.get("QT_QPA_PLATFORM"))


def has_display() -> bool:
    """Whether somebody could see a window: on Linux the environment has to say where."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say_ready() -> None:
    told = os.environ.get(READY, "")
    if told.isdigit():
        os.write(int(told), b"ready\n")
