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
ALONE = "This demo has no server."
ALONE_WORDS = "It could not be started here. The store works all the same; pickups and sync are not shown."


def run_demo(home: str, tour: Path | None, as_json: bool = False) -> int:
    """Open the demo store, in `home` to be kept or in a folder that is wiped when the window closes.

    With `tour`, or where there is no display, it goes through a day by itself and says what it did. Where no hub can be
    started the same store works without one.
    """
    from ui.run import has_display

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the folder is wiped then too
    kept = bool(home)
    folder = Path(home) if kept else Path(tempfile.mkdtemp(prefix="tandem-demo-"))
    try:
        till, joined = _made(folder)
        if tour is None and has_display():
            return _open(folder, till, joined, as_json)
        return _tour(folder, till, joined, tour, as_json)
    except (Refused, Unavailable) as failure:
        tell_failure(failure, as_json)
        return 1
    except KeyboardInterrupt:
        return 1
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> tuple[Path, bool]:
    """The till's home in this folder, made when there is none, and whether it has a hub."""
    from ui.demo_world import TILL, make_world

    if (folder / KEY_FILE).exists():  # a demo of its own, from a time before there was a hub
        return folder, False
    till = folder / TILL
    joined = make_world(folder)
    if not (till / KEY_FILE).exists():
        shutil.rmtree(till, ignore_errors=True)  # what an enrolment left that was not finished
        make_demo(till)
    return till, joined


def pin_hint() -> str:
    """`Demo PINs: Maya 1111 · James 2222`: everybody's, as the demo store is nobody's."""
    with (FOLDER / "staff.csv").open(encoding="utf-8", newline="") as source:
        pins = " · ".join(f"{row['name'].split()[0]} {row['pin']}" for row in csv.DictReader(source))
    return PIN_HINT.format(pins=pins)


def _open(folder: Path, till: Path, joined: bool, as_json: bool) -> int:
    from ui.demo_world import World
    from ui.run import application, run_till

    if not joined:
        return run_till(till, pin_hint(), as_json=as_json, notice=(ALONE, ALONE_WORDS))
    application()
    world = World(folder)
    try:
        world.start()
        return run_till(till, pin_hint(), as_json=as_json)
    finally:
        world.stop()


def _tour(folder: Path, till: Path, joined: bool, target: Path | None, as_json: bool) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.demo_world import World
    from ui.run import application
    from ui.tour import run_tour

    pictures = target or Path(tempfile.mkdtemp(prefix="tandem-tour-"))
    if target is None and not as_json:
        sys.stdout.write(
            f"There is no display here, so the demo goes through its day by itself. Pictures: {pictures}\n"
        )
    application()
    world = World(folder) if joined else None
    try:
        if world is not None:
            world.start(with_shop=False)
        return run_tour(till, pictures, as_json, world)
    finally:
        if world is not None:
            world.stop()
