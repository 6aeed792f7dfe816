"""The price of a basket at the hub: by the same function as at a till, from the catalogue that tills are told of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from pos.domain.basket import Basket
from pos.domain.cash_rounding import NOTHING, in_cash
from pos.domain.catalogue import Catalogue, Context, Shopper
from pos.domain.document import BasketDocument, read_basket
from pos.domain.document_result import price_document
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.priced import PricedBasket, Warned
from pos.domain.pricing import price
from pos.domain.refund import sales_of_returns
from pos.domain.refund_tender import cash_before
from pos.domain.tax import CashRounding, TaxRules, smallest_coin
from pos.services.document import asked_line, at_line, returned_line
from pos.services.shop import Setup
from sync import entities
from sync.hub.hub import Hub
from sync.hub.sales.coupons import personal_coupons
from sync.hub.store.catalogue import Products, prices_of, read_rules, rules
from sync.hub.store.engine import Connection
from sync.hub.store.promotion_uses import uses
from sync.hub.store.sold import Sales
from sync.hub.store.stores import all_sheets
from sync.hub.store.things import document_of
from sync.wire import StoreSheet


@dataclass(frozen=True, slots=True)
class _Books:
    """The hub's catalogue and sales in the place of a till's transaction."""

    products: Products
    sales: Sales


def price_at_hub(hub: Hub, document: Mapping[str, Any], store_no: int = 0, channel: str = "store") -> dict[str, Any]:
    """The result document of a basket document that is only priced, as a till of this store would price it.

    `store_no` 0 is the store with the lowest number. What comes back may be of the receipt of any till. Refused as at
    the till, with the `line`; `unknown_store`.
    """
    with hub.read() as connection:
        setup = _setup(connection, store_no)
        asked = read_basket(document, setup.currency, needs_tenders=False)
        moment = asked.at or hub.now()
        priced, due_in_cash_minor = _priced(connection, setup, asked, moment, channel)
    return price_document(priced, stamp(moment), due_in_cash_minor)


def _priced(
    connection: Connection, setup: Setup, asked: BasketDocument, moment: datetime, channel: str
) -> tuple[PricedBasket, int]:
    """The basket with its amounts, and what of it is due in cash."""
    basket = _basket(connection, setup, asked, moment)
    taxes, promotions = read_rules(rules(connection), setup.currency)
    limited = [one.promotion_id for one in promotions if one.limits.total or one.limits.per_customer]
    context = Context(
        setup.currency,
        moment.astimezone(setup.time_zone),
        str(setup.store_no),
        channel,
        _shopper(connection, asked.customer, limited),
        uses(connection, limited),
        personal_coupons(connection, basket, moment),
    )
    catalogue = Catalogue(
        taxes or TaxRules(),
        prices_of(connection, {line.product.sku for line in basket.lines}),
        promotions,
    )
    priced = price(basket, catalogue, context)
    due_in_cash_minor = _due_in_cash(connection, setup, catalogue.taxes.cash, priced)
    if taxes is None:
        priced = replace(priced, warnings=(*priced.warnings, Warned("no_taxes")))
    return priced, due_in_cash_minor


def _due_in_cash(connection: Connection, setup: Setup, cash: CashRounding | None, priced: PricedBasket) -> int:
    """As a till of this store has it, from the sales of all tills."""
    returned = sales_of_returns(priced.basket)
    before = cash_before(Sales(connection).kin(returned)) if returned else NOTHING
    return in_cash(priced.total_minor, cash or smallest_coin(setup.country, setup.currency), before)


def _basket(connection: Connection, setup: Setup, asked: BasketDocument, moment: datetime) -> Basket:
    books, lines = _Books(Products(connection), Sales(connection)), []
    taken: dict[tuple[str, int], int] = {}
    for number, line in enumerate(asked.lines, 1):
        with at_line(number):
            if line.return_of:
                sale = books.sales.by_receipt(line.return_of.receipt)
                lines.append(returned_line(books, line, number, taken, sale))
            else:
                lines.append(asked_line(books, setup, line, number, moment))
    return Basket(
        asked.id, tuple(lines), asked.customer, asked.discount, asked.coupons, asked.promotions, asked.tax_exempt
    )


def _shopper(connection: Connection, customer_id: str, limited: Collection[str]) -> Shopper | None:
    if not customer_id:
        return None
    told = document_of(connection, "customers", "customer", customer_id)
    if told is None:
        raise Refused("unknown_customer", customer=customer_id)
    customer = msgspec.json.decode(told, type=entities.Customer)
    groups = (customer.group,) if customer.group else ()
    return Shopper(customer_id, groups, customer.tier, used=uses(connection, limited, customer_id))


def _setup(connection: Connection, store_no: int) -> Setup:
    """What a till of the store would be set up as."""
    sheets = all_sheets(connection)
    wanted = store_no or min((sheet.store_no for sheet in sheets), default=0)
    sheet = next((sheet for sheet in sheets if sheet.store_no == wanted), None)
    if sheet is None:
        raise Refused("unknown_store", store=store_no)
    return _setup_of(sheet)


def _setup_of(sheet: StoreSheet) -> Setup:
    own: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in sheet.setup.items()
    }
    return Setup(
        sheet.name,
        sheet.currency,
        sheet.country,
        code=sheet.code,
        store_no=sheet.store_no,
        zone=sheet.zone,
        locale=sheet.locale,
        **own,
    )
