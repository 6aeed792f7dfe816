"""What a hub does without being asked, beside answering calls: webhooks, late keys, the close of days,
the passing of time for orders, points, cards and tiers, and the lending of limited promotions."""

from collections.abc import Callable

import anyio
import anyio.to_thread

from sync.hub import webhooks
from sync.hub.hub import Hub
from sync.hub.ledgers import passing_time
from sync.hub.logs import log_failure
from sync.hub.people import late_keys
from sync.hub.pickup import expiry
from sync.hub.sales import day_closing, leases

MINUTE_S = 60.0
LEND_EVERY_S = 5.0
"""What a till may give of a limited promotion should not run out between two looks."""

Look = Callable[[Hub], object]
_LOOKS: tuple[tuple[str, Look, float], ...] = (
    ("expiry", expiry.tick, MINUTE_S),
    ("late_keys", late_keys.tick, MINUTE_S),
    ("day_closing", day_closing.tick, MINUTE_S),
    ("passing_time", passing_time.tick, MINUTE_S),
    ("leases", leases.lend, LEND_EVERY_S),
)


async def background(hub: Hub) -> None:
    """Runs until it is cancelled; as many processes of one hub as there are may run it."""
    async with anyio.create_task_group() as group:
        group.start_soon(webhooks.background, hub)
        for name, look, every_s in _LOOKS:
            group.start_soon(_keep_looking, hub, name, look, every_s)


async def _keep_looking(hub: Hub, name: str, look: Look, every_s: float) -> None:
    while True:
        try:
            await anyio.to_thread.run_sync(look, hub)
        except Exception as failure:  # the database is away for a moment: the next look tries again
            log_failure(failure, name)
        await anyio.sleep(every_s)
