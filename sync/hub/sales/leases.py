"""Uses of promotions that are limited in all, lent to tills beforehand: so many each till may give without asking.

The rule `leases` says for every such promotion how many uses each till was lent since the beginning. The sum never
exceeds the limit, so the tills together never give more, however long they are alone; what a till has used is counted
against what it was lent. More is lent as soon as sales show that little is left.
"""

from collections.abc import Collection, Mapping, Sequence

from pos.domain.promotion import Promotion
from sync.entities import Rule
from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE, rule_of
from sync.hub.store import identity
from sync.hub.store.catalogue import read_rules, rules
from sync.hub.store.engine import Connection
from sync.hub.store.promotion_uses import uses_by_till
from sync.hub.store.stores import all_sheets
from sync.hub.store.streams import Published, publish
from sync.hub.store.tills import all_tills

LEASES = "leases"
PARTS = 4
"""A till is lent its even share of a quarter of the limit at a time, so that quiet tills do not keep what busy ones
need."""

Lent = dict[str, int]
"""Uses lent since the beginning, by till."""


def lend(hub: Hub) -> bool:
    """Lend what is missing; whether anything changed."""
    with hub.read() as connection:
        if not _limited(connection) and rule_of(connection, LEASES) is None:
            return False
    with hub.write() as connection:
        identity.hold_setting(connection, "hub_id")  # two processes would lend the same uses
        before = rule_of(connection, LEASES)
        now = _lent(connection, before or {})
        if now != before:
            publish(connection, {CATALOGUE: [Published.of(RULE, LEASES, Rule(document=now))]}, hub.chance(16))
    return now != before


def lent_now(limit: int, before: Lent, used: Lent, active: Sequence[str], revoked: Collection[str] = ()) -> Lent:
    """What each till has been lent after this look; one that was revoked keeps what it used alone."""
    tills = {*active, *before, *used}
    lent = {
        till: used.get(till, 0) if till in revoked else max(before.get(till, 0), used.get(till, 0)) for till in tills
    }
    pool = max(0, limit - sum(lent.values()))
    share = max(1, limit // (PARTS * len(active))) if active else 0
    for till in sorted(active, key=lambda till: (lent[till] - used.get(till, 0), till)):
        left = lent[till] - used.get(till, 0)
        more = min(share - left, pool) if 2 * left <= share else 0
        lent[till] += max(0, more)
        pool -= max(0, more)
    return lent


def _lent(connection: Connection, before: Mapping[str, Lent]) -> dict[str, Lent]:
    active = sorted(till.till_id for till in all_tills(connection, "active"))
    revoked = {till.till_id for till in all_tills(connection, "revoked")}
    return {
        one.promotion_id: lent_now(
            one.limits.total or 0,
            before.get(one.promotion_id, {}),
            uses_by_till(connection, one.promotion_id),
            active,
            revoked,
        )
        for one in _limited(connection)
    }


def _limited(connection: Connection) -> list[Promotion]:
    """The promotions that end after so many sales of everybody; amounts in them do not matter here."""
    currency = next((sheet.currency for sheet in all_sheets(connection)), "EUR")
    return [one for one in read_rules(rules(connection), currency)[1] if one.limits.total is not None]
