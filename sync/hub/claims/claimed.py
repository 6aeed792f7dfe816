"""The hub's answer to a claim."""

from dataclasses import dataclass, field
from typing import Literal

from sync.wire import Held


@dataclass(frozen=True, slots=True)
class Claimed:
    """`refused` says why: `bad_ref`, `unknown_order`, `wrong_store`, or the state in which an order is not handed over
    any more; what a value or a return is refused for stands at sync.wire.ClaimAnswer, as the other fields do."""

    result: Literal["granted", "already", "refused"]
    already: tuple[Held, ...] = ()
    why: str = ""
    balance: int | None = None
    limit: int | None = None
    as_of: str = ""
    left: dict[str, int] = field(default_factory=dict)
