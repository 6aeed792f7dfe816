"""The log of the synchroniser: JSON lines with codes, counts and ids, on standard error and in a file that turns over.

Nothing else gets in: a fact has one of the known names and is a whole number or a short word, so no name, address,
token or number of a card can stand in a line.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pos.domain.journal import stamp

FOLDER, FILE = "logs", "sync.log"
LARGEST_BYTES = 1024 * 1024
OLD_FILES = 4
FACTS = frozenset(
    "app acked code count date due epoch equal failures from held host hub_id items journal kind loop need_seq proto "
    "reason result scope seconds seq state status things till_id why".split()
)
"""The names of facts that may be logged."""
_WORD = re.compile(r"[A-Za-z0-9_.:\-]{0,64}")
_DIGITS = re.compile(r"[0-9]{12,}")

Facts = Mapping[str, object]


def loggable(facts: Facts) -> dict[str, str | int]:
    """The facts that may stand in a log; of the others nothing remains, not even their names."""
    return {name: value for name, value in facts.items() if name in FACTS and _is_plain(value)}  # type: ignore[misc]


def _is_plain(value: object) -> bool:
    if isinstance(value, int):
        return abs(value) < 10**11
    return isinstance(value, str) and bool(_WORD.fullmatch(value)) and not _DIGITS.search(value.replace("-", ""))


class Log:
    """Writes lines; `close` gives the file up."""

    def __init__(self, now: Callable[[], datetime], home: Path | None, quiet: bool = False) -> None:
        self._now = now
        self._handlers: list[logging.Handler] = [] if quiet else [logging.StreamHandler(sys.stderr)]
        if home is not None:
            (home / FOLDER).mkdir(mode=0o700, exist_ok=True)
            path = home / FOLDER / FILE
            self._handlers.append(
                RotatingFileHandler(path, maxBytes=LARGEST_BYTES, backupCount=OLD_FILES, encoding="utf-8")
            )
        for handler in self._handlers:
            handler.handleError = _drop  # type: ignore[method-assign]

    def __call__(self, event: str, **facts: object) -> None:
        line = json.dumps({"at": stamp(self._now()), "event": event, **loggable(facts)})
        record = logging.LogRecord("tandem-sync", logging.INFO, "", 0, line, None, None)
        for handler in self._handlers:
            handler.handle(record)

    def close(self) -> None:
        for handler in self._handlers:
            handler.close()


def _drop(record: logging.LogRecord) -> None:
    """A log that cannot be written costs the log, nothing else."""
