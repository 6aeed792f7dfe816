"""A set-up till for every test that wants one: made once, then copied, because making one takes a third of a second."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pos.services.shop import Setup
from pos.services.till import Till, init_till, open_till


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: begun last, it would keep one process while the others have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("lengthy") is None)


@pytest.fixture(scope="session")
def template_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an empty till. Never open it: copy it."""
    home = tmp_path_factory.mktemp("template") / "till"
    init_till(home, Setup("Nordpol", "EUR", "DE", printer="none"))
    (home / "ballast").unlink(missing_ok=True)  # 64 MiB that no copy needs
    return home


@pytest.fixture
def till_home(template_home: Path, tmp_path: Path) -> Path:
    """The home of an empty till of this test alone."""
    return Path(shutil.copytree(template_home, tmp_path / "till"))


@pytest.fixture
def open_home() -> Iterator[Callable[[Path], Till]]:
    """Opens the till of a home; what a test opened is closed at its end."""
    with ExitStack() as opened:

        def open_one(home: Path) -> Till:
            till = open_till(home)
            opened.callback(till.close)
            return till

        yield open_one


@pytest.fixture
def till(till_home: Path, open_home: Callable[[Path], Till]) -> Till:
    """An open, empty till."""
    return open_home(till_home)
