"""What this till takes as money, and how it rounds cash."""

from pos.domain.tax import CashRounding, smallest_coin
from pos.domain.tender import TYPES, WITHOUT_HUB
from pos.services.till import Till
from pos.store.store import Tx


def cash_rounding(tx: Tx, till: Till) -> CashRounding:
    """What the taxes file says, else what is usual in the till's country."""
    return tx.prices.rules().taxes.cash or smallest_coin(till.setup.country, till.setup.currency)


def types_taken(tx: Tx, till: Till) -> tuple[str, ...]:
    """The types of tenders: those that stand in a ledger at the hub only where there is one, and the shop's own."""
    return (*(WITHOUT_HUB if tx.link.peer() is None else TYPES), *till.setup.tender_types)
