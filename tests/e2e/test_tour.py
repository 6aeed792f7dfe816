"""The demo goes through a working day by itself, in a process of its own, through the real windows.

The day is gone through once; what it left is looked at from several sides. TANDEM_LONG=1 goes through it 20 times.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.ui import gallery
from ui.tour import run_tour

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 400
RUNS = 20 if os.environ.get("TANDEM_LONG") == "1" else 1
THEMES = ("light", "dark")
WIDE = ("b2-sell-1920", "c6-pay-1920", "e2-customer-360-1920", "f9-pickup-verify-1920")
SCREENS = (
    *("a1-sign-in", "a2-sign-in-wrong-pin"),
    *("b1-sell", "b5-sell-search", "b6-sell-online-basket"),
    *("c1-pay", "c2-pay-split", "c3-pay-terminal-waiting", "c4-pay-terminal-no-answer", "c7-pay-declined"),
    *("c8-pay-points", "c9-pay-with-value"),
    *("d1-complete-cash", "d2-complete-split", "d3-complete-card", "d4-complete-refund"),
    *("e1-customer-360", "e4-customer-online", "e5-note", "e6-task", "e7-consent"),
    *("e8-new-customer", "e9-new-customer-consent"),
    *(
        "f0-pickup-queue",
        "f1-pickup-verify",
        "f2-pickup-wrong-store",
        "f3-pickup-already-collected",
        "f4-pickup-expired",
        "f5-pickup-forged",
    ),
    *("f6-pickup-handed-over", "f8-pickup-picking"),
    *("g1-return-store", "g2-return-online", "g3-return-find", "g4-exchange", "g5-return-online-asked"),
    *("i1-sync-outbox", "i2-sync-needs-a-look", "i3-sync-reconciliation", "i4-sync-log", "i5-sync-drained"),
    *("j1-shift-open-float", "j2-shift-close-blind", "j3-shift-close-difference"),
    *("j4-shift-z-report", "j5-shift-x-report", "j6-shift-cash-to-safe", "j7-shift-cash-moved"),
    *("j8-report-by-category", "j9-report-loss"),
    *("m1-offline-sell", "m2-offline-limits", "m3-offline-pay", "m4-offline-complete"),
    *("p1-sell-empty", "p2-line-discount", "p3-manager-approval", "p4-key-list", "p5-unknown-barcode"),
    *("p6-variant-picker", "p7-customer-search", "p8-product-sheet", "p9-recall", "r1-demo"),
)
RECEIPTS = ("split", "cash", "card", "value", "asked-again", "exchange", "offline", "refund")
STEPS = (
    "a wrong PIN is told",
    "two packs of socks cost what the promotion says",
    "a member's price is given",
    "the basket comes to what it must",
    "the terminal approves and the sale is complete",
    "cash and card came together",
    "a jacket less is on the shelf",
    "the loyalty card brings its customer",
    "no cash and no card were needed",
    "the bank says no",
    "it was paid once",
    "the look-up is written down",
    "her online basket is in the sale",
    "pickup-forged is refused",
    "the goods are handed over once",
    "it came back, and nothing is promised",
    "the line is down",
    "the sale is complete without a link",
    "what was paid for it is given back",
    "the hub knows her too",
    "the drawer holds what was booked",
    "the report lies in files",
    "the shift is closed",
    "both sides hold the same",
    "the journal proves every table",
)


@dataclass(frozen=True)
class Told:
    """What a tour left: its folder, and what it said."""

    folder: Path
    told: dict[str, Any]

    def picture(self, name: str, theme: str) -> QImage:
        return QImage(str(self.folder / f"{name}-{theme}.png"))


def a_tour(folder: Path) -> Told:
    """Go through the day; it says in the end where it stopped, if it did."""
    done = subprocess.run(
        [sys.executable, "-m", "ui", "demo", "--tour", str(folder), "--json"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:200] + done.stderr
    told = json.loads((folder / "tour.json").read_text(encoding="utf-8"))
    assert told == json.loads(done.stdout)
    return Told(folder, told)


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One day for all processes that look at it: who comes first goes through it, the others wait."""
    folder = once_a_run(tmp_path_factory) / "pictures of the day"
    with open(folder.parent / "tour.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "tour.json").exists():
            return a_tour(folder)
    return Told(folder, json.loads((folder / "tour.json").read_text(encoding="utf-8")))


def once_a_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is the same for every process of this run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.mark.lengthy
def test_the_day_is_the_same_in_both_themes_and_every_step_of_it_is_seen(tour: Told) -> None:
    seen = {theme: [step["step"] for step in tour.told["steps"] if step["theme"] == theme] for theme in THEMES}

    assert tour.told["ok"]
    assert tour.told["failed"] == ""
    assert [step for step in STEPS if step not in seen["light"]] == []
    assert seen["light"] == seen["dark"]


def test_every_screen_has_its_picture_and_nothing_else_is_pictured(tour: Told) -> None:
    wanted = {f"{name}-{theme}.png" for name, theme in product((*SCREENS, *WIDE), THEMES)}

    assert {path.name for path in tour.folder.glob("*.png")} == wanted


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_are_as_large_as_the_window_and_show_something(tour: Told, theme: str) -> None:
    small = {name: (tour.picture(name, theme).width(), tour.picture(name, theme).height()) for name in SCREENS}
    wide = {name: (tour.picture(name, theme).width(), tour.picture(name, theme).height()) for name in WIDE}
    blank = [name for name in (*SCREENS, *WIDE) if colours(tour.picture(name, theme)) < 8]

    assert set(small.values()) == {(1366, 768)}
    assert set(wide.values()) == {(1920, 1080)}
    assert blank == []


def test_no_two_pictures_are_the_same(tour: Told) -> None:
    digests: dict[str, list[str]] = {}

    for path in sorted(tour.folder.glob("*.png")):
        digests.setdefault(sha256(path.read_bytes()).hexdigest(), []).append(path.name)

    assert [names for names in digests.values() if len(names) > 1] == []


def test_the_dark_pictures_are_dark_and_the_light_ones_light(tour: Told) -> None:
    brighter = [name for name in SCREENS if brightness(tour.picture(name, "dark")) >= 110]
    darker = [
        name for name in SCREENS if brightness(tour.picture(name, "light")) <= brightness(tour.picture(name, "dark"))
    ]

    assert brighter == []
    assert darker == []


@pytest.mark.parametrize(("receipt", "theme"), list(product(RECEIPTS, THEMES)))
def test_every_receipt_is_kept_as_text_as_pdf_and_as_it_went_to_the_printer(
    tour: Told, receipt: str, theme: str
) -> None:
    path = tour.folder / f"receipt-{receipt}-{theme}"

    text = path.with_suffix(".txt").read_text(encoding="utf-8")

    assert "NORTHGATE STORE" in text.upper()
    assert "TOTAL" in text
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert path.with_suffix(".bin").read_bytes().startswith(b"\x1b@")


@pytest.mark.parametrize("theme", THEMES)
def test_the_receipt_of_the_morning_says_what_was_bought_and_how_it_was_paid(tour: Told, theme: str) -> None:
    text = (tour.folder / f"receipt-split-{theme}.txt").read_text(encoding="utf-8")

    for words in ("2 for £30", "Damaged", "£243.29", "Cash", "Card", "Points earned"):
        assert words in text


def test_a_day_that_stops_says_where_shows_it_and_ends_with_1(template_home: Path, tmp_path: Path) -> None:
    home, target = Path(shutil.copytree(template_home, tmp_path / "till")), tmp_path / "tour"
    gallery.application()

    code = run_tour(home, target, limit_s=0.1)

    told = json.loads((target / "tour.json").read_text(encoding="utf-8"))
    assert code == 1
    assert not told["ok"]
    assert told["failed"] == "light: everybody who works here stands on the sign-in page"
    assert (target / "failed-light.png").exists()


@pytest.mark.skipif(RUNS == 1, reason="TANDEM_LONG=1 goes through the day 20 times")
@pytest.mark.parametrize("run", range(RUNS))
def test_the_day_goes_through_again_and_again(tmp_path: Path, run: int) -> None:
    again = a_tour(tmp_path / f"tour {run}")

    assert again.told["ok"]


def colours(picture: QImage) -> int:
    """How many colours a picture has at some hundreds of places."""
    return len({picture.pixel(x, y) for x, y in places(picture)})


def brightness(picture: QImage) -> float:
    """The mean grey value at some hundreds of places, 0 to 255."""
    values = [picture.pixelColor(x, y).lightness() for x, y in places(picture)]
    return sum(values) / len(values)


def places(picture: QImage) -> list[tuple[int, int]]:
    return [(x, y) for x in range(7, picture.width(), 17) for y in range(5, picture.height(), 13)]
