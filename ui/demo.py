"""`tandem demo`: a store that is made for looking around and thrown away afterwards."""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from pos.cli.console import tell_failure
from pos.domain.failures import Refused, Unavailable
from pos.services.demo import make_lived_in_demo, wipe_demo
from pos.store.secrets import KEY_FILE

WIPED = "The demo in {home} is gone."
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
        make_lived_in_demo(till)
    return till, joined


def wipe(home: str, as_json: bool = False) -> int:
    """Remove the demo in `home`; 1 where there is none, or something else, or a window is open on it."""
    try:
        wipe_demo(Path(home))
    except (Refused, Unavailable) as failure:
        tell_failure(failure, as_json)
        return 1
    if not as_json:
        sys.stdout.write(WIPED.format(home=home) + "\n")
    else:
        sys.stdout.write(json.dumps({"ok": True, "wiped": home}) + "\n")
    return 0


def _open(folder: Path, till: Path, joined: bool, as_json: bool) -> int:
    """Until the window is closed. Whoever asked there for the demo to be wiped finds nothing of it afterwards."""
    from ui.demo_desk import DemoDesk
    from ui.demo_world import World
    from ui.run import application, run_till

    desk = DemoDesk(folder=folder)
    try:
        if not joined:
            return run_till(till, desk, as_json=as_json, notice=(ALONE, ALONE_WORDS))
        application()
        world = World(folder)
        desk.hub = world.hub
        try:
            world.start()
            return run_till(till, desk, as_json=as_json)
        finally:
            world.stop()
    finally:
        if desk.wiped:
            wipe_demo(folder)


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
