"""A receipt that was on its way to paper when the till stopped: asked about once, printed only when told to."""

import pytest

from pos.services import printing
from pos.services.till import Till
from pos.store.print_jobs import PRINTING
from tests.store.shop import sell
from tests.ui.real_app import FLASK, an_app, settle
from ui.app import App


def doubted(app: App) -> tuple[Till, int]:
    """A sale whose receipt was being printed when the till stopped."""
    till = app.till
    sale = sell(till, {"code": FLASK})
    number = printing.ask_for_print(till, sale)
    with till.store.write() as tx:
        tx.print_jobs.mark(number, PRINTING)
    app.scan_desk.doubt(printing.doubt_after_crash(till)[-1])
    return till, number


@pytest.mark.parametrize("looked", ["acted", "closed"])
def test_after_somebody_looked_nothing_is_in_doubt_any_more(looked: str) -> None:
    with an_app() as app:
        till, _number = doubted(app)

        getattr(app.shell.strip, looked).emit()
        app.jobs.wait()
        settle(app)

        papers = list((till.home / printing.PRINTER_FOLDER).glob("*.bin"))
        assert printing.waiting_jobs(till) == ()
        assert len(papers) == (1 if looked == "acted" else 0)
