"""What customers answered at this till when they were asked whether they may be contacted; only ever added."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one purpose, in the entry with row number `n`."""

    purpose: str
    given: bool
    at: str
    n: int


class Consents:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def of_customer(self, customer_id: str) -> list[Answer]:
        """All answers that were given here, oldest first."""
        rows = self._driver.execute(
            "SELECT purpose, given, at, n FROM fact_consent WHERE customer = ? ORDER BY n, purpose", (customer_id,)
        ).fetchall()
        return [Answer(purpose, bool(given), at, n) for purpose, given, at, n in rows]
