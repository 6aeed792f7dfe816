"""What a till hears when it says hello: how far its journals came, what is new, and how it stands."""

from typing import Any

import msgspec

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.base64url import base64_of
from sync.hub.calls.access import TillAccess
from sync.hub.hub import Hub
from sync.hub.pickup.pickup_keys import keys_number
from sync.hub.store import tills
from sync.hub.store.journals import apart, highs_named, highs_of
from sync.hub.store.things import stand
from sync.wire import Hello

SPEAKS = 1
"""The version of the protocol that this hub speaks."""
OLDEST_APP = "0.1.0"
"""The oldest till program that may pull; entries are taken from all."""


def answer_hello(hub: Hub, till: TillAccess, hello: Hello) -> dict[str, Any]:
    """The fields of a HelloAnswer; what the till said is kept. Refused `upgrade_needed` without a common version."""
    if SPEAKS not in hello.speaks:
        raise Refused("upgrade_needed", speak=SPEAKS)
    now = stamp(hub.now())
    with hub.write() as connection:
        tills.keep_hello(connection, till.till_id, now, msgspec.json.encode(hello).decode())
        named = [bytes.fromhex(journal_id) for journal_id in hello.hub_seen.high] if hello.hub_seen else []
        highs = highs_of(connection, till.till_id) | highs_named(connection, till.store_no, named)
        quarantine = apart(connection, till.till_id)
        policy_rev, keys_rev = stand(connection, "policy").n, keys_number(connection)
    return {
        "epoch": hub.epoch,
        "speak": SPEAKS,
        "high": {journal_id.hex(): high for journal_id, (high, _) in highs.items()},
        "high_hash": {journal_id.hex(): base64_of(hashed) for journal_id, (_, hashed) in highs.items()},
        "quarantine": quarantine,
        "t_hub": now,
        "policy_rev": policy_rev,
        "keys_rev": keys_rev,
        "till": till.state,
        "min_app": OLDEST_APP,
    }
