"""What costs time before the first scan is not there yet when it comes."""

import os
import subprocess
import sys
from pathlib import Path

from pos.services.demo import make_demo

ROOT = Path(__file__).resolve().parents[2]
LATER = "escpos alembic litestar httpx biip phonenumbers scipy PIL qtawesome"
"""ARCHITECTURE.md, "Dependencies": together they cost over a second. Of qtawesome only the files are used."""
ASKED = f"""
import sys
from pathlib import Path
from pos.services import shift
from pos.services.till import open_till
from ui.run import application, open_window
from ui.tour_store import pin_of

app = open_window(application(), open_till(Path(sys.argv[1])))
shift.open_shift(app.till, 150_00, "maya")
app.sign_in_screen.chose.emit("maya")
app.sign_in_screen.entered.emit(pin_of("maya"))
while not app.session.signed_in:
    app.qt.processEvents()
app.qt.processEvents()
print("before", *({{name for name in {LATER!r}.split()}} & set(sys.modules)))
app.router.feed("5012345600222")
app.jobs.wait()
app.qt.processEvents()
print("lines", len(app.selling.sell.basket.lines))
app.close()
"""


def test_nothing_heavy_is_loaded_before_the_first_scan(tmp_path: Path) -> None:
    make_demo(tmp_path / "till")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path / "till")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )

    assert done.stdout.splitlines() == ["before", "lines 1"], done.stderr
