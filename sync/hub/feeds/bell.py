"""Waking whoever waits for a feed: at once in this process, within a moment when another process published."""

import asyncio

LOOK_EVERY_S = 0.2
"""How often a waiting reader looks for what other processes published."""


class Bell:
    """`ring` may be called from any thread; `listen` and `wait` belong to the event loop of the server."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def ring(self) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def listen(self) -> asyncio.Event:
        """What the next ring sets: listen before you look, or a ring during the look is not heard."""
        self._loop = asyncio.get_running_loop()
        return self._rung

    async def wait(self, rung: asyncio.Event) -> None:
        """Until something was published here since `listen`, or until it is time to look for what others published."""
        try:
            await asyncio.wait_for(rung.wait(), LOOK_EVERY_S)
        except TimeoutError:
            return

    def _wake(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()
