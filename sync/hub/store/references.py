"""Under which ids channels know the shop's customers."""

from sqlalchemy import Connection, select

from sync.hub.store.streams import upsert_into
from sync.hub.store.tables import customer_ref


def customer_of(connection: Connection, channel: str, ref: str) -> str:
    """The customer that a channel knows by its own id, empty for none."""
    asked = select(customer_ref.c.customer_id).where(customer_ref.c.channel == channel, customer_ref.c.ref == ref)
    return connection.scalar(asked) or ""


def refer(connection: Connection, channel: str, ref: str, customer_id: str) -> str:
    """From now on the channel's id stands for this customer; whoever was first stays, and is told."""
    row = {"channel": channel, "ref": ref, "customer_id": customer_id}
    connection.execute(upsert_into(connection, customer_ref).values(row).on_conflict_do_nothing())
    return customer_of(connection, channel, ref)


def references_of(connection: Connection, customer_id: str) -> dict[str, str]:
    """A customer's ids, by channel."""
    asked = select(customer_ref.c.channel, customer_ref.c.ref).where(customer_ref.c.customer_id == customer_id)
    return {row.channel: row.ref for row in connection.execute(asked.order_by(customer_ref.c.channel))}
