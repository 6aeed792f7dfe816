"""A small shop to sell in: a jacket, socks two for thirty, apples by weight; a manager, an associate, two cashiers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pos.domain.basket import Basket
from pos.domain.document import BasketDocument, read_basket
from pos.domain.money import format_minor
from pos.domain.sale import Sale
from pos.services.document import basket_of, price_document, sell_document
from pos.services.imports import import_file
from pos.services.shop import Setup
from pos.services.till import Till, init_till, open_till
from pos.store.store import Tx
from pos.store.tables import FACTS

SETUP = Setup("Northgate", "GBP", "GB", code="N", till=2, printer="none")
SATURDAY = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
TAXES: dict[str, Any] = {
    "prices_include_tax": True,
    "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}], "zero": []},
}
PROMOTIONS = [
    {
        "id": "P-SOCKS",
        "name": "2 for 30",
        "phase": "item",
        "items": {"skus": ["SOCK-R", "SOCK-G"]},
        "give": {"price": "30.00", "for_qty": "2"},
    }
]
PRODUCTS = """\
sku,name,price,tax,barcodes,kind,category
JACKET,Harrier Jacket,189.00,standard,4006381333931,,Jackets
SOCK-R,Café Socks red,18.00,standard,,,Socks
SOCK-G,Café Socks green,18.00,standard,,,Socks
APPLE,Apples,3.99,zero,,weighed,Food
FLASK,Flask,24.00,standard,,,Flasks
HEM,Hemming,9.00,standard,,service,Service
羊毛袜,羊毛袜,12.00,standard,,,Socks
"""
STAFF = """\
id,name,role,pin
sofia,Sofia Lind,manager,8642
ines,Ines Sá,associate,1357
maya,Maya Kowalczyk,cashier,2580
daniel,Daniel Price,cashier,1470
"""
CUSTOMERS = """\
id,name,email,phone,card,tier,note
C-1,Amelia Okafor,amelia@mail.example,+447700900142,TL7710010005,Gold,
C-2,Łukasz Wiśniewski,lukasz@mail.example,+447700900213,,,
"""
STOCK = "sku,on_hand\nJACKET,2\nSOCK-R,20\n"
FILES = {
    "taxes": json.dumps(TAXES),
    "products": PRODUCTS,
    "promotions": json.dumps(PROMOTIONS),
    "staff": STAFF,
    "customers": CUSTOMERS,
    "stock": STOCK,
}
_ids = count(1)


@dataclass
class Clock:
    """The time that a test sets; every reading is a millisecond later, as in life."""

    moment: datetime = SATURDAY

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


def make_shop(home: Path, files: Path) -> None:
    """A till with all of the above in a new home, without the space it keeps for a full disk."""
    before = Clock(SATURDAY - timedelta(days=1))
    init_till(home, SETUP, now=before)
    (home / "ballast").unlink(missing_ok=True)
    till = open_till(home, now=before)
    for kind, text in FILES.items():
        import_text(till, kind, text, files)
    till.close()


def import_text(till: Till, kind: str, text: str, folder: Path, **how: Any) -> None:
    """Import a file with this text, which has no problems."""
    path = folder / f"{kind}-{next(_ids)}"
    path.write_text(text, encoding="utf-8")
    done = import_file(till, kind, path, staff="till", **how)
    assert not done.problems


def new_id(number: int = 0) -> str:
    """The id of a basket of its own, or always the same one of this number."""
    return str(UUID(int=(number or next(_ids) + 10**6) + (7 << 76) + (2 << 62)))


def bought(code: str, qty: str = "1", **more: Any) -> dict[str, Any]:
    return {"code": code, "qty": qty} | more


def returned(receipt: str, line: int = 1, qty: str = "1", disposition: str = "restock") -> dict[str, Any]:
    return {
        "return_of": {"receipt": receipt, "line": line},
        "qty": qty,
        "reason": "does not fit",
        "disposition": disposition,
    }


def a_document(*lines: dict[str, Any], tenders: Sequence[dict[str, Any]] = (), **more: Any) -> BasketDocument:
    """The document of one jacket, or of these lines, with an id of its own."""
    given = {"id": new_id(), "lines": list(lines) or [bought("JACKET")], "tenders": list(tenders)} | more
    return read_basket(given, SETUP.currency, needs_tenders=True)


def paid(amount_minor: int, kind: str = "cash") -> dict[str, Any]:
    return {"type": kind, "amount": format_minor(amount_minor, SETUP.currency)}


def sell(till: Till, *lines: dict[str, Any], by: str = "cash", **more: Any) -> Sale:
    """Sell these lines and pay exactly what they cost."""
    total = price_document(till, a_document(*lines, **more)).total_minor
    return sell_document(till, a_document(*lines, tenders=[paid(total, by)] if total else [], **more))


def sell_some(home: Path, count: int) -> list[str]:
    """What a program of its own sells: the numbers of so many sales."""
    till = open_till(home, now=Clock())
    try:
        return [sell(till, bought("FLASK"), id=str(uuid4())).receipt for _ in range(count)]
    finally:
        till.close()


def give_back(till: Till, sale: Sale, line: int = 1, qty: str = "1", **more: Any) -> Sale:
    """Take part of a sold line back and pay it out in cash."""
    return sell(till, returned(sale.receipt, line, qty), **more)


def a_basket(till: Till, *lines: dict[str, Any], **more: Any) -> Basket:
    """The basket of these lines as the window holds it."""
    document = a_document(*lines, **more)
    with till.store.read() as tx:
        return basket_of(tx, till, document, till.now())


def rows(tx: Tx, sql: str, *values: object) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = tx.driver.execute(sql, values).fetchall()
    return found


def facts(till: Till) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every `fact_` table, and of the stock cache."""
    names = (*(table.name for table in FACTS), "local_stock")
    with till.store.read() as tx:
        return {name: sorted(rows(tx, f"SELECT * FROM {name}"), key=repr) for name in names}


def kinds(till: Till) -> list[str]:
    """The kinds of all entries, oldest first."""
    with till.store.read() as tx:
        return [entry.kind for _n, entry in tx.journal.read()]
