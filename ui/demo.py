"""`tandem demo`: a store that is made for looking around and thrown away afterwards."""

import csv
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from pos.cli.console import tell_failure
from pos.domain.failures import Refused, Unavailable
from pos.services.demo import FOLDER, make_demo
from pos.store.secrets import KEY_FILE

PIN_HINT = "Demo PINs: {pins}"


def run_demo(home: str, tour: Path | None, as_json: bool = False) -> int:
    """Open the demo store, in `home` to be kept or in a folder that is wiped when the window closes.

    With `tour`, or where there is no display, it goes through a day by itself and says what it did.
    """
    from ui.run import has_display

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the folder is wiped then too
    kept = bool(home)
    folder = Path(home) if kept else Path(tempfile.mkdtemp(prefix="tandem-demo-"))
    try:
        if not (folder / KEY_FILE).exists():
            make_demo(folder)
        if tour is None and has_display():
            return _open(folder, as_json)
        return _tour(folder, tour, as_json)
    except (Refused, Unavailable) as failure:
        tell_failure(failure, as_json)
        return 1
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def pin_hint() -> str:
    """`Demo PINs: Maya 1111 · James 2222`: everybody's, as the demo store is nobody's."""
    with (FOLDER / "staff.csv").open(encoding="utf-8", newline="") as source:
        pins = " · ".join(f"{row['name'].split()[0]} {row['pin']}" for row in csv.DictReader(source))
    return PIN_HINT.format(pins=pins)


def _open(folder: Path, as_json: bool) -> int:
    from ui.run import run_till

    return run_till(folder, pin_hint(), as_json=as_json)


def _tour(folder: Path, target: Path | None, as_json: bool) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.tour import run_tour

    pictures = target or Path(tempfile.mkdtemp(prefix="tandem-tour-"))
    if target is None and not as_json:
        sys.stdout.write(
            f"There is no display here, so the demo goes through its day by itself. Pictures: {pictures}\n"
        )
    return run_tour(folder, pictures, as_json)
