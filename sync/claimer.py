"""The claims relay: whoever serves at the till asks through the database, and has the answer within 800 ms or knows
that there is none. Receipts of other tills are asked for the same way."""

import re

import msgspec

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import moment_of
from pos.store.claims import Asked
from sync.site import Site
from sync.wire import ClaimRequest

BUDGET_S = 0.8
MARGIN_S = 0.1
"""So much of the budget is left for the answer's way back to the desk."""
LOOK_AGAIN_S = 5.0
OFFLINE = {"result": "offline"}
RECEIPT = "receipt"
"""Under this kind the desk asks for a receipt of another till by its `number`: that claims nothing."""
_ALWAYS, _OF_SOME = ("result", "already", "why"), ("balance", "limit", "as_of", "left")
"""What of the hub's answer is for the desk."""
_OF_RECEIPT = ("sale_id", "receipt", "store", "at", "business_date", "staff", "body", "kin")
_NUMBER = re.compile(r"[0-9A-Z-]{1,40}", re.ASCII)


def turn(site: Site, now: float) -> float:
    """Answer every claim that waits; until when there is nothing to do."""
    with site.till.store.read() as tx:
        waiting, peer = tx.claims.asked(), tx.link.peer()
    assert peer is not None
    for asked in waiting:
        document = _answer(site, asked, peer.till_id)
        with site.till.store.write(durable=False) as tx:
            tx.claims.answer(asked.claim_id, document)
    return now + LOOK_AGAIN_S


def _answer(site: Site, asked: Asked, till_id: str) -> dict[str, object]:
    """The hub's answer, or that it could not be asked: the desk then goes by the offline rules at once."""
    waited_s = (site.till.now() - moment_of(asked.at)).total_seconds()
    left_s = BUDGET_S - MARGIN_S - max(0.0, waited_s)
    if left_s <= 0 or not site.status.is_online:
        return dict(OFFLINE)
    if asked.document.get("kind") == RECEIPT:
        return _receipt(site, asked, left_s)
    try:
        told = {**asked.document, "till_id": till_id, "claim": asked.claim_id}
        request = msgspec.convert(told, ClaimRequest)
    except msgspec.ValidationError:
        return {"result": "refused", "why": "bad_claim"}
    with site.till.store.write(durable=False) as tx:
        tx.claims.mark_sent(asked.claim_id)
    try:
        answer = site.api.claim(request, left_s)
    except (Unavailable, Refused) as failure:
        site.log("claim_failed", code=failure.code)
        return {**OFFLINE, "why": failure.code}
    told = msgspec.to_builtins(answer)
    some = {name: told[name] for name in _OF_SOME if told.get(name) not in (None, "", {})}
    return {name: told[name] for name in _ALWAYS} | some


def _receipt(site: Site, asked: Asked, left_s: float) -> dict[str, object]:
    """A sale of any till as the hub has it, with what returns join to it; `result` is `found`."""
    number = asked.document.get("number", "")
    if not isinstance(number, str) or not _NUMBER.fullmatch(number):
        return {"result": "refused", "why": "unknown_receipt"}
    with site.till.store.write(durable=False) as tx:
        tx.claims.mark_sent(asked.claim_id)
    try:
        answer = site.api.receipt(number, left_s)
    except Refused as refused:
        return {"result": "refused", "why": refused.code}
    except Unavailable as failure:
        site.log("claim_failed", code=failure.code)
        return {**OFFLINE, "why": failure.code}
    told = msgspec.to_builtins(answer)
    return {"result": "found", **{name: told[name] for name in _OF_RECEIPT}}
