"""Gift cards that the demo's shop has sold, and what its customers have or may owe there."""

import json
from pathlib import Path
from typing import Any

from pos.domain.money import parse_minor
from pos.domain.stored_value import customer_ref
from sync.hub.calls.idempotency import write_of
from sync.hub.hub import Hub
from sync.hub.ledgers import account_desk, gift_cards
from sync.hub.ledgers.account_desk import Person
from sync.hub.ledgers.value_documents import CardActivated

FILE = "value.json"
SHOP = Person("demo", "the demo's beginning")


def hand_out(hub: Hub, files: Path, channel: str, currency: str) -> None:
    """Begin the cards, and put store credit and limits on customers' accounts; everybody is known at the hub."""
    told: dict[str, Any] = json.loads((files / FILE).read_text(encoding="utf-8"))
    for number, card in enumerate(told["gift_cards"], 1):
        asked = CardActivated(code=card["code"], currency=currency, amount=card["amount"])
        gift_cards.activate(hub, asked, write_of(channel, f"demo-gift-card-{number}", FILE, asked))
    for customer, amount in told["store_credit"].items():
        ref = customer_ref("store_credit", customer)
        account_desk.adjust(hub, ref, parse_minor(amount, currency), SHOP, currency)
    for customer, limit in told["account_limit"].items():
        account_desk.set_limit(hub, customer_ref("account", customer), parse_minor(limit, currency), SHOP, currency)
