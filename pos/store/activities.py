"""What customers did in all channels, as the hub told it: kept document by document."""

from collections.abc import Sequence
from typing import Any

ActivityRow = tuple[str, str, str, str, str, int]
"""Activity id, customer id, kind, when, its feed document as JSON, rev."""


class Activities:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def put(self, rows: Sequence[ActivityRow]) -> None:
        """Activities as they are now, instead of what was known of them; whoever writes has seen to it that these are
        newer."""
        self._driver.executemany(
            "INSERT OR REPLACE INTO copy_activity (activity_id, customer, kind, at, body, rev) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )

    def remove(self, activity_ids: Sequence[str]) -> None:
        """Baskets that were emptied, and whatever else the hub took back."""
        self._driver.executemany(
            "DELETE FROM copy_activity WHERE activity_id = ?", [(activity_id,) for activity_id in activity_ids]
        )
