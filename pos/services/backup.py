"""Backing a till up, restoring it, and the checks that prove it."""

import os
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pos.domain.crockford import decode_crockford
from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.services.new_journal import begin_new_journal
from pos.services.till import (
    SYNC_LOCK,
    WINDOW_LOCK,
    Till,
    lock_home,
    make_home,
    new_uuid,
    read_setup,
)
from pos.store.backup import read_header, unpack, unwrap, write_backup
from pos.store.engine import PAGE_BYTES, keyed
from pos.store.entries import Entries
from pos.store.rebuild import rebuild
from pos.store.rollback import losses
from pos.store.secrets import KEY_FILE, Secrets, keep_secrets, read_secrets, recovery_public
from pos.store.store import DATABASE, SAFE_MODE, WITNESS, Store, make_read_only
from pos.store.verify import Findings, verify
from pos.store.witness import Witness


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored till: how many entries came back, and where what was here before was put aside. `hub` is the one that
    it has to join again, empty for a stand-alone till."""

    entries: int
    aside: str
    hub: str = ""


def back_up(till: Till, target: Path, passphrase: str) -> int:
    """Write an encrypted backup; the number of entries in it. Others may sell meanwhile.

    Refused `backup_in_home`: there it could take the place of the till's own file.
    """
    if target.resolve().parent == till.home.resolve():
        raise Refused("backup_in_home")
    with till.store.driver() as driver:
        driver.execute("BEGIN")  # one view for the count and the copy
        count = Entries(driver, None).count()
        told: dict[str, object] = {"store": till.setup.name, "till": till.setup.till, "at": stamp(till.now())}
        write_backup(driver, target, till.secrets, told, passphrase, recovery_public(till.home), till.chance)
    return count


def restore(home: Path, source: Path, passphrase: str, recovery_key: str, now: datetime) -> Restored:
    """Put a backup in the place of what is in this home, which is moved aside and never deleted.

    The restored till gets a new signing key and goes on in a new journal; what the witness saw beyond the backup
    stands in its gap entry. Its hub does not know the new key, so it waits until the till has joined again.
    """
    header = read_header(source)
    raw_key = decode_crockford(recovery_key) if recovery_key else b""
    kept = unwrap(header, passphrase, raw_key)
    make_home(home)
    locks = lock_home(home, WINDOW_LOCK, SYNC_LOCK)
    try:
        part = home / f"{DATABASE}.restored"
        unpack(source, part, kept)
        secrets = Secrets(kept.database_key, kept.salt, kept.pepper, os.urandom(32), kept.store_key)
        aside = _put_aside(home, now)
        part.replace(home / DATABASE)
        keep_secrets(home, secrets, "file", kept.recovery_public)
        setup = read_setup(home, secrets)
        store = Store(home, secrets, setup.currency)
        try:
            seen = store.witness.newest()
            with store.read() as tx:
                lost, count = losses(tx.driver, seen), tx.journal.count()
            begin_new_journal(store, setup, now, new_uuid, lost)
            hub = _leave_hub(store)
        finally:
            store.close()
    finally:
        for lock in locks:
            lock.release()
    return Restored(count, aside, hub)


def _leave_hub(store: Store) -> str:
    """Until it joins again with its new key this till is none of its hub's; the hub's address."""
    with store.write() as tx:
        if (peer := tx.link.peer()) is None:
            return ""
        tx.link.keep_peer(replace(peer, till_id=""))
    return peer.url


def prove(till: Till) -> Findings:
    """Verify everything; a damaged file makes the till read-only."""
    with till.store.driver() as driver:
        findings = verify(driver, till.store.witness)
    if findings.damaged:
        till.store.enter_safe_mode(findings.problems[0].where)
    return findings


def prove_closed(home: Path, failure: Unavailable) -> Findings:
    """Verify a file that does not open, for `failure`, as far as it can be read, and make the till read-only.

    Where no page at all can be read it is the key that is wrong: then the failure itself is raised.
    """
    if failure.code not in ("file_damaged", "wrong_key"):
        raise failure
    secrets, path = read_secrets(home), home / DATABASE
    with keyed(path, secrets.database_key, secrets.salt) as driver:
        findings = verify(driver, Witness(home / WITNESS))
    if sum(problem.code == "page_damaged" for problem in findings.problems) * PAGE_BYTES >= path.stat().st_size:
        raise failure
    make_read_only(home, findings.problems[0].where)
    return findings


def make_anew(till: Till) -> int:
    """Make every table anew from the journal; how many entries said so. Nobody may sell meanwhile."""
    locks = lock_home(till.home, WINDOW_LOCK, SYNC_LOCK)
    try:
        with till.store.write() as tx:
            return rebuild(tx.driver)
    finally:
        for lock in locks:
            lock.release()


def _put_aside(home: Path, now: datetime) -> str:
    """Move the files of a till that is being replaced into a folder of their own; the witness stays and testifies."""
    names = (DATABASE, DATABASE + "-wal", DATABASE + "-shm", KEY_FILE, SAFE_MODE)
    present = [name for name in names if (home / name).exists()]
    if not present:
        return ""
    aside = home / f"before-restore-{now:%Y%m%d-%H%M%S}"
    if aside.exists():
        raise Refused("restored_this_second")
    aside.mkdir(mode=0o700)
    for name in present:
        shutil.move(home / name, aside / name)
    return str(aside)
