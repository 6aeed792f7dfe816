"""What the hub writes down of its own running: JSON lines of codes and counts, never a body, a token or a name."""

import logging
import sys
import traceback
from typing import Any

import structlog

_ALLOWED = (
    "event level timestamp where fault code count seconds host port till_id store journal result route status pid "
    "processes database scope kind rows"
).split()


def set_up_logs() -> None:
    """JSON on standard error, one line an event; fields that are not on the list are dropped."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _redacted,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_OfLibraries(logging.WARNING)], force=True)


def log(event: str, **facts: object) -> None:
    """One event; only facts on the list of this module get through."""
    structlog.get_logger().info(event, **facts)


def log_failure(failure: BaseException, where: str) -> None:
    """A fault of ours: its type and the places in our code, without any value."""
    frames = traceback.extract_tb(failure.__traceback__)
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-8:]]
    structlog.get_logger().error("hub_error", where=where, fault=f"{type(failure).__name__} at {' < '.join(places)}")


class _OfLibraries(logging.Handler):
    """What libraries log may repeat what somebody sent: only where it came from and its kind is written down."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        structlog.get_logger().warning("library", where=record.name, fault=kind.__name__ if kind else record.levelname)


def _redacted(_logger: Any, _name: str, event: Any) -> Any:
    return {name: value for name, value in event.items() if name in _ALLOWED}
