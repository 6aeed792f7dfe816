"""Customer 360 in the tour: everything of one customer on one page, her online basket in the sale, and a newcomer."""

from functools import partial

from PySide6.QtCore import Qt

from pos.domain.customer import Channel
from pos.services.customer import customer_360, timeline
from pos.services.customer_search import search_customers
from ui.customer.consent_dialog import ConsentDialog
from ui.customer.details_dialog import DetailsDialog
from ui.customer.note_dialog import NoteDialog, TaskDialog
from ui.tour import Tour
from ui.tour_store import AMELIA, AMELIA_NAME, entries

KEY = Qt.Key
CHANNELS_SHOWN: tuple[Channel, ...] = ("online", "store", "all")
NEWCOMER = {"light": ("Ines Marlow", "ines.marlow@mail.example"), "dark": ("Rafe Tindall", "rafe.tindall@mail.example")}
NOTES = {"light": "Wants the map in moss.", "dark": "Tell her of new merino."}


def look_up(tour: Tour) -> None:
    """From the rail to Amelia: her figures, channels, baskets and wishes; the look-up is written down."""
    app = tour.app
    looked_up = len(entries(app.till, "customer_viewed"))
    tour.open_page("customers")
    screen = app.customers.page.screen_
    tour.keys(*AMELIA_NAME)
    tour.see("she is found", lambda: screen.search.list.rows.rowCount() == 2)
    tour.keys(KEY.Key_Return)
    tour.see("her page opens", lambda: screen.profile.isVisible() and bool(screen.profile.head.name.accessibleName()))
    viewed = entries(app.till, "customer_viewed")
    tour.check("the look-up is written down", len(viewed) == looked_up + 1)
    tour.check("with whom and why", (viewed[-1].content["subject"], viewed[-1].content["reason"]) == (AMELIA, "search"))
    check_figures(tour)
    app.shell.toast.hide()
    tour.picture("e1-customer-360")
    tour.wide_picture("e2-customer-360-1920")
    look_at_channels(tour)
    write_down(tour)
    bring_basket(tour)


def check_figures(tour: Tour) -> None:
    """What the page shows is what the till knows of her."""
    app, page = tour.app, tour.app.customers.page.screen_.profile
    known = customer_360(app.till, AMELIA)
    money = app.session.money
    spoken = [cell.accessibleName() for cell in page.figures.cells]
    figures = known.figures
    assert known.points is not None and known.basket is not None and known.wishlist is not None
    tour.check("her points are shown", f"{known.points:,}" in spoken[0])
    tour.check("and how far the next tier is", known.tier.next_name in spoken[1])
    tour.check("what she spent", money(figures.spent_store_minor + figures.spent_online_minor) in spoken[2])
    tour.check("how often", f"{figures.sales + figures.orders}" in spoken[3])
    tour.check("and what came back", f"{figures.returns} " in spoken[4])
    tour.check("her tier stands beside her name", known.profile.tier in page.head.chips[0].accessibleName())
    for name, goods in (("basket", known.basket.goods), ("wishlist", known.wishlist.goods)):
        shown = " ".join(line.accessibleName() for line in page.goods.panels[name].lines)
        tour.check(f"every line of her {name} is shown", goods and all(one.name in shown for one in goods))


def look_at_channels(tour: Tour) -> None:
    """The timeline of all channels, and of each alone."""
    app, panel = tour.app, tour.app.customers.page.screen_.profile.timeline
    every = {event.channel for event in timeline(app.till, AMELIA, "all", limit=30)}
    tour.check("the timeline tells of the store and of the web", {"store", "webshop"} <= every)
    for tab in CHANNELS_SHOWN:
        tour.touch(panel.segments.segments[tab])
        tour.see(f"the timeline shows {tab}", partial(_shows, tour, tab))
        if tab == "online":
            tour.picture("e4-customer-online")


def write_down(tour: Tour) -> None:
    """A note is kept; a task and the questions of consent are looked at."""
    screen = tour.app.customers.page.screen_
    head, words = screen.profile.head, NOTES[tour.mode]
    tour.touch(head.note)
    tour.see_dialog("a note can be written", NoteDialog)
    tour.keys(*words)
    tour.picture("e5-note")
    tour.keys(KEY.Key_Return)
    tour.see("the note is kept", lambda: not tour.dialogs() and words in _notes(tour))
    tour.app.shell.toast.hide()
    tour.touch(head.task)
    tour.see_dialog("a task can be set", TaskDialog)
    tour.picture("e6-task")
    tour.keys(KEY.Key_Escape)
    tour.see("or not", lambda: not tour.dialogs())
    tour.touch(screen.profile.consent.change)
    tour.see_dialog("the questions of consent can be read out", ConsentDialog)
    tour.picture("e7-consent")
    tour.keys(KEY.Key_Escape)
    tour.see("and put away", lambda: not tour.dialogs())


def bring_basket(tour: Tour) -> None:
    """What lies in her online basket comes into the sale; nobody buys it today."""
    app = tour.app
    known = customer_360(app.till, AMELIA)
    assert known.basket is not None
    wanted = sorted(goods.sku for goods in known.basket.goods)
    sell = app.selling.sell
    app.shell.toast.hide()
    tour.touch(app.customers.page.screen_.profile.goods.panels["basket"].all)
    tour.see("her online basket is in the sale", lambda: sorted(x.product.sku for x in sell.basket.lines) == wanted)
    tour.check("the sale is hers", sell.basket.customer_id == AMELIA)
    tour.keys(KEY.Key_F3)
    tour.see("the sale goes on", lambda: app.shell.page == "sell")
    app.shell.toast.hide()
    tour.picture("b6-sell-online-basket")
    for _ in wanted:
        before = len(sell.basket.lines)
        tour.keys(KEY.Key_Delete)
        tour.see("one line less", partial(_has_lines, tour, before - 1))
    tour.touch(app.selling.sell_screen.basket.customer.remove_button)
    tour.see("the basket is nobody's again", lambda: not sell.basket.customer_id)


def add_newcomer(tour: Tour) -> str:
    """Somebody nobody knows yet; that works without a hub too. The id."""
    app = tour.app
    name, email = NEWCOMER[tour.mode]
    tour.open_page("customers")
    tour.keys(*name.lower())
    tour.see("nobody of that name is known", lambda: not search_customers(app.till, name, 5))
    tour.keys(KEY.Key_Insert)
    tour.see_dialog("a form for a new customer", DetailsDialog)
    tour.keys(*email)
    tour.picture("e8-new-customer")
    tour.keys(KEY.Key_Return)
    tour.see("she is known", lambda: len(search_customers(app.till, name, 5)) == 1)
    found = search_customers(app.till, name, 5)[0].profile.customer_id
    tour.see_dialog("consent is asked", ConsentDialog)
    app.shell.toast.hide()
    tour.picture("e9-new-customer-consent")
    tour.keys(KEY.Key_Escape)
    tour.see("and may be asked another time", lambda: not tour.dialogs())
    return found


def _shows(tour: Tour, tab: Channel) -> bool:
    """Whether the newest of this channel stand there, in their order."""
    rows = tour.app.customers.page.screen_.profile.timeline.list.rows
    shown = [row.event_id for row in (rows.at(n) for n in range(rows.rowCount())) if row is not None]
    wanted = [event.event_id for event in timeline(tour.app.till, AMELIA, tab, limit=30)]
    return bool(shown) and shown == wanted[: len(shown)]


def _has_lines(tour: Tour, count: int) -> bool:
    return len(tour.app.selling.sell.basket.lines) == count


def _notes(tour: Tour) -> list[str]:
    return [note.words for note in customer_360(tour.app.till, AMELIA).notes]
