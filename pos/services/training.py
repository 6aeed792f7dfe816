"""Training: a till of its own in a folder of the real one, with the shop's goods, prices and people and nothing else.

It has its own database, keys, journal and receipt numbers, is never joined to a hub and opens no drawer. It is made
anew whenever somebody enters, so that goods and prices are those of today, and every practice begins at the same place.
Everybody's PIN is `PRACTICE_PIN` there: who practises an approval can give it, and no real PIN lies in that file. In
the real journal stands who entered and left, nothing more.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from pos.domain.journal import stamp
from pos.domain.staff import SALT_BYTES, kept_pin
from pos.services.journal import write_down
from pos.services.shop import TRAINING_CODE, Setup
from pos.services.till import SYNC_LOCK, WINDOW_LOCK, Till, lock_home, make_home, make_till
from pos.store.practice import copy_for_practice, count_products
from pos.store.secrets import new_secrets, recovery_public
from pos.store.store import BALLAST, DATABASE

FOLDER = "training"
PRACTICE_PIN = "0000"
MANY_PRODUCTS = 50_000
"""From so many on copying them takes long enough to be announced."""


def enter_training(till: Till, staff: str) -> Path:
    """Make the till for practice from this one, journal who enters, and give its home. Refused `till_in_use` while
    somebody practises there already."""
    home = _emptied(till.home / FOLDER)
    secrets = new_secrets(till.chance)
    make_till(
        home,
        _setup(till.setup),
        secrets,
        recovery_public(till.home),
        key_home="file",
        now=till.now,
        new_id=till.new_id,
    )
    (home / BALLAST).unlink(missing_ok=True)  # a full disk ends practice, and that is all
    salt = till.chance(SALT_BYTES)
    pin = (len(PRACTICE_PIN), salt, kept_pin(PRACTICE_PIN, salt, secrets.pepper))
    copy_for_practice(home / DATABASE, secrets, till.store.path, till.secrets, pin, stamp(till.now()))
    with till.store.write() as tx:
        write_down(tx, till, "training_entered", {}, staff)
    return home


def leave_training(till: Till, staff: str) -> None:
    """Journal in the real till that training was left, by whoever was signed in there last."""
    with till.store.write() as tx:
        write_down(tx, till, "training_left", {}, staff)


def many_products(till: Till) -> int:
    """How many products there are to be copied, where they are so many that it should be said; else 0."""
    with till.store.read() as tx:
        count = count_products(tx.driver)
    return count if count > MANY_PRODUCTS else 0


def _setup(setup: Setup) -> Setup:
    """No card is charged in training either: where there is a terminal, its simulator answers."""
    terminal = "simulator" if setup.terminal != "none" else "none"
    return replace(setup, training=True, code=TRAINING_CODE, terminal=terminal)


def _emptied(home: Path) -> Path:
    if home.is_dir():
        for lock in lock_home(home, WINDOW_LOCK, SYNC_LOCK):
            lock.release()
        shutil.rmtree(home)
    make_home(home)
    return home
