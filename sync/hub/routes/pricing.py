"""The price of a basket, for channels: what the till would ask."""

from typing import Any, cast

from pos.domain.failures import Refused
from sync.hub.calls.call import Call, call
from sync.hub.sales.pricing import price_at_hub

_MOST_DIGITS = 10


@call("POST", "/v1/price", takes=cast(type[dict[str, Any]], dict), gives=None, who=("prices",))
def price(asked: Call[dict[str, Any]]) -> dict[str, Any]:
    """Price the same basket document that `tandem-till price` takes, with the same result document, to the cent.

    In the query: `store` (a number; without it the first store) and `channel` (`store` or `online`, which conditions
    of prices and promotions may name; without it `store`).
    """
    query = asked.request.query_params
    store, channel = query.get("store", "0"), query.get("channel", "store")
    if not (store.isascii() and store.isdigit() and len(store) <= _MOST_DIGITS):
        raise Refused("unknown_store", store=store)
    if channel not in ("store", "online"):
        raise Refused("bad_field", field="channel", value=channel)
    return price_at_hub(asked.hub, asked.asked, int(store), channel)


HANDLERS = [price]
