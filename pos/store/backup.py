"""Backups: one file that holds the till under a fresh key, wrapped for a passphrase and for the recovery key.

The file begins with one line of JSON (the wraps and what the backup holds), the encrypted database follows. It
carries the pepper and the store key, never the signing key: a restored till makes a new one.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any

import sqlcipher3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pos.domain.failures import Refused, Unavailable
from pos.domain.stretched import stretched
from pos.store.engine import connect, unavailable
from pos.store.secrets import Secrets

FORMAT = 1
PASSPHRASE_MEMORY_KIB = 64 * 1024
PASSPHRASE_TIME = 3
SHORTEST_PASSPHRASE = 8
_LONGEST_HEADER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """What opens a backup's database, and what of the till's secrets comes with it.

    `recovery_public` is what the next backups are wrapped for: from in here, where nobody without a key can change it.
    """

    database_key: bytes
    salt: bytes
    pepper: bytes
    store_key: bytes
    recovery_public: bytes

    def __repr__(self) -> str:
        return "Kept(…)"


def write_backup(
    driver: Any,
    target: Path,
    secrets: Secrets,
    told: dict[str, object],
    passphrase: str,
    recovery_public: bytes,
    chance: Callable[[int], bytes],
) -> None:
    """Copy the open database into `target`, whole or not at all. `told` stands readable in the first line.

    `passphrase` may be empty: then only the recovery key opens the backup. Refused `passphrase_too_short`.
    """
    if passphrase and len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused("passphrase_too_short", least=SHORTEST_PASSPHRASE)
    kept = Kept(chance(32), chance(16), secrets.pepper, secrets.store_key, recovery_public)
    part, copy = target.with_name(target.name + ".part"), target.with_name(target.name + ".db.part")
    try:
        part.touch(0o600)  # where nothing can be written, that is said before anything is copied
        _copy_database(driver, copy, kept)
        wraps = {"recovery": _wrap_for(recovery_public, kept, chance)}
        if passphrase:
            wraps["passphrase"] = _wrap_with(passphrase, kept, chance)
        header = json.dumps({"tandem_backup": FORMAT, **told, "wraps": wraps}, ensure_ascii=False)
        with part.open("wb") as out, copy.open("rb") as source:
            out.write(header.encode() + b"\n")
            shutil.copyfileobj(source, out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as failure:
        raise Unavailable("backup_not_written", path=str(target)) from failure
    finally:
        for leftover in (part, copy, copy.with_name(copy.name + "-wal"), copy.with_name(copy.name + "-shm")):
            with suppress(OSError):
                leftover.unlink()


def read_header(source: Path) -> dict[str, Any]:
    """The first line of a backup; Refused `not_a_backup`, `newer_backup`."""
    try:
        with source.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
        header: dict[str, Any] = json.loads(line)
        version = header["tandem_backup"]
    except FileNotFoundError as failure:
        raise Refused("no_file", path=str(source)) from failure
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise Refused("not_a_backup", path=source.name) from failure
    if version != FORMAT:
        raise Refused("newer_backup", found=version)
    return header


def unwrap(header: dict[str, Any], passphrase: str, recovery_key: bytes) -> Kept:
    """Open a backup's wrap with what was given; Refused `wrong_passphrase`, `wrong_recovery_key`, `backup_damaged`."""
    try:
        wraps = header["wraps"]
        if recovery_key:
            return _unwrap_for(wraps["recovery"], recovery_key)
        if "passphrase" not in wraps:
            raise Refused("backup_without_passphrase")
        return _unwrap_with(wraps["passphrase"], passphrase)
    except InvalidTag as failure:
        raise Refused("wrong_recovery_key" if recovery_key else "wrong_passphrase") from failure
    except (KeyError, TypeError, ValueError) as failure:
        raise Refused("backup_damaged") from failure


def unpack(source: Path, target: Path, kept: Kept) -> None:
    """Put the database of a backup at `target` and prove that it opens and is whole; Refused `backup_damaged`."""
    try:
        with source.open("rb") as file, target.open("wb") as out:
            file.readline(_LONGEST_HEADER)
            shutil.copyfileobj(file, out)
            out.flush()
            os.fsync(out.fileno())
    except OSError as failure:
        target.unlink(missing_ok=True)
        raise Unavailable("disk_full" if failure.errno == ENOSPC else "home_not_writable") from failure
    try:
        driver = connect(target, kept.database_key, kept.salt)
        try:
            pages = driver.execute("PRAGMA cipher_integrity_check").fetchall()
            whole = driver.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        finally:
            driver.close()
    except (Unavailable, sqlcipher3.DatabaseError) as failure:
        target.unlink(missing_ok=True)
        raise Refused("backup_damaged") from failure
    if pages or not whole:
        target.unlink(missing_ok=True)
        raise Refused("backup_damaged")


def _copy_database(driver: Any, copy: Path, kept: Kept) -> None:
    """SQLite's own online copy: consistent while others write, re-encrypted page by page under the fresh key."""
    copy.unlink(missing_ok=True)
    try:
        out = connect(copy, kept.database_key, kept.salt, "OFF")
        try:
            driver.backup(out)
            out.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            out.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            out.close()
    except sqlcipher3.DatabaseError as failure:
        raise unavailable(failure) from failure


def _plain(kept: Kept) -> bytes:
    return json.dumps({name: value.hex() for name, value in asdict(kept).items()}).encode()


def _kept(plain: bytes) -> Kept:
    return Kept(**{name: bytes.fromhex(value) for name, value in json.loads(plain).items()})


def _wrap_with(passphrase: str, kept: Kept, chance: Callable[[int], bytes]) -> dict[str, str]:
    salt, nonce = chance(16), chance(12)
    box = AESGCM(_passphrase_key(passphrase, salt)).encrypt(nonce, _plain(kept), b"passphrase")
    return {"salt": salt.hex(), "nonce": nonce.hex(), "box": box.hex()}


def _unwrap_with(wrap: dict[str, str], passphrase: str) -> Kept:
    key = _passphrase_key(passphrase, bytes.fromhex(wrap["salt"]))
    return _kept(AESGCM(key).decrypt(bytes.fromhex(wrap["nonce"]), bytes.fromhex(wrap["box"]), b"passphrase"))


def _passphrase_key(passphrase: str, salt: bytes) -> bytes:
    return stretched(passphrase, salt, PASSPHRASE_TIME, PASSPHRASE_MEMORY_KIB)


def _wrap_for(recovery_public: bytes, kept: Kept, chance: Callable[[int], bytes]) -> dict[str, str]:
    once = X25519PrivateKey.generate()
    public = once.public_key().public_bytes_raw()
    key = _shared_key(once.exchange(X25519PublicKey.from_public_bytes(recovery_public)), public)
    nonce = chance(12)
    box = AESGCM(key).encrypt(nonce, _plain(kept), b"recovery")
    return {"public": public.hex(), "nonce": nonce.hex(), "box": box.hex()}


def _unwrap_for(wrap: dict[str, str], recovery_key: bytes) -> Kept:
    public = bytes.fromhex(wrap["public"])
    shared = X25519PrivateKey.from_private_bytes(recovery_key).exchange(X25519PublicKey.from_public_bytes(public))
    key = _shared_key(shared, public)
    return _kept(AESGCM(key).decrypt(bytes.fromhex(wrap["nonce"]), bytes.fromhex(wrap["box"]), b"recovery"))


def _shared_key(shared: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=public, info=b"tandem backup 1").derive(shared)
