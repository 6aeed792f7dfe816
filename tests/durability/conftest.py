"""A till, and chance that is new in every run and can be had again: every test here prints its seed."""

import os
import random
import secrets
import sys
from pathlib import Path

import pytest

from tests.durability.selling import make_till


@pytest.fixture
def chance() -> random.Random:
    seed = int(os.environ.get("TANDEM_SEED") or secrets.randbits(32))
    sys.stdout.write(f"again with TANDEM_SEED={seed}\n")
    return random.Random(seed)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_till(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def long_run() -> bool:
    return os.environ.get("TANDEM_LONG") == "1"


@pytest.fixture
def count_of_cuts(long_run: bool) -> int:
    return 1000 if long_run else 100
