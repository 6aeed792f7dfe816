"""Claims on their way to the hub: the desk asks, the synchroniser answers; the two meet in this table.

A claim is `asked` by the desk, `sent` while the synchroniser has it, and `answered`. Documents are JSON objects: an ask
has the fields of the protocol's claim, an answer `result` (`granted`, `already`, `refused`, or `offline` where the hub
could not be asked) with `already`, `why`, and of an account `balance`, `limit` and `as_of`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEPT = 200
"""Answers are read within a second; so many are kept for a look afterwards."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim that nobody has sent yet; `at` as the journal writes moments."""

    claim_id: str
    at: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeldFor:
    """What the hub may hold for a basket: the `refs` of one claim of this kind."""

    kind: str
    sale: str
    refs: tuple[str, ...]
    currency: str


_HELD_FOR_NOBODY = """
SELECT DISTINCT json_extract(ask, '$.kind'), json_extract(ask, '$.sale') AS sale, json_extract(ask, '$.refs'),
    coalesce(json_extract(ask, '$.currency'), '')
FROM local_claim
WHERE json_extract(ask, '$.kind') IN ('value', 'refund', 'coupon')
    AND coalesce(sale, '') <> '' AND NOT coalesce(json_extract(ask, '$.release'), 0)
    AND coalesce(json_extract(nullif(answer, ''), '$.result'), '') NOT IN ('already', 'refused')
    AND NOT EXISTS (SELECT 1 FROM local_draft WHERE draft_id = sale)
    AND NOT EXISTS (SELECT 1 FROM fact_sale WHERE sale_id = sale)
ORDER BY rowid
"""
_FORGET = """
DELETE FROM local_claim
WHERE json_extract(ask, '$.kind') = ? AND json_extract(ask, '$.sale') = ? AND json_extract(ask, '$.refs') = json(?)
"""
_MAKE_ROOM = """
DELETE FROM local_claim
WHERE state = 'answered' AND rowid <= (SELECT max(rowid) FROM local_claim) - ?
    AND coalesce(json_extract(ask, '$.sale'), '') NOT IN (SELECT draft_id FROM local_draft)
"""


class Claims:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def ask(self, claim_id: str, ask_document: Mapping[str, Any], at: str) -> None:
        """Put a claim to the hub; the same id asks once."""
        self._driver.execute(
            "INSERT INTO local_claim (claim, state, at, ask, answer) VALUES (?, 'asked', ?, ?, '') "
            "ON CONFLICT (claim) DO NOTHING",
            (claim_id, at, json.dumps(dict(ask_document))),
        )

    def asked(self) -> tuple[Asked, ...]:
        """Claims that wait for the synchroniser, oldest first."""
        rows = self._driver.execute(
            "SELECT claim, at, ask FROM local_claim WHERE state = 'asked' ORDER BY rowid"
        ).fetchall()
        return tuple(Asked(claim, at, json.loads(ask)) for claim, at, ask in rows)

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """What was claimed of this kind, as far as it is kept."""
        rows = self._driver.execute(
            "SELECT ask FROM local_claim WHERE json_extract(ask, '$.kind') = ? ORDER BY rowid", (kind,)
        ).fetchall()
        return [json.loads(ask) for (ask,) in rows]

    def mark_sent(self, claim_id: str) -> None:
        self._driver.execute("UPDATE local_claim SET state = 'sent' WHERE claim = ? AND state = 'asked'", (claim_id,))

    def answer(self, claim_id: str, document: Mapping[str, Any]) -> None:
        """Answer a claim; the oldest answers make room, but for those that a basket which waits may have to let go."""
        self._driver.execute(
            "UPDATE local_claim SET state = 'answered', answer = ? WHERE claim = ?",
            (json.dumps(dict(document)), claim_id),
        )
        self._driver.execute(_MAKE_ROOM, (KEPT,))

    def held_for_nobody(self) -> list[HeldFor]:
        """What was claimed, and perhaps granted, for baskets that nobody has open here and that are no sales."""
        rows = self._driver.execute(_HELD_FOR_NOBODY).fetchall()
        return [HeldFor(kind, sale, tuple(json.loads(refs)), currency) for kind, sale, refs, currency in rows]

    def forget(self, one: HeldFor) -> None:
        """The hub has let go of it."""
        self._driver.execute(_FORGET, (one.kind, one.sale, json.dumps(one.refs)))

    def answer_of(self, claim_id: str) -> dict[str, Any] | None:
        """What became of a claim, None while nobody has answered."""
        row = self._driver.execute(
            "SELECT answer FROM local_claim WHERE claim = ? AND state = 'answered'", (claim_id,)
        ).fetchone()
        if row is None:
            return None
        answer: dict[str, Any] = json.loads(row[0])
        return answer
