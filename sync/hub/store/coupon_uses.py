"""Which sales personal coupons were used in, as tills told."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync.hub.store.projections import Place
from sync.hub.store.rows import among
from sync.hub.store.tables import coupon_use, entry


@dataclass(frozen=True, slots=True)
class CouponUse:
    """One use, and the entry that says so."""

    place: Place
    ref: str
    sale_id: str


def coupon_uses(connection: Connection, refs: Collection[str]) -> list[CouponUse]:
    """The uses of these coupons, of each the one that came here first at the front."""
    asked = (
        select(coupon_use)
        .join(entry, (entry.c.journal_id == coupon_use.c.journal_id) & (entry.c.seq == coupon_use.c.seq))
        .where(among(connection, coupon_use.c.ref, sorted(refs)))
        .order_by(coupon_use.c.ref, entry.c.received_at, coupon_use.c.journal_id, coupon_use.c.seq)
    )
    return [CouponUse((row.journal_id, row.seq), row.ref, row.sale_id) for row in connection.execute(asked)]
