"""Asking the hub for the right to hand over, before anybody does."""

from collections.abc import Sequence
from typing import Any, Literal

from pos.domain.failures import Refused
from pos.services.hub_claim import PATIENT, Waiting, ask_hub
from pos.services.till import Till

Claim = Literal["granted", "already", "offline"]


def claim(till: Till, number: str, refs: Sequence[str], waiting: Waiting = PATIENT) -> Claim:
    """Ask for these units (`ORDER/LINE/UNIT/TURN`); `offline` at once where nobody would answer.

    Refused `already_collected` when somebody else has them, `claim_refused` with `why` when the hub says no.
    """
    answer = ask_hub(till, {"kind": "pickup", "refs": list(refs), "mode": "online"}, waiting)
    match answer.get("result"):
        case "granted":
            return "granted"
        case "already":
            with till.store.read() as tx:
                peer = tx.link.peer()
            assert peer is not None
            return _already(answer.get("already", ()), number, peer.till_id)
        case "refused" if answer.get("why") != "unknown_order":  # a hub that was set back hears of it from the entry
            raise Refused("claim_refused", number=number, reason=answer.get("why", ""))
    return "offline"


def _already(held: Sequence[dict[str, Any]], number: str, till_id: str) -> Claim:
    """Units that this till claimed before it was stopped are its own."""
    others = [one for one in held if one.get("by") != till_id]
    if not others:
        return "granted"
    first = others[0]
    raise Refused("already_collected", number=number, at=first["at"], till=first["by"], store=first["store"])
