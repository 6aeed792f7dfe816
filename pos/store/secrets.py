"""The till's secrets and their one home outside the database; ARCHITECTURE.md, "The database key".

`key.toml` says where they are: in the file itself (0600, the default), in the system's key ring, or in a systemd
credential. A backup carries the pepper and the store key, never the signing key.
"""

import json
import os
import threading
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import ModuleType
from typing import Literal, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.failures import Refused, Unavailable

KEY_FILE = "key.toml"
SERVICE = "tandem"
KEY_BYTES, SALT_BYTES = 32, 16
ASK_LIMIT_S = 2.0
"""How long a key ring may take before the till says that it waits for it."""

T = TypeVar("T")
Home = Literal["file", "keyring", "systemd-credential"]


@dataclass(frozen=True, slots=True)
class Secrets:
    """`database_key` 32 bytes and `salt` 16 open the file, `pepper` 32 guards PINs, `signing_key` 32 is the Ed25519
    seed of this till, `store_key` 32 makes the check characters of receipts."""

    database_key: bytes
    salt: bytes
    pepper: bytes
    signing_key: bytes
    store_key: bytes

    def __repr__(self) -> str:
        return "Secrets(…)"

    @property
    def signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.signing_key)

    @property
    def public_key(self) -> bytes:
        return self.signer.public_key().public_bytes_raw()


def new_secrets(chance: Callable[[int], bytes]) -> Secrets:
    """Fresh secrets from a source of random bytes."""
    database_key, salt = chance(KEY_BYTES), chance(SALT_BYTES)
    return Secrets(database_key, salt, chance(KEY_BYTES), chance(KEY_BYTES), chance(KEY_BYTES))


def keep_secrets(folder: Path, secrets: Secrets, home: Home, recovery_public: bytes) -> None:
    """Write `key.toml` (whole or not at all) and put the secrets where it says."""
    lines = [f'home = "{home}"', f'recovery_public = "{recovery_public.hex()}"']
    if home == "file":
        lines += ["[secrets]", *(f'{name} = "{value.hex()}"' for name, value in asdict(secrets).items())]
    elif home == "keyring":
        _ask(lambda: _keyring().set_password(SERVICE, str(folder.resolve()), _text(secrets)))
    else:
        raise Refused("credential_is_set_by_systemd")
    write_whole(folder / KEY_FILE, "\n".join(lines) + "\n")


def read_secrets(folder: Path) -> Secrets:
    """The secrets of this till; Refused `no_till` without a key file, Unavailable when their home does not answer."""
    told = _key_file(folder)
    home = told.get("home")
    if home == "file":
        return _secrets_of(told.get("secrets"))
    if home == "keyring":
        text = _ask(lambda: _keyring().get_password(SERVICE, str(folder.resolve())))
        return _secrets_of_text(text)
    if home == "systemd-credential":
        credential = Path(os.environ.get("CREDENTIALS_DIRECTORY", "")) / SERVICE
        return _secrets_of_text(credential.read_text() if credential.is_file() else None)
    raise Unavailable("key_unreadable", path=KEY_FILE)


def recovery_public(folder: Path) -> bytes:
    """The X25519 public key that backups are wrapped for."""
    try:
        public = bytes.fromhex(str(_key_file(folder)["recovery_public"]))
    except (KeyError, ValueError) as failure:
        raise Unavailable("key_unreadable", path=KEY_FILE) from failure
    if len(public) != KEY_BYTES:
        raise Unavailable("key_unreadable", path=KEY_FILE)
    return public


def write_whole(path: Path, text: str) -> None:
    """Write a small private file so that it is there whole and durable, or as it was."""
    part = path.with_name(path.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def overwrite(path: Path) -> None:
    """Remove a small private file, if there is one, with zeros in the place of what it held."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink()


def _key_file(folder: Path) -> dict[str, object]:
    try:
        return tomllib.loads((folder / KEY_FILE).read_text())
    except (FileNotFoundError, NotADirectoryError) as failure:
        raise Refused("no_till", home=str(folder)) from failure
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as failure:
        raise Unavailable("key_unreadable", path=KEY_FILE) from failure


def _secrets_of_text(text: str | None) -> Secrets:
    try:
        return _secrets_of(json.loads(text or "null"))
    except ValueError as failure:
        raise Unavailable("key_unreadable", path=KEY_FILE) from failure


def _secrets_of(told: object) -> Secrets:
    found = told if isinstance(told, dict) else {}
    try:
        values = {field.name: bytes.fromhex(found[field.name]) for field in fields(Secrets)}
    except (KeyError, TypeError, ValueError) as failure:
        raise Unavailable("key_unreadable", path=KEY_FILE) from failure
    if any(len(value) != (SALT_BYTES if name == "salt" else KEY_BYTES) for name, value in values.items()):
        raise Unavailable("key_unreadable", path=KEY_FILE)
    return Secrets(**values)


def _text(secrets: Secrets) -> str:
    return json.dumps({name: value.hex() for name, value in asdict(secrets).items()})


def _keyring() -> ModuleType:
    import keyring  # slow to import, and most tills keep the key in a file

    return keyring


def _ask(question: Callable[[], T]) -> T:
    """Ask the key ring, which may put up a question of its own and wait for a person."""
    answer: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            answer.append(question())
        except Exception as failure:  # whatever a key ring raises, to us it did not answer
            failures.append(failure)

    asked = threading.Thread(target=run, daemon=True)
    asked.start()
    asked.join(ASK_LIMIT_S)
    if not answer:
        raise Unavailable("keyring_waits") from (failures[0] if failures else None)
    return answer[0]
