"""The Sell screen in its window, joined with a till in memory, for tests and pictures."""

from dataclasses import dataclass

from pos.domain.priced import PricedBasket
from tests.ui.northgate import Northgate
from ui.sell.discount import DiscountDesk
from ui.sell.presenter import SellPresenter
from ui.sell.screen import SellScreen
from ui.sell.wire import wire
from ui.sell.words import DiscountWords, SellWords
from ui.shell.shell import Shell
from ui.shell.top_bar import SyncView
from ui.shell.words import ShellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder


@dataclass
class SellPage:
    """Everything that has to stay alive while the screen is looked at."""

    window: Shell
    screen: SellScreen
    presenter: SellPresenter
    desk: DiscountDesk
    till: Northgate
    paid: list[PricedBasket]


def a_window(holder: ThemeHolder) -> Shell:
    """The window of the mock-ups: Northgate Store, till 2, Maya signed in at 14:32."""
    window = Shell(holder, ShellWords(), CommonWords(), lambda: "14:32")
    window.top.show_place("Northgate Store · Till 2", demo=False)
    window.top.show_sync(SyncView("Synced 14:31", "sync.ok"))
    window.top.show_person("Maya Kowalski", "Maya K.")
    return window


def a_sell_page(holder: ThemeHolder, till: Northgate | None = None) -> SellPage:
    till = till or Northgate()
    window, paid = a_window(holder), []
    screen = SellScreen(holder, SellWords(), DiscountWords(), CommonWords(), lambda: window.toast)
    screen.titled.connect(window.top.show_title)
    window.add_page("sell", screen)
    shop = till.shop()
    presenter = SellPresenter(screen, shop, SellWords(), paid.append)
    desk = DiscountDesk(
        screen.dialogs, shop, DiscountWords(), CommonWords(), lambda: presenter.priced, presenter.change, presenter.say
    )
    wire(screen, presenter, desk)
    presenter.start()
    window.show_page("sell")
    return SellPage(window, screen, presenter, desk, till, paid)


def ring_up_amelia(page: SellPage) -> None:
    """The basket of the mock-ups: five lines for £243.29, the socks selected."""
    page.presenter.customer_chosen("amelia")
    for code in ("HARRIER", "SOCK", "SOCK", "FLASK", "BALM"):
        page.presenter.scanned(code)
    page.desk.open(page.presenter.selected.line_id)
    page.desk.applied("percent", "20", "Damaged tin")
    page.presenter.scanned("MAP")
    page.presenter.line_chosen(page.presenter.basket.lines[1].line_id)
