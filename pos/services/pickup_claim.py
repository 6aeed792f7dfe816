"""Asking the hub for the right to hand over, before anybody does: the desk asks in the database, the synchroniser
answers; SEMANTICS.md gives it 800 ms."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from filelock import FileLock, Timeout

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.services.till import SYNC_LOCK, Till

BUDGET_S = 0.8
STEP_S = 0.02

Claim = Literal["granted", "already", "offline"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How to wait for an answer: a clock that only runs forward, and a pause."""

    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


PATIENT = Waiting()


def claim(till: Till, number: str, refs: Sequence[str], waiting: Waiting = PATIENT) -> Claim:
    """Ask for these units (`ORDER/LINE/UNIT/TURN`); `offline` at once where nobody would answer.

    Refused `already_collected` when somebody else has them, `claim_refused` with `why` when the hub says no.
    """
    with till.store.read() as tx:
        line, peer = tx.link.line(), tx.link.peer()
    if peer is None or line is None or line.line != "online" or not _synchroniser_runs(till):
        return "offline"
    claim_id = till.new_id()
    with till.store.write() as tx:
        tx.claims.ask(claim_id, {"kind": "pickup", "refs": list(refs), "mode": "online"}, stamp(till.now()))
    answer = _answer(till, claim_id, waiting)
    match answer.get("result"):
        case "granted":
            return "granted"
        case "already":
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


def _answer(till: Till, claim_id: str, waiting: Waiting) -> dict[str, Any]:
    until = waiting.clock() + BUDGET_S
    while True:
        with till.store.read() as tx:
            answer = tx.claims.answer_of(claim_id)
        if answer is not None:
            return answer
        if waiting.clock() >= until:
            return {"result": "offline"}
        waiting.pause(STEP_S)


def _synchroniser_runs(till: Till) -> bool:
    """Whether somebody holds the synchroniser's lock of this home."""
    lock = FileLock(till.home / SYNC_LOCK, timeout=0)
    try:
        with lock:
            return False
    except Timeout:
        return True
