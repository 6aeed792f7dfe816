"""What this till takes as money, how it rounds cash, and how a basket is paid here."""

from collections.abc import Sequence

from pos.domain.cash_rounding import in_cash
from pos.domain.failures import Refused
from pos.domain.money import format_minor
from pos.domain.priced import PricedBasket
from pos.domain.refund import sales_of_returns
from pos.domain.refund_tender import cash_before
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding, smallest_coin
from pos.domain.tender import TYPES, WITHOUT_HUB, Settlement, Tender, settle
from pos.services.till import Till
from pos.store.store import Tx


def cash_rounding(tx: Tx, till: Till) -> CashRounding:
    """What the taxes file says, else what is usual in the till's country."""
    return tx.prices.rules().taxes.cash or smallest_coin(till.setup.country, till.setup.currency)


def types_taken(tx: Tx, till: Till) -> tuple[str, ...]:
    """The types of tenders: those that stand in a ledger at the hub only where there is one, and the shop's own."""
    return (*(WITHOUT_HUB if tx.link.peer() is None else TYPES), *till.setup.tender_types)


def settle_here(tx: Tx, till: Till, priced: PricedBasket, tenders: Sequence[Tender]) -> Settlement:
    """How these tenders pay this basket at this till; Refused as `settle` has it, each amount also in major units."""
    before = cash_before(sales_returned(tx, priced))
    try:
        return settle(priced.total_minor, tenders, cash_rounding(tx, till), types_taken(tx, till), before)
    except Refused as refused:
        raise Refused(refused.code, **refused.facts, **_amounts(refused, till.setup.currency)) from None


def due_in_cash(till: Till, priced: PricedBasket) -> int:
    """What is handed over when all of this basket is paid, or given back, in cash here; minor units."""
    with till.store.read() as tx:
        return in_cash(priced.total_minor, cash_rounding(tx, till), cash_before(sales_returned(tx, priced)))


def sales_returned(tx: Tx, priced: PricedBasket) -> list[Sale]:
    """The sales that goods of this basket come back of, with all that returns and exchanges join to them, oldest
    first."""
    returned = sales_of_returns(priced.basket)
    return tx.sales.kin(returned) if returned else []


def _amounts(refused: Refused, currency: str) -> dict[str, str]:
    """`missing` beside `missing_minor`, and `in_cash`, which people are told without the sign that documents have."""
    minor = {name: value for name, value in refused.facts.items() if isinstance(value, int)}
    amounts = {name.removesuffix("_minor"): format_minor(value, currency) for name, value in minor.items()}
    if "due_in_cash" in amounts:
        amounts["in_cash"] = amounts["due_in_cash"].removeprefix("-")
    return amounts
