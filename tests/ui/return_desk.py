"""The sale of the mock-up in a real till, and goods of it that come back."""

from typing import Any
from uuid import uuid4

from pos.domain.document import read_basket
from pos.domain.money import format_minor
from pos.domain.sale import Sale
from pos.services.document import price_document, sell_document
from tests.ui.real_app import settle
from ui.app import App
from ui.returns.screen import ReturnScreen

TEE, SOCK, FLASK = "MER-160T-M", "MER-SOCK-RST-M", "FLK-750"
LINES: tuple[dict[str, Any], ...] = ({"code": TEE}, {"code": SOCK}, {"code": FLASK, "qty": "3"})


def sell(app: App, *lines: dict[str, Any], by: str = "card", **more: Any) -> Sale:
    """Sell these goods, else those of the mock-up, and pay exactly what they cost."""
    document = {"id": str(uuid4()), "staff": "maya", "lines": list(lines or LINES)} | more
    total = price_document(app.till, read_basket(document, "GBP", needs_tenders=False)).total_minor
    paid = {"tenders": [{"type": by, "amount": format_minor(total, "GBP")}]}
    return sell_document(app.till, read_basket(document | paid, "GBP", needs_tenders=True))


def open_sale(app: App, sale: Sale) -> ReturnScreen:
    """The return page with this sale."""
    app.returning.open(sale.receipt)
    settle(app)
    return app.returning.page.screen


def tick(app: App, *codes: str, reason: int = 0) -> ReturnScreen:
    """Scan these goods on the return page and say why they come back."""
    screen = app.returning.page.screen
    for code in codes:
        app.scan_desk.scanned(code)
        settle(app)
    for key, row in screen.lines.rows.items():
        if row.box.isChecked():
            screen.reason_chosen.emit(key, reason)
    settle(app)
    return screen


def mock_up(app: App) -> ReturnScreen:
    """Two lines of three ticked, each with its reason."""
    open_sale(app, sell(app))
    return tick(app, TEE, SOCK)
