"""The small shop of tests/store/shop.py, made once for each worker and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from pos.services.till import Till, open_till
from tests.store.history import live
from tests.store.shop import Clock, make_shop


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the shop's till. Never open it: copy it."""
    folder = tmp_path_factory.mktemp("shop")
    make_shop(folder / "till", folder)
    return folder / "till"


@pytest.fixture
def shop_home(shop_template: Path, tmp_path: Path) -> Path:
    """The home of this test's own till."""
    return Path(shutil.copytree(shop_template, tmp_path / "shop"))


@pytest.fixture(scope="session")
def lived_template(shop_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a till with a history. Never open it: copy it."""
    folder = tmp_path_factory.mktemp("lived")
    home = Path(shutil.copytree(shop_template, folder / "till"))
    till = open_till(home, now=Clock())
    live(till, folder)
    till.close()
    return home


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(clock: Clock) -> Iterator[Callable[[Path], Till]]:
    """Opens the till of a home by this test's clock; what a test opened is closed at its end."""
    with ExitStack() as stack:

        def open_one(home: Path) -> Till:
            till = open_till(home, now=clock)
            stack.callback(till.close)
            return till

        yield open_one


@pytest.fixture
def shop(shop_home: Path, opened: Callable[[Path], Till]) -> Till:
    """The open till of the small shop."""
    return opened(shop_home)


@pytest.fixture
def lived(lived_template: Path, tmp_path: Path, opened: Callable[[Path], Till]) -> Till:
    """The open till of the shop after a day with something of everything (history.py)."""
    return opened(Path(shutil.copytree(lived_template, tmp_path / "lived")))
