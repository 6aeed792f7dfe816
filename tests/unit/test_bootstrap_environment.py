"""When .venv is trusted, and when it is made anew."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from bootstrapping.environment import Environment, alone
from bootstrapping.steps import Stopped
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def ready(tmp_path: Path) -> Environment:
    """An environment whose set-up went through to the end."""
    checkout = tmp_path / "a shop"
    (checkout / "packaging").mkdir(parents=True)
    (checkout / "pyproject.toml").write_text("[project]\n")
    (checkout / "packaging" / "constraints.txt").write_text("pip==26.3\n")
    environment = Environment(checkout, "cpython 3.11 x86_64 /usr")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    environment.stamp.write_text(environment.fingerprint())
    return environment


def test_a_finished_environment_is_used_again(ready: Environment) -> None:
    assert ready.is_ready()


def test_one_without_a_stamp_is_half_made(ready: Environment) -> None:
    ready.stamp.unlink()

    assert not ready.is_ready()


def test_one_whose_interpreter_is_gone_is_not_trusted(ready: Environment) -> None:
    ready.python.unlink()

    assert not ready.is_ready()


@pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
def test_a_changed_dependency_makes_it_anew(ready: Environment, name: str) -> None:
    with (ready.checkout / name).open("a") as file:
        file.write("# another line\n")

    assert not ready.is_ready()


def test_another_python_makes_it_anew(ready: Environment) -> None:
    other = replace(ready, interpreter="cpython 3.13 x86_64 /usr")

    assert not other.is_ready()


def test_a_checkout_that_moved_gets_it_anew(ready: Environment) -> None:
    moved = replace(ready, checkout=ready.checkout.with_name("another shop"))
    shutil.move(ready.checkout, moved.checkout)

    assert not moved.is_ready()


def test_a_set_up_that_stops_half_way_leaves_nothing_that_is_trusted(
    ready: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    left_over = ready.directory / "left over"
    left_over.touch()

    with pytest.raises(Stopped, match="Installing pip: failed"):
        ready.make()

    assert not ready.is_ready()
    assert not left_over.exists()


@pytest.mark.skipif(os.name == "nt", reason="directories cannot be locked there")
def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    code = "import pathlib, sys; from bootstrapping.environment import alone\n"
    code += "with alone(pathlib.Path(sys.argv[1])): print('in')"
    with alone(tmp_path):
        second = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "packaging")},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout is not None

        while_locked = second.stdout.readline()

    after, _ = second.communicate()
    assert while_locked.startswith("Waiting for another set-up")
    assert after == "in\n"


def test_every_dependency_has_its_exact_version_within_the_range() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    wanted += [name for group in project["dependency-groups"].values() for name in group]

    pins = _pins()

    ranges = {_canonical(range_.name): range_ for range_ in map(Requirement, wanted)}
    unpinned = [str(range_) for name, range_ in ranges.items() if not range_.specifier.contains(pins.get(name, "0"))]
    assert unpinned == []


def _pins() -> dict[str, str]:
    """Name to version; a line of any other form, such as an address, fails."""
    lines = (REPOSITORY / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][0-9a-z.]*)", line) for line in lines if not line.startswith("#")]
    assert None not in pins
    return {_canonical(pin[1]): pin[2] for pin in pins if pin}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
