"""Who is at the till, and who the shopper is: once with keys alone and once with fingers alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.domain.sale import Sale
from pos.services.badge import make_badge
from pos.services.customer import timeline
from pos.services.customer_search import search_customers
from pos.services.demo import make_demo
from pos.services.shift import open_shift
from pos.services.till import open_till
from pos.services.training import PRACTICE_PIN
from tests.e2e.hands import Fingers, Hands, Keys
from tests.e2e.window import a_window
from ui.customer.consent_dialog import ConsentDialog
from ui.tour_store import pin_of
from ui.training import journal_left

JACKET, SOCKS = "5012345600222", "5012345601144"
Who = type[Keys] | type[Fingers]


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store by itself, with Maya's shift open."""
    home: Path = tmp_path_factory.mktemp("made") / "till"
    make_demo(home)
    till = open_till(home)
    open_shift(till, 150_00, "maya")
    till.close()
    return home


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_home, tmp_path / "till"))


@pytest.fixture(params=[Keys, Fingers])
def who(request: pytest.FixtureRequest) -> Who:
    kind: Who = request.param
    return kind


@pytest.fixture
def hands(home: Path, who: Who) -> Iterator[Hands]:
    """Maya at Sell."""
    with a_window(home, who) as one:
        come(one, "maya")
        yield one


def come(one: Hands, staff_id: str, pin: str = "") -> None:
    one.press_on(f"person-{staff_id}")
    one.pin(pin or pin_of(staff_id))
    at_work(one, staff_id)


def at_work(one: Hands, staff_id: str) -> None:
    one.see(f"{staff_id} works here", lambda: one.app.session.signed_in and one.app.session.staff_id == staff_id)


def chosen(one: Hands, staff_id: str) -> None:
    """Whose PIN is asked for, as a badge said."""
    one.see(f"the badge chose {staff_id}", lambda: one.app.sign_in.chosen == staff_id)


def sell(one: Hands, code: str) -> None:
    one.code(code)
    one.see("it is in the basket", lambda: one.app.selling.sell.basket.lines)
    pay(one)


def pay(one: Hands) -> None:
    one.press_on("pay")
    one.see("what is to be paid is shown", lambda: one.app.selling.step == "pay")
    one.press_when_calm("note-0")
    one.see("the sale is complete", lambda: one.app.selling.step == "complete")
    one.press_when_calm("new-sale")
    one.see("the next sale can begin", lambda: one.app.selling.step == "sell")


def sales(one: Hands) -> list[Sale]:
    with one.app.till.store.read() as tx:
        return list(tx.sales.newest())


def notes(one: Hands, customer_id: str) -> list[str]:
    """What is written about a customer, as her page shows it."""
    return [event.words for event in timeline(one.app.till, customer_id) if event.kind == "note"]


def kept_of(home: Path) -> tuple[int, list[str]]:
    """How many sales a till has, and what its journal tells of training."""
    till = open_till(home)
    with till.store.read() as tx:
        kinds = [entry.kind for _n, entry in tx.journal.read()]
    till.close()
    return kinds.count("sale_completed"), [kind for kind in kinds if kind.startswith("training")]


def test_training_is_gone_into_and_left_and_nothing_of_it_counts(home: Path, who: Who) -> None:
    with a_window(home, who) as one:
        one.press_on("training")
        one.press_on("person-maya")
        one.pin(pin_of("maya"))
        one.see("the till for practice is made", lambda: one.app.signing.training.wanted)
        switch = one.app.signing.training.wanted
    assert switch is not None and switch.enters

    with a_window(switch.home, who) as one:
        one.see("the band says so", one.app.shell.band.isVisible)
        come(one, "maya", PRACTICE_PIN)
        if one.app.shell.page == "shift":
            one.press_when_calm("as-left")
            one.see("the till is ready to sell", lambda: one.app.shell.page == "sell")
        sell(one, SOCKS)
        practised = len(sales(one))
        one.lock()
        one.press_on("training")
        one.see("training is left", lambda: one.app.signing.training.wanted)
        back = one.app.signing.training.wanted
        session = one.app.session
    assert back is not None and (back.home, back.enters) == (home, False)
    journal_left(session)

    with a_window(home, who) as one:
        come(one, "maya")
        sell(one, JACKET)
        real = sales(one)

    assert practised == 1
    assert [[line.sku for line in sale.lines] for sale in real] == [["HAR-3L-SLT-M"]]
    assert kept_of(home) == (1, ["training_entered", "training_left"])


def test_the_till_is_locked_over_a_basket_and_opened_by_badge_and_pin(hands: Hands) -> None:
    badge = make_badge(hands.app.till, "maya", "till")
    hands.code(JACKET)
    hands.see("it is in the basket", lambda: hands.app.selling.sell.basket.lines)
    hands.lock()
    shown = hands.app.shell.page
    hands.press_on("person-daniel")

    hands.scan(badge)
    chosen(hands, "maya")
    signed_in_by_badge_alone = hands.app.session.signed_in
    hands.pin(pin_of("maya"))
    at_work(hands, "maya")
    pay(hands)

    assert (shown, signed_in_by_badge_alone) == ("sign-in", False)
    assert [line.sku for line in sales(hands)[0].lines] == ["HAR-3L-SLT-M"]


def test_the_next_person_goes_on_with_a_basket_by_badge(hands: Hands) -> None:
    badge = make_badge(hands.app.till, "daniel", "till")
    hands.code(JACKET)
    hands.see("it is in the basket", lambda: hands.app.selling.sell.basket.lines)

    hands.scan(badge)
    chosen(hands, "daniel")
    hands.pin(pin_of("daniel"))
    at_work(hands, "daniel")
    hands.press_on("take-over")
    hands.see("nothing is asked any more", lambda: not hands.dialogs())
    pay(hands)

    (sale,) = sales(hands)
    assert sale.staff == "daniel"


def test_somebody_new_becomes_a_customer_and_is_written_about(hands: Hands) -> None:
    hands.page("customers")
    hands.write_words("customer-find", "zoe")
    hands.see("nobody is found", lambda: hands.app.customers.page.screen_.search.empty.isVisible())
    hands.enter()
    hands.write_words("customer-field-name", " O'Neil")
    hands.write_words("customer-field-email", "zoe_1@shop.example")
    hands.press_on("customer-save")
    hands.see("consents are asked", lambda: any(isinstance(one, ConsentDialog) for one in hands.dialogs()))
    hands.press_on("customer-save")
    hands.see("nothing is asked any more", lambda: not hands.dialogs())
    hands.press_on("customer-note")
    hands.write_words("customer-note-words", "Wide feet, size 6.")
    hands.enter()
    hands.see("the note is kept", lambda: not hands.dialogs())

    (made,) = search_customers(hands.app.till, "O'Neil")
    assert made.profile.name == "Zoe O'Neil"
    assert notes(hands, made.profile.customer_id) == ["Wide feet, size 6."]
