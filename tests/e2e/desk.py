"""The desk of the window tests: what they sell, and the longer ways of a person through pickups and the sync centre."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos.domain.codes import bag_code
from pos.services import link
from tests.e2e.town import Town, a_town
from tests.e2e.window import Person

KEY = Qt.Key
BACK_S = 300.0
"""The longest rest of a line that failed often."""
GOODS = {f"GOOD-{n}": (f"40063813{n:04}", 2_50 + 175 * n) for n in range(12)}
TAXES = '{"prices_include_tax": true, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}'
STAFF = "id,name,role,pin\nmaya,Maya King,cashier,1111\nsofia,Sofia Lund,manager,2222\n"


def ean(twelve: str) -> str:
    """An article number with its check digit."""
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-weighed % 10}"


def code_of(number: int) -> str:
    return ean(list(GOODS.values())[number % len(GOODS)][0])


@contextmanager
def a_desk_town(folder: Path) -> Iterator[Town]:
    """A town in which the shop of these tests trades."""
    rows = [f"{sku},{sku.title()},{minor / 100:.2f},{ean(code)},each" for sku, (code, minor) in GOODS.items()]
    files = {"products": "\n".join(["sku,name,price,barcodes,kind", *rows]), "taxes": TAXES, "staff": STAFF}
    paths = {name: folder / f"{name}.{'json' if name == 'taxes' else 'csv'}" for name in files}
    for name, text in files.items():
        paths[name].write_text(text)
    with a_town(folder, **paths) as town:
        yield town


def pick(person: Person, order_id: int) -> None:
    """The order is opened with the mouse, its goods are scanned from the shelf, and it is ready in the first bay."""
    pickups = person.app.pickups.page
    rows = pickups.screen_.queue.list
    person.see("the order stands in the queue", lambda: rows.rows.row_of(order_id) >= 0)
    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rows.visualRect(rows.rows.index(rows.rows.row_of(order_id))).center(),
    )
    person.see("it is to be picked", pickups.screen_.pages.picking.isVisible)
    person.scan(code_of(3), code_of(5), code_of(5))
    person.see("everything is picked", pickups.screen_.pages.picking.primary.isEnabled)
    person.rest()
    person.press(KEY.Key_F12)
    person.see("it is ready", lambda: state_of(person, order_id) == "ready" and pickups.screen_.pages.idle.isVisible())


def refuse_forged(person: Person, token: str) -> None:
    """The same code with another digit in the middle."""
    at, screen = len(token) // 2, person.app.pickups.page.screen_.pages
    person.scan(f"{token[:at]}{(int(token[at]) + 1) % 10}{token[at + 1 :]}")
    person.see("a forged code is refused", screen.refused.isVisible)
    assert screen.refused.banner.title.text() == "This code was not issued by our shop"
    person.press(KEY.Key_Escape)
    person.see("and put away", screen.idle.isVisible)


def hand_over(person: Person, order: dict[str, Any]) -> None:
    """The customer's code, the goods and the label of the bag, all scanned; without the hub the label is the lock."""
    screen = person.app.pickups.page.screen_.pages
    person.scan(order["token"])
    person.see("the code is genuine", screen.serving.isVisible)
    person.scan(code_of(3), code_of(5), code_of(5), bag_code(int(order["id"]), 1))
    person.see("everything was scanned", screen.serving.primary.isEnabled)
    person.rest()
    person.press(KEY.Key_F12)
    person.see("the goods are handed over", screen.handed.isVisible)
    assert state_of(person, int(order["id"])) == "collected"


def compare(person: Person) -> None:
    """Nothing waits any more, and both sides hold the same of today."""
    app, till = person.app, person.app.till
    person.click(app.shell.top.sync)
    person.see("the outbox is empty", lambda: not app.line.view.waiting and not _waiting_rows(person))
    person.click(app.sync_screen.tabs.segments["reconcile"])
    person.press(KEY.Key_F5)
    day = till.business_day(till.now())
    person.see("the day was compared, the newest record too", lambda: _is_whole(person, day), BACK_S)
    rows = app.sync_screen.day.list.rows
    person.see("every row says equal", lambda: rows.rows and all("Equal" in row.spoken for row in rows.rows))
    assert all(proof.equal for proof in link.proofs(till, day))


def state_of(person: Person, order_id: int) -> str:
    order = person.app.pickups.page.desk.calls.order(order_id)
    return order.state if order is not None else ""


def _waiting_rows(person: Person) -> list[str]:
    rows = person.app.sync_screen.outbox.list.rows.rows
    return [row.spoken for row in rows if row.spoken.endswith(("Waiting", "Sending"))]


def _is_whole(person: Person, day: str) -> bool:
    with person.app.till.store.read() as tx:
        place = tx.journal.place()
    found = link.proofs(person.app.till, day)
    return place is not None and any(proof.body["till"]["last"] == place.seq for proof in found)
