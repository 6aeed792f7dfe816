"""What must happen once: asked before it happens, or told afterwards."""

from sync.hub.calls.call import Call, call
from sync.hub.claims.claim import take_claim
from sync.wire import ClaimAnswer, ClaimRequest


@call("POST", "/v1/claims", takes=ClaimRequest, gives=ClaimAnswer)
def claim(call: Call[ClaimRequest]) -> ClaimAnswer:
    """Have units of a pickup order, money or points, or pieces that come back for this till alone: all or none."""
    call.own_till(call.asked.till_id)
    claimed = take_claim(call.hub, call.till, call.asked)
    return call.answer(
        ClaimAnswer,
        result=claimed.result,
        already=list(claimed.already),
        why=claimed.why,
        balance=claimed.balance,
        limit=claimed.limit,
        as_of=claimed.as_of,
        left=claimed.left,
    )


HANDLERS = [claim]
