"""Entries about customers that wait for a key which is here: it came at the very moment at which they did.

While one transaction looked for the key, another one was bringing it, and neither could see the other yet.
"""

from sync.hub.history.activities import STREAM
from sync.hub.hub import Hub
from sync.hub.people.customer_desk import CustomerDesk
from sync.hub.store import accounts
from sync.hub.store.streams import publish

AT_ONCE = 50


def tick(hub: Hub) -> None:
    """Look once at every customer with such entries, in transactions of bounded length. What none of the keys opens
    still waits."""
    after = ""
    while customers := _look(hub, after):
        after = customers[-1]


def _look(hub: Hub, after: str) -> list[str]:
    """The next customers behind this id, in their order, who were looked at."""
    with hub.read() as connection:
        customers = accounts.with_keys(connection, after, AT_ONCE)
    if customers:
        with hub.write() as connection:
            publish(connection, {STREAM: CustomerDesk(connection, customers).close()}, hub.chance(16))
    return customers
