"""Brings every scanned code to the screen it is for, by the table of scan_route.py."""

from collections.abc import Callable
from functools import partial

from pos.domain.codes import CodeClass, check_loyalty_code, check_receipt_code, classify
from pos.domain.failures import Refused, Unavailable
from pos.domain.sale import Sale
from pos.services import printing
from pos.services.other_receipt import is_of_other_till
from pos.store.print_jobs import PrintJob
from ui.customers import Customers
from ui.jobs import Jobs
from ui.keys import Screen
from ui.pickups import Pickups
from ui.returning import Returning
from ui.scan_route import Act, route
from ui.selling import Selling
from ui.session import Session
from ui.shell.shell import Shell
from ui.shell.words import ScanWords
from ui.text import sentence
from ui.widgets.approval import ApprovalDialog
from ui.widgets.dialog import Scrim

_SCREENS: dict[str, Screen] = {
    "shift": "shift",
    "pickups": "pickups",
    "returns": "returns",
    "customers": "customer",
}
"""Pages of the rail that codes have their own way on; all others are as the Sell stack."""


class ScanDesk:
    """A known barcode or SKU is a product first; all other codes go by their whole shape.

    `badge` takes a staff badge wherever it is scanned; while the sign-in page is shown nothing else is taken.
    """

    def __init__(
        self,
        session: Session,
        shell: Shell,
        selling: Selling,
        pickups: Pickups,
        returning: Returning,
        customers: Customers,
        jobs: Jobs,
        badge: Callable[[str], None],
        words: ScanWords,
    ) -> None:
        self._words = words
        self._session, self._shell, self._selling, self._jobs, self._badge = session, shell, selling, jobs, badge
        self._pickups, self._returning, self._customers = pickups, returning, customers
        self._offered: Sale | None = None
        self._doubted: PrintJob | None = None
        self._title = ""
        shell.strip.acted.connect(self._print_offered)
        shell.strip.other.connect(self._return_offered)
        shell.strip.closed.connect(self._decline)
        self._acts: dict[Act, Callable[[str], None]] = {
            "add": self._add,
            "add_and_say": selling.scanned,
            "tender_taken": selling.scanned,
            "item": self._item,
            "verify_pickup": pickups.token_scanned,
            "bag": pickups.bag_scanned,
            "offer_return": self._offer_copy,
            "return": returning.open,
            "attach_customer": self._attach,
            "tender": selling.pay.taking.gift_card_scanned,
            "balance": selling.gift_card_looked_at,
            "open_customer": self._open_customer,
            "badge": badge,
            "dialog": self._to_dialog,
            "close_this_first": partial(self._say, words.close_first),
        }

    def scanned(self, code: str) -> None:
        known = self._is_product(code)
        kind = "product" if known else classify(code)
        if not self._session.signed_in:
            if kind == "staff_badge":
                self._badge(code)
            else:
                self._selling.sounds.play("blocked")
            return
        going = route(kind, self._screen(), self._dialog_takes(), self._selling.is_tender_taken)
        act = self._acts.get(going.act)
        if act is None:
            self._say(self._words.not_yet, code)
        else:
            act(code)

    def doubt(self, job: PrintJob) -> None:
        """A receipt that was on its way to paper when the till stopped: somebody looks, then it is printed or not."""
        with self._session.till.store.read() as tx:
            sale = tx.sales.get(job.sale_id)
        if sale is not None:
            self._offer(sale, self._words.doubted.format(number=sale.receipt), self._words.doubted_words, job)

    def _screen(self) -> Screen:
        return _SCREENS.get(self._shell.page, self._selling.step)

    def _dialog_takes(self) -> tuple[CodeClass, ...] | None:
        """What the open dialog waits for; None while there is none."""
        if any(dialog.isVisible() for dialog in self._shell.findChildren(ApprovalDialog)):
            return ("staff_badge",)
        if self._selling.sell_screen.dialogs.asks_serial or self._returning.asks_serial:
            return ("product", "gift_card")
        if self._selling.pay_screen.dialogs.asks_card:
            return ("gift_card",)
        if self._selling.pay_screen.dialogs.asks_voucher:
            return ("product",)
        is_open = any(scrim.isVisible() for scrim in self._shell.findChildren(Scrim))
        return self._customers.dialog_takes if is_open else None

    def _to_dialog(self, code: str) -> None:
        """A badge answers a question for approval, a serial number or a card goes into the field that waits for it."""
        if self._returning.asks_serial:
            self._returning.serial_scanned(self._selling.shop.serial_of(code))
            return
        if self._selling.sell_screen.dialogs.asks_serial:
            self._selling.sell.adding.asking.scanned(code)
            return
        if self._selling.pay_screen.dialogs.asks_card and self._selling.pay.value is not None:
            self._selling.pay.value.card_given(code)
            return
        if self._selling.pay_screen.dialogs.asks_voucher:
            self._selling.pay_screen.dialogs.voucher_scanned(code)
            return
        take = self._badge if classify(code) == "staff_badge" else self._customers.fill_card
        take(code)

    def _is_product(self, code: str) -> bool:
        with self._session.till.store.read() as tx:
            return (tx.products.by_code(code) or tx.products.by_sku(code)) is not None

    def _item(self, code: str) -> None:
        page = self._returning if self._shell.page == "returns" else self._pickups
        page.item_scanned(code)

    def _add(self, code: str) -> None:
        if self._shell.page != "sell":
            self._shell.show_page("sell")
        self._selling.scanned(code)

    def _open_customer(self, code: str) -> None:
        """A loyalty card away from the basket shows whose it is."""
        if self._customers.card_scanned(code):
            self._selling.sounds.play("scanOk")
        else:
            self._say(self._why_nobody(code), code)

    def _attach(self, code: str) -> None:
        """A loyalty card brings its customer to the basket."""
        with self._session.till.store.read() as tx:
            customer = tx.customers.by_card(code)
        if customer is None:
            self._say(self._why_nobody(code), code)
            return
        self._selling.customer_shown(customer.customer_id)

    def _why_nobody(self, code: str) -> str:
        """Nobody's card, or one that was misread and shall be scanned again."""
        try:
            check_loyalty_code(code)
        except Refused as misread:
            return sentence(misread)
        return self._words.unknown_card

    def _offer_copy(self, code: str) -> None:
        """A receipt: its sale is named; its goods may come back, or it is printed again. What another till sold can
        only come back."""
        if is_of_other_till(self._session.till, code):
            self._returning.open(code)
            return
        try:
            number = check_receipt_code(code, self._session.till.secrets.store_key)
            with self._session.till.store.read() as tx:
                sale = tx.sales.by_receipt(number)
            if sale is None:
                raise Refused("unknown_receipt", receipt=number)
        except Refused as refused:
            self._say(sentence(refused), code)
            return
        session, words = self._session, self._words
        amount = session.money(sale.total_minor)
        when = words.receipt_sum.format(day=session.day(sale.at), time=session.time(sale.at), amount=amount)
        self._offer(sale, words.receipt.format(number=sale.receipt), when)

    def _offer(self, sale: Sale, title: str, words: str, doubted: PrintJob | None = None) -> None:
        self._offered, self._doubted, self._title = sale, doubted, title
        self._shell.show_strip(title, words, self._words.print_copy, "" if doubted else self._words.take_back)

    def _return_offered(self) -> None:
        sale, self._offered = self._offered, None
        if sale is not None and self._is_ours():
            self._shell.strip.hide()
            self._returning.open(sale.receipt)

    def _print_offered(self) -> None:
        sale, doubted = self._offered, self._doubted
        if sale is None or not self._is_ours():
            return
        self._offered = self._doubted = None
        self._shell.strip.hide()
        work = partial(self._again, doubted) if doubted else partial(self._copy, sale)
        self._jobs(work, lambda _: None, self._failed)

    def _decline(self) -> None:
        """The strip was closed: a receipt in doubt did come out, and is not asked about again."""
        doubted = self._doubted
        if not self._is_ours():
            return
        self._offered = self._doubted = None
        if doubted is not None:
            till = self._session.till
            self._jobs(lambda: printing.settle_doubt(till, doubted.job, True), lambda _: None, self._failed)

    def _is_ours(self) -> bool:
        """Whether the strip that is shown is about a receipt; others have it too."""
        return self._shell.strip.title == self._title

    def _again(self, doubted: PrintJob) -> None:
        """It did not come out: the same document again, an original still."""
        till = self._session.till
        printing.settle_doubt(till, doubted.job, False)
        self._print(doubted.job)

    def _copy(self, sale: Sale) -> None:
        self._print(printing.ask_for_print(self._session.till, sale, printing.RECEIPT, self._session.staff_id))

    def _print(self, number: int) -> None:
        till = self._session.till
        done = printing.print_job(till, printing.printer_of(till), number)
        if done.reason:
            raise Unavailable(done.reason)

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._shell.toast.say(sentence(failure), "printer", None)

    def _say(self, words: str, _code: str) -> None:
        self._selling.sounds.play("blocked")
        self._shell.toast.say(words, "scan", None)
