"""A till on a line to a hub whose ledger is a dictionary: it holds, refuses and books as the real one does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from filelock import FileLock

from pos.domain.link import LineState, Peer
from pos.domain.stored_value import gift_ref
from pos.services.till import Till

CARD = "TG00G40R40M30E209B"
GIFT = gift_ref(CARD)
PROGRAMME: dict[str, Any] = {
    "points_per": "1.00",
    "value": "0.01",
    "redeem_step": 100,
    "redeem_min": 200,
    "offline": {"per_sale": "20.00", "per_day": "30.00", "max_age_h": 24},
    "gift_card_offline": {"per_card": "15.00", "per_day": "25.00"},
}


@dataclass
class LedgerHub:
    """Answers every claim that waits when the desk pauses once; nothing while `silent`."""

    till: Till
    balances: dict[str, int] = field(default_factory=dict)
    holds: dict[tuple[str, str], int] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    silent: bool = False

    def left(self, ref: str, but_for: str = "") -> int:
        return self.balances[ref] - sum(n for (sale, one), n in self.holds.items() if one == ref and sale != but_for)

    def pause(self, _seconds: float) -> None:
        if self.silent:
            return
        with self.till.store.write() as tx:
            for claim in tx.claims.asked():
                self.asked.append(claim.document)
                tx.claims.answer(claim.claim_id, self._answer(claim.document))

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        [ref] = asked["refs"]
        if ref not in self.balances:
            return {"result": "refused", "why": "unknown_account"}
        sale, amount = asked.get("sale", ""), asked["amount"]
        if asked.get("release"):
            self.holds.pop((sale, ref), None)
        elif self.left(ref, sale) < amount:
            return {"result": "refused", "why": "not_enough", "balance": self.left(ref, sale)}
        elif amount:
            self.holds[sale, ref] = amount
        return {"result": "granted", "balance": self.left(ref), "as_of": "2026-11-21T14:32:00.000Z"}


def link(till: Till, line: str = "online") -> None:
    """The till belongs to a hub, on a line that is up or `offline`."""
    with till.store.write() as tx:
        tx.link.keep_peer(Peer("https://hub.example", "H", "E", "", "T-2"))
        tx.link.keep_line(LineState("online" if line == "online" else "offline", ""))


@contextmanager
def on_line(till: Till) -> Iterator[None]:
    """Its synchroniser runs, as far as the desk can tell."""
    link(till)
    with FileLock(till.home / "sync.lock"):
        yield


def told(till: Till, customer: str, *, points: int = 0, credit: int = 0, owed: int = 0, limit: int = 0) -> None:
    """What the hub said last of this customer, up to the newest entry of this till."""
    at = "2026-11-21T14:00:00.000Z"
    with till.store.write() as tx:
        n = tx.driver.execute("SELECT coalesce(max(n), 0) FROM journal").fetchone()[0]
        tx.balances.put_points([(customer, points, at, n, 1, 0, "")])
        tx.values.put_credits(
            [
                (f"credit:{customer}", customer, credit, 0, "GBP", 0, at, n, 1),
                (f"account:{customer}", customer, owed, limit, "GBP", 0, at, n, 1),
            ]
        )
