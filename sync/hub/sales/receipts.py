"""A sale as the hub has it, by the number of its receipt: for a till that takes back what another one sold."""

from pos.domain.failures import Refused
from pos.domain.journal import stamp
from sync.hub.claims.refund_claims import left_of
from sync.hub.hub import Hub
from sync.hub.store.receipts import KeptSale, kin_of, sale_of_receipt


def receipt_for(hub: Hub, number: str) -> tuple[KeptSale, dict[str, int], list[KeptSale]]:
    """The sale, the thousandths of each of its sold lines that neither came back nor are held, by `SALE/LINE`, and
    what returns and exchanges join to it.

    Refused `unknown_receipt`.
    """
    with hub.read() as connection:
        kept = sale_of_receipt(connection, number)
        if kept is None:
            raise Refused("unknown_receipt", receipt=number)
        left = left_of(connection, [(kept.sale_id, line) for line in kept.lines], stamp(hub.now()))
        kin = kin_of(connection, kept.sale_id)
    return kept, {f"{sale_id}/{line}": milli for (sale_id, line), milli in sorted(left.items())}, kin
