"""A till that was set back notices it by its witness and goes on in a new journal that says what is missing."""

import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pos.services.backup import prove
from pos.services.shift import open_drawer, open_shift
from pos.services.till import Till, open_till
from pos.store.witness import Seen, Witness
from tests.store.shop import Clock, bought, kinds, sell


@pytest.fixture
def set_back(shop_home: Path) -> Callable[[], None]:
    """Puts the database back as it was before the test, as an image of the disk would."""
    image = shutil.copy2(shop_home / "till.db", shop_home.parent / "image")

    def put_back() -> None:
        for tail in ("-wal", "-shm"):
            (shop_home / f"till.db{tail}").unlink(missing_ok=True)
        shutil.copy2(image, shop_home / "till.db")

    return put_back


def last_gap(till: Till) -> dict[str, Any]:
    with till.store.read() as tx:
        *_, (_n, gap) = tx.journal.of_kind("gap")
    return gap.content


def test_a_till_that_was_set_back_begins_a_new_journal_behind_the_old(
    shop_home: Path, opened: Callable[[Path], Till], set_back: Callable[[], None]
) -> None:
    with closing(opened(shop_home)) as till:
        with till.store.read() as tx:
            end = tx.journal.place()
        sell(till, bought("JACKET"))
        open_drawer(till, "change", "maya")
    set_back()

    till = opened(shop_home)

    with till.store.read() as tx:
        *_, (_n, opening) = tx.journal.of_kind("journal_opened")
    assert end is not None
    assert [problem.code for problem in till.noticed] == ["rolled_back"]
    assert opening.content["after"] == {"journal_id": end.journal_id.hex(), "seq": end.seq, "h": end.h.hex()}
    assert sell(till, bought("FLASK")).receipt == "N-2B-000001"


def test_the_gap_says_how_far_the_lost_journal_was_and_its_last_receipt(
    shop_home: Path, opened: Callable[[Path], Till], set_back: Callable[[], None]
) -> None:
    with closing(opened(shop_home)) as till:
        with till.store.read() as tx:
            held = tx.journal.place()
        sell(till, bought("JACKET"))
        entry = open_drawer(till, "change", "maya")
    set_back()

    till = opened(shop_home)

    assert held is not None
    assert last_gap(till)["lost"] == [
        {
            "journal_id": held.journal_id.hex(),
            "held": held.seq,
            "seen": entry.seq,
            "h": entry.h.hex(),
            "receipt": "N-2-000001",
        }
    ]


def test_once_healed_the_till_is_proved_and_a_restart_heals_nothing_more(
    shop_home: Path, opened: Callable[[Path], Till], set_back: Callable[[], None]
) -> None:
    with closing(opened(shop_home)) as till:
        sell(till, bought("JACKET"))
    set_back()
    with closing(opened(shop_home)) as till:
        sell(till, bought("FLASK"))
        healed = kinds(till)

    again = opened(shop_home)

    assert again.noticed == ()
    assert kinds(again) == healed
    assert prove(again).problems == ()


def test_a_till_set_back_twice_to_the_same_image_never_prints_a_number_twice(
    shop_home: Path, opened: Callable[[Path], Till], set_back: Callable[[], None]
) -> None:
    receipts = []
    for _ in range(3):
        with closing(opened(shop_home)) as till:
            receipts.append(sell(till, bought("FLASK")).receipt)
        set_back()

    with closing(opened(shop_home)) as till:
        receipts.append(sell(till, bought("FLASK")).receipt)
        proved = prove(till).problems

    assert receipts == ["N-2-000001", "N-2B-000001", "N-2C-000001", "N-2D-000001"]
    assert proved == ()


def test_a_witness_of_another_file_or_another_entry_is_noticed(
    shop: Till, shop_home: Path, opened: Callable[[Path], Till]
) -> None:
    with shop.store.read() as tx:
        place = tx.journal.place()
    shop.close()
    assert place is not None
    witness = Witness(shop_home / "witness")
    witness.saw(Seen(b"another journal.", 7, bytes(32), "N-2-000009"))
    witness.saw(Seen(place.journal_id, place.seq, bytes(32), ""))

    till = opened(shop_home)

    assert sorted(problem.code for problem in till.noticed) == ["other_entry", "other_file"]
    assert prove(till).problems == ()


def test_a_witness_that_is_behind_or_gone_is_nothing_to_notice(shop_home: Path, opened: Callable[[Path], Till]) -> None:
    witness = shop_home / "witness"
    before = witness.read_bytes()
    with closing(opened(shop_home)) as till:
        sell(till, bought("JACKET"))
        entries = len(kinds(till))
    noticed: list[object] = []

    for content in (before, before[:-20], b""):
        witness.write_bytes(content)
        with closing(opened(shop_home)) as till:
            noticed += till.noticed
    witness.unlink()
    till = opened(shop_home)

    assert [*noticed, *till.noticed] == []
    assert [seen.seq for seen in Witness(witness).newest().values()] == [entries]


def test_a_look_at_the_file_that_may_not_heal_leaves_it_alone(
    shop_home: Path, opened: Callable[[Path], Till], set_back: Callable[[], None]
) -> None:
    with closing(opened(shop_home)) as till:
        sell(till, bought("JACKET"))
    set_back()

    with closing(open_till(shop_home, heal=False)) as till:
        found = [problem.code for problem in prove(till).problems]
        written = kinds(till)

    assert found == ["rolled_back"]
    assert "gap" not in written


def test_who_opens_or_proves_the_till_while_another_sells_sees_no_loss(
    shop_home: Path, opened: Callable[[Path], Till]
) -> None:
    done = threading.Event()
    problems: list[object] = []

    def look() -> None:
        while not done.is_set():
            with closing(open_till(shop_home, now=Clock())) as till:
                problems.extend(till.noticed)
                problems.extend(prove(till).problems)

    looker = threading.Thread(target=look)
    till = opened(shop_home)
    looker.start()
    for _ in range(30):
        sell(till, bought("FLASK"))
    done.set()
    looker.join()

    assert problems == []


def test_every_commit_is_told_to_the_witness_with_the_last_number_so_far(shop: Till, shop_home: Path) -> None:
    sell(shop, bought("FLASK"))
    entry = open_drawer(shop, "change", "maya")

    (newest,) = Witness(shop_home / "witness").newest().values()

    assert newest == Seen(entry.journal_id, entry.seq, entry.h, "N-2-000001")


def test_a_long_witness_is_shortened_by_every_shift_that_opens(shop: Till, shop_home: Path) -> None:
    witness = shop_home / "witness"
    witness.write_bytes(witness.read_bytes() * 400)
    long = witness.stat().st_size

    sell(shop, bought("FLASK"))

    assert long > 64 * 1024
    assert witness.stat().st_size < 2048


def test_a_witness_that_cannot_be_shortened_keeps_no_shift_from_opening(shop: Till, shop_home: Path) -> None:
    witness = shop_home / "witness"
    witness.write_bytes(witness.read_bytes() * 400)
    (shop_home / "witness.part").mkdir()

    open_shift(shop, 0, "maya")

    assert witness.stat().st_size > 64 * 1024
    assert prove(shop).problems == ()
