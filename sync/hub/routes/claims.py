"""What must happen once: asked before it happens, or told afterwards."""

from sync.hub.call import Call, call
from sync.hub.claims import take_claim
from sync.wire import ClaimAnswer, ClaimRequest


@call("POST", "/v1/claims", takes=ClaimRequest, gives=ClaimAnswer)
def claim(call: Call[ClaimRequest]) -> ClaimAnswer:
    """Have units of a pickup order, or a line of a sale, for this till alone: all of them or none."""
    call.own_till(call.asked.till_id)
    claimed = take_claim(call.hub, call.till, call.asked)
    return call.answer(ClaimAnswer, result=claimed.result, already=list(claimed.already), why=claimed.why)


HANDLERS = [claim]
