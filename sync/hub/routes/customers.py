"""Customers, for channels."""

from pos.domain.failures import Refused
from sync.hub.calls.call import Call, Nothing, call
from sync.hub.calls.idempotency import HEADER, write_of
from sync.hub.ledgers.value_documents import PointsDocument, PointsMoved
from sync.hub.ledgers.web_points import move_points
from sync.hub.people.customers import CustomerDocument, PutCustomer, customer_for, put_customer
from sync.texts import require_showable

LONGEST_REF = 64


@call("GET", "/v1/customers/{customer_id:str}", takes=Nothing, gives=CustomerDocument, who=("customers",))
def customer(asked: Call[Nothing]) -> CustomerDocument:
    """A customer with points and the ids under which channels know them."""
    return customer_for(asked.hub, asked.path("customer_id"))


@call("PUT", "/v1/customers/{channel:str}/{ref:str}", takes=PutCustomer, gives=CustomerDocument, who=("customers",))
def put(asked: Call[PutCustomer]) -> CustomerDocument:
    """What this channel knows of a customer, under its own id: every till hears of it."""
    ref = asked.path("ref")
    if len(ref) > LONGEST_REF or not ref.isprintable():
        raise Refused("bad_field", field="ref", value=ref)
    key = asked.request.headers.get(HEADER, "")
    write = write_of(asked.channel.name, key, asked.request.url.path, asked.asked)
    return put_customer(asked.hub, asked.asked, asked.path("channel"), ref, write)


@call("POST", "/v1/customers/{channel:str}/{ref:str}/points", takes=PointsMoved, gives=PointsDocument, who=("value",))
def points(asked: Call[PointsMoved]) -> PointsDocument:
    """Spend points of a customer for an order of this channel, or give back what the order spent."""
    key = asked.request.headers.get(HEADER, "")
    write = write_of(asked.channel.name, key, asked.request.url.path, asked.asked)
    require_showable(asked.asked)
    return move_points(asked.hub, asked.asked, asked.path("channel"), asked.path("ref"), write)


HANDLERS = [customer, put, points]
