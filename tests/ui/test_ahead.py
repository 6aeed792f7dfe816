"""Pages that nobody has asked for yet are made ready one after the other."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from pos.services.demo import make_demo
from tests.ui.real_app import an_app, settle, sign_in
from ui.ahead import Ahead
from ui.customer.screen import CustomerScreen
from ui.pickup.screen import PickupScreen
from ui.returns.screen import ReturnScreen

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two packages that nobody has imported: of two modules, and of one."""
    first, second = f"first_{uuid4().hex}", f"second_{uuid4().hex}"
    for module in (f"{first}/__init__", f"{first}/left", f"{first}/right", f"{second}/__init__", f"{second}/only"):
        (tmp_path / module).parent.mkdir(exist_ok=True)
        (tmp_path / f"{module}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    return first, second


def timer_of(ahead: Ahead) -> QTimer:
    timer = ahead.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


def test_each_turn_loads_one_module_or_makes_one_page_and_then_there_are_no_more(
    qtbot: QtBot, packages: tuple[str, str]
) -> None:
    first, second = packages
    made: list[str] = []
    ahead = Ahead({first: lambda: made.append("first"), second: lambda: made.append("second")})
    ahead.start()

    after = []
    while timer_of(ahead).isActive():
        timer_of(ahead).timeout.emit()
        after.append((sum(f"{first}." in name or f"{second}." in name for name in sys.modules), len(made)))

    assert after == [(1, 0), (2, 0), (2, 1), (3, 1), (3, 2), (3, 2)]


def test_nothing_is_made_while_somebody_scans(qtbot: QtBot, packages: tuple[str, str]) -> None:
    made: list[str] = []
    scanning = [True, True, False, False, False]
    ahead = Ahead({packages[1]: lambda: made.append("page")}, lambda: scanning.pop(0))
    ahead.start()

    after = []
    while scanning:
        timer_of(ahead).timeout.emit()
        after.append((sum(f"{packages[1]}." in name for name in sys.modules), len(made)))

    assert after == [(0, 0), (0, 0), (1, 0), (1, 1), (1, 1)]


def test_a_till_that_is_locked_goes_on_with_what_is_left(qtbot: QtBot, packages: tuple[str, str]) -> None:
    made: list[str] = []
    ahead = Ahead({packages[1]: lambda: made.append("page")})
    ahead.start()
    timer_of(ahead).timeout.emit()
    ahead.stop()
    assert made == []

    ahead.start()
    timer_of(ahead).timeout.emit()

    assert made == ["page"]


def test_pages_are_there_before_anybody_opens_them_and_the_one_in_front_stays() -> None:
    with an_app() as app:
        sign_in(app)

        while timer_of(app.ahead).isActive():
            timer_of(app.ahead).timeout.emit()
            settle(app)

        made = [app.shell.findChildren(kind) for kind in (CustomerScreen, PickupScreen, ReturnScreen)]
        assert [len(screens) for screens in made] == [1, 1, 1]
        assert app.shell.page == "sell"
        assert not any(screen.isVisible() for screens in made for screen in screens)


ASKED = """
import sys, threading
from pathlib import Path
from types import SimpleNamespace

loaded = {}

def note(name, path=None, target=None):
    loaded.setdefault(name, threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, SimpleNamespace(find_spec=note))
from PySide6.QtCore import QTimer
from pos.services import shift
from pos.services.till import open_till
from ui.run import application, open_window
from ui.tour_store import pin_of

app = open_window(application(), open_till(Path(sys.argv[1])))
shift.open_shift(app.till, 150_00, "maya")
app.sign_in_screen.chose.emit("maya")
app.sign_in_screen.entered.emit(pin_of("maya"))
while not app.session.signed_in or app.ahead.findChild(QTimer).isActive():
    app.qt.processEvents()
for page in ("customers", "pickups", "returns", "shift", "sell"):
    app.open_page(page)
    app.jobs.wait()
    app.qt.processEvents()
print("here", *sorted(name for name in ("ui.customer.page", "ui.pickup.page", "ui.returns.page") if loaded.get(name)))
print("elsewhere", *sorted(name for name, here in loaded.items() if not here and name.startswith(("ui.", "PySide6"))))
app.close()
"""


def test_nothing_of_qt_is_loaded_on_another_thread(tmp_path: Path) -> None:
    """A class of Qt that came into being beside a main loop at work crashed the window now and then."""
    make_demo(tmp_path / "till")

    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path / "till")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )

    told = done.stdout.splitlines()
    assert told == ["here ui.customer.page ui.pickup.page ui.returns.page", "elsewhere"], done.stderr


def test_a_page_that_was_made_ready_is_the_one_that_opens() -> None:
    with an_app() as app:
        sign_in(app)
        app.customers.load()
        settle(app)
        (made,) = app.shell.findChildren(CustomerScreen)

        app.open_page("customers")
        app.lock()

        assert app.customers.page.screen_ is made
        assert app.shell.findChildren(CustomerScreen) == [made]
