"""The Pay screen in its window with Amelia's basket, for tests and pictures."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from pos.domain.basket import Basket, ManualDiscount
from pos.domain.cash import suggested_notes
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tax import CashRounding
from pos.domain.tender import TYPES, Settlement, Tender, settle
from pos.services.value import Taken, Told
from pos.services.value_facts import ValueFacts
from tests.make import a_sale
from tests.ui.northgate import AMELIA, Northgate, job, pounds, price
from tests.ui.sell_page import a_window
from ui.pay.presenter import PayPresenter
from ui.pay.screen import PayScreen
from ui.pay.shop import PayShop
from ui.pay.value_calls import Means, PointSteps, Tenders, ValueCalls
from ui.pay.value_desk import ValueDesk
from ui.pay.wire import wire
from ui.pay.words import PayWords
from ui.shell.shell import Shell
from ui.text import CommonWords
from ui.theme import ThemeHolder

GIFT_CARD_ONLY = {
    "points": "No programme at this till",
    "store_credit": "No credit at this till",
    "quote": "No printer is set up",
}


TAKEN = (*TYPES, "cheque")
GIFT = f"gift:{'0' * 32}#4471"
AMELIAS = {
    "gift_card": ValueFacts(),
    "points": ValueFacts(2480, 24_80),
    "store_credit": ValueFacts(12_50, 12_50),
}


@dataclass
class Desk:
    """What paying asks of the till, in memory. `complete` fails with `failing`, taking value with `refusing`; jobs wait
    in `waiting` when `slow`."""

    cash: CashRounding = field(default_factory=CashRounding)
    missing: dict[str, str] = field(default_factory=lambda: {"gift_card": "No link to the hub", **GIFT_CARD_ONLY})
    failing: Unavailable | None = None
    refusing: Refused | None = None
    on_card: int = 50_00
    facts: dict[str, ValueFacts] = field(default_factory=lambda: dict(AMELIAS))
    let_go: list[Tenders] = field(default_factory=list)
    slow: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)
    booked: list[tuple[Basket, Settlement]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    now_ms: int = 10_000

    def complete(self, basket: Basket, tenders: tuple[Tender, ...]) -> Sale:
        if self.failing is not None:
            raise self.failing
        settlement = settle(price(basket).total_minor, tenders, self.cash)
        self.booked.append((basket, settlement))
        return a_sale(sale_id=basket.basket_id, tenders=settlement.tenders, change_minor=settlement.change_minor)

    def run_job(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[..., None]) -> None:
        if self.slow:
            self.waiting.append(partial(job, work, done, failed))
        else:
            job(work, done, failed)

    def value(self) -> ValueCalls:
        return ValueCalls(
            take=self.take,
            let_go=lambda basket, tenders, kept: self.let_go.append(tenders),
            look=lambda code: Told("online", self.on_card),
            facts=lambda kind, basket, taken: self.facts[kind],
            steps=lambda: PointSteps(100, 200, 1),
            means=(Means("cheque", "Cheque"),),
            time=lambda at: at,
        )

    def take(self, basket: Basket, tender: Tender, beside: Tenders, most: bool) -> Taken:
        """The gift card ends in 4471; everything else has enough."""
        if self.refusing is not None:
            raise self.refusing
        if tender.type != "gift_card":
            return Taken(tender, Told("online", 5_00))
        used = sum(one.amount_minor for one in beside if one.type == "gift_card")
        minor = min(tender.amount_minor, self.on_card - used)
        return Taken(replace(tender, amount_minor=minor, reference=GIFT), Told("online", self.on_card - used - minor))

    def shop(self) -> PayShop:
        return PayShop(
            settle=lambda priced, tenders: settle(priced.total_minor, tenders, self.cash, TAKEN),
            notes=lambda due: suggested_notes(due, "GBP"),
            complete=self.complete,
            value=self.value() if not self.missing else None,
            shopper=lambda customer_id: AMELIA if customer_id == "amelia" else None,
            earns=lambda priced: priced.total_minor // 100 if priced.basket.customer_id else None,
            next_receipt=lambda: "2-004117",
            hold=lambda: self.asked.append("hold"),
            quote=lambda priced: self.asked.append("quote"),
            why_not=lambda name: self.missing.get(name, ""),
            run_job=self.run_job,
            money=pounds,
            currency="GBP",
            sentence=lambda failure: f"Sentence for {failure.code}.",
            sound=self.sounds.append,
            clock_ms=lambda: self.now_ms,
        )


@dataclass
class PayPage:
    window: Shell
    screen: PayScreen
    presenter: PayPresenter
    desk: Desk
    sales: list[Sale]
    went_back: list[str]

    @property
    def value(self) -> ValueDesk:
        assert self.presenter.value is not None
        return self.presenter.value


def amelias_basket() -> PricedBasket:
    """The basket of the mock-ups: five lines for £243.29."""
    till, basket = Northgate(), Basket("amelias", customer_id="amelia")
    for code in ("HARRIER", "SOCK", "SOCK", "FLASK", "BALM", "MAP"):
        basket = basket.add(till.find_code(code))
    balm = replace(basket.lines[3], discount=ManualDiscount("20", reason="Damaged tin"))
    return price(basket.change_line(balm))


def a_pay_page(holder: ThemeHolder, desk: Desk | None = None, priced: PricedBasket | None = None) -> PayPage:
    """Opened a second ago, so that keys pay."""
    desk, window, words = desk or Desk(), a_window(holder), PayWords()
    sales: list[Sale] = []
    went_back: list[str] = []
    screen = PayScreen(holder, words, CommonWords(), lambda: window.toast, "£")
    screen.titled.connect(window.top.show_title)
    window.add_page("sell", screen)
    presenter = PayPresenter(screen, desk.shop(), words, sales.append, went_back.append)
    wire(screen, presenter)
    presenter.start(priced or amelias_basket())
    desk.now_ms += 1_000
    window.show_page("sell")
    return PayPage(window, screen, presenter, desk, sales, went_back)
