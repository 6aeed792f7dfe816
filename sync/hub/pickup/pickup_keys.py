"""The keys that sign pickup tokens: two at a time, so that tokens of the one before stay good when a new one begins."""

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.journal import stamp
from sync.base64url import base64_of
from sync.entities import PickupKey, PickupKeys, keys_words
from sync.hub.hub import Hub
from sync.hub.store import identity
from sync.hub.store.engine import Connection
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies

MOST_KEYS = 2
HIGHEST_KID = 255
_ID = "pickup_keys"


def begin_pickup_keys(hub: Hub) -> None:
    """Make the first key at the hub's first start."""
    with hub.read() as connection:
        if identity.pickup_keys(connection):
            return
    with hub.write() as connection:
        identity.hold_setting(connection, "hub_id")
        if not identity.pickup_keys(connection):
            _begin_key(hub, connection)


def rotate_pickup_keys(hub: Hub) -> PickupKeys:
    """A new key signs from now on; the one before is still taken, older ones are not. The list that is published."""
    with hub.write() as connection:
        identity.hold_setting(connection, "hub_id")  # two at once would take one number
        return _begin_key(hub, connection)


def sign_key(connection: Connection) -> tuple[int, Ed25519PrivateKey]:
    """Number and key with which a new token is signed."""
    newest = identity.pickup_keys(connection)[0]
    return newest.kid, Ed25519PrivateKey.from_private_bytes(newest.seed)


def public_keys(connection: Connection) -> dict[int, bytes]:
    """What proves a code, by the number of its key: as tills have it."""
    seeds = {row.kid: row.seed for row in identity.pickup_keys(connection)}
    return {
        kid: Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() for kid, seed in seeds.items()
    }


def keys_number(connection: Connection) -> int:
    """The number of the list that is published."""
    told = bodies(connection, "policy", _ID, [_ID]).get(_ID)
    return 0 if told is None else msgspec.json.decode(told, type=PickupKeys).number


def _begin_key(hub: Hub, connection: Connection) -> PickupKeys:
    before = identity.pickup_keys(connection)
    for old in before[MOST_KEYS - 1 :]:
        identity.drop_pickup_key(connection, old.kid)
    kid = (before[0].kid + 1) % (HIGHEST_KID + 1) if before else 1
    identity.add_pickup_key(connection, kid, hub.chance(32), stamp(hub.now()))
    listed = [PickupKey(kid=row.kid, public_key=_public(row.seed)) for row in identity.pickup_keys(connection)]
    number = keys_number(connection) + 1
    sig = hub.signer.sign(keys_words(hub.hub_id, number, listed))
    keys = PickupKeys(number=number, keys=listed, sig=base64_of(sig))
    publish(connection, {"policy": [Published.of(_ID, _ID, keys)]}, hub.chance(16))
    return keys


def _public(seed: bytes) -> str:
    return base64_of(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
