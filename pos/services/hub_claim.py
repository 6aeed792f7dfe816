"""Asking the hub for something before it is done: the desk asks in the database, the synchroniser answers; SEMANTICS.md
gives it 800 ms."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from filelock import FileLock, Timeout

from pos.domain.journal import stamp
from pos.services.till import SYNC_LOCK, Till

BUDGET_S = 0.8
STEP_S = 0.02
OFFLINE: Mapping[str, Any] = {"result": "offline"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How to wait for an answer: a clock that only runs forward, and a pause."""

    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


PATIENT = Waiting()


def ask_hub(till: Till, claim: Mapping[str, Any], waiting: Waiting = PATIENT) -> Mapping[str, Any]:
    """The hub's answer to a claim (sync/wire.py) as a document; `result` is `offline`, at once, where nobody would
    answer."""
    claim_id = put_claim(till, claim)
    return _answer(till, claim_id, waiting) if claim_id else OFFLINE


def put_claim(till: Till, claim: Mapping[str, Any]) -> str:
    """Put a claim to the hub without waiting for its answer; empty where nobody would take it there."""
    with till.store.read() as tx:
        line, peer = tx.link.line(), tx.link.peer()
    if peer is None or line is None or line.line != "online" or not _synchroniser_runs(till):
        return ""
    claim_id = till.new_id()
    with till.store.write() as tx:
        tx.claims.ask(claim_id, claim, stamp(till.now()))
    return claim_id


def _answer(till: Till, claim_id: str, waiting: Waiting) -> Mapping[str, Any]:
    until = waiting.clock() + BUDGET_S
    while True:
        with till.store.read() as tx:
            answer = tx.claims.answer_of(claim_id)
        if answer is not None:
            return answer
        if waiting.clock() >= until:
            return OFFLINE
        waiting.pause(STEP_S)


def _synchroniser_runs(till: Till) -> bool:
    """Whether somebody holds the synchroniser's lock of this home."""
    lock = FileLock(till.home / SYNC_LOCK, timeout=0)
    try:
        with lock:
            return False
    except Timeout:
        return True
