"""What the till knows of its goods: tiles, sizes, one product in full, the offers on it, and what a search finds."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from pos.domain.barcode import read_code
from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused
from pos.domain.pickup_order import PickupOrder
from pos.domain.product import Product
from pos.domain.quantity import ONE
from pos.services.balances import Figure, goods_here
from pos.services.demo import PICTURES
from pos.services.lookup import find_line, lacks_weight
from pos.services.sale import price_basket
from pos.store.store import Tx
from ui.sell.shop import Category, Goods, Hit, Offer, Tile, Variant
from ui.session import Session

FAVOURITES = ""
TILES = 60
CATEGORIES = 40
HITS_OF_A_KIND = 20
ORDERS_OF = 3
"""Of so many customers found the orders are shown too."""
MOST_PIECES = 4
"""Offers that begin at more pieces than these are not looked for: each piece is one basket to price."""


class GoodsDesk:
    """The catalogue and the shelf behind the Sell screen."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._open_item = ""

    def find_code(self, code: str) -> Line:
        till = self._session.till
        with till.store.read() as tx:
            line = find_line(tx, till.setup, code, till.new_id(), self._session.local(till.now()).date())
            if not line.product.variant_of and line.source == "list" and tx.products.variants(line.product.sku):
                raise Refused("has_variants", sku=line.product.sku)
        return line

    def lacks_weight(self, line: Line) -> bool:
        """Whether goods go by weight and nothing said yet what they weigh."""
        with self._session.till.store.read() as tx:
            return lacks_weight(tx, self._session.till.setup, line)

    def serial_of(self, code: str) -> str:
        """The serial number that an element string carries, else the whole code."""
        with suppress(Refused):
            elements = read_code(code).elements
            if elements is not None and elements.serial:
                return elements.serial
        return code

    def is_out(self, line: Line) -> bool:
        with self._session.till.store.read() as tx:
            return tx.sales.is_out(line.product.sku, line.serial)

    def variants(self, sku: str) -> tuple[Variant, ...]:
        """What a product comes in, with what is here of each."""
        with self._session.till.store.read() as tx:
            found = tx.products.variants(sku)
            here = tx.stock.on_hand_of([product.sku for product in found])
        return tuple(
            Variant(p.sku, p.name, p.options, p.price_minor, here.get(p.sku), picture=_picture(p), category=p.category)
            for p in found
        )

    def goods(self, sku: str) -> Goods:
        """One product in full; with sizes, what there is of all of them. Refused `unknown_code`."""
        with self._session.till.store.read() as tx:
            product = tx.products.by_sku(sku)
            if product is None:
                raise Refused("unknown_code", raw=sku)
            variants = tx.products.variants(sku)
            held, oldest = self._held(tx, (product, *variants))
            codes = _as_printed(tx.products.codes(sku))
        return Goods(
            sku,
            product.name,
            product.options,
            product.price_minor,
            product.category,
            codes,
            held,
            freshness=oldest.freshness,
            as_of=self._session.time(oldest.as_of) if oldest.as_of else "",
            picture=_picture(product),
            has_variants=bool(variants),
        )

    def offers(self, line: Line, customer_id: str) -> tuple[Offer, ...]:
        """What the promotions give by themselves on one to MOST_PIECES pieces; found out by pricing them."""
        found: dict[str, Offer] = {}
        till = self._session.till
        for pieces in range(1, MOST_PIECES + 1):
            basket = Basket(line.line_id, (replace(line, qty_milli=pieces * ONE),), customer_id)
            with till.store.read() as tx:
                (priced,) = price_basket(tx, till, basket, till.now()).lines
            for given in priced.discounts:
                found.setdefault(given.name, Offer(given.name, pieces, priced.total_minor))
        return tuple(found.values())

    def open_item(self) -> str:
        """The SKU that goods without a code are sold under, once `look_for_open_item` has found one."""
        return self._open_item

    def look_for_open_item(self) -> None:
        """Looks through the whole catalogue: a job, at the start."""
        with self._session.till.store.read() as tx:
            product = tx.products.first_of_kind("open_price")
        self._open_item = product.sku if product is not None else ""

    def search(self, query: str) -> tuple[Hit, ...]:
        """Products, customers, orders and receipts in one field; a customer's contact stays masked in the list."""
        with self._session.till.store.read() as tx:
            products = tx.search.products(query, HITS_OF_A_KIND)
            here = tx.stock.on_hand_of([product.sku for product in products])
            customers = tx.search.customers(query, HITS_OF_A_KIND)
            sales = tx.search.sales(query, HITS_OF_A_KIND)
            numbered = tx.orders.by_number(query.strip().upper())
            orders = [numbered] if numbered else []
            for customer in customers[:ORDERS_OF]:
                orders += tx.orders.of_customer(customer.customer_id, HITS_OF_A_KIND)
        return (
            *_product_hits(products, here),
            *(Hit("customer", c.customer_id, c.name, masked(c.email) or c.tier) for c in customers),
            *(self._order_hit(order) for order, _own in orders[:HITS_OF_A_KIND]),
            *(Hit("sale", s.receipt, s.receipt, self._when(s.at), s.total_minor) for s in sales),
        )

    def categories(self) -> tuple[Category, ...]:
        with self._session.till.store.read() as tx:
            names = tx.products.categories(CATEGORIES)
        return (Category(FAVOURITES, "Favourites", favourites=True), *(Category(name, name) for name in names))

    def tiles(self, category: str) -> tuple[Tile, ...]:
        with self._session.till.store.read() as tx:
            if category == FAVOURITES:
                products: Sequence[Product] = tx.products.favourites(TILES)
            else:
                products = tx.products.in_category(category, TILES)
            return tuple(self._tile(tx, product) for product in products)

    def _tile(self, tx: Tx, product: Product) -> Tile:
        """A product with sizes shows what there is of all of them."""
        held, oldest = self._held(tx, (product, *tx.products.variants(product.sku)))
        as_of = self._session.time(oldest.as_of) if oldest.as_of else ""
        return Tile(
            product.sku,
            product.name,
            product.price_minor,
            held,
            picture=_picture(product),
            freshness=oldest.freshness,
            as_of=as_of,
        )

    def _held(self, tx: Tx, products: Sequence[Product]) -> tuple[int | None, Figure]:
        """How many there are of these together, None where nobody counts them; and the oldest of their counts."""
        counts = [count for one in products if (count := goods_here(tx, self._session.till, one))]
        oldest = max(counts, key=lambda count: count.age_s, default=Figure(0, "own"))
        return (sum(count.amount for count in counts) if counts else None), oldest

    def _order_hit(self, order: PickupOrder) -> Hit:
        when = self._when(order.placed_at)
        return Hit("order", str(order.order_id), f"{order.number} · {order.customer_name}", when, order.total_minor)

    def _when(self, at: str) -> str:
        return f"{self._session.day(at)}, {self._session.time(at)}"


def _product_hits(products: Sequence[Product], here: Mapping[str, int]) -> Iterator[Hit]:
    """What comes in sizes says so instead of its SKU; it is known by its sizes, found beside it under the same name."""
    parents = {product.variant_of for product in products}
    for product in products:
        options, count = product.options or product.sku, here.get(product.sku)
        yield Hit("product", product.sku, product.name, options, product.price_minor, count, product.sku in parents)


def masked(email: str) -> str:
    """`amelia.o•••@mail.example`: enough to tell two people apart, not enough to write to them."""
    name, at, host = email.partition("@")
    return f"{name[: max(1, len(name) // 2)]}•••@{host}" if at else ""


def _as_printed(codes: Sequence[str]) -> tuple[str, ...]:
    """Each code once: a barcode is kept under its GTIN-14 too."""
    shown: dict[str, str] = {}
    for code in sorted(codes, key=len):
        shown.setdefault(code.lstrip("0"), code)
    return tuple(shown.values())


def _picture(product: Product) -> str:
    picture = PICTURES / product.image if product.image else None
    return str(picture) if picture and picture.is_file() else ""
