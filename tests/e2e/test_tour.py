"""The demo goes through a working day by itself, in a process of its own, through the real windows."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCREENS = (
    "a1-sign-in",
    "b1-sell",
    "p2-line-discount",
    "p3-manager-approval",
    "p4-key-list",
    "p6-variant-picker",
    "c1-pay",
    "c2-pay-split",
    "d1-complete-cash",
    "j1-shift-open-float",
    "j2-shift-close-blind",
    "j3-shift-close-difference",
    "j4-shift-z-report",
    "m1-offline-sell",
    "m2-offline-limits",
    "m4-offline-complete",
    "i1-sync-outbox",
    "i3-sync-reconciliation",
    "f1-pickup-verify",
    "f5-pickup-forged",
    "f6-pickup-handed-over",
)


def test_a_day_at_the_till_goes_through_in_both_themes_and_leaves_its_pictures(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures of the day"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        [sys.executable, "-m", "ui", "demo", "--tour", str(pictures), "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((pictures / "tour.json").read_text())
    assert told == json.loads(done.stdout)
    assert told["ok"]
    assert {step["theme"] for step in told["steps"]} == {"light", "dark"}
    for screen in SCREENS:
        assert (pictures / f"{screen}-light.png").stat().st_size > 10_000
        assert (pictures / f"{screen}-dark.png").stat().st_size > 10_000

    receipt = (pictures / "receipt-split.txt").read_text()
    assert "2 for £30" in receipt
    assert "Card" in receipt
    assert (pictures / "receipt-split.pdf").read_bytes().startswith(b"%PDF")
    assert (pictures / "receipt-split.bin").stat().st_size > 100
