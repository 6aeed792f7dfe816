"""Sales that move points and stored value, for tests of the hub's ledgers."""

from typing import Any

import msgspec
from sqlalchemy import select

from pos.domain.journal import Entry
from sync.entities import Credit, Points
from sync.hub.claims.claim import take_claim
from sync.hub.claims.claimed import Claimed
from sync.hub.hub import Hub
from sync.hub.store import tables
from sync.hub.store.things import bodies
from sync.hub.store.value_tables import value_account
from sync.wire import ClaimRequest
from tests.sync.hub_journal import Pen, a_sale_body

CARD = "gift:" + "0f" * 16
CREDIT = "credit:C-1"
ACCOUNT = "account:C-1"


def sell_card(pen: Pen, amount_minor: int, ref: str = CARD, **changed: Any) -> Entry:
    """A gift card is sold, or topped up; with a negative amount it comes back."""
    body = a_sale_body(_name(pen), ("GIFT", 1 if amount_minor > 0 else -1))
    line = body["lines"][0] | {"kind": "gift_card", "serial": f"{ref}#7Q2K"}
    line |= dict.fromkeys(("total_minor", "net_minor", "gross_minor", "list_minor"), amount_minor) | {"tax": []}
    body |= {"lines": [line], "total_minor": amount_minor, "tax": []}
    body["tenders"] = [{"type": "cash", "amount_minor": amount_minor}]
    return pen.write("sale_completed", body, **changed)


def pay(pen: Pen, amount_minor: int, ref: str = CARD, kind: str = "gift_card", **changed: Any) -> Entry:
    """Goods are paid out of an account; with a negative amount money goes back onto it."""
    body = a_sale_body(changed.pop("name", "") or _name(pen), ("CAP", 1 if amount_minor > 0 else -1))
    reference = f"{ref}#7Q2K" if kind == "gift_card" else ref
    body["tenders"] = [{"type": kind, "amount_minor": amount_minor, "reference": reference, "mode": "offline"}]
    line = body["lines"][0] | dict.fromkeys(("total_minor", "net_minor", "gross_minor", "list_minor"), amount_minor)
    body |= {"lines": [line | {"tax": []}], "total_minor": amount_minor, "tax": []}
    return pen.write("sale_completed", body, **changed)


def earn(pen: Pen, points: int, redeemed: int = 0, customer: str = "C-1", **changed: Any) -> Entry:
    """A sale that earned points, and was paid with some."""
    body = a_sale_body(_name(pen), ("CAP", 1), customer=customer, points={"earned": points, "redeemed": redeemed})
    body["lines"][0]["points"] = points
    return pen.write("sale_completed", body, **changed)


def give_back(pen: Pen, sale: Entry, points: int, redeemed: int = 0, **changed: Any) -> Entry:
    """What a sale sold comes back: it takes back points, and gives back those it was paid with."""
    told = {"earned": -points, "redeemed": -redeemed}
    body = a_sale_body(_name(pen), ("CAP", -1), customer=sale.content["customer"], points=told)
    of: dict[str, Any] = {"sale_id": sale.content["sale_id"], "line": 1}
    body["lines"][0] |= {"points": -points, "return_of": of}
    return pen.write("sale_completed", body, **changed)


def hold(hub: Hub, pen: Pen, ref: str, amount: int, sale: str = "S-1", currency: str = "GBP", **more: Any) -> Claimed:
    """A till asks for an amount of an account."""
    told: dict[str, Any] = {"till_id": pen.access.till_id, "claim": f"{sale}/{amount}", "kind": "value", "refs": [ref]}
    told |= {"amount": amount, "sale": sale, "currency": currency}
    return take_claim(hub, pen.access, ClaimRequest(**{**told, **more}))


def claim_back(hub: Hub, pen: Pen, *refs: str, sale: str = "R-1", **more: Any) -> Claimed:
    """A till asks for what comes back, each as SALE/LINE/THOUSANDTHS."""
    told = {"till_id": pen.access.till_id, "claim": f"{sale}/{refs}", "kind": "refund", "refs": list(refs)}
    return take_claim(hub, pen.access, ClaimRequest(**{**told, "sale": sale, **more}))


def net(hub: Hub, ref: str, currency: str = "GBP") -> int | None:
    """What stands on an account; below 0 what was spent without being there."""
    with hub.read() as connection:
        asked = select(value_account.c.net_minor).where(value_account.c.ref == ref)
        return connection.scalar(asked.where(value_account.c.currency == currency))


def points_of(hub: Hub, customer: str = "C-1") -> Points:
    """What tills are told of a customer's points."""
    with hub.read() as connection:
        return msgspec.json.decode(bodies(connection, "customers", "points", [customer])[customer], type=Points)


def credit_of(hub: Hub, ref: str) -> Credit:
    """What tills are told of a customer's account."""
    with hub.read() as connection:
        return msgspec.json.decode(bodies(connection, "customers", "credit", [ref])[ref], type=Credit)


def exceptions_of(hub: Hub, state: str = "open") -> list[dict[str, Any]]:
    with hub.read() as connection:
        asked = select(tables.exception.c.body).where(tables.exception.c.state == state)
        return [msgspec.json.decode(body) for body in connection.scalars(asked.order_by(tables.exception.c.ref))]


def _name(pen: Pen) -> str:
    return f"{pen.store_no}-{pen.number}-{pen.journal}-{pen.place.seq + 1}"
