"""A throw-away store that is ready to sell: the goods, people and prices of resources/demo."""

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import BUILT_IN
from pos.services.demo_past import begins, live_through
from pos.services.imports import import_file
from pos.services.shop import SETTING, Setup, setup_of, setup_text
from pos.services.till import SYNC_LOCK, WINDOW_LOCK, init_till, lock_home, open_till, read_setup, utc_now
from pos.store.secrets import KEY_FILE, read_secrets

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FOLDER = RESOURCES / "demo"
PICTURES = FOLDER / "pictures"
TILL, HUB, SHEET = "till", "hub", "demo.json"
"""What a demo with a hub has in its folder; one without is a till's home itself."""
CATALOGUE = (
    ("taxes", "taxes.json"),
    ("programme", "programme.json"),
    ("products", "products.csv"),
    ("prices", "prices.csv"),
    ("promotions", "promotions.json"),
    ("staff", "staff.csv"),
    ("customers", "customers.csv"),
    ("stock", "stock.csv"),
)


def settle_in(home: Path, folder: Path = FOLDER) -> None:
    """A till that has joined the demo's hub is a demo too: it says so, and its printer and card terminal are files."""
    till = open_till(home)
    try:
        wanted = demo_setup(folder)
        with till.store.write() as tx:
            made = replace(
                till.setup,
                demo=True,
                printer=wanted.printer,
                terminal=wanted.terminal,
                lock_after_s=wanted.lock_after_s,
            )
            tx.settings.put(SETTING, setup_text(made))
    finally:
        till.close()


def demo_setup(folder: Path = FOLDER) -> Setup:
    """The set-up of the demo store."""
    return setup_of({**json.loads((folder / "store.json").read_text(encoding="utf-8")), "demo": True})


def make_demo(home: Path, folder: Path = FOLDER) -> None:
    """Make the demo store in an empty home, as new; Refused `till_exists` where there is a till."""
    _make(home, folder, utc_now(), CATALOGUE)


def make_lived_in_demo(home: Path, folder: Path = FOLDER) -> None:
    """The same with some days behind it: shifts that were closed, receipts that can come back."""
    now = utc_now()
    _make(home, folder, begins(demo_setup(folder), folder, now), CATALOGUE[:-1])
    live_through(home, folder, now)
    _import(home, folder, now, CATALOGUE[-1:])  # stock is as it was counted today


def wipe_demo(folder: Path) -> None:
    """Remove the demo that is kept in this folder, and the folder where nothing else is in it.

    Refused `no_till` and `not_a_demo`, so that nobody loses a real till by it, `till_in_use` while it is open.
    """
    home = folder / TILL if (folder / TILL / KEY_FILE).exists() else folder
    if not read_setup(home, read_secrets(home)).demo:
        raise Refused("not_a_demo", home=str(folder))
    for lock in lock_home(home, WINDOW_LOCK, SYNC_LOCK):
        lock.release()
    if home == folder:
        shutil.rmtree(folder)
        return
    for name in (TILL, HUB):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / SHEET).unlink(missing_ok=True)
    with suppress(OSError):  # somebody keeps something of his own there
        folder.rmdir()


def _make(home: Path, folder: Path, now: datetime, files: Sequence[tuple[str, str]]) -> None:
    init_till(home, demo_setup(folder), now=lambda: now)
    _import(home, folder, now, files)


def _import(home: Path, folder: Path, now: datetime, files: Sequence[tuple[str, str]]) -> None:
    till = open_till(home, now=lambda: now)
    try:
        for kind, name in files:
            done = import_file(till, kind, folder / name, staff=BUILT_IN.staff_id)
            if done.problems:
                raise Unavailable("demo_damaged", file=name, row=done.problems[0].line)
    finally:
        till.close()
