"""A till: its home folder, its secrets, its store; made by `init_till`, opened by every program with `open_till`."""

import json
import os
import secrets as random_source
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import uuid_utils
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from filelock import FileLock, Timeout

from pos.domain.crockford import encode_crockford
from pos.domain.failures import Refused, Unavailable
from pos.domain.link import Peer
from pos.services.new_journal import begin_first_journal, follow_witness
from pos.services.shop import SETTING, Setup, checked, setup_of, setup_text
from pos.store.engine import CACHE_KIB, FULL_BYTES, Durability, connected
from pos.store.migrate import make_file, migrate, needs_migration, schema_of
from pos.store.secrets import KEY_FILE, Home, Secrets, keep_secrets, new_secrets, read_secrets
from pos.store.settings import Settings
from pos.store.store import BALLAST, DATABASE, Store, first_write
from pos.store.verify import Problem

WINDOW_LOCK = "window.lock"
SYNC_LOCK = "sync.lock"
PART = f"{DATABASE}.part"
"""The database until it is whole."""
BALLAST_BYTES = 64 * 1024 * 1024
LEAST_FREE_BYTES = 32 * 1024 * 1024
"""Below this much free disk no sale begins: it is refused before anybody pays."""


@dataclass(frozen=True)
class Till:
    """An open till. `now`, `new_id` and `chance` are its only sources of time, identity and random bytes.

    `noticed` is what was found wrong and healed at start, to be said once.
    """

    home: Path
    setup: Setup
    secrets: Secrets
    store: Store
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    chance: Callable[[int], bytes]
    noticed: tuple[Problem, ...] = field(default=())

    def business_day(self, moment: datetime) -> str:
        """The date of a moment in the store's zone."""
        return moment.astimezone(self.setup.time_zone).date().isoformat()

    def close(self) -> None:
        self.store.close()


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_uuid() -> str:
    """A UUIDv7: ids made later sort later."""
    return str(uuid_utils.uuid7())


def init_till(
    home: Path,
    setup: Setup,
    *,
    key_home: Home = "file",
    now: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_uuid,
    chance: Callable[[int], bytes] = random_source.token_bytes,
) -> str:
    """Set up a new till in an empty home; the recovery key, which is shown once and kept nowhere here.

    Refused `bad_setup`, `till_exists` when there is one already, `home_not_writable` when nothing can be made there.
    """
    setup = checked(setup, zone_of_country(), known_currencies())
    require_no_till(home)
    recovery = X25519PrivateKey.generate()
    recovery_public = recovery.public_key().public_bytes_raw()
    make_till(home, setup, new_secrets(chance), recovery_public, key_home=key_home, now=now, new_id=new_id)
    return encode_crockford(recovery.private_bytes_raw())


def require_no_till(home: Path) -> None:
    """Refused `till_exists` when there is one, `home_not_writable` when nothing can be made there."""
    make_home(home)
    part = home / PART  # beside a key: a set-up that was cut off right before its last step
    if (home / DATABASE).exists() or ((home / KEY_FILE).exists() and not part.exists()):
        raise Refused("till_exists", home=str(home))


def make_till(
    home: Path,
    setup: Setup,
    secrets: Secrets,
    recovery_public: bytes,
    *,
    key_home: Home,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    peer: Peer | None = None,
) -> Setup:
    """Make the files of a till in an empty home, whole or not at all; the set-up with all its fields."""
    setup = checked(setup, zone_of_country(), known_currencies())
    part = home / PART
    for tail in ("", "-wal", "-shm"):
        _remove(part.with_name(part.name + tail))
    make_file(part, secrets)
    with first_write(part, secrets, setup.currency) as tx:
        tx.settings.put(SETTING, setup_text(setup))
        begin_first_journal(tx, setup, secrets.public_key, now(), new_id)
        if peer:
            tx.link.keep_peer(peer)
    keep_secrets(home, secrets, key_home, recovery_public)
    part.replace(home / DATABASE)
    _keep_ballast(home)
    store = Store(home, secrets, setup.currency)
    try:
        follow_witness(store, setup, now(), new_id)  # begins it
    finally:
        store.close()
    return setup


def open_till(
    home: Path,
    *,
    now: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_uuid,
    chance: Callable[[int], bytes] = random_source.token_bytes,
    synchronous: Durability = "FULL",
    cache_kib: int = CACHE_KIB,
    heal: bool = True,
    locked: Collection[str] = (),
) -> Till:
    """Open the till in this home, bring its file up to date, and compare it with its witness.

    A till that was rolled back (`heal`) goes on in a new journal that says what is missing. `locked` names the locks of
    the home that the caller has taken: bringing an older file up to date takes the others. Refused `no_till`,
    `newer_schema`, `till_in_use`; Unavailable `wrong_key`, `file_missing`, `file_damaged`.
    """
    secrets = read_secrets(home)
    if shutil.disk_usage(home).free < FULL_BYTES:
        free_ballast(home)
    path = home / DATABASE
    if not path.is_file():
        raise Unavailable("file_missing", path=DATABASE)
    _bring_up_to_date(home, path, secrets, locked)
    setup = read_setup(home, secrets)
    store = Store(home, secrets, setup.currency, synchronous, cache_kib)
    try:
        noticed = follow_witness(store, setup, now(), new_id) if heal and not store.safe_mode else ()
    except BaseException:
        store.close()
        raise
    return Till(home, setup, secrets, store, now, new_id, chance, noticed)


def make_home(home: Path) -> None:
    """Make the folder, for its owner alone; Refused `home_not_writable` when nothing can be made in it."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = home / ".probe"
        probe.touch()
        probe.unlink(missing_ok=True)  # another program may try the same at this moment
    except OSError as failure:
        raise Refused("home_not_writable", home=str(home)) from failure


def lock_home(home: Path, *names: str) -> list[FileLock]:
    """Take these locks of a home or none; Refused `till_in_use` when another program has one."""
    taken: list[FileLock] = []
    for name in names:
        lock = FileLock(home / name, timeout=0)
        try:
            lock.acquire()
        except Timeout as failure:
            for held in taken:
                held.release()
            raise Refused("till_in_use", lock=name) from failure
        taken.append(lock)
    return taken


def require_room(home: Path) -> None:
    """Refused `disk_full` before a sale begins, rather than in the middle of paying; the reserve is given up first."""
    if not _has_room(home) and not (free_ballast(home) and _has_room(home)):
        raise Refused("disk_full")


def _has_room(home: Path) -> bool:
    return shutil.disk_usage(home).free >= LEAST_FREE_BYTES


def free_ballast(home: Path) -> bool:
    """Give up the space that was kept for a full disk, so that the day can be finished; whether there was any."""
    return _remove(home / BALLAST)


def read_setup(home: Path, secrets: Secrets) -> Setup:
    """The set-up that stands in a till's file."""
    with connected(home / DATABASE, secrets.database_key, secrets.salt) as driver:
        told = Settings(driver).get(SETTING)
    if not told:
        raise Unavailable("file_damaged", path=DATABASE)
    return setup_of(json.loads(told))


def _bring_up_to_date(home: Path, path: Path, secrets: Secrets, locked: Collection[str]) -> None:
    """Check the schema on a plain connection, before anything is written."""
    if not _older_schema(path, secrets):
        return
    locks = lock_home(home, *(name for name in (WINDOW_LOCK, SYNC_LOCK) if name not in locked))
    try:
        if found := _older_schema(path, secrets):  # another program may have done it meanwhile
            migrate(path, secrets, found)
    finally:
        for lock in locks:
            lock.release()


def _older_schema(path: Path, secrets: Secrets) -> str:
    """The schema that this file must be brought up from, empty when it needs nothing."""
    with connected(path, secrets.database_key, secrets.salt) as driver:
        return schema_of(driver) if needs_migration(driver) else ""


def zone_of_country() -> dict[str, str]:
    """The first time zone of each country, from the time zone database."""
    zones: dict[str, str] = {}
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _place, zone, *_rest = line.split("\t")
            zones.setdefault(country, zone)
    return zones


def known_currencies() -> set[str]:
    """Every currency of ISO 4217 that was ever in use."""
    from babel.numbers import list_currencies

    return list_currencies()


def _keep_ballast(home: Path) -> None:
    """Space that is given up on the first full disk; a disk that has none to spare goes without."""
    if shutil.disk_usage(home).free < 4 * BALLAST_BYTES:
        return
    with (home / BALLAST).open("wb") as ballast:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(ballast.fileno(), 0, BALLAST_BYTES)
        else:
            ballast.truncate(BALLAST_BYTES)


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True
