"""What a till forgets when its hub removes it: everything that it holds of customers and is not its own journal."""

from typing import Any

_LOCAL = ("local_other_return", "local_other_sale")
"""Receipts of other tills that were looked up here, with whose they are."""
_COPIES = (
    *("copy_points", "copy_credit", "copy_order", "copy_held_basket", "copy_activity", "copy_customer"),
    *_LOCAL,
)


def holds_customers(driver: Any) -> bool:
    """Whether there is anything to forget."""
    return any(driver.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _COPIES)


def wipe_customers(driver: Any) -> int:
    """Delete the copies of customers with their search rows, points and pickup orders, and make their feeds begin
    anew; how many rows went. The journal keeps what was sold; names in it are sealed."""
    driver.execute("INSERT INTO find_customer (find_customer) VALUES ('delete-all')")
    gone = sum(int(driver.execute(f"DELETE FROM {table}").rowcount) for table in _COPIES)
    driver.execute("DELETE FROM local_seen WHERE scope IN ('customers', 'orders')")
    driver.execute(
        "UPDATE local_feed SET cursor = '', state = 'empty', things = 0, expected = 0 WHERE scope IN "
        "('customers', 'orders')"
    )
    driver.execute("UPDATE local_claim SET ask = '{}', answer = '{}'")
    return gone
