"""What the Sell screen asks, answered by the services."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.loyalty import own_points, points_by_line
from pos.domain.priced import PricedBasket
from pos.domain.product import Product
from pos.domain.sentences import sentence
from pos.domain.staff import Staff
from pos.services import basket as baskets
from pos.services import staff
from pos.services.balances import Figure, points_of, stock_here
from pos.services.demo import PICTURES
from pos.services.lookup import find_line
from pos.services.sale import price_basket
from pos.store.store import Tx
from ui.jobs import RunJob
from ui.sell.shop import Category, Held, Hit, SellShop, Shopper, Tile, Variant
from ui.session import Session
from ui.signin.view import PinAnswer

FAVOURITES = ""
TILES = 60
CATEGORIES = 40
HITS_OF_A_KIND = 20
_NOT_YET = "This till cannot do that yet"


@dataclass
class SellDesk:
    """The till behind the Sell screen. Suspended baskets are kept at hand: the screen asks for them at every scan."""

    session: Session
    run_job: RunJob
    do: Callable[[str, str], None]
    sound: Callable[[str], None]
    _held: tuple[Held, ...] | None = None
    _draft: Basket | None = None
    _draft_lock: threading.Lock = field(default_factory=threading.Lock)

    def shop(self) -> SellShop:
        session, till = self.session, self.session.till
        return SellShop(
            find_code=self.find_code,
            price=self.price,
            search=self.search,
            categories=self.categories,
            tiles=self.tiles,
            keep_draft=self.keep_draft,
            new_id=till.new_id,
            next_receipt=self.next_receipt,
            shopper=self.shopper,
            earns=earns,
            suspend=self.suspend,
            suspended=self.suspended,
            resume=self.resume,
            void=lambda basket: baskets.void_basket(till, basket, session.staff_id),
            staff=lambda: session.staff,
            colleagues=self.colleagues,
            check_pin=self.check_pin,
            why_not=self.why_not,
            do=self.do,
            run_job=self.run_job,
            money=session.money,
            currency=till.setup.currency,
            sentence=sentence,
            sound=self.sound,
            variants=self.variants,
            for_members=self.for_members,
        )

    def find_code(self, code: str) -> Line:
        till = self.session.till
        with till.store.read() as tx:
            line = find_line(tx, till.setup, code, till.new_id(), self.session.local(till.now()).date())
            if not line.product.variant_of and line.source == "list" and tx.products.variants(line.product.sku):
                raise Refused("has_variants", sku=line.product.sku)
        return line

    def variants(self, sku: str) -> tuple[Variant, ...]:
        """What a product comes in, with what is here of each."""
        with self.session.till.store.read() as tx:
            found = tx.products.variants(sku)
            here = tx.stock.on_hand_of([product.sku for product in found])
        return tuple(Variant(p.sku, p.name, p.options, p.price_minor, here.get(p.sku)) for p in found)

    def price(self, basket: Basket) -> PricedBasket:
        till = self.session.till
        with till.store.read() as tx:
            return price_basket(tx, till, basket, till.now())

    def for_members(self) -> frozenset[str]:
        with self.session.till.store.read() as tx:
            promotions = tx.prices.rules().promotions
        return frozenset(
            one.promotion_id
            for one in promotions
            if one.when.tiers or one.when.groups or one.when.segments or one.when.customers
        )

    def search(self, query: str) -> tuple[Hit, ...]:
        """Products, customers and sales in one field; a customer's contact stays masked in the list."""
        with self.session.till.store.read() as tx:
            products = tx.search.products(query, HITS_OF_A_KIND)
            customers = tx.search.customers(query, HITS_OF_A_KIND)
            sales = tx.search.sales(query, HITS_OF_A_KIND)
        return (
            *(Hit("product", p.sku, p.name, p.options or p.sku, p.price_minor) for p in products),
            *(Hit("customer", c.customer_id, c.name, _masked(c.email) or c.tier) for c in customers),
            *(Hit("sale", s.receipt, s.receipt, self._when(s.at), s.total_minor) for s in sales),
        )

    def categories(self) -> tuple[Category, ...]:
        with self.session.till.store.read() as tx:
            names = tx.products.categories(CATEGORIES)
        return (Category(FAVOURITES, "Favourites", favourites=True), *(Category(name, name) for name in names))

    def tiles(self, category: str) -> tuple[Tile, ...]:
        with self.session.till.store.read() as tx:
            if category == FAVOURITES:
                products: Sequence[Product] = tx.products.favourites(TILES)
            else:
                products = tx.products.in_category(category, TILES)
            return tuple(self._tile(tx, product) for product in products)

    def keep_draft(self, basket: Basket) -> None:
        """Keep the newest state of the basket, soon and off the main loop; states in between need not be."""
        with self._draft_lock:
            waits, self._draft = self._draft is not None, basket
        if not waits:
            self.run_job(self._write_draft, lambda _: None, lambda _failure: None)

    def _write_draft(self) -> None:
        with self._draft_lock:
            newest, self._draft = self._draft, None
        if newest is not None:
            baskets.keep_draft(self.session.till, newest, self.session.staff_id)

    def next_receipt(self) -> str:
        """The number that the next sale is expected to take, without the store's letters."""
        with self.session.till.store.read() as tx:
            return tx.sales.next_receipt().partition("-")[2]

    def shopper(self, customer_id: str) -> Shopper | None:
        with self.session.till.store.read() as tx:
            customer = tx.customers.get(customer_id)
            if customer is None:
                return None
            if tx.prices.rules().programme is None:
                return Shopper(customer_id, customer.name, customer.tier)
            figure = points_of(tx, self.session.till, customer_id) or Figure(0, "own")
        as_of = self.session.time(figure.as_of) if figure.as_of else ""
        return Shopper(customer_id, customer.name, customer.tier, figure.amount, figure.freshness, as_of)

    def suspend(self, basket: Basket) -> None:
        baskets.suspend_basket(self.session.till, basket, self.session.staff_id)
        self._held = None

    def suspended(self) -> tuple[Held, ...]:
        if self._held is None:
            self._held = tuple(map(self._held_view, baskets.suspended_baskets(self.session.till)))
        return self._held

    def resume(self, held_id: str) -> Basket:
        resumed = baskets.resume_basket(self.session.till, held_id, self.session.staff_id)
        self._held = None
        return resumed

    def colleagues(self) -> tuple[Staff, ...]:
        return tuple(person for person in staff.people(self.session.till) if person.pin_length)

    def check_pin(self, staff_id: str, pin: str) -> PinAnswer:
        """A colleague's yes, with both names in the journal."""
        return staff.give_approval(self.session.till, "discount", self.session.staff_id, staff_id, pin, "")

    def why_not(self, name: str) -> str:
        return _NOT_YET if name in ("return", "customer_page", "open_item") else ""

    def _tile(self, tx: Tx, product: Product) -> Tile:
        """A product with sizes shows what there is of all of them."""
        skus = (product.sku, *(variant.sku for variant in tx.products.variants(product.sku)))
        counts = [count for sku in skus if (count := stock_here(tx, self.session.till, sku))]
        held = sum(count.amount for count in counts) if counts else None
        oldest = max(counts, key=lambda count: count.age_s, default=Figure(0, "own"))
        picture = PICTURES / product.image if product.image else None
        shown = str(picture) if picture and picture.is_file() else ""
        as_of = self.session.time(oldest.as_of) if oldest.as_of else ""
        return Tile(
            product.sku,
            product.name,
            product.price_minor,
            held,
            picture=shown,
            freshness=oldest.freshness,
            as_of=as_of,
        )

    def _held_view(self, held: baskets.Suspended) -> Held:
        who = next((p.short_name for p in staff.people(self.session.till) if p.staff_id == held.staff), held.staff)
        try:
            total = self.price(held.basket).total_minor
        except (Refused, Unavailable):
            total = 0
        pieces = sum(1 if line.product.kind == "weighed" else line.qty_milli // 1000 for line in held.basket.lines)
        return Held(held.basket.basket_id, self.session.time(held.at), who, pieces, total, held.label)

    def _when(self, at: str) -> str:
        return f"{self.session.day(at)}, {self.session.time(at)}"


def earns(priced: PricedBasket) -> int | None:
    """The points that a priced basket earns its customer; None outside a programme. Nothing is looked up for it."""
    return None if priced.earning is None else own_points(priced, points_by_line(priced))


def _masked(email: str) -> str:
    """`amelia.o•••@mail.example`: enough to tell two people apart, not enough to write to them."""
    name, at, host = email.partition("@")
    return f"{name[: max(1, len(name) // 2)]}•••@{host}" if at else ""
