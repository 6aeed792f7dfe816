"""Personal coupons that were used at this till, as its journal says."""

import json
from collections.abc import Collection
from typing import Any


def used_here(driver: Any, refs: Collection[str]) -> set[str]:
    """Which of these coupons were used here."""
    asked = "SELECT ref FROM fact_coupon_use WHERE ref IN (SELECT value FROM json_each(?))"
    return {row[0] for row in driver.execute(asked, (json.dumps(sorted(refs)),)).fetchall()}
