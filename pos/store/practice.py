"""The goods, prices, rules and people of a shop copied into a file for practice, where nothing leads back from.

The shop's file is attached read-only to a connection of the other one, and let go of before anybody uses that: whatever
is done in training, there is no connection that could write into the shop's data. All rows of a table are one statement
inside SQLite, so that a large catalogue takes seconds and the window draws meanwhile.
"""

from pathlib import Path
from typing import Any

import sqlcipher3

from pos.store.engine import unavailable
from pos.store.search import put_best_sellers
from pos.store.secrets import Secrets

COPIED = ("copy_product", "copy_barcode", "copy_price", "copy_rule", "copy_staff")
"""Neither customers nor anything that happened: personal data and facts are not for practice."""

_STOCK = (
    "INSERT INTO main.copy_stock (sku, location, qty_milli, as_of, own_n, rev) "
    "SELECT sku, location, qty_milli, ?1, 0, 1 FROM shop.local_stock WHERE (sku, location) NOT IN "
    "(SELECT sku, location FROM shop.copy_stock) UNION ALL "
    "SELECT sku, location, qty_milli, as_of, 0, rev FROM shop.copy_stock"
)
"""What lies on the shelves now; entries made in training count from there on."""


def copy_for_practice(
    path: Path, secrets: Secrets, shop: Path, shop_secrets: Secrets, pin: tuple[int, bytes, bytes], at: str
) -> None:
    """Fill the practice file at `path`, which nobody has opened, from the `shop`'s as it is now (`at`). Everybody gets
    the same `pin` there: length, salt and peppered hash. A driver's error comes as Unavailable."""
    driver = sqlcipher3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        for pragma in ("cipher_log_level=NONE", f'key="{_key(secrets)}"', "journal_mode=WAL", "synchronous=OFF"):
            driver.execute(f"PRAGMA {pragma}").fetchall()
        attached = f"{shop.resolve().as_uri()}?mode=ro"
        driver.execute("ATTACH DATABASE ? AS shop KEY ?", (attached, _key(shop_secrets)))
        _copy(driver, pin, at)
        driver.execute("DETACH DATABASE shop")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlcipher3.DatabaseError as failure:
        raise unavailable(failure) from failure
    finally:
        driver.close()


def count_products(driver: Any) -> int:
    return int(driver.execute("SELECT count(*) FROM copy_product").fetchone()[0])


def _copy(driver: Any, pin: tuple[int, bytes, bytes], at: str) -> None:
    driver.execute("BEGIN IMMEDIATE")
    for table in COPIED:
        names = ", ".join(f'"{row[1]}"' for row in driver.execute(f"PRAGMA main.table_info({table})").fetchall())
        driver.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM shop.{table}")
    driver.execute("UPDATE main.copy_staff SET pin_length = ?, pin_salt = ?, pin_check = ?, badge_check = NULL", pin)
    driver.execute(_STOCK, (at,))
    driver.execute("INSERT INTO main.find_product (find_product) VALUES ('rebuild')")
    put_best_sellers(driver, driver.execute("SELECT number, sold FROM shop.local_best_seller").fetchall())
    driver.execute("COMMIT")


def _key(secrets: Secrets) -> str:
    return f"x'{secrets.database_key.hex()}{secrets.salt.hex()}'"
