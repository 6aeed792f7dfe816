"""A till that its hub removes forgets whose goods it has seen, whoever sold them."""

from pos.services.till import Till
from pos.store.wipe import holds_customers, wipe_customers
from tests.store.shop import rows


def test_receipts_of_other_tills_and_their_held_baskets_are_forgotten_too(till: Till) -> None:
    with till.store.write() as tx:
        tx.driver.execute(
            "INSERT INTO local_other_sale (sale_id, receipt, store, at, business_date, staff, body) "
            "VALUES ('s', 'N-3-000001', 'Northgate', '', '', '', '{\"customer\": \"C-1\"}')"
        )
        tx.driver.execute("INSERT INTO local_other_return VALUES (1, 1, 'r', 1, -1000)")
        tx.driver.execute("INSERT INTO copy_held_basket VALUES ('b', 'e', 3, '', '', '{\"customer\": \"C-1\"}', 0, 1)")
        before = holds_customers(tx.driver)

    with till.store.write() as tx:
        gone = wipe_customers(tx.driver)

    with till.store.read() as tx:
        left = [
            rows(tx, f"SELECT * FROM {name}") for name in ("local_other_sale", "local_other_return", "copy_held_basket")
        ]
        after = holds_customers(tx.driver)
    assert (before, gone, after) == (True, 3, False)
    assert left == [[], [], []]
