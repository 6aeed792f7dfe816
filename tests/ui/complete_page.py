"""The screen after a sale in its window: Amelia's basket, paid with £250 in cash."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from pos.domain.cash import change_in_coins
from pos.domain.failures import Unavailable
from pos.domain.receipt import ReceiptExtras, Shop, receipt_blocks
from pos.domain.receipt_words import ReceiptWords
from pos.domain.sale import Sale, sale_body, sale_of
from pos.domain.tax import CashRounding
from pos.domain.tender import Tender, settle
from tests.ui.northgate import AMELIA, job, pounds
from tests.ui.pay_page import amelias_basket
from tests.ui.sell_page import a_window
from ui.complete.presenter import CompletePresenter
from ui.complete.screen import CompleteScreen
from ui.complete.shop import CompleteShop
from ui.complete.wire import wire
from ui.complete.words import CompleteWords
from ui.shell.shell import Shell
from ui.theme import ThemeHolder

SHOP = Shop(
    "Northgate Store",
    "2",
    "Europe/London",
    ("14 Harbour Row",),
    "GB 000 0000 00",
    "Returns within 30 days with this receipt",
)


def amelias_sale(*tenders: Tender) -> Sale:
    """Amelia's basket as a sale, in cash with £250 unless told otherwise."""
    priced = amelias_basket()
    settlement = settle(priced.total_minor, tenders or (Tender("cash", 250_00),), CashRounding())
    body = sale_body(priced, settlement, "N-2-004117", "asked", None)
    head = {"at": "2026-11-21T14:34:10.000Z", "business_date": "2026-11-21", "shift": "S-1", "staff": "maya"}
    return sale_of(body, head, 117, "")


@dataclass
class Printer:
    """What the receipt screen asks of the till, in memory."""

    missing: dict[str, str] = field(
        default_factory=lambda: {"email": "No mail account is set up", "qr": "No customer screen"}
    )
    failing: Unavailable | None = None
    slow: bool = False
    waiting: list[Callable[[], None]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    earned: int = 243
    confirmed: bool = True

    def print_receipt(self, sale: Sale, gift: bool) -> None:
        if self.failing is not None:
            raise self.failing
        self.printed.append("gift" if gift else "receipt")

    def run_job(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[..., None]) -> None:
        if self.slow:
            self.waiting.append(partial(job, work, done, failed))
        else:
            job(work, done, failed)

    def shop(self) -> CompleteShop:
        extras = ReceiptExtras("Maya K.", "TRN-2-004117-K7Q2M9", 243)
        return CompleteShop(
            blocks=lambda sale: receipt_blocks(sale, SHOP, ReceiptWords(), extras=extras),
            coins=lambda minor: tuple((kind.label, count) for kind, count in change_in_coins(minor, "GBP")),
            print_receipt=self.print_receipt,
            reprint=lambda sale: self.printed.append("copy"),
            shopper=lambda customer_id: AMELIA if customer_id == "amelia" else None,
            earned=lambda sale: self.earned if sale.customer_id else None,
            confirmed=lambda: self.confirmed,
            opened_drawer=lambda sale: any(tender.type == "cash" for tender in sale.tenders),
            why_not=lambda name: self.missing.get(name, ""),
            do=lambda name, sale: self.asked.append(name),
            time=lambda at: at[11:19],
            run_job=self.run_job,
            money=pounds,
            sentence=lambda failure: f"Sentence for {failure.code}.",
        )


@dataclass
class CompletePage:
    window: Shell
    screen: CompleteScreen
    presenter: CompletePresenter
    printer: Printer
    left: list[str]


def a_complete_page(holder: ThemeHolder, printer: Printer | None = None, sale: Sale | None = None) -> CompletePage:
    printer, window, words = printer or Printer(), a_window(holder), CompleteWords()
    left: list[str] = []
    screen = CompleteScreen(holder, words)
    screen.titled.connect(window.top.show_title)
    window.add_page("sell", screen)
    presenter = CompletePresenter(screen, printer.shop(), words, left.append)
    wire(screen, presenter)
    presenter.start(sale or amelias_sale())
    window.show_page("sell")
    return CompletePage(window, screen, presenter, printer, left)
