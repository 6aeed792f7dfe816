"""What channels tell of customers: baskets and wish lists, messages, offers, what came back."""

from typing import Any

from pos.domain.failures import Refused
from sync.hub.calls.call import Call, call
from sync.hub.calls.idempotency import HEADER, Write, write_of
from sync.hub.history.activity_documents import (
    ActivityDocument,
    OfferDocument,
    PostActivity,
    PostOffer,
    PostReturn,
    PutList,
    ReturnDocument,
)
from sync.hub.history.baskets import put_list
from sync.hub.history.contacts import post_activity
from sync.hub.history.offers import post_offer
from sync.hub.history.order_returns import post_return
from sync.texts import require_showable

LONGEST_REF = 64
_OF_CUSTOMER = "/v1/customers/{channel:str}/{ref:str}"


@call("PUT", f"{_OF_CUSTOMER}/basket", takes=PutList, gives=ActivityDocument, who=("customers",))
def put_basket(asked: Call[PutList]) -> ActivityDocument:
    """What lies in a customer's web basket, under this channel's own id: every till of the shop sees it."""
    return put_list(asked.hub, "basket", asked.asked, asked.path("channel"), _ref(asked), _write(asked))


@call("PUT", f"{_OF_CUSTOMER}/wishlist", takes=PutList, gives=ActivityDocument, who=("customers",))
def put_wishlist(asked: Call[PutList]) -> ActivityDocument:
    """What stands on a customer's wish list, under this channel's own id: every till of the shop sees it."""
    return put_list(asked.hub, "wishlist", asked.asked, asked.path("channel"), _ref(asked), _write(asked))


@call("POST", "/v1/activities", takes=PostActivity, gives=ActivityDocument, who=("customers",))
def activity(asked: Call[PostActivity]) -> ActivityDocument:
    """A message, a visit, a review or a support case of a customer, as it is now."""
    return post_activity(asked.hub, asked.asked, _write(asked))


@call("POST", "/v1/offers", takes=PostOffer, gives=OfferDocument, who=("customers",))
def offer(asked: Call[PostOffer]) -> OfferDocument:
    """What customers were offered, so that every till can tell them of it."""
    return post_offer(asked.hub, asked.asked, _write(asked))


@call("POST", "/v1/orders/{order_id:str}/returns", takes=PostReturn, gives=ReturnDocument, who=("orders",))
def order_return(asked: Call[PostReturn]) -> ReturnDocument:
    """What came back to the channel of one of its orders; the order itself stays as it is."""
    return post_return(asked.hub, asked.path("order_id"), asked.asked, _write(asked))


def _write(asked: Call[Any]) -> Write:
    """Refused `control_characters` for what no till could show."""
    require_showable(asked.asked)
    key = asked.request.headers.get(HEADER, "")
    return write_of(asked.channel.name, key, asked.request.url.path, asked.asked)


def _ref(asked: Call[PutList]) -> str:
    ref = asked.path("ref")
    if len(ref) > LONGEST_REF or not ref.isprintable():
        raise Refused("bad_field", field="ref", value=ref)
    return ref


HANDLERS = [put_basket, put_wishlist, activity, offer, order_return]
