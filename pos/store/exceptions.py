"""What two sides disagree on, as the hub told it: a person looks at it and decides."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

MOST = 500


@dataclass(frozen=True, slots=True)
class ShopException:
    """One disagreement from both sides. `ref` names what it is about, `seq` the entry of journal `journal_id`."""

    exception_id: str
    kind: str
    state: Literal["open", "decided"]
    at: str
    ref: str
    here: Mapping[str, str]
    there: Mapping[str, str]
    journal_id: str = ""
    seq: int = 0
    decided: str = ""
    decided_by: str = ""


class Exceptions:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, exception_id: str) -> ShopException | None:
        row = self._driver.execute("SELECT body FROM copy_exception WHERE exception_id = ?", (exception_id,)).fetchone()
        return None if row is None else _exception(row[0])

    def all_open(self, limit: int = MOST) -> list[ShopException]:
        """Those that nobody decided yet, the newest first."""
        rows = self._driver.execute(
            "SELECT body FROM copy_exception WHERE state = 'open' ORDER BY at DESC, exception_id LIMIT ?", (limit,)
        ).fetchall()
        return [_exception(row[0]) for row in rows]

    def newest(self, limit: int = MOST) -> list[ShopException]:
        """Open and decided ones, the newest first."""
        rows = self._driver.execute(
            "SELECT body FROM copy_exception ORDER BY at DESC, exception_id LIMIT ?", (limit,)
        ).fetchall()
        return [_exception(row[0]) for row in rows]

    def put(self, rows: Sequence[tuple[dict[str, Any], int]]) -> None:
        """Feed documents of exceptions with their revs."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_exception (exception_id, kind, state, at, body, rev) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (body["exception_id"], body["kind"], body["state"], body["at"], json.dumps(body), rev)
                for body, rev in rows
            ],
        )


def _exception(body: str) -> ShopException:
    told = json.loads(body)
    return ShopException(
        told["exception_id"],
        told["kind"],
        cast(Literal["open", "decided"], told["state"]),
        told["at"],
        told["ref"],
        told.get("here", {}),
        told.get("there", {}),
        told.get("journal_id", ""),
        told.get("seq", 0),
        told.get("decided", ""),
        told.get("decided_by", ""),
    )
