"""Giving a discount: the dialog's previews, the giver's limit, and a manager's approval in place. No Qt here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, Protocol

from pos.domain.basket import Basket, ManualDiscount
from pos.domain.failures import Refused, Unavailable
from pos.domain.money import WHOLE, parse_minor, parse_rate
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.quantity import format_milli
from pos.domain.staff import Staff, may, may_discount
from pos.services.rights import percent_of_whole
from ui.pin_words import pin_problem
from ui.sell.line_desk import Say
from ui.sell.shop import SellShop
from ui.sell.view import ChipView, DiscountView, PreviewView
from ui.sell.words import DiscountWords
from ui.signin.view import PinAnswer
from ui.text import CommonWords
from ui.widgets.approval_view import ApprovalView, Approver

Way = Literal["percent", "amount", "price"]
PERCENTS = ("5", "10", "15", "20", "25", "50")


class Screen(Protocol):
    def ask_discount(self, view: DiscountView) -> None: ...
    def show_preview(self, view: PreviewView) -> None: ...
    def ask_approval(self, view: ApprovalView) -> None: ...
    def close(self) -> None: ...
    def show_approval_problem(self, problem: str, advice: str) -> None: ...
    def refuse(self, words: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: on a line or, without `line_id`, on the basket; `value` as typed, None takes it away."""

    line_id: str
    way: Way
    value: str | None
    reason: str


class DiscountDesk:
    """`change` takes the basket with the discount; `priced` gives the one it starts from."""

    def __init__(
        self,
        screen: Screen,
        shop: SellShop,
        words: DiscountWords,
        common: CommonWords,
        priced: Callable[[], PricedBasket],
        change: Callable[[Basket], bool],
        say: Say,
    ) -> None:
        self._screen, self._shop, self._words, self._common = screen, shop, words, common
        self._priced, self._change, self._say = priced, change, say
        self._line_id = ""
        self._wish: Wish | None = None
        self._checking = False

    def open(self, line_id: str = "") -> None:
        """The dialog for a line, or for the whole basket."""
        self._line_id = line_id
        words, money, priced = self._words, self._shop.money, self._priced()
        given = priced.basket.line(line_id).discount if line_id else priced.basket.discount
        ways = [("percent", words.percent), ("amount", words.amount)]
        if line_id:
            line = self._line(priced)
            quantity = format_milli(line.line.qty_milli)
            subject, picture = line.line.product.name, line.line.product.image
            detail = words.subject.format(quantity=quantity, price=money(line.unit_price_minor))
            ways.append(("price", words.new_price))
        else:
            subject, picture = words.basket_subject, ""
            detail = money(priced.subtotal_minor - self._line_discounts(priced))
        self._screen.ask_discount(
            DiscountView(
                title=words.line_title if line_id else words.basket_title,
                subject=subject,
                subject_detail=detail,
                ways=tuple(ways),
                percents=PERCENTS,
                reasons=words.reasons,
                chosen=given.percent if given and given.percent else "",
                reason=given.reason if given and given.reason in words.reasons else words.reasons[0],
                removable=given is not None or (bool(line_id) and self._line(priced).line.source == "override"),
                picture=picture,
            )
        )
        self.wished("percent", given.percent if given and given.percent else "", words.reasons[0])

    def wished(self, way: Way, value: str, reason: str) -> None:
        """What stands in the dialog changed: show what it would do."""
        wish = Wish(self._line_id, way, value.strip(), reason)
        problem = self._problem(wish)
        if problem or not wish.value:
            self._screen.show_preview(
                PreviewView(apply=self._words.apply_nothing, problem=problem if wish.value else "")
            )
            return
        try:
            after = self._shop.price(self._with(wish))
        except (Refused, Unavailable) as failure:
            self._screen.show_preview(
                PreviewView(apply=self._words.apply_nothing, problem=self._shop.sentence(failure))
            )
            return
        self._screen.show_preview(self._preview(wish, self._amount(self._priced()), self._amount(after)))

    def applied(self, way: Way, value: str, reason: str) -> None:
        """Give it, or have it approved first when it is not this person's to give."""
        wish = Wish(self._line_id, way, value.strip(), reason)
        if not wish.value or self._problem(wish):
            return
        if self._is_allowed(self._shop.staff(), wish):
            self._give(wish, "")
            return
        able = [staff for staff in self._shop.colleagues() if self._may_approve(staff, wish)]
        able.sort(key=lambda staff: not staff.role.manages_people)  # first asked: whom the title of the dialog names
        if not able:
            self._screen.refuse(self._common.nobody_may)
            return
        self._wish = wish
        approvers = tuple(Approver(staff.staff_id, staff.name, staff.pin_length) for staff in able)
        self._screen.ask_approval(self._approval(wish, approvers))

    def removed(self) -> None:
        self._give(Wish(self._line_id, "percent", None, ""), "")

    def pin_given(self, staff_id: str, pin: str) -> None:
        """A manager's PIN: checked as a job, because a hash made to be slow is slow."""
        if self._wish is not None and not self._checking:
            self._checking = True
            self._shop.run_job(
                partial(self._shop.check_pin, staff_id, pin),
                partial(self._approved, self._wish, staff_id),
                self._pin_failed,
            )

    def cancelled(self) -> None:
        self._wish = None

    def _approved(self, wish: Wish, staff_id: str, answer: PinAnswer) -> None:
        self._checking = False
        if self._wish is not wish:
            return  # the dialog was closed while the PIN was checked
        if (problem := pin_problem(answer, self._common)) is not None:
            self._screen.show_approval_problem(*problem)
        else:
            self._give(wish, staff_id)

    def _pin_failed(self, failure: Refused | Unavailable) -> None:
        self._checking = False
        self._screen.show_approval_problem(self._shop.sentence(failure), "")

    def _may_approve(self, staff: Staff, wish: Wish) -> bool:
        """Somebody else whose own limit covers it; nobody approves what he asks for himself."""
        return staff.staff_id != self._shop.staff().staff_id and self._is_allowed(staff, wish)

    def _give(self, wish: Wish, approved_by: str) -> None:
        self._wish = None
        self._screen.close()
        before = self._priced().basket
        if self._change(self._with(wish, approved_by)):
            self._say(self._done(wish, before), "discount", partial(self._take_back, wish.line_id, before))

    def _done(self, wish: Wish, before: Basket) -> str:
        words = self._words
        item = before.line(wish.line_id).product.name if wish.line_id else words.basket_subject
        if wish.value is None:
            return words.taken_away.format(item=item)
        pattern = words.priced if wish.way == "price" else words.given
        return pattern.format(value=self._value_words(wish), item=item)

    def _take_back(self, line_id: str, before: Basket) -> None:
        """As it was before, where what was meant is still there; whatever else was done since stays."""
        now = self._priced().basket
        if now.basket_id != before.basket_id:
            return
        if not line_id:
            self._change(replace(now, discount=before.discount))
        elif any(line.line_id == line_id for line in now.lines):
            quantity = now.line(line_id).qty_milli
            self._change(now.change_line(replace(before.line(line_id), qty_milli=quantity)))

    def _with(self, wish: Wish, approved_by: str = "") -> Basket:
        basket = self._priced().basket
        given = self._given(wish, approved_by)
        if not wish.line_id:
            return replace(basket, discount=given)
        line = basket.line(wish.line_id)
        if wish.value is not None and wish.way == "price":
            minor = parse_minor(wish.value, self._shop.currency)
            line = replace(line, unit_price_minor=minor, source="override", reason=wish.reason, approved_by=approved_by)
        elif line.source == "override" and wish.value is None:
            line = replace(line, unit_price_minor=None, source="list", reason="", approved_by="")
        return basket.change_line(replace(line, discount=given))

    def _given(self, wish: Wish, approved_by: str) -> ManualDiscount | None:
        if wish.value is None or wish.way == "price":
            return None
        if wish.way == "percent":
            return ManualDiscount(percent=wish.value, reason=wish.reason, approved_by=approved_by)
        minor = parse_minor(wish.value, self._shop.currency)
        return ManualDiscount(amount_minor=minor, reason=wish.reason, approved_by=approved_by)

    def _problem(self, wish: Wish) -> str:
        """What is wrong with the typed value, if anything."""
        assert wish.value is not None
        try:
            if wish.way == "percent":
                return "" if 0 < parse_rate(wish.value) <= WHOLE else self._words.wrong_percent
            minor = parse_minor(wish.value, self._shop.currency)
        except Refused:
            return self._words.wrong_percent if wish.way == "percent" else self._words.wrong_amount
        return "" if minor > 0 or (wish.way == "price" and minor == 0) else self._words.wrong_amount

    def _is_allowed(self, staff: Staff, wish: Wish) -> bool:
        if wish.way == "price":
            return may(staff, "override_price")
        return may_discount(staff, self._percent_of_whole(wish))

    def _percent_of_whole(self, wish: Wish) -> int:
        """A discount in whole percent of what it is taken from, by the rule the sale is checked with."""
        given = self._given(wish, "")
        assert given is not None
        return percent_of_whole(given, self._list_minor(self._priced()))

    def _preview(self, wish: Wish, before_minor: int, after_minor: int) -> PreviewView:
        words, money, staff = self._words, self._shop.money, self._shop.staff()
        limit = staff.role.discount_percent
        was = self._list_minor(self._priced()) if wish.line_id else before_minor
        if self._is_allowed(staff, wish):
            chip = ChipView(words.within_limit.format(limit=limit), "success", "ok") if wish.way != "price" else None
        elif wish.way == "price":
            chip = ChipView(words.needs_approval, "warning", "key")
        else:
            chip = ChipView(words.above_limit.format(limit=limit), "warning", "key")
        saved = was - after_minor
        saves = words.saves.format(amount=money(saved)) if saved >= 0 else words.dearer.format(amount=money(-saved))
        return PreviewView(
            money(was), money(after_minor), saves, chip, words.apply.format(value=self._value_words(wish))
        )

    def _approval(self, wish: Wish, approvers: tuple[Approver, ...]) -> ApprovalView:
        """What the approving person reads: what is asked for, what it changes, and why."""
        words, money, staff = self._words, self._shop.money, self._shop.staff()
        before, after = self._priced(), self._shop.price(self._with(wish))
        if wish.way == "price":
            pattern = words.approval_price
        else:
            pattern = words.approval_line if wish.line_id else words.approval_basket
        asked = pattern.format(
            value=self._value_words(wish),
            item=self._line(before).line.product.name if wish.line_id else words.basket_subject,
            name=staff.name.split()[0],
            limit=staff.role.discount_percent,
        )
        detail = words.approval_detail.format(
            before=money(self._amount(before)), after=money(self._amount(after)), reason=wish.reason
        )
        return ApprovalView(asked, approvers, detail)

    def _value_words(self, wish: Wish) -> str:
        assert wish.value is not None
        if wish.way == "percent":
            return self._words.percent_value.format(value=wish.value)
        return self._shop.money(parse_minor(wish.value, self._shop.currency))

    def _line(self, priced: PricedBasket) -> PricedLine:
        return next(line for line in priced.lines if line.line.line_id == self._line_id)

    def _amount(self, priced: PricedBasket) -> int:
        """What is paid now for what the discount is on."""
        return self._line(priced).total_minor if self._line_id else sum(line.total_minor for line in priced.lines)

    def _list_minor(self, priced: PricedBasket) -> int:
        return self._line(priced).list_minor if self._line_id else sum(line.list_minor for line in priced.lines)

    @staticmethod
    def _line_discounts(priced: PricedBasket) -> int:
        return sum(x.amount_minor for line in priced.lines for x in line.discounts if x.by != "basket")
