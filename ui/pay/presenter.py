"""Paying: tenders are taken until nothing is left, then the sale is booked as a job. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.card import Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.money import MAX_MINOR, format_minor, split
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.tender import CASH, Settlement, Tender
from ui.keys import MoneyGuard, action
from ui.money_text import typed_minor
from ui.pay import value_desk
from ui.pay.card_desk import CardDesk
from ui.pay.giving_back import GivingBack
from ui.pay.pay_view import TILES, due, left_minor, notes, pay_basket, primary, taken_views, tender_label, tiles
from ui.pay.shop import PayShop
from ui.pay.value_desk import VALUE, ValueDesk
from ui.pay.view import PayBanner, PayView, SplitView
from ui.pay.words import PayWords

MOST_PEOPLE = 6


class Dialogs(value_desk.Dialogs, Protocol):
    def choose_split(self, ways: tuple[SplitView, ...]) -> None: ...


class Screen(Protocol):
    @property
    def dialogs(self) -> Dialogs: ...
    def show_title(self, title: str, subtitle: str) -> None: ...
    def show_pay(self, view: PayView) -> None: ...
    def show_amount(self, text: str) -> None: ...
    def show_banner(self, banner: PayBanner | None) -> None: ...
    def say(self, words: str, icon: str, undo: Callable[[], None] | None) -> None: ...


class PayPresenter:
    """`completed` receives the sale; `back` goes to the basket, with a code that was scanned here or an empty one."""

    def __init__(
        self,
        screen: Screen,
        shop: PayShop,
        words: PayWords,
        completed: Callable[[Sale], None],
        back: Callable[[str], None],
    ) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._completed, self._back = completed, back
        self._priced: PricedBasket | None = None
        self._taken: tuple[Tender, ...] = ()
        self._shares: list[int] = []
        self._booking = False
        self._put_aside: dict[str, tuple[Tender, ...]] = {}
        self._guard = MoneyGuard(shop.clock_ms)
        self.card = self._card_desk()
        self.value = self._value_desk()
        self._giving: GivingBack | None = None
        if self.card is not None and shop.card is not None:
            self._giving = GivingBack(shop.card, self.card, shop.run_job, self._elsewhere, self._not_given_back)

    def _card_desk(self) -> CardDesk | None:
        shop = self._shop
        if shop.card is None:
            return None
        return CardDesk(
            shop.card,
            shop.run_job,
            self._words,
            shop.money,
            self._card_changed,
            self._card_ended,
            self._card_failed,
            shop.ask_yes,
        )

    def _value_desk(self) -> ValueDesk | None:
        shop = self._shop
        if shop.value is None:
            return None
        return ValueDesk(
            self._screen.dialogs,
            shop.value,
            shop.run_job,
            self._words,
            shop.money,
            shop.currency,
            self._state,
            self._take_value,
            self._value_failed,
            self._value_changed,
        )

    @property
    def taken(self) -> tuple[Tender, ...]:
        return self._taken

    def start(self, priced: PricedBasket) -> None:
        """Show what is to be paid. Tenders taken for this basket before going back are still there."""
        if self._priced is None or self._priced.basket.basket_id != priced.basket.basket_id:
            self._drop_value(lambda _tender: True)
            self._taken = self._put_aside.pop(priced.basket.basket_id, ())
        elif self._priced.basket.customer_id != priced.basket.customer_id:
            self._drop_value(lambda tender: tender.type != "gift_card")
        self._priced, self._shares = priced, []
        if self._giving is not None:
            self._giving.forget()
        if self.card is not None:
            self._load_card(priced.basket.basket_id)
        self._guard.page_changed()
        self._screen.show_title(self._words.title, self._words.subtitle.format(number=self._shop.next_receipt()))
        self._screen.show_banner(None)
        self._screen.show_amount("")
        self._show()

    # Taking money

    def primary(self, typed: str) -> None:
        """The big button: card for the typed amount or all that is left, or booking what is paid."""
        if not self._may_take():
            return
        if self._left == 0:
            self._book()
            return
        amount = self._amount(typed) if typed.strip() else self._left
        if amount is None:
            return
        if not self._has_terminal:
            self._take(Tender("card", amount))
        elif amount > 0:
            self._charge(amount)
        else:
            self._give_back(-amount)

    def cash_typed(self, typed: str) -> None:
        if self._may_take() and typed.strip() and (amount := self._amount(typed)) is not None:
            self._take(Tender(CASH, amount))

    def cash(self, minor: int) -> None:
        """A note was tapped."""
        if self._may_take():
            self._take(Tender(CASH, minor))

    def other(self, kind: str, typed: str = "") -> None:
        """A means beside card and cash, for the typed amount or as much as it has of what is left."""
        if self.value is None or not self._may_take() or not self._left:
            return
        if not typed.strip():
            self.value.pressed(kind, None)
        elif (amount := self._amount(typed)) is not None:
            self.value.pressed(kind, amount)

    def more(self, typed: str = "") -> None:
        """The means that have no button of their own."""
        amount = self._amount(typed) if typed.strip() else None
        if self.value is not None and self._may_take() and self._left and (amount is not None or not typed.strip()):
            self.value.more(amount)

    def looked_at(self) -> None:
        """Something that the page shows is known better now."""
        if self._priced is not None and not self._locked:
            self._show()

    def gift_card_scanned(self, code: str) -> None:
        """A gift card read on this page pays."""
        if self.value is not None and not self._locked and self._left > 0:
            self.value.card_scanned(code)
        else:
            self._shop.sound("blocked")

    def _state(self) -> tuple[PricedBasket, tuple[Tender, ...], int]:
        assert self._priced is not None
        return self._priced, self._taken, self._left

    def _take_value(self, tender: Tender) -> None:
        """What the hub holds for a tender that is not taken after all is free again."""
        before = self._taken
        self._take(tender)
        if self.value is not None and self._taken == before and self._priced is not None:
            self.value.let_go(self._priced, (tender,), before)

    def _value_failed(self, failure: Refused | Unavailable) -> None:
        self._shop.sound("blocked")
        self._refuse(failure, self._words.not_paid)

    def _value_changed(self) -> None:
        self._screen.show_banner(None)
        self._show()

    def _drop_value(self, is_dropped: Callable[[Tender], bool]) -> None:
        """Value that was taken for another basket, or of another customer, is given free."""
        dropped = tuple(tender for tender in self._taken if tender.type in VALUE and is_dropped(tender))
        if self.value is not None and self._priced is not None and dropped:
            self.value.let_go(self._priced, dropped)
        self._taken = tuple(tender for tender in self._taken if tender not in dropped)

    def undo(self, place: int) -> None:
        """Take a tender back; the toast takes it again. A card is given back on its terminal first."""
        if self._locked or place >= len(self._taken):
            return
        tender = self._taken[place]
        if self._by_terminal(tender):
            self._take_back(tender)
            return
        self._taken = self._taken[:place] + self._taken[place + 1 :]
        if self.value is not None:
            self.value.undone(tender)
        self._screen.show_banner(None)
        self._show()
        pattern = self._words.card_undone if tender.type == "card" else self._words.undone
        amount = self._shop.money(abs(tender.amount_minor))
        words = pattern.format(label=tender_label(tender, self._words, self._names), amount=amount)
        assert self._priced is not None
        self._screen.say(words, "undo", partial(self._take_again, tender, self._priced.basket.basket_id))

    def _take_again(self, tender: Tender, basket_id: str) -> None:
        if self._locked or self._priced is None or self._priced.basket.basket_id != basket_id:
            return
        if self.value is not None and tender.type in VALUE:
            self.value.again(tender)
        else:
            self._take(tender)

    def _take(self, tender: Tender) -> None:
        taken = (*self._taken, tender)
        try:
            self._settle(taken)
        except Refused as failure:
            if failure.code != "under_paid":
                self._refuse(failure, self._words.not_paid)
                return
            self._taken = taken
            self._screen.show_banner(None)
            self._screen.show_amount(self._next_share())
            self._show()
            return
        self._taken = taken
        self._book()

    # At the card terminal

    def hold_in_doubt(self) -> None:
        """The basket is put aside with its payment and what else was taken for it; the next customer is served."""
        if self.card is not None and self.card.phase == "doubt" and self._priced is not None:
            others = tuple(tender for tender in self._taken if not self._by_terminal(tender))
            if others:
                self._put_aside[self._priced.basket.basket_id] = others
            self._priced, self._taken = None, ()
            self._shop.hold()

    def resolved(self, basket_id: str) -> None:
        """A payment that was in flight when the till went off is settled now: the page shows how."""
        if self._priced is None or self._priced.basket.basket_id != basket_id or self.card is None:
            return
        if self.card.phase in ("idle", "doubt") and not self._booking:
            self._load_card(basket_id)
            self._show()

    def _is_wallet(self, code: str) -> bool:
        """Whether this pays what is left from a customer's phone."""
        card = self._shop.card
        is_one = card is not None and card.has_terminal and card.is_wallet(code)
        return is_one and not self._locked and self._left > 0

    def _charge(self, amount_minor: int, wallet_code: str = "") -> None:
        """What the terminal is asked for is first tried by the rule: a card never pays more than is due."""
        assert self._priced is not None and self.card is not None
        try:
            self._settle((*self._taken, Tender("card", amount_minor)))
        except Refused as failure:
            if failure.code != "under_paid":
                self._refuse(failure, self._words.not_paid)
                return
        self._screen.show_banner(None)
        self.card.pay(self._priced.basket.basket_id, amount_minor, wallet_code)

    def _give_back(self, minor: int) -> None:
        """Money of an exchange goes back through the terminal that took it."""
        assert self._priced is not None and self._giving is not None
        self._screen.show_banner(None)
        self._giving.begin(self._priced, self._taken, minor)
        self._show()

    def _elsewhere(self, minor: int) -> None:
        """No terminal took it: it is given back where it was approved."""
        self._show()
        self._take(Tender("card", -minor))

    def _not_given_back(self, failure: Refused | Unavailable) -> None:
        self._show()
        self._refuse(failure, self._words.not_paid)
        self._ask_yes(failure)

    def _take_back(self, tender: Tender) -> None:
        """What a terminal took for this basket is given back there; what it gave back is gone."""
        assert self._priced is not None and self.card is not None
        if not self._has_terminal:
            self._refuse(Refused("no_terminal"), self._words.not_undone)
        elif tender.amount_minor > 0:
            self.card.reverse(self._priced.basket.basket_id, tender.reference, tender.amount_minor)

    def _load_card(self, basket_id: str) -> None:
        """Card payments stand in the store, whatever happened to this window since."""
        assert self.card is not None and self._shop.card is not None
        others = tuple(tender for tender in self._taken if not self._by_terminal(tender))
        self._taken = (*others, *self._shop.card.standing(basket_id))
        self.card.load(basket_id)

    def _by_terminal(self, tender: Tender) -> bool:
        return self.card is not None and tender.type == "card" and bool(tender.reference)

    def _card_changed(self) -> None:
        """Another page stands beside the basket: a key pressed for the one before is not meant for it."""
        self._guard.page_changed()
        if self._priced is not None:
            self._show()

    def _card_ended(self, attempt: Attempt) -> None:
        """Whatever was approved or given back is what the store says now."""
        if self._priced is None or attempt.basket_id != self._priced.basket.basket_id:
            return
        self._load_card(attempt.basket_id)
        self._screen.show_amount(self._next_share() if attempt.state == "approved" else "")
        giving = self._giving.wanted if self._giving is not None else 0
        if self._giving is not None:
            self._giving.ended(attempt)
        if attempt.state != "approved":
            code = "card_back_refused" if attempt.what == "reversal" else f"card_{attempt.state}"
            self._refuse(Refused(code), self._words.not_paid)
        elif attempt.what == "reversal":
            amount = self._shop.money(attempt.amount_minor)
            self._screen.say(self._words.card_reversed.format(amount=amount), "undo", None)
            if giving:
                self._given_back()
                return
        elif self._left <= 0:
            self._book()
            return
        self._show()

    def _given_back(self) -> None:
        """One payment is given back: the next one, or the exchange is booked."""
        assert self._giving is not None
        if not self._left:
            self._giving.forget()
            self._book()
        elif self._giving.wanted:
            self._give_back(self._giving.wanted)
        else:
            self._show()

    def _card_failed(self, failure: Refused | Unavailable) -> None:
        self._refuse(failure, self._words.not_paid)

    # Splitting

    def split_asked(self) -> None:
        if not self._locked and self._left > 1:
            self._screen.dialogs.choose_split(tuple(self._way(people) for people in range(2, MOST_PEOPLE + 1)))

    def split_chosen(self, people: int) -> None:
        """Put one share after the other in the amount field, until all have paid."""
        self._shares = split(self._left, [1] * people)
        self._screen.show_amount(self._next_share())

    def _way(self, people: int) -> SplitView:
        shares = split(self._left, [1] * people)
        share, last = self._shop.money(shares[0]), self._shop.money(shares[-1])
        pattern = self._words.split_share if share == last else self._words.split_shares
        return SplitView(people, self._words.split_among.format(count=people), pattern.format(share=share, last=last))

    def _next_share(self) -> str:
        if not self._shares:
            return ""
        return format_minor(self._shares.pop(0), self._shop.currency)

    # Leaving

    def back(self) -> None:
        if self.card is not None and self.card.busy:
            self.card.cancel()
        elif not self._booking:
            self._back("")

    def hold(self) -> None:
        if not self._locked and not self._hold_reason():
            self._shop.hold()

    def quote(self) -> None:
        if self._priced is not None and not self._locked and not self._shop.why_not("quote"):
            self._shop.quote(self._priced)

    def scanned(self, code: str) -> None:
        """A product scanned here goes into the basket, unless somebody has paid a part already."""
        if self._is_wallet(code):
            self._charge(self._left, code)
        elif self._taken or self._locked:
            self._shop.sound("blocked")
            self._screen.show_banner(PayBanner(self._words.scan_refused, self._words.scan_refused_words))
        else:
            self._back(code)

    # Booking

    def _book(self) -> None:
        assert self._priced is not None
        self._booking = True
        self._screen.show_banner(None)
        self._show()
        call = partial(self._shop.complete, self._priced.basket, self._taken)
        self._shop.run_job(call, self._booked, self._not_booked)

    def _booked(self, sale: Sale) -> None:
        self._booking, self._taken, self._priced = False, (), None
        self._screen.show_amount("")
        self._completed(sale)

    def _not_booked(self, failure: Refused | Unavailable) -> None:
        self._booking = False
        self._show()
        self._refuse(failure, self._words.not_booked)
        self._ask_yes(failure)

    def _ask_yes(self, failure: Refused | Unavailable) -> None:
        right = failure.facts.get("right")
        if failure.code == "approval_needed" and right in ("refund_tender", "return_late"):
            self._shop.ask_yes(right, self._allowed)

    def _allowed(self, staff_id: str) -> None:
        """Somebody said yes to these returns: with that the money goes back, or the basket is booked."""
        priced = self._priced
        wanted = self._giving.wanted if self._giving is not None else 0
        if priced is None or self._locked or (self._left and not wanted):
            return
        lines = (replace(line, approved_by=staff_id) if line.is_return else line for line in priced.basket.lines)
        self._priced = replace(priced, basket=replace(priced.basket, lines=tuple(lines)))
        if self._left:
            self._give_back(wanted)
        else:
            self._book()

    # Amounts

    @property
    def _locked(self) -> str:
        """Why nothing else can be pressed now."""
        if self.card is not None and self.card.busy:
            return self._words.card_busy
        if self.value is not None and self.value.busy:
            return self._words.asking_hub
        checking = self._giving is not None and self._giving.checking
        return self._words.booking if self._booking or checking else ""

    @property
    def _has_terminal(self) -> bool:
        return self._shop.card is not None and self._shop.card.has_terminal

    @property
    def _left(self) -> int:
        return 0 if self._priced is None else left_minor(self._priced, self._taken)

    def _settle(self, taken: tuple[Tender, ...]) -> Settlement:
        assert self._priced is not None
        return self._shop.settle(self._priced.total_minor, taken)

    def _rounding(self) -> int:
        """What paying the rest in cash would be rounded by: asked of the rule itself, with more cash than needed."""
        if self._left <= 0:
            return 0
        plenty = Tender(CASH, min(2 * self._left + 1_000, MAX_MINOR))
        try:
            return self._settle((*self._taken, plenty)).rounding_minor
        except Refused:
            return 0  # what is already taken leaves no room for cash

    def _amount(self, typed: str) -> int | None:
        """A typed amount in minor units, given back when the basket is a refund; None when it is none."""
        minor = typed_minor(typed, self._shop.currency)
        if not minor:
            self._screen.show_banner(PayBanner(self._words.not_an_amount, self._words.not_an_amount_words))
            return None
        return minor if self._left > 0 else -minor

    @property
    def _terminal_name(self) -> str:
        return self._shop.card.name if self._shop.card is not None and self._has_terminal else ""

    def _may_take(self) -> bool:
        """Not with the key that opened this page, and not while the sale is being booked."""
        return self._guard.allows(action("pay", "card")) and not self._locked and self._priced is not None

    def _refuse(self, failure: Refused | Unavailable, words: str) -> None:
        self._screen.show_banner(PayBanner(self._shop.sentence(failure), words))

    @property
    def _names(self) -> dict[str, str]:
        """What the shop calls its own means of payment."""
        own = self._shop.value.means if self._shop.value is not None else ()
        return {one.type: one.name for one in own}

    def _detail(self, tender: Tender) -> str:
        return "" if self.value is None else self.value.left_words(tender)

    def _hold_reason(self) -> str:
        return self._words.scan_refused if self._taken else self._shop.why_not("hold")

    def _show(self) -> None:
        assert self._priced is not None
        priced, words, shop, left = self._priced, self._words, self._shop, self._left
        rounding = self._rounding()
        exact = left + rounding
        terminal = self.card.view() if self.card is not None else None
        waits = terminal is not None and not terminal.in_doubt
        shopper = shop.shopper(priced.basket.customer_id) if priced.basket.customer_id else None
        amounts = shop.notes(exact) if left > 0 else (left,) if left < 0 else ()
        self._screen.show_pay(
            PayView(
                basket=pay_basket(priced, words, shop.money, shopper, shop.earns(priced)),
                due=due(priced, self._taken, rounding, words, shop.money),
                taken=taken_views(self._taken, words, shop.money, self._detail, self._names),
                primary=primary(left, words, shop.money, self._terminal_name, waits, shop.is_offline()),
                tiles=tiles(words, shop.why_not) if self.value is None else self.value.tiles(TILES),
                cash_title=words.cash_received if left >= 0 else words.cash_back,
                notes=notes(amounts, exact if left > 0 else left, words, shop.money),
                can_split=left > 1,
                hold_reason=self._hold_reason(),
                quote_reason=shop.why_not("quote"),
                more_reason="" if self.value is not None and left else words.nothing_to_pay,
                locked=self._locked,
                terminal=terminal,
            )
        )
