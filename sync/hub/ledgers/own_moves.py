"""What the hub itself moved in its ledgers, told to everybody whom it concerns."""

from pos.domain.journal import stamp
from sync.hub.hub import Hub
from sync.hub.journal.exceptions import Decision
from sync.hub.ledgers.overspends import SETTLED, open_overspends
from sync.hub.ledgers.points import STREAM, Moved
from sync.hub.store import exceptions
from sync.hub.store.engine import Connection
from sync.hub.store.streams import publish


def tell(hub: Hub, connection: Connection, moved: Moved) -> None:
    """Tills hear of the new balances, and of tasks that are none any more since the money came. The last of a
    transaction."""
    now = stamp(hub.now())
    decisions = {
        exception_id: Decision(SETTLED, "", now, store_no)
        for exception_id, store_no in open_overspends(connection, moved.settled)
    }
    changes = exceptions.decide(connection, decisions) if decisions else {}
    changes[STREAM] = moved.published
    publish(connection, changes, hub.chance(16))
