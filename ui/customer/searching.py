"""Finding a customer: what is typed is looked for as a job, and the newest answer wins."""

from collections.abc import Sequence
from dataclasses import replace

from pos.domain.customer import CustomerHit
from pos.domain.failures import Refused, Unavailable
from ui.customer.desk import Desk
from ui.customer.search_views import LIMIT, search_view
from ui.customer.view import Mode


class Searching:
    """Keeps what was typed and who was found. One look-up runs at a time; while it runs only the newest text waits."""

    def __init__(self, desk: Desk) -> None:
        self._screen, self._teller, self._run_job, self._calls = desk.screen, desk.teller, desk.run_job, desk.calls
        self.mode: Mode = "browse"
        self.text = ""
        self._hits: tuple[CustomerHit, ...] = ()
        self._ms: int | None = None
        self._running = False

    def begin(self, mode: Mode, text: str = "") -> None:
        """Show the search, empty or with what was typed elsewhere."""
        self.mode, self._hits, self._ms = mode, (), None
        self._screen.turn_to_search()
        self.typed(text)

    def typed(self, text: str) -> None:
        self.text = text
        if text.strip():
            self._look()
        else:
            self._hits, self._ms = (), None
        self.show()

    def show(self) -> None:
        receipt = self._calls.receipt() if self.mode == "choose" else ""
        view = search_view(self._teller, self.mode, self.text, self._hits, self._ms, receipt)
        self._screen.show_search(replace(view, waiting=self._running and bool(self.text.strip())))

    def _look(self) -> None:
        if self._running:
            return
        self._running = True
        text, calls = self.text, self._calls

        def look() -> tuple[str, tuple[CustomerHit, ...], int]:
            began = calls.monotonic_s()
            found: Sequence[CustomerHit] = calls.search(text)[:LIMIT]
            return text, tuple(found), int((calls.monotonic_s() - began) * 1000)

        self._run_job(look, self._found, self._failed)

    def _found(self, answer: tuple[str, tuple[CustomerHit, ...], int]) -> None:
        """An answer about a text that has changed meanwhile is shown to nobody; the newest text is looked for now."""
        self._running = False
        text, hits, ms = answer
        if text != self.text:
            self.typed(self.text)
            return
        self._hits, self._ms = hits, ms
        self.show()

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._running = False
        self._screen.tell_failure(failure)
