"""Proof that till and hub hold the same, or where they do not."""

from sync.hub.calls.call import Call, call
from sync.hub.sales.reconcile import compare, ranges_here
from sync.wire import RangeAnswer, RangeRequest, ReconcileAnswer, ReconcileRequest


@call("POST", "/v1/reconcile", takes=ReconcileRequest, gives=ReconcileAnswer)
def reconcile(call: Call[ReconcileRequest]) -> ReconcileAnswer:
    """Compare a till's days and feeds with what is here. Nothing is repaired."""
    call.own_till(call.asked.till_id)
    days, feeds, open_exceptions = compare(call.hub, call.till, call.asked)
    return call.answer(ReconcileAnswer, days=days, feeds=feeds, open_exceptions=open_exceptions)


@call("POST", "/v1/reconcile/range", takes=RangeRequest, gives=RangeAnswer)
def reconcile_range(call: Call[RangeRequest]) -> RangeAnswer:
    """The hub's own number for each range of a journal."""
    call.own_till(call.asked.till_id)
    return call.answer(RangeAnswer, ranges=ranges_here(call.hub, call.till, call.asked))


HANDLERS = [reconcile, reconcile_range]
