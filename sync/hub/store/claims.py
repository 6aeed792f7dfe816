"""What may happen once and by whom it was claimed; what was handed over without a claim counts as well."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_, update

from sync.hub.calls.access import TillAccess
from sync.hub.journal.projection import COLLECTED
from sync.hub.store.overtaken import Overtaken
from sync.hub.store.rows import ONCE, add_rows
from sync.hub.store.tables import claim, entry, handed_unit, store

Unit = tuple[int, int, int, int]
"""Order, line, unit, turn."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has a ref: by a claim, or with an empty `claim` by having handed over."""

    ref: str
    claim: str
    till_id: str
    by: str
    at: str
    store: str


def claims_of(connection: Connection, kind: str, refs: Collection[str]) -> list[Claim]:
    """The claims on these refs."""
    asked = (
        select(claim.c.ref, claim.c.claim, claim.c.till_id, claim.c.by, claim.c.at, store.c.name)
        .join(store, store.c.store_no == claim.c.store_no)
        .where(claim.c.kind == kind, claim.c.ref.in_(refs))
        .order_by(claim.c.ref)
    )
    return [Claim(*row) for row in connection.execute(asked)]


def handed_over(connection: Connection, units: Collection[Unit]) -> list[Claim]:
    """Who handed these units over, the first of each first."""
    key = tuple_(handed_unit.c.order_id, handed_unit.c.line, handed_unit.c.unit, handed_unit.c.turn)
    asked = (
        select(
            handed_unit.c.order_id,
            handed_unit.c.line,
            handed_unit.c.unit,
            handed_unit.c.turn,
            entry.c.till_id,
            handed_unit.c.by,
            handed_unit.c.at,
            store.c.name,
        )
        .join(entry, (entry.c.journal_id == handed_unit.c.journal_id) & (entry.c.seq == handed_unit.c.seq))
        .join(store, store.c.store_no == handed_unit.c.store_no)
        .where(handed_unit.c.what == COLLECTED, key.in_(list(units)))
        .order_by(handed_unit.c.at, handed_unit.c.journal_id, handed_unit.c.seq)
    )
    return [
        Claim("/".join(str(part) for part in row[:4]), "", row.till_id, row.by, row.at, row.name)
        for row in connection.execute(asked)
    ]


def keep_claim(
    connection: Connection, kind: str, refs: Collection[str], claim_id: str, till: TillAccess, by: str, now: str
) -> None:
    """The till has these refs, which nobody had before; Overtaken when somebody has by now."""
    rows = [(kind, ref, claim_id, till.till_id, till.store_no, by, now) for ref in sorted(refs)]
    if add_rows(connection, claim, rows, ONCE) != len(rows):
        raise Overtaken


def take_over(connection: Connection, kind: str, refs: Collection[str], claim_id: str) -> None:
    """The till that had these refs claims them anew."""
    connection.execute(update(claim).where(claim.c.kind == kind, claim.c.ref.in_(refs)).values(claim=claim_id))
