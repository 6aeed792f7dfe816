"""Whoever changes anything in the file is found out, and what he changed is named."""

from typing import Any

import pytest

from pos.services.backup import make_anew, prove
from pos.services.till import Till
from pos.store.tables import FACTS
from tests.store.shop import bought, facts, kinds, rows, sell

FACT = {table.name: table for table in FACTS}


def first_row(till: Till, table: str) -> dict[str, Any]:
    with till.store.read() as tx:
        (row,) = rows(tx, f"SELECT * FROM {table} LIMIT 1")
    return dict(zip(FACT[table].columns.keys(), row, strict=True))


def put_in_place(till: Till, table: str, row: dict[str, Any] | None, other: dict[str, Any] | None) -> None:
    """Put a row in the place of another; None takes it away or adds one."""
    with till.store.driver() as driver:
        driver.execute("PRAGMA foreign_keys = OFF")
        if row is not None:
            where = " AND ".join(f"{name} IS ?" for name in row)
            assert driver.execute(f"DELETE FROM {table} WHERE {where}", tuple(row.values())).rowcount == 1
        if other is not None:
            driver.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(other))})", tuple(other.values()))


def another(value: Any) -> Any:
    if isinstance(value, str):
        return value + "x"
    return 1 if value is None else value + 1000  # no other row has it


def tamper(till: Till, *statements: str) -> None:
    """Change the file behind the till's back, with the key in hand."""
    with till.store.driver() as driver:
        driver.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            assert driver.execute(statement).rowcount != 0


def found(till: Till) -> set[str]:
    return {problem.code for problem in prove(till).problems}


def test_a_history_of_every_kind_is_proved(lived: Till) -> None:
    findings = prove(lived)

    assert findings.problems == ()
    assert findings.entries == len(kinds(lived))
    assert all(facts(lived)[table.name] for table in FACTS)


def test_rebuild_makes_the_same_rows_and_the_same_number(lived: Till) -> None:
    before = facts(lived)
    tamper(lived, *(f"DELETE FROM {table.name}" for table in FACTS), "DELETE FROM local_stock")
    tamper(lived, "UPDATE local_setting SET value = '77' WHERE name = 'receipt_last'")

    entries = make_anew(lived)

    assert facts(lived) == before
    assert entries == len(kinds(lived))
    assert prove(lived).problems == ()
    assert sell(lived, bought("FLASK")).receipt == "N-2-000005"


def test_what_rebuild_made_is_found_by_search(lived: Till) -> None:
    tamper(lived, "DELETE FROM find_sale", "INSERT INTO find_product (find_product) VALUES ('delete-all')")

    make_anew(lived)

    with lived.store.read() as tx:
        assert [sale.receipt for sale in tx.search.sales("N-2-000002")] == ["N-2-000002"]
        assert [product.sku for product in tx.search.products("harrier")] == ["JACKET"]


@pytest.mark.parametrize("table", FACT)
def test_every_changed_value_of_a_fact_is_named(lived: Till, table: str) -> None:
    names = {column.name for column in FACT[table].columns} - {"n"}
    row = first_row(lived, table)

    unnamed = []
    for name in names:
        changed = row | {name: another(row[name])}
        put_in_place(lived, table, row, changed)
        if not any(table in problem.where for problem in prove(lived).problems):
            unnamed.append(name)
        put_in_place(lived, table, changed, row)

    assert unnamed == []
    assert prove(lived).problems == ()


@pytest.mark.parametrize("table", FACT)
def test_a_row_that_is_gone_is_named(lived: Till, table: str) -> None:
    put_in_place(lived, table, first_row(lived, table), None)

    assert any(p.code == "row_changed" and table in p.where for p in prove(lived).problems)


@pytest.mark.parametrize("table", FACT)
def test_a_row_that_is_made_up_is_named(lived: Till, table: str) -> None:
    row = first_row(lived, table)

    put_in_place(lived, table, None, {name: another(value) for name, value in row.items()} | {"n": 999_999})

    problems = prove(lived).problems
    assert any(problem.code == "row_added" and table in problem.where for problem in problems)
    assert any(problem.code == "row_without_entry" and table in problem.where for problem in problems)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("journal_id = zeroblob(16)", "journal_not_opened"),
        ("seq = seq + 1000", "entry_gap"),
        ("seq = -5", "entry_gap"),
        ("entry_id = 'other'", "entry_hash"),
        ("kind = 'signed_in'", "entry_hash"),
        ("v = 2", "entry_hash"),
        ("at = '2026-11-21T14:33:00.000Z'", "entry_hash"),
        ("business_date = '2026-11-20'", "entry_hash"),
        ("shift = 'other'", "entry_hash"),
        ("staff = 'daniel'", "entry_hash"),
        ("body = CAST(replace(CAST(body AS TEXT), '0', '9') AS BLOB)", "entry_hash"),
        ("body = CAST('{}' AS BLOB)", "entry_hash"),
        ("body = CAST('{' AS BLOB)", "entry_hash"),
        ("body = CAST('[1]' AS BLOB)", "entry_hash"),
        ("body = 'a text'", "entry_hash"),
        ("h = zeroblob(32)", "entry_hash"),
        ("h = 'a text'", "entry_hash"),
        ("sig = zeroblob(64)", "entry_signature"),
        ("sig = zeroblob(3)", "entry_signature"),
        ("n = n + 100000", "entry_missing"),
    ],
)
@pytest.mark.parametrize("kind", ["sale_completed", "shift_opened", "stock_adjusted"])
def test_every_change_of_an_entry_is_named(lived: Till, kind: str, change: str, code: str) -> None:
    tamper(lived, f"UPDATE journal SET {change} WHERE n = (SELECT min(n) FROM journal WHERE kind = '{kind}')")

    assert code in found(lived)


def test_an_entry_in_the_middle_that_is_gone_is_named(lived: Till) -> None:
    tamper(lived, "DELETE FROM journal WHERE n = 12")

    assert {"entry_missing", "entry_gap"} <= found(lived)


def test_an_end_that_was_cut_off_is_known_by_the_witness(lived: Till) -> None:
    tamper(lived, "DELETE FROM fact_shift_close", "DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)")

    assert found(lived) == {"rolled_back"}


def test_another_key_in_the_first_entry_proves_nothing(lived: Till) -> None:
    body = "CAST(replace(CAST(body AS TEXT), substr(CAST(body AS TEXT), 16, 8), '00000000') AS BLOB)"
    tamper(lived, f"UPDATE journal SET body = {body} WHERE n = 1")

    assert "entry_hash" in found(lived)


@pytest.mark.parametrize("body", ["{}", '{"public_key": "zz"}', "{"])
def test_a_first_entry_without_a_key_leaves_every_entry_unproved(lived: Till, body: str) -> None:
    tamper(lived, f"UPDATE journal SET body = CAST('{body}' AS BLOB) WHERE n = 1")

    named = [problem for problem in prove(lived).problems if problem.code == "entry_signature"]
    assert len(named) == len(kinds(lived))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE local_stock SET qty_milli = qty_milli + 1000 WHERE sku = 'JACKET'", "stock_cache"),
        ("INSERT INTO local_stock VALUES ('GHOST', 'floor', 5000)", "stock_cache"),
        ("DELETE FROM local_stock WHERE sku = 'JACKET'", "stock_cache"),
        ("UPDATE copy_product SET words = 'other' WHERE sku = 'JACKET'", "search_index"),
        ("UPDATE copy_customer SET words = 'other' WHERE customer_id = 'C-1'", "search_index"),
        ("DELETE FROM key_person", "row_changed"),
    ],
)
def test_what_is_made_from_the_facts_is_compared_with_them(lived: Till, statement: str, code: str) -> None:
    tamper(lived, statement)

    assert code in found(lived)


def test_a_number_that_is_missing_in_a_series_is_named(shop: Till) -> None:
    sell(shop, bought("FLASK"))
    with shop.store.write() as tx:
        tx.settings.put("receipt_last", "2")
    sell(shop, bought("FLASK"))

    assert [p.where for p in prove(shop).problems if p.code == "receipt_gap"] == [
        "N-2-000003 (entry 11) does not follow 000001"
    ]


def test_without_the_key_of_a_person_the_words_are_erased_and_the_chain_holds(lived: Till) -> None:
    tamper(lived, "DELETE FROM key_person")

    make_anew(lived)

    with lived.store.read() as tx:
        notes = rows(tx, "SELECT note FROM fact_sale WHERE note <> ''")
    assert notes == [("erased",)]
    assert prove(lived).problems == ()
