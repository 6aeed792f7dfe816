"""Tiers of customers: up with the sale that reaches one, down when the day of review has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from msgspec.structs import replace

from pos.domain.failures import Refused
from pos.domain.imports.programme import read_programme
from pos.domain.programme import Programme
from pos.domain.tier import Standing, Threshold, standing, twelve_months_after, twelve_months_before
from sync.hub.imports.rules import PROGRAMME, rule_of
from sync.hub.people import accounts
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.store import tiers as store
from sync.hub.store.engine import Connection
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import bodies

STREAM, CUSTOMER = "customers", "customer"


@dataclass(frozen=True, slots=True)
class Rules:
    """Where tiers begin, in minor units of one currency."""

    thresholds: Sequence[Threshold]
    currency: str


def tier_rules(connection: Connection) -> Rules | None:
    """Those of the programme, in the currency of the first store; None where there are none."""
    document = rule_of(connection, PROGRAMME)
    sheets = sorted(all_sheets(connection), key=lambda sheet: sheet.store_no) if document else []
    if document is None or not document.get("tiers") or not sheets:
        return None
    try:
        programme: Programme = read_programme(msgspec.json.encode(document), sheets[0].currency)
    except Refused:  # of a currency with other decimals than those of the store that it came for
        return None
    return Rules([Threshold(tier.name, tier.from_spend_minor) for tier in programme.tiers], sheets[0].currency)


def changed_tiers(connection: Connection, customers: Collection[str], today: date) -> dict[str, str]:
    """The tiers of these customers that are others than those that tills know; the days of review are kept."""
    rules = tier_rules(connection) if customers else None
    if rules is None:
        return {}
    documents = bodies(connection, STREAM, CUSTOMER, sorted(customers))
    known = {name: one for name, one in ((n, accounts.decoded(body)) for n, body in documents.items()) if one}
    held = store.hold_tiers(connection, known)
    figures = store.spent(connection, known, rules.currency, twelve_months_before(today), today)
    changed = {}
    for customer, document in sorted(known.items()):
        tier, review = held[customer]
        found = _standing(rules, figures[customer], today, document.tier, review if tier == document.tier else "")
        first = twelve_months_after(today) if found.tier else None
        store.keep_tier(connection, customer, found.tier, found.review or first)
        if found.tier != document.tier:
            changed[customer] = found.tier
    return changed


def put_tiers(desk: CustomerDesk, tiers: Mapping[str, str]) -> None:
    """Have these customers, who are held, in their new tiers."""
    for customer, tier in sorted(tiers.items()):
        known = desk.customer(customer)
        if known is not None:
            desk.put(replace(known, tier=tier), (), "")


def _standing(rules: Rules, figure: int, today: date, held: str, review: str) -> Standing:
    """A tier that came with a file has its review a year after it was first seen here."""
    return standing(rules.thresholds, figure, today, held, date.fromisoformat(review) if review else None)
