"""Eight hours of trade at twenty times its pace: nothing piles up, in the window or beside it, and both sides agree."""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QObject, Qt

from sync.hub.imports.file import import_file
from tests.e2e.desk import BACK_S, GOODS, a_desk_town, code_of, compare, hand_over, pick
from tests.e2e.gauge import Held, grew, growth_mb, held
from tests.e2e.town import Town, TownTill, eventually, run
from tests.e2e.window import Person, a_window
from ui.widgets.dialog import Dialog

KEY = Qt.Key
LONG = os.environ.get("TANDEM_LONG") == "1"
HOURS = 8.0 if LONG else 0.25
PACE = 20
SALES_AN_HOUR = 55
"""What a busy till rings up."""
EACH_S = 3600 / PACE / SALES_AN_HOUR
ORDER_EACH, LOOK_EACH = 12, 5 if LONG else 1
"""Baskets between two web orders, and between two looks at what the programs hold."""
KNOWN_EACH, RETURN_EACH = 4, 9
"""Every so many baskets somebody's points are asked for first, and goods of the one before come back."""
REHEARSALS = 2
"""Even, so that the theme is the first one again."""
BASKETS = int(HOURS * SALES_AN_HOUR)
OUTAGE = (BASKETS * 5 // 10, BASKETS * 6 // 10)
"""Between these baskets nobody answers at the hub."""
SPARE = 4 if LONG else 8
"""Files and threads that pools may open late, as after an outage. What leaks with every basket is more than that."""
SPARE_OBJECTS = 0 if LONG else 300
"""What a page shows is as much as its sale has lines: in a few baskets that is not always alike."""
DRIFT_MB = 6.0
"""How far the memory of one program may drift over the warm part of a long trial."""
PERSONS = 40
PEOPLE = "id,name,email\n" + "".join(f"C-{n},Person {n} Somebody,person{n}@mail.example\n" for n in range(PERSONS))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with a_desk_town(tmp_path) as made:
        people = tmp_path / "customers.csv"
        people.write_text(PEOPLE)
        with made.opened() as hub:
            assert import_file(hub, "customers", people).kept
        yield made


@pytest.fixture
def till(town: Town) -> TownTill:
    made = town.enrol(1)
    run("sync", made.home, "once")
    return made


@dataclass
class Watched:
    """The programs of the trial and what they held; `widgets` is how many Qt objects the window owned."""

    programs: dict[str, Callable[[], int]]
    began: float = field(default_factory=monotonic)
    held: dict[str, list[Held]] = field(default_factory=dict)
    widgets: list[int] = field(default_factory=list)
    longest_ms: int = 0

    def look(self, person: Person) -> None:
        for name, pid in self.programs.items():
            if number := pid():
                self.held.setdefault(name, []).append(held(number, monotonic() - self.began))
        self.widgets.append(len(person.app.shell.findChildren(QObject)))
        self.longest_ms = max([self.longest_ms, *(gap.worked_ms for gap in person.pulse.gaps)])
        person.pulse.gaps.clear()  # what the trial itself remembers is not the window's

    def told(self) -> str:
        rows = [
            f"{name}: MB {_series(samples)}, drift {growth_mb(samples):+.2f}; "
            f"files {samples[0].files} to {samples[-1].files}, threads {samples[0].threads} to {samples[-1].threads}"
            for name, samples in self.held.items()
        ]
        return "\n".join([*rows, f"Qt objects {self.widgets[0]} to {self.widgets[-1]}; worked {self.longest_ms} ms"])


def _series(samples: list[Held]) -> str:
    """A dozen looks over the whole trial, the last one among them."""
    each = max(1, len(samples) // 12)
    return " ".join(f"{one.memory_mb:.1f}" for one in [*samples[:-1:each], samples[-1]])


@pytest.mark.lengthy
def test_a_day_of_trade_leaves_nothing_behind_but_its_sales(town: Town, till: TownTill) -> None:
    chance = random.Random(os.urandom(8) if LONG else 7)
    with a_window(till.home) as maya:
        hub = town.hubs[0]
        programs = {
            "window": os.getpid,
            "synchroniser": lambda: maya.app.synchroniser.program.pid,
            "hub": lambda: hub.process.pid if hub.process is not None else 0,
        }
        maya.sign_in("Maya King", "1111")
        maya.open_shift(150_00)
        for number in range(REHEARSALS):  # pages are built when they are first opened
            know(maya, f"person {number} ")
            serve(maya, chance)
            bring_back(maya)
            collect(maya, town, f"R-{number}")
            turn_round(maya)
        watched, returns = Watched(programs), REHEARSALS
        for number in range(BASKETS):
            due = watched.began + number * EACH_S
            maya.see("the next customer comes", lambda: monotonic() >= due)  # noqa: B023 (called at once)
            if number == OUTAGE[0]:
                maya.meanwhile(hub.kill)
            if number == OUTAGE[1]:
                maya.meanwhile(hub.start)
            if number % KNOWN_EACH == 0:
                know(maya, f"person {chance.randrange(PERSONS)} ")
            serve(maya, chance)
            if number % RETURN_EACH == RETURN_EACH - 1:
                bring_back(maya)
                returns += 1
            if number % ORDER_EACH == ORDER_EACH // 2 and not OUTAGE[0] <= number <= OUTAGE[1] + ORDER_EACH:
                collect(maya, town, f"W-{number}")
            if number % (2 * ORDER_EACH) == 0:
                turn_round(maya)
            if number % LOOK_EACH == 0:
                watched.look(maya)
        entries = till.journal()
        maya.meanwhile(lambda: eventually(lambda: town.count() == len(entries), BACK_S, "all is there"))
        compare(maya)
        watched.look(maya)

    sys.stdout.write(f"{BASKETS} baskets in {monotonic() - watched.began:.0f} s\n{watched.told()}\n")
    assert town.entries() == till.journal()
    assert len(town.held("SELECT 1 FROM sale")) == REHEARSALS + BASKETS + returns
    for name, samples in watched.held.items():
        assert grew(samples, "files") <= SPARE, name
        assert grew(samples, "threads") <= SPARE, name
        assert not LONG or abs(growth_mb(samples)) <= DRIFT_MB, name
    third = len(watched.widgets) // 3
    assert min(watched.widgets[-third:]) <= max(watched.widgets[:third]) + SPARE_OBJECTS


def serve(person: Person, chance: random.Random) -> None:
    """A basket of a few things, now and then put aside for a moment, or changed before it is paid."""
    first, *others = chance.sample(range(len(GOODS)), chance.randint(1, 5))
    sell = person.app.selling.sell
    person.scan(code_of(first))
    person.see("it has begun", lambda: len(sell.basket.lines) == 1)
    if chance.random() < 0.2:
        put_aside(person)
    if chance.random() < 0.3:
        person.press(KEY.Key_Delete)
        person.see("the line is gone", lambda: not sell.basket.lines)
        person.press(KEY.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
        person.see("and there again", lambda: len(sell.basket.lines) == 1)
    person.sell(*map(code_of, others), cash="200" if chance.random() < 0.4 else "", before=1)


def put_aside(person: Person) -> None:
    """The basket is held and taken up again."""
    sell = person.app.selling.sell
    person.press(KEY.Key_F7)
    person.see("the basket is put aside", lambda: not sell.basket.lines)
    person.press(KEY.Key_F8)
    person.see("held baskets are shown", lambda: any(one.isVisible() for one in person.app.shell.findChildren(Dialog)))
    person.press(KEY.Key_Return)
    person.see("and it is taken up again", lambda: len(sell.basket.lines) == 1)


def know(person: Person, name: str) -> None:
    """A customer is found by name for the next sale, and looked at."""
    app = person.app
    person.press(KEY.Key_F3)
    person.see("somebody can be looked for", lambda: app.shell.page == "customers")
    person.type(name)
    person.press(KEY.Key_Return)
    person.see("the sale is theirs", lambda: app.shell.page == "sell" and app.selling.sell.basket.customer_id)
    app.customers.for_sale(app.selling.sell.basket.customer_id)
    person.see("the customer is shown", lambda: app.customers.page.screen_.is_profile)
    person.press(KEY.Key_Escape)
    person.see("the sale goes on", lambda: app.shell.page == "sell")


def bring_back(person: Person) -> None:
    """The first thing of the newest receipt comes back, and the money goes back the way it came."""
    app = person.app
    with app.till.store.read() as tx:
        sale = tx.sales.newest()[0]
    app.returning.open(sale.receipt)
    person.see("the sale is there", lambda: app.shell.page == "returns")
    screen = app.returning.page.screen
    person.scan(sale.lines[0].sku)  # at once: a scanner does not wait for the hub to tell of the receipt
    own = sale.receipt.partition("-")[2]
    person.see("it is open", lambda: screen.head.title.isVisible() and screen.head.title.text().endswith(own))
    person.see("a line is ticked", lambda: any(row.box.isChecked() for row in screen.lines.rows.values()))
    ticked = next(key for key, row in screen.lines.rows.items() if row.box.isChecked())
    screen.reason_chosen.emit(ticked, 0)
    person.see("the money can be given back", lambda: screen.refund.primary.isEnabled())
    person.rest()
    person.press(KEY.Key_F12)
    person.see("the money is given back", lambda: app.shell.page == "sell" and app.selling.step == "complete")
    person.press(KEY.Key_Return)
    person.see("the next sale can begin", lambda: app.selling.step == "sell")


def collect(person: Person, town: Town, ref: str) -> None:
    """A web order comes, is picked, and is collected."""
    order = person.meanwhile(lambda: town.place_order(ref, ("GOOD-3", "1"), ("GOOD-5", "2")))
    person.click(person.app.shell.rail.buttons["pickups"])
    rows = person.app.pickups.page.screen_.queue.list.rows
    # After an outage the line rests before it tries again.
    person.see("the order is here", lambda: rows.row_of(int(order["id"])) >= 0, BACK_S)
    pick(person, int(order["id"]))
    hand_over(person, order)
    person.press(KEY.Key_Escape)
    person.click(person.app.shell.rail.buttons["sell"])


def turn_round(person: Person) -> None:
    """Somebody looks at the figures of the shift, changes the theme, and hands the till over."""
    person.click(person.app.shell.rail.buttons["shift"])
    person.see("the shift so far", person.app.shift_screen.report.isVisible)
    person.click(person.app.shell.rail.buttons["sell"])
    person.lock()
    person.app.sign_in_screen.foot.theme_asked.emit()
    person.sign_in("Sofia Lund", "2222")
