"""Who asks the hub: a till with its bearer, or a channel with its key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TillAccess:
    """A till as the hub knows it at this moment. `state` is active, waiting, suspended, revoked or fork, since
    `state_at`."""

    till_id: str
    store_no: int
    number: int
    state: str
    state_at: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class ChannelAccess:
    """A sales channel or a tool, and what its key is good for."""

    name: str
    scopes: frozenset[str]
