"""Pages that nobody has asked for yet, made ready while the first one is used."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 400
"""Before the first, which leaves the start to the page that is seen."""
TURN_MS = 40
"""Between one module and the next: what somebody types or scans meanwhile comes first."""


class Ahead(QObject):
    """Loads the packages of pages and makes each page ready, by small turns of the main loop.

    A class of Qt must never come into being on another thread while the main one draws: the window crashed once while
    one did. Those turns that are left over when it stops wait until somebody opens the page.
    """

    def __init__(self, pages: Mapping[str, Callable[[], object]], is_busy: Callable[[], bool] = lambda: False) -> None:
        """Of each page its package and what makes it, in the order in which they are to be ready. A turn that comes
        while somebody scans or types (`is_busy`) is put off: making a page takes longer than a picture may."""
        super().__init__()
        self._is_busy = is_busy
        self._turns = (turn for package, make in pages.items() for turn in _turns(package, make))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        self._timer.start(PAUSE_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _next(self) -> None:
        self._timer.setInterval(TURN_MS)
        if self._is_busy():
            return
        turn = next(self._turns, self.stop)
        turn()


def _turns(package: str, make: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """One module a turn, as all at once would stand in the way for too long."""
    for module in iter_modules(import_module(package).__path__, f"{package}."):
        yield partial(import_module, module.name)
    yield make
