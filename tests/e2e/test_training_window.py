"""The window goes into training and back as its people press: one program, two tills, the real one untouched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pos.services.demo import make_demo
from pos.services.shift import open_shift
from pos.services.till import open_till

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60
THROUGH = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from ui.run import application, run_till
from ui.shell.shell import Shell
from ui.widgets.pin import PinField

qt, seen, leaves = application(), [], sys.argv[2] == "leave"

def shell():
    return next((one for one in qt.topLevelWidgets() if isinstance(one, Shell) and one.isVisible()), None)

def press(name):
    shell().findChild(QAbstractButton, name).click()

def typed(pin):
    for digit in pin:
        shell().findChild(PinField, "pin").type(digit)

def enters():
    press("training")
    typed("2580")

def leaves_it():
    seen.append(shell().band.words.text()[:8])
    shell().lock_asked.emit()
    press("training")

steps = [
    (lambda one: one.page == "sign-in" and not one.band.isVisible(), enters),
    (lambda one: one.page == "shift" and one.band.isVisible(), leaves_it if leaves else qt.quit),
    (lambda one: one.page == "sign-in" and not one.band.isVisible(), lambda: None),
]

def look():
    one = shell()
    if not steps:
        qt.quit()  # also where the loop had not begun when it was asked first
    elif one is not None and steps[0][0](one):
        steps.pop(0)[1]()

timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
given = {"training": True} if sys.argv[2] == "given" else {}
if given:
    steps[:] = [(lambda one: one.page == "sign-in" and one.band.isVisible(), lambda: None)]
code = run_till(Path(sys.argv[1]), **given)
print(json.dumps({"code": code, "seen": seen, "left": len(steps)}))
"""


def go(home: Path, how: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", THROUGH, str(home), how],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_demo(tmp_path / "till")
    till = open_till(tmp_path / "till")
    open_shift(till, 150_00, "maya")
    till.close()
    return tmp_path / "till"


def audit(home: Path) -> list[tuple[str, str]]:
    till = open_till(home)
    with till.store.read() as tx:
        rows = tx.driver.execute("SELECT kind, staff FROM fact_audit WHERE kind LIKE 'training%' ORDER BY n").fetchall()
        assert tx.shifts.open() is not None
    till.close()
    return [(kind, staff) for kind, staff in rows]


def test_into_training_by_the_switch_and_back(home: Path) -> None:
    told = go(home, "leave")

    assert told == {"code": 0, "seen": ["TRAINING"], "left": 0}
    assert audit(home) == [("training_entered", "maya"), ("training_left", "maya")]


def test_a_window_that_is_closed_in_training_has_left_it(home: Path) -> None:
    told = go(home, "close")

    assert (told["code"], told["left"]) == (0, 1)
    assert audit(home) == [("training_entered", "maya"), ("training_left", "maya")]


def test_the_program_opens_training_at_once_where_that_is_asked(home: Path) -> None:
    told = go(home, "given")

    assert (told["code"], told["left"]) == (0, 0)
    assert audit(home) == [("training_entered", ""), ("training_left", "")]
