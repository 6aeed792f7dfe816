"""Four tills that are cut off and the web spend one member's points at once: what is lost stays within the caps."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from pos.domain.failures import Refused
from pos.domain.journal import FIRST_PREVIOUS, Entry
from pos.services.document import sell_document
from pos.services.till import Till, init_till, open_till
from sync.hub.calls.access import TillAccess
from sync.hub.calls.idempotency import Write
from sync.hub.hub import Hub
from sync.hub.imports.rules import CATALOGUE, RULE
from sync.hub.journal.ingest import ingest
from sync.hub.journal.own_entries import give_points
from sync.hub.ledgers.value_documents import PointsMoved
from sync.hub.ledgers.web_points import move_points
from sync.hub.store.debts import debts_of
from sync.hub.store.references import refer
from sync.hub.store.streams import Published, publish
from sync.hub.store.tills import add_till
from sync.wire_entry import wire_entry
from tests.store.shop import FILES, SATURDAY, SETUP, Clock, a_document, bought, import_text, paid
from tests.store.value_hub import link, told
from tests.sync.hub_journal import AT
from tests.sync.hub_value import exceptions_of, points_of

TILLS, POINTS = 4, 10_000
PER_SALE, PER_DAY = 2_000, 20_000
CAP = min(2 * PER_SALE, POINTS // 2)
"""Points of one member at one till since the hub told of them; one is worth 0.01."""
PROGRAMME = {
    "points_per": "1.00",
    "value": "0.01",
    "redeem_step": 100,
    "redeem_min": 100,
    "expire_months": 24,
    "offline": {"per_sale": "20.00", "per_day": "200.00", "max_age_h": 24},
}


@pytest.fixture
def tills(tmp_path: Path) -> Iterator[list[Till]]:
    """Tills of one shop, each with its own keys, that heard of the member's points and then lost their line."""
    made = []
    for number in range(1, TILLS + 1):
        home = tmp_path / f"till-{number}"
        init_till(home, replace(SETUP, till=number), now=Clock(SATURDAY - timedelta(days=1)))
        (home / "ballast").unlink(missing_ok=True)
        till = open_till(home, now=Clock())
        for kind, text in {**FILES, "programme": json.dumps(PROGRAMME)}.items():
            import_text(till, kind, text, tmp_path)
        link(till, "offline")
        told(till, "C-1", points=POINTS)
        made.append(till)
    yield made
    for till in made:
        till.close()


def spend_all(till: Till) -> int:
    """The member shows her card again and again, and pays with all points that the till takes; how many that were."""
    spent, wanted = 0, PER_SALE
    while wanted:
        tenders = [{"type": "points", "points": wanted}, paid(2400 - wanted)]
        document = a_document(bought("FLASK"), tenders=tenders, customer="TL7710010005", staff="maya")
        try:
            sell_document(till, document)
        except Refused as refused:
            if refused.code != "offline_limit":
                raise
            wanted -= 100
        else:
            spent += wanted
    return spent


def prepared(hub: Hub, tills: list[Till]) -> list[tuple[TillAccess, list[bytes]]]:
    """The hub knows the tills, the member and her points; what each till has to send."""
    rule = Published(RULE, "programme", json.dumps({"document": PROGRAMME}).encode())
    batches = []
    with hub.write() as connection:
        refer(connection, "webshop", "u-7", "C-1")
        publish(connection, {CATALOGUE: [rule]}, bytes(16))
        publish(connection, {"customers": give_points(hub, connection, [("C-1", POINTS, "import")])}, bytes(16))
        for number, till in enumerate(tills, 1):
            with till.store.read() as tx:
                entries = [entry for _n, entry in tx.journal.read()]
            key = bytes.fromhex(entries[0].content["public_key"])
            access = TillAccess(f"till-{number}", 1, number, "active", AT, key)
            add_till(connection, access, bytes(32))
            batches.append((access, items(entries)))
    return batches


def items(entries: list[Entry]) -> list[bytes]:
    heads = [FIRST_PREVIOUS, *(entry.h for entry in entries)]
    return [msgspec.json.encode(wire_entry(entry, prev)) for entry, prev in zip(entries, heads, strict=False)]


def spend_on_the_web(hub: Hub) -> int:
    """All that the hub says is there."""
    wanted = max(0, points_of(hub).balance // 100 * 100)
    if wanted:
        asked = PointsMoved(action="redeem", points=wanted, ref="W-1")
        move_points(hub, asked, "webshop", "u-7", Write("webshop", "key", b"hash"))
    return wanted


@pytest.mark.parametrize("web_at", range(TILLS + 1))
@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_what_is_lost_never_exceeds_the_caps_and_each_overspend_is_a_debt_and_a_task(
    request: pytest.FixtureRequest, tills: list[Till], which: str, web_at: int
) -> None:
    hub: Hub = request.getfixturevalue(which)
    spent = [spend_all(till) for till in tills]
    batches = prepared(hub, tills)

    on_the_web = 0
    for number, (access, batch) in enumerate([*batches, (None, [])]):
        if number == web_at:
            on_the_web = spend_on_the_web(hub)
        if access is not None:
            ingest(hub, access, batch)

    with hub.read() as connection:
        debts = debts_of(connection, "points:C-1")
    earned = points_of(hub).balance + sum(spent) + on_the_web - POINTS
    assert spent == [CAP] * TILLS
    assert 0 < earned < 100 * TILLS
    assert sum(debt.amount for debt in debts) <= TILLS * CAP
    assert sum(debt.amount for debt in debts) >= -points_of(hub).balance > 0
    assert [one["ref"].rpartition("/")[0] for one in exceptions_of(hub)] == ["points:C-1"] * len(debts)
    assert {one["here"]["missing_points"] for one in exceptions_of(hub)} == {str(debt.amount) for debt in debts}
