"""What the synchroniser and the window tell each other in the database: one JSON document a noun."""

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select

from pos.domain.link import LineState, Peer, Wish
from pos.store.prepared import Prepared
from pos.store.tables import LinkRow

_GET = Prepared(select(LinkRow.value).where(LinkRow.name == bindparam("name")))
_PEER, _LINE, _WISH = "peer", "line", "wish"


class Link:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def peer(self) -> Peer | None:
        """The hub of this till, None for a stand-alone one."""
        told = self._get(_PEER)
        return None if told is None else Peer(**{**told, "pins": tuple(told["pins"])})

    def keep_peer(self, peer: Peer) -> None:
        self._put(_PEER, asdict(peer))

    def line(self) -> LineState | None:
        """How the line was when the synchroniser last said so, None before it ever did."""
        told = self._get(_LINE)
        if told is None:
            return None
        return LineState(**{**told, "facts": tuple((name, value) for name, value in told["facts"])})

    def keep_line(self, line: LineState) -> None:
        self._put(_LINE, asdict(line))

    def wish(self) -> Wish:
        return Wish(**(self._get(_WISH) or {}))

    def keep_wish(self, wish: Wish) -> None:
        self._put(_WISH, asdict(wish))

    def _get(self, name: str) -> dict[str, Any] | None:
        row = _GET.run(self._driver, name=name).fetchone()
        if row is None:
            return None
        told: dict[str, Any] = json.loads(row[0])
        return told

    def _put(self, name: str, value: dict[str, Any]) -> None:
        self._driver.execute(
            "INSERT INTO local_link (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value)),
        )
