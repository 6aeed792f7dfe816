"""Whether anybody wrote into the till's file: a number that another program's commit changes too, and cheap to ask."""

from contextlib import suppress
from typing import Any

import sqlcipher3

from pos.domain.failures import Unavailable
from pos.store.engine import connect
from pos.store.store import Store

_CACHE_KIB = 64
"""It reads no rows, so it keeps next to nothing."""


class ChangeCounter:
    """A connection of its own that writes nothing, so every commit there is counts as somebody else's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._driver: Any = None

    def number(self) -> int:
        """Another number than before when something was written since; 0 while the file cannot be read.

        It is not counted up by one for each commit, and it is another one in each program.
        """
        try:
            if self._driver is None:
                if not self._store.path.is_file():  # to connect would make one
                    return 0
                secrets = self._store.secrets
                self._driver = connect(self._store.path, secrets.database_key, secrets.salt, "FULL", _CACHE_KIB)
            return int(self._driver.execute("PRAGMA data_version").fetchone()[0])
        except (Unavailable, sqlcipher3.DatabaseError):
            self.close()
            return 0

    def close(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            with suppress(sqlcipher3.DatabaseError):
                driver.close()
