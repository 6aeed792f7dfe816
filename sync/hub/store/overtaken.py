"""When two processes want the same rows at once, one of them begins again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

_TO_BE_REPEATED = ("40001", "40P01")
"""serialization_failure, deadlock_detected (PostgreSQL's documentation, appendix A)."""


class Overtaken(Exception):
    """Another process wrote the same meanwhile: the transaction is to be made once more from its beginning."""


@contextmanager
def overtaken() -> Iterator[None]:
    """Around a transaction: Overtaken also where the database itself chose this one to give way."""
    try:
        yield
    except OperationalError as failure:
        if getattr(failure.orig, "sqlstate", "") in _TO_BE_REPEATED:
            raise Overtaken from failure
        raise
