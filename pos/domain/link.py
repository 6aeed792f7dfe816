"""The link to the hub as the till knows it: who the hub is, how the line is, and what people asked of the synchroniser.

The synchroniser writes `Peer` and `LineState`, window and commands write `Wish`; they meet in the database
(`pos/store/link.py`).
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Peer:
    """The one hub of this till; entries behind row number `outbox_from` are sent to it. `till_id` is empty for a till
    that was restored and has to join again with its new key.

    `hub_key` is its Ed25519 key in hexadecimal, `pins` are SHA-256 sums of the public keys that its certificate may
    carry.
    """

    url: str
    hub_id: str
    epoch: str
    hub_key: str
    till_id: str
    outbox_from: int = 0
    pins: tuple[str, ...] = ()


LineName = Literal["offline", "online", "paused", "starting"]


@dataclass(frozen=True, slots=True)
class LineState:
    """How the line to the hub is. Times are as the journal writes them.

    `code` says why it is offline (`unreachable`, `not_our_hub`, `certificate_expired`, `certificate_unknown`,
    `captive_portal`, `revoked`, `suspended`, `waiting`, `hub_busy`, …) and `facts` what the sentence needs. `sending`
    counts the entries that are on their way. `till` is what the hub says of this till. `hub_at` is the hub's clock at
    the monotonic second `hub_mono_s` of the boot `boot`.
    """

    line: LineName
    since: str
    code: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    was_offline_s: int = 0
    talked_at: str = ""
    received_at: str = ""
    sending: int = 0
    till: str = "active"
    hub_at: str = ""
    hub_mono_s: float = 0.0
    boot: str = ""
    pid: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What people want of the synchroniser: to rest, to go at once, or to compare with the hub.

    `now` and `reconcile` grow by one with every press.
    """

    paused: bool = False
    now: int = 0
    reconcile: int = 0
