"""Finding the sale that goods come back from: by its receipt's code or number, its last digits, or its customer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pos.domain.codes import check_receipt_code, classify
from pos.domain.failures import Refused
from pos.domain.refund import SoldLine
from pos.domain.refund_tender import money_held
from pos.domain.return_window import days_of_policy, days_since, is_late
from pos.domain.sale import Sale, SaleLine
from pos.domain.tender import Tender
from pos.services.other_receipt import not_here, number_of
from pos.services.sale import sold_line
from pos.services.till import Till
from pos.store.store import Tx

Taken = Mapping[tuple[str, int], int]
"""How much of which sold line the open basket takes back already, in thousandths, by sale id and line."""


@dataclass(frozen=True, slots=True)
class Returnable:
    """A sale with what of it can still come back.

    `held` is the money that the shop still has of it, `days` its age and `allowed_days` how old it may be. `store` is
    the name of the one that sold it where that was another till.
    """

    sale: Sale
    lines: tuple[SoldLine, ...]
    held: tuple[Tender, ...]
    days: int
    allowed_days: int | None
    store: str = ""

    @property
    def is_late(self) -> bool:
        return is_late(self.days, self.allowed_days)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left to come back."""
        return not any(line.left_milli for line in self.lines)


def find_sales(till: Till, text: str, limit: int = 8) -> tuple[Sale, ...]:
    """Sales with something to bring back, the newest first: the one of a receipt number, else those that fit the
    words: last digits, a day, a SKU, a customer's name, e-mail or card."""
    asked = text.strip()
    if not asked:
        return ()
    with till.store.read() as tx:
        exact = tx.sales.by_receipt(asked.upper())
        if exact is not None:
            return (exact,)
        found = tx.search.sales(asked, limit)
        for customer in tx.search.customers(asked, limit):
            found += tx.sales.of_customer(customer.customer_id, limit)
    once = {sale.sale_id: sale for sale in found if _is_sale(sale)}
    return tuple(sorted(once.values(), key=lambda sale: sale.at, reverse=True)[:limit])


def open_return(till: Till, asked: str, taken: Taken | None = None) -> Returnable:
    """The sale of a receipt's code or number, with what can still come back of it: one of this till, or one of another
    that was looked up (other_receipt.py).

    Refused as `not_here` has it, and for codes `not_a_receipt` or `receipt_forged`; `nothing_sold` for a receipt of a
    refund.
    """
    number = number_of(asked)
    if classify(asked) == "receipt" and number.startswith(f"{till.setup.code}-"):
        check_receipt_code(asked, till.secrets.store_key)
    with till.store.read() as tx:
        sale = tx.sales.by_receipt(number) or tx.sales.elsewhere.by_receipt(number)
        if sale is None:
            raise not_here(till, asked)
        if not _is_sale(sale):
            raise Refused("nothing_sold", receipt=sale.receipt)
        return _returnable(tx, till, sale, taken or {})


def _returnable(tx: Tx, till: Till, sale: Sale, taken: Taken) -> Returnable:
    lines = (sold_line(tx, sale, line.number) for line in sale.lines if is_sold(line))
    counted = (
        replace(line, returned_milli=line.returned_milli + taken.get((sale.sale_id, line.line), 0)) for line in lines
    )
    setup = till.setup
    return Returnable(
        sale,
        tuple(counted),
        money_held(tx.sales.kin([sale.sale_id])),
        days_since(sale.at, till.now(), setup.time_zone),
        days_of_policy(setup.return_policy),
        tx.sales.elsewhere.store_of(sale.sale_id),
    )


def _is_sale(sale: Sale) -> bool:
    return any(is_sold(line) for line in sale.lines)


def is_sold(line: SaleLine) -> bool:
    """Whether a line sold goods, not took them back."""
    return line.qty_milli > 0
