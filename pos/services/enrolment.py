"""Joining a hub: the keys that a new till makes first and keeps, and the till made of what the hub answered.

The keys are on disk before the hub hears of them. So an answer that was lost is asked for again with the same key, and
the hub gives the same till. The file stays until the recovery key was printed: cut off before that, the same command
prints it again.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pos.domain.crockford import encode_crockford
from pos.domain.failures import Refused, Unavailable
from pos.domain.link import Peer
from pos.services.shop import Setup, setup_of
from pos.services.till import SYNC_LOCK, lock_home, make_till, open_till, require_no_till
from pos.store.secrets import Home, Secrets, new_secrets, overwrite, write_whole
from pos.store.store import DATABASE

JOINING = "joining.key"
"""In the home, for its owner alone, from the first try until the recovery key was printed."""


@dataclass(frozen=True, slots=True)
class Joining:
    """A till that has asked a hub and waits for its answer. `store_key` of its secrets will be the hub's. `is_waiting`
    is the answer's: a manager has to say yes there."""

    secrets: Secrets
    recovery: bytes
    is_waiting: bool = False

    def __repr__(self) -> str:
        return "Joining(…)"

    @property
    def recovery_public(self) -> bytes:
        return X25519PrivateKey.from_private_bytes(self.recovery).public_key().public_bytes_raw()

    @property
    def recovery_words(self) -> str:
        """The recovery key as it is printed, once."""
        return encode_crockford(self.recovery)


def begin_joining(home: Path, chance: Callable[[int], bytes]) -> Joining:
    """The keys of the till that will be here: those of an earlier try, else new ones. Refused `till_exists`,
    `home_not_writable`; Unavailable `key_unreadable`."""
    require_no_till(home)
    if (home / JOINING).exists():
        return _kept(home)
    joining = Joining(new_secrets(chance), X25519PrivateKey.generate().private_bytes_raw())
    _keep(home, joining)
    return joining


def finish_joining(
    home: Path,
    joining: Joining,
    setup: Setup,
    peer: Peer,
    store_key: bytes,
    *,
    key_home: Home,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> Setup:
    """The till of this set-up, joined to this hub; the set-up with all its fields. Refused `bad_setup`.

    The keys stay beside it until `forget_joining`.
    """
    if joining.is_waiting:
        _keep(home, joining)
    secrets = Secrets(**{**asdict(joining.secrets), "store_key": store_key})
    return make_till(
        home, setup, secrets, joining.recovery_public, key_home=key_home, now=now, new_id=new_id, peer=peer
    )


def unfinished_joining(home: Path) -> tuple[Joining, Setup, Peer] | None:
    """The till that joined here whose recovery key was not printed yet, with its set-up and its hub; None for none."""
    if (here := _joined(home)) is None:
        return None
    secrets, setup, peer = here
    try:
        joining = _kept(home)
    except Unavailable:
        return None
    return (joining, setup, peer) if secrets.public_key == joining.secrets.public_key else None


def restored_till(home: Path) -> tuple[bytes, Setup, Peer] | None:
    """The public key, set-up and hub of a till that was restored here and has not joined again; None for none."""
    if (here := _joined(home)) is None:
        return None
    secrets, setup, peer = here
    return None if peer.till_id else (secrets.public_key, setup, peer)


def join_again(home: Path, peer: Peer) -> None:
    """A restored till goes on under the id that its hub gave to its new key. Refused `till_in_use` while its
    synchroniser runs."""
    locks = lock_home(home, SYNC_LOCK)
    try:
        till = open_till(home, locked=(SYNC_LOCK,))
        try:
            with till.store.write() as tx:
                tx.link.keep_peer(peer)
        finally:
            till.close()
    finally:
        for lock in locks:
            lock.release()


def _joined(home: Path) -> tuple[Secrets, Setup, Peer] | None:
    """Secrets, set-up and hub of the till that is here, None where none that has a hub opens."""
    if not (home / DATABASE).exists():
        return None
    try:
        till = open_till(home)
    except (Refused, Unavailable):
        return None
    try:
        with till.store.read() as tx:
            peer = tx.link.peer()
    finally:
        till.close()
    return None if peer is None else (till.secrets, till.setup, peer)


def forget_joining(home: Path) -> None:
    """The recovery key was printed: it stands here no longer."""
    overwrite(home / JOINING)


def setup_from(told: Mapping[str, Any], more: Mapping[str, Any]) -> Setup:
    """The set-up that a hub tells of: `told` are fields by name, `more` is what it wishes besides; of that what only a
    newer program knows is left out. Refused `bad_setup` names a field of another kind than it must be."""
    known = {field.name: str(field.type) for field in fields(Setup)}
    values = {name: value for name, value in more.items() if name in known} | dict(told)
    for name, value in values.items():
        wanted = "list" if "tuple" in known[name] else known[name]
        if type(value).__name__ not in wanted:
            raise Refused("bad_setup", field=name, value=value)
    return setup_of(values)


def _keep(home: Path, joining: Joining) -> None:
    kept = {**asdict(joining.secrets), "recovery": joining.recovery}
    told = {name: b64encode(value).decode() for name, value in kept.items()}
    write_whole(home / JOINING, json.dumps(told | {"is_waiting": joining.is_waiting}))


def _kept(home: Path) -> Joining:
    try:
        told = json.loads((home / JOINING).read_text())
        keys = {name: b64decode(told[name]) for name in (*(field.name for field in fields(Secrets)), "recovery")}
        recovery = keys.pop("recovery")
        return Joining(Secrets(**keys), recovery, told["is_waiting"] is True)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as failure:
        raise Unavailable("key_unreadable", path=JOINING) from failure
