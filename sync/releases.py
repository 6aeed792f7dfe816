"""What the hub holds for baskets that nobody has open any more is let go: after a line that was down while the desk let
go, and after a till that stopped in between.

A hold is known by the claim that asked for it, which stays in the till's file until the hub has let go. No clock of the
wall has a say in it: a basket must be gone for a while of this program's own seconds, because one that is paid by a
command stands nowhere until it is a sale.
"""

from dataclasses import dataclass, field

import msgspec

from pos.domain.failures import Refused, Unavailable
from pos.store.claims import HeldFor
from pos.store.store import Tx
from sync.site import Site
from sync.wire import ClaimRequest

GONE_FOR_S = 600.0
LIMIT_S = 0.7
"""A desk that asks meanwhile waits no longer than its own budget."""
_ORDER = "order/"


@dataclass(slots=True)
class Releases:
    """Since which second of this run each basket is seen to be gone."""

    since: dict[HeldFor, float] = field(default_factory=dict)

    def turn(self, site: Site, now: float) -> None:
        """Let go of what has been held for nobody for long enough: of one claim at a time."""
        with site.till.store.read() as tx:
            gone = [one for one in tx.claims.held_for_nobody() if not _came_back(tx, one)]
        self.since = {one: self.since.get(one, now) for one in gone}
        due = next((one for one in gone if now - self.since[one] >= GONE_FOR_S), None)
        if due is not None and site.status.is_online:
            self._let_go(site, due)

    def _let_go(self, site: Site, one: HeldFor) -> None:
        """What the hub could not be told is told the next time."""
        with site.till.store.read() as tx:
            peer = tx.link.peer()
        assert peer is not None
        told: dict[str, object] = {"kind": one.kind, "sale": one.sale, "refs": one.refs, "currency": one.currency}
        told |= {"till_id": peer.till_id, "claim": site.till.new_id(), "release": True}
        try:
            site.api.claim(msgspec.convert(told, ClaimRequest), LIMIT_S)
        except Unavailable as failure:
            site.log("release_failed", code=failure.code)
            return
        except Refused as refused:
            site.log("release_refused", code=refused.code)
        with site.till.store.write(durable=False) as tx:
            tx.claims.forget(one)


def _came_back(tx: Tx, one: HeldFor) -> bool:
    """Whether units of an online order came back by an entry: the hub lets go of them when it arrives."""
    for order, line, unit in (ref.removeprefix(_ORDER).split("/") for ref in one.refs if ref.startswith(_ORDER)):
        if (int(line), int(unit)) in tx.pickups.returned_units(int(order)):
            return True
    return False
