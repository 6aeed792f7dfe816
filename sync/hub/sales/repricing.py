"""Pricing what was sold once more, by the rules that its till had (SEMANTICS.md, "Price of a basket: phases"): what the
customer paid stands, and a person looks at a sale whose result differs."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pos.domain.catalogue import Catalogue, Context, ListPrice, PersonalCoupon, Shopper
from pos.domain.coupon_token import parse_coupon
from pos.domain.failures import Refused
from pos.domain.journal import moment_of
from pos.domain.pricing import price
from pos.domain.product import Product
from pos.domain.tax import TaxRules
from sync.hub.feeds.cursors import open_cursor
from sync.hub.feeds.feed import stands
from sync.hub.hub import Hub
from sync.hub.journal.bodies import Sale
from sync.hub.journal.exceptions import Found, facts_of
from sync.hub.journal.taken import Taken
from sync.hub.sales.price_figures import differing_figures
from sync.hub.sales.sums import Odd, side_by_side
from sync.hub.sales.told_sale import ToldSale, read_told
from sync.hub.store import entries
from sync.hub.store.catalogue import price_of, product_of, read_rules
from sync.hub.store.engine import Connection
from sync.hub.store.past import CATALOGUE, is_kept, prices_at, products_at

PRICE_DIFFERS = "price_differs"
SAME, DIFFERS, NOT_NAMED, NOT_KNOWN = "same", "differs", "not_named", "not_known"
"""What became of a sale: its till named no rules (it was priced by others than the hub's, or by an older program), or
such as the hub has no longer, or never had."""
ALWAYS_USED = 2**31 - 1
"""As often as this no promotion may be used."""


@dataclass(slots=True)
class Repriced:
    """`counted` says of how many sales what became of them."""

    found: list[Found] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the catalogue said of some goods at one number, and by which rules; amounts are read in one currency."""

    products: Mapping[str, Product]
    catalogue: Catalogue


def reprice(connection: Connection, hub: Hub, taken: Sequence[Taken]) -> Repriced:
    """Price the sales among these entries again, each by the catalogue that it names."""
    done = Repriced()
    sales = ((one, read_told(one.entry.body)) for one in taken if isinstance(one.body, Sale))
    by_cursor: dict[str, list[tuple[Taken, ToldSale]]] = {}
    for one, told in sales:
        if told is None or told.priced is None:
            done.counted[NOT_NAMED] += 1
        else:
            by_cursor.setdefault(told.priced.cursor, []).append((one, told))
    for cursor, some in by_cursor.items():
        n = _number(connection, hub, cursor)
        if n is None:
            done.counted[NOT_KNOWN] += len(some)
        else:
            _of_one_catalogue(connection, hub, n, some, done)
    return done


def _of_one_catalogue(
    connection: Connection, hub: Hub, n: int, sales: Sequence[tuple[Taken, ToldSale]], done: Repriced
) -> None:
    for currency in dict.fromkeys(told.currency for _one, told in sales):
        some = [(one, told) for one, told in sales if told.currency == currency]
        skus = {sku for _one, told in some for sku in told.skus}
        try:
            shelf = _shelf(connection, hub, n, currency, skus)
        except Refused:  # the amounts of the rules are none in this currency
            done.counted[NOT_KNOWN] += len(some)
        else:
            for one, told in some:
                _compare(connection, one, told, shelf, done)


def _number(connection: Connection, hub: Hub, text: str) -> int | None:
    """The number of the catalogue that a cursor stands at; None for one that is not ours, that lies between two
    publications, or of which too little is kept."""
    cursor = open_cursor(text, hub.secret)
    if cursor is None or cursor.n != cursor.mark_n or not stands(hub, connection, CATALOGUE, cursor):
        return None
    return cursor.n if is_kept(connection, cursor.n) else None


def _shelf(connection: Connection, hub: Hub, n: int, currency: str, skus: Collection[str]) -> _Shelf:
    prices: dict[str, list[ListPrice]] = {}
    for sku, body in prices_at(connection, n, skus):
        prices.setdefault(sku, []).append(price_of(body))
    taxes, promotions = read_rules(hub.rules.at(connection, n), currency)
    return _Shelf(
        {sku: product_of(body) for sku, body in products_at(connection, n, skus).items()},
        Catalogue(taxes or TaxRules(), {sku: tuple(rows) for sku, rows in prices.items()}, promotions),
    )


def _compare(connection: Connection, one: Taken, told: ToldSale, shelf: _Shelf, done: Repriced) -> None:
    context = _context(one, told)
    if context is None or not told.skus <= shelf.products.keys():
        done.counted[NOT_KNOWN] += 1
        return
    differing, code = _again(told, shelf, context)
    done.counted[DIFFERS if differing or code else SAME] += 1
    if differing or code:
        done.found.append(_found(connection, one, differing, code))


def _again(told: ToldSale, shelf: _Shelf, context: Context) -> tuple[list[Odd], str]:
    """The figures that differ; or why no till would have sold this."""
    try:
        return list(differing_figures(told, price(told.basket(shelf.products), shelf.catalogue, context))), ""
    except Refused as refused:
        return [], refused.code


def _context(one: Taken, told: ToldSale) -> Context | None:
    """When, where and for whom it was sold, as the till saw it; what was used up there was so, whoever used it."""
    assert told.priced is not None
    try:
        at = moment_of(one.entry.at).astimezone(ZoneInfo(told.priced.zone))
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):  # no zone, or none that knows of that year
        return None
    missed = told.why_not()
    used = {by: ALWAYS_USED for by, why in missed.items() if why == "used_up"}
    groups = (told.priced.group,) if told.priced.group else ()
    tokens = ((code, parse_coupon(code)) for code in told.coupons)
    return Context(
        told.currency,
        at,
        str(one.journal.store_no),
        shopper=Shopper(told.customer, groups, told.priced.tier, used=used) if told.customer else None,
        used=used,
        coupons={code: PersonalCoupon(t.ref, t.promotion, missed.get(code, "")) for code, t in tokens if t},
    )


def _found(connection: Connection, one: Taken, differing: Sequence[Odd], code: str) -> Found:
    """Both figures beside each other; `code` is why such a basket has no price at all."""
    assert isinstance(one.body, Sale)
    teller = entries.tellers(connection, [one.place])[one.place]
    here, there = side_by_side(one.body, differing)
    if code:
        there["code"] = code
    stores = frozenset((one.journal.store_no,))
    return Found(PRICE_DIFFERS, one.entry.entry_id, stores, facts_of(teller) | here, there, one.place)
