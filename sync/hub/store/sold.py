"""Sales of all tills as a till looks up its own, for goods that come back."""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from pos.domain.sale import Sale, sale_of
from sync.hub.store.projections import returns_of
from sync.hub.store.receipts import KeptSale, sale_of_receipt, with_kin


class Sales:
    """What the hub has of sales, by the number of a receipt."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_receipt(self, receipt: str) -> Sale | None:
        """The sale of this receipt as its journal has it."""
        kept = sale_of_receipt(self._connection, receipt)
        return None if kept is None else _sale(kept)

    def kin(self, sale_ids: Collection[str]) -> list[Sale]:
        """These sales and all that returns and exchanges join to them, oldest first."""
        return [_sale(kept) for kept in with_kin(self._connection, sale_ids)]

    def returned_milli(self, sale_id: str, line: int) -> int:
        """How much of a sold line came back, at any till, as far as they told."""
        back = returns_of(self._connection, [sale_id])
        return -sum(part.qty_milli for part in back if part.line == line)


def _sale(kept: KeptSale) -> Sale:
    head = {"at": kept.at, "business_date": kept.business_date, "staff": kept.staff}
    return sale_of(json.loads(kept.body), head, seq=0, entry_hash="")
