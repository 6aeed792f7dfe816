"""Customers as channels write and read them: one person, known to every till, under each channel's own id."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from pos.domain.contact import email_of, phone_of
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.journal import stamp
from pos.domain.money import format_minor
from pos.domain.stored_value import customer_ref
from sync.entities import Customer, Points
from sync.hub.calls.idempotency import Write, once
from sync.hub.hub import Hub
from sync.hub.ledgers import ledger
from sync.hub.ledgers.value_documents import CreditDocument, PointsDocument
from sync.hub.ledgers.web_points import points_document
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.store.engine import Connection
from sync.hub.store.references import customer_of, refer, references_of
from sync.hub.store.stores import all_sheets
from sync.hub.store.streams import publish
from sync.hub.store.things import document_of
from sync.hub.store.values import accounts_of

_STREAM, _CUSTOMER, _POINTS = "customers", "customer", "points"
Purpose = Literal["email", "sms", "phone", "profiling"]


class PutCustomer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a channel says of a customer; a field that is left out stays as it is. `consents` are added to those that
    were answered before."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] | UnsetType = UNSET
    email: Annotated[str, Meta(max_length=254)] | UnsetType = UNSET
    phone: Annotated[str, Meta(max_length=40)] | UnsetType = UNSET
    language: Annotated[str, Meta(max_length=20)] | UnsetType = UNSET
    birthday: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\d)?$")] | UnsetType = UNSET
    consents: dict[Purpose, bool] = {}


class CustomerDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`references` are the ids that channels gave, `points` the balance, None where nothing is known of any: what of it
    can be spent is in `points_now`. `credit` is money that the shop keeps for the customer, or that is owed to it."""

    id: str
    name: str
    email: str
    phone: str
    card: str
    tier: str
    group: str
    birthday: str
    language: str
    consents: dict[str, bool]
    points: int | None
    points_now: PointsDocument | None
    credit: list[CreditDocument]
    references: dict[str, str]


def put_customer(hub: Hub, asked: PutCustomer, channel: str, ref: str, write: Write) -> CustomerDocument:
    """What the channel says of the customer that it knows as `ref`; a new one where it knows none.

    Refused `not_allowed` in the name of another channel, `name_needed` for a new customer without one, `bad_email`,
    `bad_phone`, and what cannot be kept as a text.
    """
    if channel != write.channel:
        raise Refused("not_allowed")
    with hub.write() as connection:
        customer_id, _new = once(connection, write, hub.now(), lambda: _put(hub, connection, asked, channel, ref))
        return _document(connection, customer_id)


def customer_for(hub: Hub, customer_id: str) -> CustomerDocument:
    """Refused `unknown_customer`."""
    with hub.read() as connection:
        return _document(connection, customer_id)


def _put(hub: Hub, connection: Connection, asked: PutCustomer, channel: str, ref: str) -> str:
    known = customer_of(connection, channel, ref) or refer(connection, channel, ref, hub.new_id())
    desk, now = CustomerDesk(connection, [known]), stamp(hub.now())
    before = desk.customer(known) or Customer(customer_id=known, name="")
    fields = _fields(connection, asked)
    after = replace(before, **fields)
    if not after.name:
        raise Refused("name_needed")
    desk.put(after, fields, now)
    desk.answer(known, {str(purpose): given for purpose, given in asked.consents.items()}, now)
    publish(connection, {_STREAM: desk.close()}, hub.chance(16))
    return known


def _fields(connection: Connection, asked: PutCustomer) -> dict[str, Any]:
    """What the channel names, in the form in which it is kept."""
    given = {
        field: value
        for field in ("name", "email", "phone", "language", "birthday")
        if (value := getattr(asked, field)) is not UNSET
    }
    for field in ("name", "language", "birthday"):
        require_free_text(field, given.get(field, ""))
    if given.get("email"):
        given["email"] = email_of(given["email"])
    if given.get("phone"):
        given["phone"] = phone_of(given["phone"], _country(connection))
    return given


def _country(connection: Connection) -> str:
    """Numbers without a country are of the first store's."""
    sheets = sorted(all_sheets(connection), key=lambda sheet: sheet.store_no)
    return sheets[0].country if sheets else "ZZ"


def _document(connection: Connection, customer_id: str) -> CustomerDocument:
    told = document_of(connection, _STREAM, _CUSTOMER, customer_id)
    if told is None:
        raise Refused("unknown_customer", customer=customer_id)
    customer = msgspec.json.decode(told, type=Customer)
    held = document_of(connection, _STREAM, _POINTS, customer_id)
    return CustomerDocument(
        id=customer.customer_id,
        name=customer.name,
        email=customer.email,
        phone=customer.phone,
        card=customer.card,
        tier=customer.tier,
        group=customer.group,
        birthday=customer.birthday,
        language=customer.language,
        consents=dict(customer.consents),
        points=None if held is None else msgspec.json.decode(held, type=Points).balance,
        points_now=points_document(connection, customer_id),
        credit=_credit(connection, customer_id),
        references=references_of(connection, customer_id),
    )


def _credit(connection: Connection, customer_id: str) -> list[CreditDocument]:
    refs = [customer_ref(kind, customer_id) for kind in ("store_credit", "account")]
    return [
        CreditDocument(
            currency=account.currency,
            balance=format_minor(ledger.balance_of(account), account.currency),
            on_account=ledger.is_on_account(account),
            limit=format_minor(account.limit_minor, account.currency),
            blocked=account.blocked,
        )
        for account in accounts_of(connection, refs)
    ]
