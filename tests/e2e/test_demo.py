"""The demo as a person starts and ends it: with a hub around it, without one, and stopped by Ctrl-C."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pos.services.demo import FOLDER
from pos.services.link import line_view
from pos.services.pickup_queue import counts
from pos.services.till import open_till
from ui.demo_world import TILL, make_world

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60


def test_the_demo_till_has_joined_a_hub_with_orders_in_every_state(tmp_path: Path) -> None:
    made = make_world(tmp_path)

    till = open_till(tmp_path / TILL)
    try:
        view, orders = line_view(till), counts(till)
    finally:
        till.close()

    assert made
    assert till.setup.demo
    assert view.peer is not None
    assert view.waiting == 0
    # Of the six that wait, one is late only from the hour on in which it was packed three days ago.
    assert (orders.all, orders.to_pick, orders.ready + orders.overdue) == (15, 9, 6)
    told = json.loads((tmp_path / "demo.json").read_text())
    assert len(told["tokens"]) == len(json.loads((FOLDER / "orders.json").read_text()))
    assert "key" not in told


def test_a_folder_in_which_no_hub_can_be_made_has_none(tmp_path: Path) -> None:
    (tmp_path / "hub").write_text("in the way")

    assert not make_world(tmp_path)


def demo(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui", "demo", *options], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S
    )


def test_a_demo_that_is_kept_is_wiped_by_one_command_and_nothing_else_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert make_world(folder)
    (folder / "mine.txt").write_text("not the demo's")

    first = demo("--wipe", "--home", str(folder))
    again = demo("--wipe", "--home", str(folder))

    assert (first.returncode, first.stdout) == (0, f"The demo in {folder} is gone.\n")
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert again.returncode == 1


def test_a_till_that_is_no_demo_is_never_wiped(template_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(template_home, tmp_path / "till"))
    before = sorted(path.name for path in home.iterdir())

    told = demo("--wipe", "--home", str(home))

    assert told.returncode == 1
    assert sorted(path.name for path in home.iterdir()) == before


def test_wiping_wants_to_be_told_where() -> None:
    assert demo("--wipe").returncode == 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_and_wipes_the_folder(tmp_path: Path, how: signal.Signals) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    ready, told = os.pipe()
    # A window that nobody sees counts as one, unless its platform is named as what the tour uses.
    display = {"QT_QPA_PLATFORM": "offscreen:", "DISPLAY": ":none"}
    environment = os.environ | display | {"TMPDIR": str(folder), "TANDEM_READY_FD": str(told)}
    demo = subprocess.Popen(
        [sys.executable, "-m", "ui", "demo"], cwd=ROOT, env=environment, pass_fds=[told], start_new_session=True
    )
    os.close(told)
    with os.fdopen(ready) as said:
        opened = said.readline()

    demo.send_signal(how)
    ended = demo.wait(LIMIT_S)

    assert opened == "ready\n"
    assert ended in (0, 1)
    assert not list(folder.glob("tandem-demo-*"))
    assert not _left_over(demo.pid)


def _left_over(session: int) -> list[str]:
    """Programs of this session that still run."""
    return [told for told in map(_status, Path("/proc").glob("[0-9]*/stat")) if told.split()[3:4] == [str(session)]]


def _status(path: Path) -> str:
    """What the kernel says of a program behind its name: state, parent, group, session; nothing of one that is gone."""
    try:
        return path.read_text().rpartition(")")[2]
    except OSError:
        return ""
