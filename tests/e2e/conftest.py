"""A small shop that sold something, made once through the program itself and copied for every test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.till_program import till_program


@pytest.fixture(scope="session")
def template_shop(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the shop. Never open it: copy it."""
    folder = tmp_path_factory.mktemp("shop")
    home = Path(shutil.copytree(template_home, folder / "till"))
    (folder / "taxes.json").write_text(TAXES)
    (folder / "products.csv").write_text(PRODUCTS)
    runs = [
        till_program(home, "import", "taxes", folder / "taxes.json"),
        till_program(home, "import", "products", folder / "products.csv"),
        till_program(home, "sell", stdin=basket_line(1)),
    ]
    assert [ran.code for ran in runs] == [0, 0, 0], runs
    return home


@pytest.fixture
def shop_home(template_shop: Path, tmp_path: Path) -> Path:
    """The home of the shop of this test alone: four entries behind the first, the last of them a sale."""
    return Path(shutil.copytree(template_shop, tmp_path / "shop"))


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[[str | bytes, str], Path]:
    """Writes a file of this test and says where it is."""

    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
