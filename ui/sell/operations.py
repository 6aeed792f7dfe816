"""What the Sell screen asks, answered by the services."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from pos.domain.age_check import born_by
from pos.domain.basket import Basket
from pos.domain.failures import Refused, Unavailable
from pos.domain.loyalty import own_points, points_by_line
from pos.domain.priced import PricedBasket
from pos.domain.staff import Right, Staff
from pos.services import basket as baskets
from pos.services import staff
from pos.services.balances import Figure, points_of
from pos.services.coupon import claim_coupons, release_coupon
from pos.services.customer import usual_size
from pos.services.held_basket import Elsewhere, baskets_elsewhere
from pos.services.mailed_offers import coupon_promotions, mailed_offers
from pos.services.sale import price_basket
from ui.jobs import RunJob
from ui.sell.goods_desk import GoodsDesk
from ui.sell.shop import Held, SellShop, Shopper
from ui.session import Session
from ui.signin.view import PinAnswer
from ui.text import sentence

NAMED, MORE_GOODS = 2, " and {count} more"
"""A held basket is told from others by the first goods in it."""


@dataclass
class SellDesk:
    """The till behind the Sell screen. Suspended baskets are kept at hand: the screen asks for them at every scan."""

    session: Session
    run_job: RunJob
    do: Callable[[str, str], None]
    sound: Callable[[str], None]
    allowed: Callable[[Right, Callable[[str], None]], None]
    goods: GoodsDesk = field(init=False)
    is_offline: Callable[[], bool]
    _held: tuple[Held, ...] | None = None
    _newest_held: tuple[int, int] = (0, 0)
    _draft: Basket | None = None
    _draft_lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.goods = GoodsDesk(self.session)

    def start(self) -> None:
        """What takes longer than a scan may is looked up before it is needed."""
        self.run_job(self.goods.look_for_open_item, lambda _: None, lambda _failure: None)

    def shop(self) -> SellShop:
        session, till, goods = self.session, self.session.till, self.goods
        return SellShop(
            find_code=goods.find_code,
            price=self.price,
            search=goods.search,
            categories=goods.categories,
            tiles=goods.tiles,
            keep_draft=self.keep_draft,
            new_id=till.new_id,
            next_receipt=self.next_receipt,
            shopper=self.shopper,
            earns=earns,
            suspend=self.suspend,
            suspended=self.suspended,
            resume=self.resume,
            discard=self.discard,
            void=lambda basket, by: baskets.void_basket(till, basket, session.staff_id, approved_by=by),
            allowed=self.allowed,
            staff=lambda: session.staff,
            colleagues=self.colleagues,
            check_pin=self.check_pin,
            why_not=lambda name: "",
            do=self.do,
            run_job=self.run_job,
            money=session.money,
            currency=till.setup.currency,
            sentence=sentence,
            sound=self.sound,
            for_members=self.for_members,
            variants=goods.variants,
            goods=goods.goods,
            offers=goods.offers,
            open_item=goods.open_item,
            usual_size=partial(usual_size, till),
            is_offline=self.is_offline,
            lacks_weight=goods.lacks_weight,
            serial_of=goods.serial_of,
            is_out=goods.is_out,
            born_by=self.born_by,
            unlocked_by=partial(coupon_promotions, till),
            mailed=lambda customer_id: mailed_offers(till, customer_id, till.now()),
            day=session.day,
            claim_coupons=partial(claim_coupons, till),
            release_coupon=partial(release_coupon, till),
            refuse_age=lambda basket_id, years: baskets.refuse_age(till, basket_id, years, session.staff_id),
        )

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

    def suspend(self, basket: Basket, label: str) -> None:
        baskets.suspend_basket(self.session.till, basket, self.session.staff_id, label)
        self._held = None

    def suspended(self) -> tuple[Held, ...]:
        if self._held is None:
            till = self.session.till
            here = [self._held_view(one) for one in baskets.suspended_baskets(till)]
            self._held = (*here, *(self._held_view(one, one.till) for one in baskets_elsewhere(till)))
        return self._held

    def look_for_held(self) -> bool:
        """Whether other tills have put baskets aside, or taken some up, since this was asked last."""
        with self.session.till.store.read() as tx:
            newest = tx.held.newest()
        if newest == self._newest_held:
            return False
        self._newest_held, self._held = newest, None
        return True

    def held_changed(self) -> None:
        """Somebody else put a basket aside, or took one up."""
        self._held = None

    def resume(self, held_id: str) -> Basket:
        resumed = baskets.resume_basket(self.session.till, held_id, self.session.staff_id)
        self._held = None
        return resumed

    def discard(self, held_id: str, approved_by: str) -> tuple[Basket, str]:
        """Strike a suspended basket; what comes back has another id, as the one it had is voided."""
        till = self.session.till
        struck = baskets.discard_suspended(till, held_id, self.session.staff_id, approved_by=approved_by)
        self._held = None
        return replace(struck.basket, basket_id=till.new_id()), struck.label

    def born_by(self, years: int) -> str:
        from babel.dates import format_date  # not needed before somebody buys such goods

        today = self.session.local(self.session.till.now()).date()
        return format_date(born_by(today, years), "long", self.session.till.setup.locale or "en_GB")

    def colleagues(self) -> tuple[Staff, ...]:
        return tuple(person for person in staff.people(self.session.till) if person.pin_length)

    def check_pin(self, staff_id: str, pin: str) -> PinAnswer:
        """A colleague's yes, with both names in the journal."""
        return staff.give_approval(self.session.till, "discount", self.session.staff_id, staff_id, pin, "")

    def _held_view(self, held: baskets.Suspended | Elsewhere, till: int = 0) -> Held:
        who = next((p.short_name for p in staff.people(self.session.till) if p.staff_id == held.staff), held.staff)
        try:
            total = self.price(held.basket).total_minor
        except (Refused, Unavailable):
            total = 0
        names = [line.product.name for line in held.basket.lines]
        more = MORE_GOODS.format(count=len(names) - NAMED) if len(names) > NAMED else ""
        goods = ", ".join(names[:NAMED]) + more
        pieces = sum(1 if line.product.kind == "weighed" else line.qty_milli // 1000 for line in held.basket.lines)
        return Held(held.basket.basket_id, self.session.time(held.at), who, pieces, total, held.label, goods, till)


def earns(priced: PricedBasket) -> int | None:
    """The points that a priced basket earns its customer; None outside a programme. Nothing is looked up for it."""
    return None if priced.earning is None else own_points(priced, points_by_line(priced))
