"""Waiting for a stream: however many tills wait, one look at the database serves them all."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from anyio import to_thread

from sync.hub.feeds.bell import Bell


@dataclass(eq=False, slots=True)
class _Waiting:
    stream: str
    n: int
    passed: asyncio.Event = field(default_factory=asyncio.Event)


class Watch:
    """Belongs to the event loop of one server. It looks while somebody waits, and rests otherwise.

    `newest` reads the newest number of every stream; it runs in a thread.
    """

    def __init__(self, bell: Bell, newest: Callable[[], dict[str, int]]) -> None:
        self._bell, self._newest = bell, newest
        self._waiting: set[_Waiting] = set()
        self._looking: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many readers wait."""
        return len(self._waiting)

    async def until_past(self, stream: str, n: int, seconds: float) -> bool:
        """Whether something newer than `n` was published on the stream, within so many seconds."""
        reader = _Waiting(stream, n)
        self._waiting.add(reader)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_while_anybody_waits())
            self._looking.add_done_callback(self._wake_all)
        try:
            await asyncio.wait_for(reader.passed.wait(), seconds)
        except TimeoutError:
            return False
        else:
            return True
        finally:
            self._waiting.discard(reader)

    async def _look_while_anybody_waits(self) -> None:
        while self._waiting:
            rung = self._bell.listen()
            newest = await to_thread.run_sync(self._newest)
            for reader in list(self._waiting):
                if newest.get(reader.stream, 0) > reader.n:
                    reader.passed.set()
                    self._waiting.discard(reader)
            await self._bell.wait(rung)

    def _wake_all(self, looked: asyncio.Task[None]) -> None:
        """When the database did not answer, everybody asks it and hears so, instead of waiting for nothing."""
        if not looked.cancelled() and looked.exception() is not None:
            for reader in self._waiting:
                reader.passed.set()
