"""Paying with gift cards, points, store credit, vouchers, on account and by the shop's own means. No Qt here."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.stored_value import last_four
from pos.domain.tender import Tender
from pos.services.value import Taken, Told
from pos.services.value_facts import ValueFacts
from ui.money_text import typed_minor
from ui.pay.value_calls import PointSteps, Tenders, ValueCalls
from ui.pay.view import CardAskView, PointsAskView, TileView, VoucherAskView
from ui.pay.words import PayWords
from ui.run_job import RunJob

VALUE = ("gift_card", "points", "store_credit", "account")


class Dialogs(Protocol):
    def ask_card(self, view: CardAskView) -> None: ...
    def ask_points(self, view: PointsAskView) -> None: ...
    def ask_voucher(self, view: VoucherAskView) -> None: ...
    def choose_means(self, rows: tuple[tuple[str, str], ...]) -> None: ...
    def show_points_worth(self, words: str) -> None: ...
    def refuse(self, words: str) -> None: ...
    def close_dialog(self) -> None: ...


class ValueDesk:
    """`state` is the basket that is paid, what was taken for it, and what is left. `took` receives a tender, `failed`
    why there is none; `changed` is called when the page looks different."""

    def __init__(
        self,
        dialogs: Dialogs,
        calls: ValueCalls,
        run_job: RunJob,
        words: PayWords,
        money: Callable[[int], str],
        currency: str,
        state: Callable[[], tuple[PricedBasket, Tenders, int]],
        took: Callable[[Tender], None],
        failed: Callable[[Refused | Unavailable], None],
        changed: Callable[[], None],
    ) -> None:
        self._dialogs, self._calls, self._run_job, self._words = dialogs, calls, run_job, words
        self._money, self._currency, self._state = money, currency, state
        self._took, self._failed, self._changed = took, failed, changed
        self._amount: int | None = None
        self._left: dict[tuple[str, str], str] = {}
        self.busy = False

    # What the cashier does

    def pressed(self, kind: str, amount: int | None) -> None:
        """A means of payment, for this much or, without an amount, for as much as there is and is due."""
        self._amount = amount
        words = self._words
        match kind:
            case "gift_card":
                self._dialogs.ask_card(CardAskView(words.gift_card_title, words.card_number, words.card_hint, ""))
            case "points":
                self._ask_points()
            case "voucher":
                due = self._money(self._due())
                self._dialogs.ask_voucher(VoucherAskView(words.voucher_title, words.voucher_number, due))
            case _ if kind in VALUE:
                self._take(Tender(kind, self._due()))
            case _:
                self._took(Tender(kind, self._due()))

    def more(self, amount: int | None) -> None:
        """The means that have no button of their own."""
        self._amount = amount
        own = tuple((one.type, one.name) for one in self._calls.means)
        rows = (("voucher", self._words.voucher), ("account", self._words.account), *own)
        self._dialogs.choose_means(rows)

    def means_chosen(self, kind: str) -> None:
        self.pressed(kind, self._amount)

    def card_given(self, code: str) -> None:
        """A gift card's number, typed into the dialog or scanned."""
        if code.strip():
            self._dialogs.close_dialog()
            self._take(Tender("gift_card", self._due(), code.strip()))
        else:
            self._dialogs.refuse(self._words.card_needed)

    def card_scanned(self, code: str) -> None:
        """A gift card scanned on Pay pays as much as it can."""
        self._amount = None
        self._take(Tender("gift_card", self._due(), code))

    def points_typed(self, text: str) -> None:
        """What the points are worth, as they are typed."""
        steps, points = self._calls.steps(), _whole(text)
        worth = "" if steps is None or points is None else self._money(points * steps.value_minor)
        self._dialogs.show_points_worth(self._words.points_worth.format(amount=worth) if worth else "")

    def points_given(self, text: str) -> None:
        steps, points = self._calls.steps(), _whole(text)
        if steps is None or not points or points % steps.step or points < steps.least:
            self._refuse_points(steps)
            return
        self._dialogs.close_dialog()
        self._take(Tender("points", points * steps.value_minor, points=points), most=False)

    def voucher_given(self, number: str, amount: str) -> None:
        minor = typed_minor(amount, self._currency) if amount.strip() else abs(self._due())
        if not number.strip() or not minor:
            self._dialogs.refuse(self._words.voucher_needed)
            return
        self._dialogs.close_dialog()
        self._take(Tender("voucher", minor if self._due() > 0 else -minor, " ".join(number.split())), most=False)

    def again(self, tender: Tender) -> None:
        """A tender that was undone is taken again, held anew."""
        self._amount = tender.amount_minor
        self._take(replace(tender, mode=None), most=False)

    def undone(self, tender: Tender) -> None:
        """What the hub holds for it is free again."""
        priced, taken, _left = self._state()
        self.let_go(priced, (tender,), taken)

    def let_go(self, priced: PricedBasket, tenders: Tenders, kept: Tenders = ()) -> None:
        """In the background: nobody waits for it, and where it cannot be told it lapses."""
        held = tuple(one for one in tenders if one.type in VALUE)
        if held:
            self._run_job(partial(self._calls.let_go, priced.basket, held, kept), lambda _: None, lambda _: None)

    # What the page shows

    def left_words(self, tender: Tender) -> str:
        """What is left on the card or account that a taken tender came from."""
        return self._left.get((tender.type, tender.reference), "")

    def tiles(self, icons: tuple[str, ...]) -> tuple[TileView, ...]:
        return tuple(self._tile(kind) for kind in icons)

    def _tile(self, kind: str) -> TileView:
        words = self._words
        labels = {"gift_card": words.gift_card, "points": words.points_tile, "store_credit": words.store_credit}
        priced, taken, due = self._state()
        facts = self._calls.facts(kind, priced.basket, taken)
        if facts.why_not and not (due < 0 and facts.why_not == "nothing"):
            return TileView(kind, labels[kind], reason=words.why_not[facts.why_not])
        if due < 0 and kind == "points":
            return TileView(kind, labels[kind], reason=words.why_not["back"])
        return TileView(kind, labels[kind], words.scan_card if kind == "gift_card" else self._detail(kind, facts))

    def _detail(self, kind: str, facts: ValueFacts) -> str:
        minor = self._money(facts.minor)
        if facts.as_of:
            return self._words.known_at.format(amount=minor, time=self._calls.time(facts.as_of))
        return self._words.points_are.format(points=f"{facts.units:,}", amount=minor) if kind == "points" else minor

    # Taking

    def _due(self) -> int:
        """What was typed, else all that is left; below zero where money is given back."""
        left = self._state()[2]
        return left if self._amount is None else self._amount

    def _ask_points(self) -> None:
        steps, (priced, taken, _left) = self._calls.steps(), self._state()
        if steps is None:
            return
        facts = self._calls.facts("points", priced.basket, taken)
        most = min(facts.minor, self._due()) // steps.value_minor // steps.step * steps.step
        words = self._words
        limit = words.points_most.format(points=f"{most:,}", amount=self._money(most * steps.value_minor))
        rule = words.points_rule.format(step=f"{steps.step:,}", least=f"{steps.least:,}")
        self._dialogs.ask_points(
            PointsAskView(
                words.points_title, words.points_number, str(most) if most >= steps.least else "", limit, rule
            )
        )

    def _refuse_points(self, steps: PointSteps | None) -> None:
        step, least = (steps.step, steps.least) if steps else (1, 1)
        self._dialogs.refuse(self._words.points_rule.format(step=f"{step:,}", least=f"{least:,}"))

    def _take(self, tender: Tender, *, most: bool = True) -> None:
        priced, taken, _left = self._state()
        self.busy = True
        self._changed()
        call = partial(self._calls.take, priced.basket, tender, taken, most and self._amount is None)
        self._run_job(call, partial(self._taken, priced), partial(self._not_taken, priced))

    def _taken(self, priced: PricedBasket, taken: Taken) -> None:
        self.busy = False
        if self._state()[0].basket.basket_id != priced.basket.basket_id:
            self.let_go(priced, (taken.tender,))
            return
        tender = taken.tender
        self._left[tender.type, tender.reference] = self._words_left(tender, taken.told)
        self._took(tender)

    def _not_taken(self, priced: PricedBasket, failure: Refused | Unavailable) -> None:
        self.busy = False
        if self._state()[0].basket.basket_id == priced.basket.basket_id:
            self._changed()
            self._failed(failure)

    def _words_left(self, tender: Tender, told: Told) -> str:
        words = self._words
        if tender.mode == "offline":
            return words.taken_offline
        if told.left is None:
            return ""
        if tender.type == "points":
            return words.points_left.format(points=f"{told.left:,}")
        pattern = words.left_on_card if last_four(tender.reference) else words.left_of_it
        return pattern.format(amount=self._money(told.left))


def _whole(text: str) -> int | None:
    plain = "".join(text.replace(",", "").split())
    return int(plain) if plain.isdecimal() and len(plain) <= 10 else None
