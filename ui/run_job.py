"""How presenters have slow work done, without knowing how it is done."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from pos.domain.failures import Refused, Unavailable

Result = TypeVar("Result")


class RunJob(Protocol):
    """How a presenter has something done: exactly one of `done` and `failed` is called, later, on the main thread."""

    def __call__(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Refused | Unavailable], None],
    ) -> None: ...
