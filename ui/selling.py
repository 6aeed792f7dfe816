"""Sell, Pay and Complete: three pages of one stack, from the first scan to the next customer."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget

from pos.devices.terminal import Terminal
from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.staff import Right
from pos.domain.stored_value import gift_ref, gift_reference, last_four
from pos.domain.tender import CASH
from pos.services import card
from pos.services.drawer import kick_drawer
from pos.services.shift import open_drawer
from pos.services.value import Told, look
from ui.complete.operations import CompleteDesk
from ui.complete.presenter import CompletePresenter
from ui.complete.screen import CompleteScreen
from ui.complete.wire import wire as wire_complete
from ui.complete.words import CompleteWords
from ui.drawer import Drawer
from ui.jobs import Jobs
from ui.pay.card_watch import CardWatch
from ui.pay.operations import PayDesk
from ui.pay.presenter import PayPresenter
from ui.pay.screen import PayScreen
from ui.pay.wire import wire as wire_pay
from ui.pay.words import PayWords
from ui.sell.discount import DiscountDesk
from ui.sell.operations import SellDesk
from ui.sell.presenter import SellPresenter
from ui.sell.screen import SellScreen
from ui.sell.wire import wire as wire_sell
from ui.sell.words import DiscountWords, SellWords
from ui.session import Session
from ui.shell.shell import Shell
from ui.shell.words import ShellWords
from ui.sounds import Sounds, is_muted, keep_muted
from ui.text import CommonWords, sentence, spoken
from ui.widgets.pages import Pages
from ui.yes import Yes

Step = Literal["sell", "pay", "complete"]
NO_SALE = "no sale"


class Selling:
    """Owns the three screens, their presenters and the way between them. `sold` is called after every sale,
    `returns` opens the return page, with the sale of a receipt where one is meant; `customers` the customer page, with
    a customer or to choose one."""

    def __init__(self, shell: Shell, session: Session, jobs: Jobs, words: ShellWords, common: CommonWords) -> None:
        self._shell, self._session, self._jobs, self._words = shell, session, jobs, words
        self.sounds = Sounds(is_muted(session.till), self._keep_muted)
        self.stack = Pages()
        self.pages: dict[Step, QWidget] = {}
        self._titles: dict[Step, tuple[str, str]] = {}
        self.step: Step = "sell"
        self.sold: Callable[[], None] = lambda: None
        self.returns: Callable[[str], None] = lambda receipt: None
        self.customers: Callable[[str], None] = lambda customer_id: None
        self.orders: Callable[[int], None] = lambda order_id: None
        self.is_offline: Callable[[], bool] = lambda: False
        self._keeps_basket = False
        self._card_shown = ("", "")
        self.yes = Yes(session, shell, jobs, common)
        self.drawer = Drawer(session, shell, jobs, common, self.yes, self.kick)
        self._build_sell(common)
        self._build_pay(common)
        self._build_complete()
        shell.add_page("sell", self.stack)
        shell.undo_asked.connect(self._undo)

    def start(self, kept: Basket | None) -> None:
        """`kept` is the basket that was being rung up when the till went off."""
        self.sell_desk.start()
        self.sell.start(kept)
        self.card_watch.start()
        self.show("sell")

    def show(self, step: Step) -> None:
        self.step = step
        page = self.pages[step]
        self.stack.setCurrentWidget(page)
        self.stack.setFocusProxy(page)
        page.setFocus()
        self.shown()

    def shown(self) -> None:
        """The page is in front: its title stands above it."""
        if self.step in self._titles and self._shell.page == "sell":
            self._shell.top.show_title(*self._titles[self.step])

    def scanned(self, code: str) -> None:
        """A product: it begins the next sale, or goes into the basket, also from Pay."""
        scanned = {"sell": self.sell.scanned, "pay": self.pay.scanned, "complete": self.complete.scanned}
        scanned[self.step](code)

    def customer_shown(self, customer_id: str) -> None:
        """The card of a customer was scanned for the basket: what is theirs may be taken without the hub too."""
        self._card_shown = (self.sell.basket.basket_id, customer_id)
        if self.step == "pay" and self.sell.basket.customer_id == customer_id:
            self.pay.looked_at()
            return
        self._shell.show_page("sell")
        if self.step == "pay":
            self.pay.scanned("")  # back to the basket, unless somebody has paid a part already
        if self.step != "pay":
            self.show("sell")
            self.sell.customer_chosen(customer_id)

    def is_holder(self, basket: Basket) -> bool:
        return bool(basket.customer_id) and self._card_shown == (basket.basket_id, basket.customer_id)

    def gift_card_looked_at(self, code: str) -> None:
        """A gift card read anywhere but on Pay: what is left on it."""
        words, money = spoken(PayWords), self._session.money
        try:
            last = last_four(gift_reference(code))
        except Refused as refused:
            self._gift_card_unknown(refused)
            return

        def say(told: Told) -> None:
            left = words.balance_unknown if told.left is None else words.balance
            amount = "" if told.left is None else money(told.left)
            self._shell.toast.say(left.format(last=last, amount=amount), "giftcard", None)

        till = self._session.till
        self._jobs(lambda: look(till, gift_ref(code)), say, self._gift_card_unknown)

    def _gift_card_unknown(self, failure: Refused | Unavailable) -> None:
        self.sounds.play("blocked")
        self._shell.toast.say(sentence(failure), "giftcard", None)

    def refunded(self, sale: Sale) -> None:
        """A refund that was made beside the basket that is being rung up: it is there again afterwards."""
        self._keeps_basket = bool(self.sell.basket.lines)
        self._completed(sale)

    def take_back(self, lines: tuple[Line, ...], customer_id: str) -> None:
        """Goods that come back go into the basket; what is scanned next is taken instead of them."""
        self.show("sell")
        basket = self.sell.basket
        customer_id = basket.customer_id or (customer_id if self.shop.shopper(customer_id) else "")
        self.sell.change(replace(basket, lines=(*basket.lines, *lines), customer_id=customer_id))

    def look_for_held(self) -> None:
        """The till's file was written: perhaps another till has put a basket aside."""
        if self.sell_desk.look_for_held():
            self.sell.held_changed()

    def _line_is_down(self) -> bool:
        return self.is_offline()

    def put_aside(self) -> None:
        """Another page has put a basket aside, or dropped it: Sell counts them anew."""
        self.sell_desk.held_changed()
        self.sell.held_changed()

    def _next_sale(self, code: str) -> None:
        if not self._keeps_basket:
            self.sell.new_sale()
        self._keeps_basket = False
        self._back(code)

    def _keep_muted(self, muted: bool) -> None:
        till = self._session.till
        self._jobs(lambda: keep_muted(till, muted), lambda _: None, lambda _failure: None)

    def _undo(self) -> None:
        """Ctrl Z where no toast takes it: the last change of the basket, while it is in front."""
        if self._shell.page == "sell" and self.step == "sell":
            self.sell.undo()

    @property
    def is_tender_taken(self) -> bool:
        return self.step == "pay" and bool(self.pay.taken)

    def kick_drawer(self, approved_by: str = "") -> None:
        """Open the drawer without a sale: journalled first, whatever the drawer then does."""
        open_drawer(self._session.till, NO_SALE, self._session.staff_id, approved_by=approved_by)
        self.kick()

    def kick(self) -> None:
        """Open the drawer, which the journal knows of by other words; Unavailable when it stays shut."""
        kick_drawer(self._session.till)

    def _build_sell(self, common: CommonWords) -> None:
        shell = self._shell
        screen = SellScreen(shell.holder, spoken(SellWords), spoken(DiscountWords), common, lambda: shell.toast)
        self.sell_screen = screen
        self.sell_desk = SellDesk(
            self._session, self._jobs, self._do, self.sounds.play, self.allowed, self._line_is_down
        )
        self.shop = self.sell_desk.shop()
        self.sell = SellPresenter(screen, self.shop, spoken(SellWords), self._to_pay)
        self.discounts = DiscountDesk(
            screen.dialogs,
            self.shop,
            spoken(DiscountWords),
            common,
            lambda: self.sell.priced,
            self.sell.change,
            self.sell.say,
        )
        wire_sell(screen, self.sell, self.discounts)
        self._add("sell", screen)

    def _build_pay(self, common: CommonWords) -> None:
        shell = self._shell
        screen = PayScreen(shell.holder, spoken(PayWords), common, lambda: shell.toast, self._session.sign)
        self.pay_screen = screen
        self.terminal, self.terminal_jobs = self._terminal(), Jobs()
        desk = PayDesk(
            self._session,
            self.shop,
            self._jobs,
            self._hold_from_pay,
            self.ask_yes,
            self.terminal_jobs,
            self.terminal,
            lambda: self.is_offline(),
            self.is_holder,
        )
        self.pay = PayPresenter(screen, desk.shop(), spoken(PayWords), self._completed, self._back)
        wire_pay(screen, self.pay)
        self.pay_desk = desk
        self.card_watch = CardWatch(
            self._session, shell, self.terminal, self.terminal_jobs, lambda basket_id: self.pay.resolved(basket_id)
        )
        self._add("pay", screen)

    def _terminal(self) -> Terminal | None:
        """A driver that does not start is said once; the till sells on without it."""
        try:
            return card.terminal_of(self._session.till)
        except Unavailable as failure:
            self._shell.show_strip(sentence(failure), "")
            return None

    def close(self) -> None:
        """Wait for the terminal no longer; what was in flight is asked about at the next start."""
        if self.terminal is not None:
            self.terminal.hang_up()
        self.terminal_jobs.close()

    def _build_complete(self) -> None:
        words = spoken(CompleteWords)
        words = replace(words, tenders={**words.tenders, **self._session.till.setup.tender_types})
        screen = CompleteScreen(self._shell.holder, words)
        self.complete_screen = screen
        desk = CompleteDesk(self._session, self.shop, self._jobs, lambda sale: self.returns(sale.receipt))
        self.complete = CompletePresenter(screen, desk.shop(), words, self._next_sale)
        wire_complete(screen, self.complete)
        self._add("complete", screen)

    def _add(self, step: Step, screen: SellScreen | PayScreen | CompleteScreen) -> None:
        self.pages[step] = screen
        self.stack.addWidget(screen)
        screen.titled.connect(lambda title, subtitle: self._titled(step, title, subtitle))

    def _titled(self, step: Step, title: str, subtitle: str) -> None:
        self._titles[step] = (title, subtitle)
        if step == self.step:
            self.shown()

    def _to_pay(self, priced: PricedBasket) -> None:
        self.allowed("sell", partial(self._pay, priced))

    def _pay(self, priced: PricedBasket, approved_by: str) -> None:
        """Whoever said yes to the sale stands behind each of its lines that has nobody else behind it."""
        if approved_by:
            lines = (replace(x, approved_by=x.approved_by or approved_by) for x in priced.basket.lines)
            self.sell.change(replace(priced.basket, lines=tuple(lines)))
            priced = self.sell.priced
        self.pay.start(priced)
        self.show("pay")

    def _back(self, code: str) -> None:
        self.show("sell")
        if code:
            self.sell.scanned(code)

    def _hold_from_pay(self) -> None:
        self.show("sell")
        self.sell.hold()

    def _completed(self, sale: Sale) -> None:
        """The sale is stored; only now the drawer opens, and whatever it does the sale stands."""
        if any(tender.type == CASH for tender in sale.tenders):
            self._jobs(self.kick, lambda _: None, self._drawer_failed)
        self.complete.start(sale)
        self.show("complete")
        self._jobs(self.sell.tiles.stocked, self.sell.tiles.restock, lambda _failure: None)
        self.sold()
        if any(tender.type == "card" and tender.reference for tender in sale.tenders):
            self.card_watch.look_again()

    def ask_yes(self, right: Right, go_on: Callable[[str], None]) -> None:
        """What of a payment the person here may not do alone."""
        words = self._words
        subjects = {"return_late": words.late_return, "decide_card_payment": words.card_decision}
        self.yes.ask(right, subjects.get(right, words.other_tender), go_on)

    def allowed(self, right: Right, go_on: Callable[[str], None]) -> None:
        """What somebody's role may not let them do alone on Sell."""
        words = self._words
        subject = words.voids_not_alone if right == "void_basket" else words.sells_not_alone
        self.yes.allowed(right, subject, go_on, self.sell.basket.basket_id)

    def _drawer_failed(self, failure: object) -> None:
        assert isinstance(failure, Exception)
        self._shell.toast.say(self._words.drawer_stuck, "drawer", None)

    def _do(self, name: str, key: str) -> None:
        """Actions that lie outside the Sell screen."""
        if name == "customer":
            self.customers("")
        elif name == "customer_page":
            self.customers(self.sell.basket.customer_id)
        elif name == "return":
            self.returns("")
        elif name == "sale":
            self.returns(key)
        elif name == "order":
            self.orders(int(key))
        elif name == "drawer":
            self.drawer.ask()
