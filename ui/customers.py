"""The customer page in the window: built when it is first opened, and the way from it into the sale."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.codes import CodeClass
from pos.domain.customer import Viewed
from ui.jobs import Jobs
from ui.selling import Selling
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import CommonWords
from ui.widgets.dialog import Scrim

if TYPE_CHECKING:
    from ui.customer.page import CustomerPage
    from ui.customer.profile_views import Sale

PAGE = "customers"


class Customers:
    """Owns the page. `shown`, `changed` and the scans come from the window; `titled` takes what stands above it."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        selling: Selling,
        titled: Callable[[str, str, str], None],
    ) -> None:
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self._selling, self._titled = selling, titled
        self._page: CustomerPage | None = None
        self._arriving = False
        self._room = QWidget()
        QVBoxLayout(self._room).setContentsMargins(0, 0, 0, 0)
        shell.add_page(PAGE, self._room)

    @property
    def page(self) -> "CustomerPage":
        if self._page is None:
            self._page = self._built()
        return self._page

    def _built(self) -> "CustomerPage":
        page, layout = self._made(), self._room.layout()
        assert layout is not None
        layout.addWidget(page.screen_)
        self._room.setFocusProxy(page.screen_)
        self._shell.top.add_tool(page.find_again)
        page.screen_.page_changed.connect(self._show_title)
        page.find_again.searched.connect(self._search_again)
        page.screen_.find_asked.connect(self._find)
        return page

    def load(self) -> None:
        """Make the page ahead of its first opening, so that the window does not stand still then."""
        self._page = self.page

    def shown(self) -> None:
        """The page is in front, as it was left; a search that was for a sale is over when it comes from elsewhere."""
        presenter = self.page.presenter
        if not self._arriving and (presenter.searching.mode == "choose" or not presenter.profile.is_open):
            presenter.start("browse")
        if not self._arriving:
            presenter.changed()
        self._show_title()

    def left(self) -> None:
        """Another page is in front: the field in the top bar goes with this one."""
        if self._page is not None:
            self._shell.top.show_tool(False)

    def changed(self) -> None:
        """Something was written into the till's file."""
        if self._page is not None and self._shell.page == PAGE:
            self._page.presenter.changed()

    def put_away(self) -> None:
        """The till is locked: nobody's name stays on the page."""
        if self._page is not None:
            self._page.presenter.put_away()

    def choose(self) -> None:
        """Somebody for the basket."""
        self._arrive(lambda: self.page.presenter.start("choose"))

    def open(self, customer_id: str, reason: Viewed) -> None:
        """A customer's page, from wherever."""
        self._arrive(lambda: self.page.presenter.open(customer_id, reason))

    def for_sale(self, customer_id: str) -> None:
        """What F3 and the customer's row of the basket ask for: somebody, or who it is (`customer_id`)."""
        if customer_id:
            self.open(customer_id, "basket")
        else:
            self.choose()

    def card_scanned(self, card: str) -> bool:
        """Whether somebody has this card, who is shown then, or taken into the sale that one is sought for."""
        if self._shell.page == PAGE:
            return self.page.presenter.card_scanned(card)
        with self._session.till.store.read() as tx:
            found = tx.customers.by_card(card)
        if found is not None:
            self.open(found.customer_id, "card")
        return found is not None

    @property
    def dialog_takes(self) -> tuple[CodeClass, ...]:
        """Codes that the open dialog is waiting for."""
        is_form = self._page is not None and self._page.screen_.dialogs.takes_card
        return ("loyalty_card",) if is_form else ()

    def fill_card(self, card: str) -> None:
        self.page.screen_.fill_card(card)
        self._selling.sounds.play("scanOk")

    def _arrive(self, act: Callable[[], None]) -> None:
        """Show the page and what is wanted there, instead of what was there before."""
        self._arriving = True
        act()
        self._shell.show_page(PAGE)
        self._arriving = False

    def _show_title(self) -> None:
        page, searching = self.page, self.page.presenter.searching
        is_profile = page.screen_.is_profile
        title = page.words.title if is_profile else page.words.search_title
        choosing = searching.mode == "choose" and not is_profile
        number = page.words.for_sale.format(number=self._selling.shop.next_receipt()) if choosing else ""
        self._titled(PAGE, title, number)
        page.find_again.fit(self._shell.width())
        self._shell.top.show_tool(is_profile and self._shell.page == PAGE)

    def _find(self, text: str) -> None:
        """F2 goes to the field in the top bar; a letter begins the search at once."""
        if text:
            self._search_again(text)
        else:
            self.page.find_again.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search_again(self, text: str) -> None:
        page = self.page
        if page.screen_.is_profile:
            page.presenter.start("browse", text)
            page.screen_.setFocus(Qt.FocusReason.OtherFocusReason)

    # The sale

    def _sale(self) -> "Sale":
        selling = self._selling
        if selling.is_tender_taken:
            return "paying"
        return "open" if selling.step != "complete" and selling.sell.basket.lines else "none"

    def _serve(self, customer_id: str) -> None:
        self._to_basket(customer_id)
        self._shell.show_page("sell")

    def _to_basket(self, customer_id: str) -> None:
        """The basket of this customer is the one that is rung up, whatever was on the Sell page."""
        selling = self._selling
        if selling.step == "complete":
            selling.sell.new_sale()
        if selling.step != "sell":
            selling.show("sell")
        if selling.sell.basket.customer_id != customer_id:
            selling.sell.customer_chosen(customer_id)

    def _bring(self, customer_id: str, skus: Sequence[str]) -> int:
        """Each as if it were scanned. A question about one, such as its size, is asked over this page; what cannot be
        sold is said on the Sell page, which is shown then."""
        self._to_basket(customer_id)
        before = self._selling.sell.pieces
        for count, sku in enumerate(skus, start=1):
            self._selling.sell.scanned(sku)
            if self._selling.sell.pieces < before + count:
                if not any(scrim.isVisible() for scrim in self._shell.findChildren(Scrim)):
                    self._shell.show_page("sell")
                break
        return self._selling.sell.pieces - before

    def _made(self) -> "CustomerPage":
        from ui.customer.operations import SaleCalls

        selling = self._selling
        basket = SaleCalls(
            sale=self._sale,
            receipt=selling.shop.next_receipt,
            serve=self._serve,
            bring=self._bring,
            leave=lambda: self._shell.show_page("sell"),
        )
        return _loaded()(self._session, self._shell, self._jobs, self._common, basket)


def _loaded() -> "type[CustomerPage]":
    """The page and all that it is made of, imported when it is first asked for."""
    from ui.customer.page import CustomerPage

    return CustomerPage
