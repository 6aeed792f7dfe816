"""Gift cards, for channels. The number of a card travels in the body only, and is not kept."""

from collections.abc import Callable
from typing import TypeVar

from sync.hub.calls.call import Call, call
from sync.hub.calls.idempotency import HEADER, Write, write_of
from sync.hub.hub import Hub
from sync.hub.ledgers import gift_cards
from sync.hub.ledgers.value_documents import CardActivated, CardAsked, CardDocument, CardMoved
from sync.texts import require_showable

T = TypeVar("T", bound=CardMoved)


@call("POST", "/v1/gift-cards/activate", takes=CardActivated, gives=CardDocument, who=("value",))
def activate(asked: Call[CardActivated]) -> CardDocument:
    """A card that was sold begins with an amount."""
    return _moved(asked, gift_cards.activate)


@call("POST", "/v1/gift-cards/load", takes=CardMoved, gives=CardDocument, who=("value",))
def load(asked: Call[CardMoved]) -> CardDocument:
    """Put more money on a card."""
    return _moved(asked, gift_cards.load)


@call("POST", "/v1/gift-cards/redeem", takes=CardMoved, gives=CardDocument, who=("value",))
def redeem(asked: Call[CardMoved]) -> CardDocument:
    """Spend from a card: all of the amount, or nothing."""
    return _moved(asked, gift_cards.redeem)


@call("POST", "/v1/gift-cards/refund", takes=CardMoved, gives=CardDocument, who=("value",))
def refund(asked: Call[CardMoved]) -> CardDocument:
    """Give money back onto the card that it came from."""
    return _moved(asked, gift_cards.refund)


@call("POST", "/v1/gift-cards/balance", takes=CardAsked, gives=CardDocument, who=("value",))
def balance(asked: Call[CardAsked]) -> CardDocument:
    """What is on a card; nothing changes."""
    return gift_cards.look(asked.hub, asked.asked)


def _moved(asked: Call[T], work: Callable[[Hub, T, Write], CardDocument]) -> CardDocument:
    require_showable(asked.asked)
    key = asked.request.headers.get(HEADER, "")
    return work(asked.hub, asked.asked, write_of(asked.channel.name, key, asked.request.url.path, asked.asked))


HANDLERS = [activate, load, redeem, refund, balance]
