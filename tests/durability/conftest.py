"""Chance that is new in every run and can be had again: every test here prints its seed."""

import os
import random
import secrets
import sys

import pytest


@pytest.fixture
def chance() -> random.Random:
    seed = int(os.environ.get("TANDEM_SEED") or secrets.randbits(32))
    sys.stdout.write(f"again with TANDEM_SEED={seed}\n")
    return random.Random(seed)


@pytest.fixture
def long_run() -> bool:
    return os.environ.get("TANDEM_LONG") == "1"
