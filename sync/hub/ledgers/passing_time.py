"""Time passes for points, gift cards, holds and tiers. Only the hub does this; any number of its processes may."""

from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.ledgers import ledger, points
from sync.hub.ledgers.own_moves import tell
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.people.tiers import changed_tiers, put_tiers, tier_rules
from sync.hub.store import holds
from sync.hub.store import points as kept_points
from sync.hub.store import tiers as kept_tiers
from sync.hub.store.streams import publish

AT_ONCE = 100
STREAM = "customers"


def tick(hub: Hub) -> None:
    """One look: all that is due, in transactions of bounded length."""
    for work in (expire_points, expire_accounts, review_tiers):
        while work(hub) == AT_ONCE:
            pass
    with hub.write() as connection:
        holds.forget_holds(connection, stamp(hub.now()))


def expire_points(hub: Hub) -> int:
    """Points whose time is over go, those that waited can be spent; how many customers that were."""
    now = stamp(hub.now())
    with hub.write() as connection:
        due = kept_points.due(connection, now, AT_ONCE)
        tell(hub, connection, points.let_time_pass(connection, due, now))
    return len(due)


def expire_accounts(hub: Hub) -> int:
    """What is left on accounts whose time is over goes; how many that were."""
    with hub.write() as connection:
        due, moved = ledger.expire_due(connection, stamp(hub.now()), AT_ONCE)
        tell(hub, connection, moved)
    return due


def review_tiers(hub: Hub) -> int:
    """Look at the tiers whose day of review has come; how many. Without tiers they wait for new ones."""
    today = hub.now().date()
    with hub.write() as connection:
        if tier_rules(connection) is None:
            return 0
        due = kept_tiers.reviewed_by(connection, today, AT_ONCE)
        changed = changed_tiers(connection, due, today)
        kept_tiers.forget_reviews(connection, due, today)
        if changed:
            desk = CustomerDesk(connection, changed)
            put_tiers(desk, changed)
            publish(connection, {STREAM: desk.close()}, hub.chance(16))
    return len(due)
