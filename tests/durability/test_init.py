"""Setting a till up may be cut off anywhere: it can be set up again, and never over a till that is there."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from pos.domain.failures import Refused
from pos.services.shop import Setup
from pos.services.till import init_till, open_till
from pos.store.secrets import KEY_FILE
from pos.store.store import DATABASE
from pos.store.verify import verify

SHOP = Setup("Nordpol", "EUR", "DE")


class PowerCutError(Exception):
    pass


def cut() -> str:
    raise PowerCutError


def is_sound(home: Path) -> bool:
    with closing(open_till(home)) as till, till.store.driver() as driver:
        return till.noticed == () and verify(driver, till.store.witness).problems == ()


def test_a_set_up_that_was_cut_off_while_it_wrote_can_be_done_again(tmp_path: Path) -> None:
    with pytest.raises(PowerCutError):
        init_till(tmp_path, SHOP, new_id=cut)

    init_till(tmp_path, SHOP)

    assert is_sound(tmp_path)


def test_a_set_up_that_was_cut_off_before_the_file_got_its_name_can_be_done_again(home: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    shutil.copy2(home / KEY_FILE, again)
    shutil.copy2(home / DATABASE, again / f"{DATABASE}.part")

    init_till(again, SHOP)

    assert is_sound(again)


@pytest.mark.parametrize("kept", [KEY_FILE, DATABASE])
def test_a_till_of_which_one_half_is_lost_is_not_set_up_over(kept: str, home: Path, tmp_path: Path) -> None:
    half = tmp_path / "half"
    half.mkdir()
    shutil.copy2(home / kept, half)

    with pytest.raises(Refused) as told:
        init_till(half, SHOP)

    assert told.value.code == "till_exists"
    assert [path.name for path in half.iterdir()] == [kept]
