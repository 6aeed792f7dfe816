"""Returning: a receipt is found, goods are ticked, money goes back or goods are exchanged. No Qt here."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from pos.domain.basket import Basket, Line
from pos.domain.codes import classify
from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from pos.domain.serial import asks_serial
from pos.domain.staff import Right
from pos.domain.tender import Tender
from pos.services.return_ways import Way
from ui.approvals import Approvals
from ui.keys import Action, MoneyGuard, action
from ui.pay.view import TerminalView
from ui.returns.basket import ReturnBasket
from ui.returns.calls import ReturnCalls
from ui.returns.card_back import CardBack
from ui.returns.chosen import Goods
from ui.returns.teller import ReturnTeller
from ui.returns.view import ChipView, FindView, MessageView, ReturnView
from ui.returns.views import Money, found_view, head_view, refund_view, rows_of
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval_view import ApprovalView, Approver

SHOWN = 60
"""Lines that are shown at once; an invoice may have hundreds."""


class Screen(Protocol):
    def show_find(self, view: FindView) -> None: ...
    def show_return(self, view: ReturnView) -> None: ...
    def show_message(self, message: MessageView | None) -> None: ...
    def show_scan(self, chip: ChipView) -> None: ...
    def ask_serial(self, name: str) -> None: ...
    def refuse_serial(self, words: str) -> None: ...
    def end_serial(self) -> None: ...
    def point_to(self, key: str) -> None: ...
    def point_to_missing(self, key: str) -> None: ...
    def show_terminal(self, view: TerminalView | None) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def ask_approval(self, view: ApprovalView) -> None: ...
    def show_approval_problem(self, problem: str, advice: str) -> None: ...
    def end_approval(self) -> None: ...
    def refuse(self, words: str) -> None: ...
    def tell(self, words: str) -> None: ...


class _Approving:
    """Who may say yes to what is asked now."""

    def __init__(self, calls: ReturnCalls) -> None:
        self._calls, self.subject = calls, ""
        self.rights: tuple[Right, ...] = ()

    def approvers(self) -> tuple[Approver, ...]:
        return self._calls.approvers(self.rights)

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        return self._calls.approve(self.rights, self.subject, staff_id, pin)


class ReturnPresenter:
    """`scanned` takes goods, `receipt_scanned` a receipt's code, also from other pages."""

    def __init__(self, screen: Screen, teller: ReturnTeller, common: CommonWords, calls: ReturnCalls) -> None:
        self._screen, self._teller, self._calls, self._words = screen, teller, calls, teller.words
        self._basket = ReturnBasket(calls, teller.words)
        self._approving = _Approving(calls)
        self.approvals = Approvals(screen, common, self._approving, self._job)
        self._finding = self._booking = False
        self._asked = ""
        self._early: list[str] = []
        self._shown = SHOWN
        self._pending: tuple[Basket, tuple[Tender, ...]] | None = None
        self._looked_at: Goods | None = None
        self._unnumbered: Line | None = None
        self._guard = MoneyGuard(calls.clock_ms)
        self.card_back = (
            CardBack(calls.card, calls, self._terminal_changed, self._money_back, self._failed, self._fail)
            if calls.card is not None
            else None
        )

    def start(self) -> None:
        """The page is in front, with what was at hand before."""
        self._guard.page_changed()
        self._show()

    def put_away(self) -> None:
        """Somebody else comes to the till, or the return is over: nothing of it stays, except while its money is under
        way."""
        if not self._booking:
            self._basket.clear()
            self._asked, self._early = "", []
            self._finding, self._shown = False, SHOWN
            self._screen.show_message(None)
            self._show()

    # Finding

    def searched(self, text: str) -> None:
        """What was typed so far."""
        if self._basket.without and not self._finding:
            return
        found = self._calls.find(text) if text.strip() else ()
        self._screen.show_find(self._find_view(text.strip(), found))

    def entered(self, text: str) -> None:
        """Enter in the field: a code, a number, goods without receipt, or the first sale that was found."""
        asked = text.strip()
        if not asked:
            return
        if classify(asked) == "receipt":
            self.receipt_scanned(asked)
        elif self._basket.without and not self._finding:
            self.scanned(asked)
        elif found := self._calls.find(asked):
            self.opened(found[0].receipt)
        else:
            self.receipt_scanned(asked)

    def receipt_scanned(self, code: str) -> None:
        """The hub is asked first where there is one: other tills may have sold it, or taken goods of it back."""
        if self._booking:
            self._calls.sound("blocked")
        elif self._calls.joined():
            self._asked, self._early = code, []
            self._screen.show_busy(True)
            opened = partial(self._looked_up, code)
            self._calls.run_job(partial(self._calls.look_up, code), opened, opened)
        else:
            self._open(code)

    def _looked_up(self, code: str, _heard: object) -> None:
        """However the hub answered. Another receipt may have been scanned meanwhile, or goods of this one: a scanner
        waits for nobody."""
        self._screen.show_busy(False)
        if self._asked == code and not self._booking:
            early, self._asked, self._early = self._early, "", []
            if self._open(code):
                for goods in early:
                    self.scanned(goods)

    def _open(self, code: str) -> bool:
        """Whether goods of it can be taken now."""
        try:
            found = self._calls.open(code)
            self._basket.open(found)
        except (Refused, Unavailable) as failure:
            if failure.code == "receipt_unseen":
                self._open_unseen(failure)
                return True
            self._calls.sound("scanUnknown")
            self._show()
            self._fail(failure)
            return False
        self._calls.sound("scanOk")
        self._finding, self._shown = False, SHOWN
        words = self._words
        over = MessageView(words.all_back_title, words.all_back_words, "info") if found.is_over else None
        self._show()
        self._screen.show_message(over)
        return True

    def _open_unseen(self, why: Refused | Unavailable) -> None:
        """Its goods are scanned as those without receipt are, for this receipt."""
        self._calls.sound("scanOk")
        self._basket.open_unseen(str(why.facts["receipt"]))
        self._finding, self._shown = False, SHOWN
        self._show()
        self._screen.show_message(MessageView(self._calls.sentence(why), self._words.unseen_next, "info"))

    def opened(self, receipt: str) -> None:
        """A sale of the list was taken."""
        self.receipt_scanned(receipt)

    def other_asked(self) -> None:
        """Look for another receipt; the one at hand stays until there is another."""
        if not self._booking:
            self._finding = True
            self._screen.show_message(None)
            self._show()

    def without_asked(self) -> None:
        """Goods that nobody has a receipt for may be scanned now."""
        if not self._booking:
            self._basket.open_without()
            self._finding = False
            self._screen.show_message(None)
            self._show()

    def went_back(self) -> None:
        """Esc: back to the return at hand, or away from it."""
        if self._booking:
            return
        if self._finding and self._basket.is_open:
            self._finding = False
            self._show()
        else:
            self.put_away()

    # Ticking

    def scanned(self, code: str) -> None:
        """Goods: one piece more of their line, or without receipt where that was asked for."""
        if self._booking:
            self._calls.sound("blocked")
        elif self._asked:
            self._early.append(code)
        elif not self._basket.is_open:
            self._calls.sound("blocked")
            self._screen.tell(self._words.start)
        else:
            self._try(partial(self._tick, code))

    def _tick(self, code: str) -> None:
        sku, words, basket = self._calls.sku_of(code), self._words, self._basket
        of_sku = [one for one in basket.goods if one.sale_id and sku and one.product.sku == sku]
        free = next((one for one in of_sku if basket.of(one.key).units < one.most), None)
        if free is not None and free.asks_serial:
            self._ask_serial(free)
        elif free is not None:
            basket.take(free.key, basket.of(free.key).units + 1)
            self._say_ticked(free.product.name, free.key)
        elif basket.without:
            line = self._calls.goods(code)
            if asks_serial(line):
                self._unnumbered = line
                self._screen.ask_serial(line.product.name)
                return
            basket.add_own(line)
            self._say_ticked(line.product.name, basket.own[0].key)
        else:
            self._calls.sound("blocked")
            name = of_sku[0].product.name if of_sku else ""
            self._screen.tell(words.no_more.format(name=name) if of_sku else words.not_on_receipt)

    def _say_ticked(self, name: str, key: str) -> None:
        self._calls.sound("scanOk")
        at = next(n for n, one in enumerate(self._basket.goods) if one.key == key)
        self._shown = max(self._shown, at + 1)
        self._show()
        self._screen.show_scan(ChipView(self._words.ticked.format(name=name), "success", "tick"))
        self._screen.point_to(key)

    def ticked(self, key: str) -> None:
        """The box of a line: all that is left of it, or nothing."""
        basket = self._basket
        goods = basket.goods_of(key)
        if goods.asks_serial and not basket.of(key).units and not self._booking:
            self._ask_serial(goods)
            return
        units = 0 if basket.of(key).units else (goods.most if goods.sale_id else 1)
        self._try(partial(basket.take, key, units))

    def _ask_serial(self, goods: Goods) -> None:
        """Somebody looks at the piece: only the one that was sold comes back."""
        self._looked_at, self._unnumbered = goods, None
        self._show()
        self._screen.ask_serial(goods.product.name)

    def serial_given(self, text: str) -> None:
        """The number that stands on the piece; another one than was sold is said in the dialog."""
        serial, line, sold = " ".join(text.split()), self._unnumbered, self._looked_at
        if not serial:
            self._screen.refuse_serial(self._words.serial_wrong)
        elif line is not None:
            self._screen.end_serial()
            self._unnumbered = None
            self._try(partial(self._basket.add_own, replace(line, serial=serial)))
        elif sold is not None and serial != sold.serial:
            self._screen.refuse_serial(self._words.serial_other)
        elif sold is not None:
            self._screen.end_serial()
            self._looked_at = None
            self._try(partial(self._basket.look_at, sold.key, serial))

    def counted(self, key: str, units: int) -> None:
        goods = self._basket.goods_of(key)
        if goods.asks_serial and units and not self._basket.of(key).units and not self._booking:
            self._ask_serial(goods)
            return
        self._try(partial(self._basket.take, key, units))

    def reason_chosen(self, key: str, reason: int) -> None:
        self._try(partial(self._basket.give_reason, key, reason))

    def place_chosen(self, key: str, place: str) -> None:
        self._try(partial(self._basket.give_place, key, place))

    def way_chosen(self, way: Way) -> None:
        if not self._booking:
            self._basket.way = way
            self._show()

    def more_asked(self) -> None:
        self._shown += SHOWN
        self._show()

    def _try(self, change: Callable[[], None]) -> None:
        if self._booking:
            return
        self._screen.show_message(None)
        try:
            change()
        except (Refused, Unavailable) as failure:
            self._calls.sound("blocked")
            self._show()
            self._fail(failure)
        else:
            self._show()

    # Giving back

    def refund_pressed(self) -> None:
        """F12: with somebody's yes where that is needed, then the money goes back."""
        if self._ready(action("returns", "refund")):
            self._with_yes(self._basket.tenders, self._refund)

    def exchange_pressed(self) -> None:
        """Ctrl E: what comes back goes into the basket, and whatever the customer takes instead with it."""
        if self._ready(action("returns", "exchange")):
            self._with_yes(self._basket.original, self._exchange)

    def _ready(self, pressed: Action) -> bool:
        """Whether a key may do it now; what is missing is said, and the focus put where it is given."""
        if not self._guard.allows(pressed) or self._booking:
            return False
        if why_not := self._why_not():
            self._calls.sound("blocked")
            self._screen.show_message(MessageView(why_not, self._words.not_added, "info"))
            self._screen.point_to_missing(self._basket.without_reason)
        return not why_not

    def _with_yes(self, tenders: Sequence[Tender], go_on: Callable[[str], None]) -> None:
        priced = self._basket.priced
        assert priced is not None
        needed = self._calls.needed(priced, tenders)
        if not needed:
            go_on("")
            return
        self._approving.rights, self._approving.subject = needed, self._subject_short()
        self.approvals.ask(self._subject(needed), go_on)

    def _subject_short(self) -> str:
        found = self._basket.found
        return found.sale.receipt if found else self._basket.unseen or self._words.without

    def _subject(self, needed: tuple[Right, ...]) -> str:
        words, basket = self._words, self._basket
        assert basket.priced is not None
        found = basket.found
        facts = {"age": found.days if found else 0, "days": found.allowed_days if found else 0}
        why = " ".join(words.why[right].format(**facts) for right in needed)
        amount = self._teller.money(-basket.priced.total_minor)
        return words.approve_refund.format(number=self._subject_short(), amount=amount, why=why)

    def _refund(self, approved_by: str) -> None:
        tenders = self._basket.tenders
        try:
            basket = self._basket.basket(approved_by)
        except (Refused, Unavailable) as failure:
            self._fail(failure)
            return
        self._give(basket, tenders)

    def _give(self, basket: Basket, tenders: tuple[Tender, ...]) -> None:
        """First what the terminal gives back, then the refund is written down with all of it."""
        self._booking, self._pending = True, (basket, tenders)
        self._show()
        if self.card_back is not None:
            self._job(partial(self._calls.prepare, basket, tenders), partial(self.card_back.begin, basket.basket_id))
        else:
            self._money_back()

    def _money_back(self) -> None:
        assert self._pending is not None
        basket, tenders = self._pending
        self._job(partial(self._calls.refund, basket, tenders), self._refunded)

    def _terminal_changed(self) -> None:
        assert self.card_back is not None
        self._screen.show_terminal(self.card_back.card.view())
        if not self.card_back.card.busy:
            self._show()

    def hold_in_doubt(self) -> None:
        """The return waits among the held baskets with its payment; the next customer is served."""
        if self.card_back is not None and self.card_back.card.phase == "doubt":
            self._booking, self._pending = False, None
            self.put_away()
            self.card_back.card.leave()
            self._calls.held()
            self._screen.tell(self._words.kept_aside)

    def _refunded(self, sale: Sale) -> None:
        self._booking, self._pending = False, None
        self._calls.held()
        self.put_away()
        self._calls.completed(sale)

    def _exchange(self, approved_by: str) -> None:
        try:
            basket = self._basket.basket(approved_by)
        except (Refused, Unavailable) as failure:
            self._fail(failure)
            return
        if self._calls.joined():
            self._booking = True
            self._job(partial(self._calls.hold, basket), lambda _: self._exchanged(basket))
        else:
            self._exchanged(basket)

    def _exchanged(self, basket: Basket) -> None:
        found, lines = self._basket.found, basket.lines
        self._booking = False
        self.put_away()
        self._calls.exchange(lines, found.sale.customer_id if found else "")

    def _job(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._screen.show_busy(True)

        def finished(result: Any) -> None:
            self._screen.show_busy(False)
            done(result)

        self._calls.run_job(work, finished, self._failed)

    def _failed(self, failure: Refused | Unavailable) -> None:
        """Others may have taken some of it back meanwhile: what is left is looked at again."""
        self._screen.show_busy(False)
        self._screen.end_approval()
        forget = partial(self._calls.forget, self._basket.basket_id)
        self._calls.run_job(forget, partial(self._forgotten, failure), partial(self._forgotten, failure, True))

    def _forgotten(
        self, failure: Refused | Unavailable, waits: bool, _stuck: Refused | Unavailable | None = None
    ) -> None:
        """What money has gone back for `waits` among the held baskets, to be finished on Pay."""
        self._booking, self._pending = False, None
        if waits:
            self._basket.clear()
        else:
            self._look_again()
        self._calls.held()
        self._show()
        self._screen.show_message(
            MessageView(self._calls.sentence(failure), self._words.kept_aside if waits else self._words.not_added)
        )

    def _look_again(self) -> None:
        found, kept = self._basket.found, dict(self._basket.chosen)
        if found is None:
            return
        try:
            self._basket.open(self._calls.open(found.sale.receipt))
            for key, chosen in kept.items():
                if any(one.key == key and one.most >= chosen.units for one in self._basket.goods):
                    self._basket.chosen[key] = chosen
            self._basket.reckon()
        except (Refused, Unavailable):
            self._basket.clear()

    # Showing

    def _fail(self, failure: Refused | Unavailable) -> None:
        self._screen.show_message(MessageView(self._calls.sentence(failure), self._words.not_added))

    def _why_not(self) -> str:
        """Why nothing can be given back yet; empty when it can."""
        if self._booking:
            return self._words.refunding
        if self._basket.priced is None:
            return self._words.tick_first
        return self._words.reason_first if self._basket.without_reason else ""

    def _find_view(self, text: str = "", found: tuple[Sale, ...] = ()) -> FindView:
        words = self._words
        if found:
            return FindView(words.find, "", "", tuple(found_view(sale, self._teller) for sale in found))
        if text:
            return FindView(words.find, words.nothing_found.format(text=text), words.nothing_found_words)
        return FindView(words.find, words.start, words.start_words)

    def _show(self) -> None:
        if self._finding or not self._basket.is_open:
            self._screen.show_find(self._find_view())
            return
        basket, teller, words, why_not = self._basket, self._teller, self._words, self._why_not()
        rows = rows_of(basket.found, basket.own, basket.chosen, basket.amounts, teller, self._shown, basket.unseen)
        more = len(basket.goods) - len(rows)
        money = Money(basket.priced, basket.original, basket.way, basket.found is not None, basket.ledgers)
        self._screen.show_return(
            ReturnView(
                head=head_view(basket.found, teller, basket.unseen),
                rows=rows,
                refund=refund_view(money, why_not, teller),
                exchange_reason=why_not,
                more=words.more_lines.format(count=more) if more > 0 else "",
                without=basket.without,
                with_field=basket.found is None,
                hint=words.unseen_goods.format(number=basket.unseen) if basket.unseen else words.find_goods,
            )
        )
