"""After a sale: change first, then the receipt; the next scan begins the next sale. No Qt here."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from ui.complete.shop import CompleteShop
from ui.complete.view import ChangeView, ChoiceView, CompleteView, CustomerView
from ui.complete.words import CompleteWords


class Screen(Protocol):
    def show_title(self, title: str, subtitle: str) -> None: ...
    def show_sale(self, view: CompleteView) -> None: ...
    def show_problem(self, title: str, words: str) -> None: ...


class CompletePresenter:
    """`new_sale` goes on to the next customer, with the code that was scanned here or an empty one."""

    def __init__(
        self, screen: Screen, shop: CompleteShop, words: CompleteWords, new_sale: Callable[[str], None]
    ) -> None:
        self._screen, self._shop, self._words, self._new_sale = screen, shop, words, new_sale
        self._sale: Sale | None = None
        self._printing = ""
        self._printed: set[str] = set()

    def start(self, sale: Sale) -> None:
        """Show a sale that is stored already."""
        self._sale, self._printing, self._printed = sale, "", set()
        number = sale.receipt.partition("-")[2]
        title = self._words.title if sale.total_minor >= 0 else self._words.refunded
        self._screen.show_title(title, self._words.subtitle.format(number=number))
        self._screen.show_problem("", "")
        self._show()

    def chosen(self, name: str) -> None:
        """A way to give the receipt, or `reprint` or `refund`."""
        sale = self._sale
        if sale is None or self._reason(name):
            return
        if name in ("print", "gift"):
            self._print(name, partial(self._shop.print_receipt, sale, name == "gift"))
        elif name == "reprint":
            self._print(name, partial(self._shop.reprint, sale))
        else:
            self._shop.do(name, sale)

    def scanned(self, code: str) -> None:
        self._leave(code)

    def next_sale(self) -> None:
        self._leave("")

    def _leave(self, code: str) -> None:
        if self._sale is not None:
            self._sale = None
            self._new_sale(code)

    def _print(self, name: str, call: Callable[[], None]) -> None:
        self._printing = name
        self._screen.show_problem("", "")
        self._show()
        self._shop.run_job(call, partial(self._done, self._sale, name), partial(self._failed, self._sale))

    def _done(self, sale: Sale | None, name: str, _nothing: None) -> None:
        if sale is self._sale:
            self._printing = ""
            self._printed.add(name)
            self._show()

    def _failed(self, sale: Sale | None, failure: Refused | Unavailable) -> None:
        if sale is self._sale:
            self._printing = ""
            self._show()
            self._screen.show_problem(self._shop.sentence(failure), self._words.not_printed)

    def _reason(self, name: str) -> str:
        if self._printing and name in ("print", "gift", "reprint"):
            return self._words.printing
        if name == "refund" and self._sale is not None and not _sold(self._sale):
            return self._words.nothing_sold
        return self._shop.why_not(name)

    def _show(self) -> None:
        sale, words, shop = self._sale, self._words, self._shop
        if sale is None:
            return
        coins = shop.coins(sale.change_minor) if sale.change_minor else ()
        self._screen.show_sale(
            CompleteView(
                change=self._change(sale),
                coins=tuple(words.coins.format(count=count, coin=coin) for coin, count in coins),
                choices=self._choices(sale),
                customer=self._customer(sale),
                nobody=words.no_customer if _sold(sale) else words.nobody,
                saved=words.saved if shop.confirmed() else words.saved_here,
                saved_detail=words.saved_detail.format(receipt=sale.receipt, time=shop.time(sale.at))
                if shop.confirmed()
                else words.saved_here_detail,
                paper=shop.blocks(sale),
                paper_name=words.paper.format(receipt=sale.receipt),
                refund_reason=self._reason("refund"),
                reprint_reason=self._reason("reprint"),
            )
        )

    def _change(self, sale: Sale) -> ChangeView:
        words, money = self._words, self._shop.money
        facts = []
        for tender in sale.tenders:
            pattern = words.received if tender.amount_minor >= 0 else words.returned
            name = words.tenders.get(tender.type, tender.type)
            facts.append(pattern.format(tender=name, amount=money(abs(tender.amount_minor))))
            if tender.left_minor is not None:
                facts.append(words.left_on_it.format(amount=money(tender.left_minor)))
        total = words.total if sale.total_minor >= 0 else words.refund_total
        facts.append(total.format(amount=money(abs(sale.total_minor))))
        if sale.rounding_minor:
            facts.append(words.rounding.format(amount=money(sale.rounding_minor)))
        drawer = words.drawer_open if self._shop.opened_drawer(sale) else ""
        if sale.change_minor:
            return ChangeView(words.give_change, money(sale.change_minor), tuple(facts), drawer)
        label = words.no_change if sale.total_minor >= 0 else words.given_back
        return ChangeView(label, money(abs(sale.total_minor)), tuple(facts), drawer)

    def _choices(self, sale: Sale) -> tuple[ChoiceView, ...]:
        words = self._words
        again = words.printed if "print" in self._printed else words.print_detail
        gift = words.printed if "gift" in self._printed else words.gift_detail
        rows = (
            ("email", words.email, ""),
            ("print", words.print, again),
            ("qr", words.qr, words.qr_detail),
            ("gift", words.gift, gift),
        )
        usual = next((name for name, _, _ in rows if not self._shop.why_not(name)), "")
        return tuple(ChoiceView(name, label, detail, self._reason(name), name == usual) for name, label, detail in rows)

    def _customer(self, sale: Sale) -> CustomerView | None:
        shopper = self._shop.shopper(sale.customer_id) if sale.customer_id else None
        if shopper is None:
            return None
        words, earned, first = self._words, self._shop.earned(sale), shopper.name.split()[0]
        if earned is None:
            return CustomerView(shopper.name, words.served.format(name=first), "", shopper.tier)
        told = words.earned if earned > 0 else words.taken_back
        balance = words.balance if self._shop.confirmed() else words.balance_later
        return CustomerView(
            shopper.name,
            told.format(name=first, points=f"{abs(earned):,}"),
            balance.format(points=f"{(shopper.points or 0):,}"),
            shopper.tier,
        )


def _sold(sale: Sale) -> bool:
    """Whether anything left the shop with it; else all of it came back."""
    return any(line.qty_milli > 0 for line in sale.lines)
