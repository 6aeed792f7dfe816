"""What the small shop of the e2e tests sells, and its baskets."""

import json
from pathlib import Path
from typing import Any

from tests.till_program import Ran, till_program

TAXES = '{"prices_include_tax": true, "categories": {"standard": [{"name": "VAT 20 %", "percent": "20"}]}}'
PRODUCTS = """sku,name,price,barcodes,kind
TENT,Two-person tent,249.00,4006381333931,each
SOCK,Wool sock,9.50,,each
CHEESE,Mountain cheese,18.00,,weighed
WRAP,Wrapping,0,,open_price
"""


def basket_id(number: int) -> str:
    return f"0190c8f2-0000-7000-8000-{number:012}"


def basket(number: int, **changed: Any) -> dict[str, Any]:
    """Basket `number`: two socks at 9.50, paid in cash."""
    return {
        "id": basket_id(number),
        "lines": [{"code": "SOCK", "qty": "2"}],
        "tenders": [{"type": "cash", "amount": "20.00"}],
    } | changed


def basket_line(number: int, **changed: Any) -> str:
    """The same as a line of input."""
    return json.dumps(basket(number, **changed)) + "\n"


def entries(home: Path) -> list[dict[str, Any]]:
    """The journal of this home, every entry."""
    return till_program(home, "journal").lines


def one_sentence(ran: Ran) -> str:
    """What a refused command said: exit code 1, nothing on standard output, one line of plain words on the other."""
    assert ran.code == 1, ran
    assert ran.out == ""
    assert ran.err.count("\n") == 1 and ran.err.rstrip().endswith("."), ran.err
    assert "Traceback" not in ran.err
    return ran.err.strip()
