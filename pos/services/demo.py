"""A throw-away store that is ready to sell: the goods, people and prices of resources/demo."""

import json
from dataclasses import replace
from pathlib import Path

from pos.domain.failures import Unavailable
from pos.domain.staff import BUILT_IN
from pos.services.imports import import_file
from pos.services.shop import SETTING, Setup, setup_of, setup_text
from pos.services.till import init_till, open_till

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FOLDER = RESOURCES / "demo"
PICTURES = FOLDER / "pictures"
CATALOGUE = (
    ("taxes", "taxes.json"),
    ("programme", "programme.json"),
    ("products", "products.csv"),
    ("promotions", "promotions.json"),
    ("staff", "staff.csv"),
    ("customers", "customers.csv"),
    ("stock", "stock.csv"),
)


def settle_in(home: Path, folder: Path = FOLDER) -> None:
    """A till that has joined the demo's hub is a demo too: it says so, and its printer writes files."""
    till = open_till(home)
    try:
        wanted = demo_setup(folder)
        with till.store.write() as tx:
            tx.settings.put(SETTING, setup_text(replace(till.setup, demo=True, printer=wanted.printer)))
    finally:
        till.close()


def demo_setup(folder: Path = FOLDER) -> Setup:
    """The set-up of the demo store."""
    return setup_of({**json.loads((folder / "store.json").read_text(encoding="utf-8")), "demo": True})


def make_demo(home: Path, folder: Path = FOLDER) -> None:
    """Make the demo store in an empty home; Refused `till_exists` where there is a till."""
    init_till(home, demo_setup(folder))
    till = open_till(home)
    try:
        for kind, name in CATALOGUE:
            done = import_file(till, kind, folder / name, staff=BUILT_IN.staff_id)
            if done.problems:
                raise Unavailable("demo_damaged", file=name, row=done.problems[0].line)
    finally:
        till.close()
