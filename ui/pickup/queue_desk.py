"""The queue at the left of the pickup page: read as a job, for a busy shop has hundreds of orders in it."""

from collections.abc import Callable

from ui.pickup.desk import Desk
from ui.pickup.queue_views import QueueFacts, queue_view
from ui.pickup.view import Filter


class QueueDesk:
    """A read at a time: what changes while one is under way is read once more after it. `selected` is the order at
    hand, 0 for none."""

    def __init__(self, desk: Desk, selected: Callable[[], int]) -> None:
        self._desk, self._selected = desk, selected
        self._filter: Filter = "all"
        self._facts: QueueFacts | None = None
        self._reading = self._again = False

    def filtered(self, name: Filter) -> None:
        self._filter = name
        self._show()

    def show(self) -> None:
        """What is known at once, so that the mark is on the order at hand; then as it is now."""
        self._show()
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._desk.look(self._desk.calls.queue, self._read, self._not_read)

    def _read(self, facts: QueueFacts) -> None:
        self._facts = facts
        self._reading = False
        self._show()
        if self._again:
            self._again = False
            self.show()

    def _not_read(self, _failure: object) -> None:
        """A busy file is looked at again with the next change."""
        self._reading = self._again = False

    def _show(self) -> None:
        if self._facts is not None:
            desk = self._desk
            desk.screen.show_queue(queue_view(desk.teller, self._facts, self._filter, self._selected()))
