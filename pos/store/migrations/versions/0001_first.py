"""The first schema."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE copy_barcode (
        code VARCHAR NOT NULL,
        sku VARCHAR NOT NULL,
        PRIMARY KEY (code)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_copy_barcode_sku ON copy_barcode (sku)
    """,
    """
    CREATE TABLE copy_customer (
        number INTEGER NOT NULL,
        customer_id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        email VARCHAR NOT NULL,
        phone VARCHAR NOT NULL,
        card VARCHAR NOT NULL,
        tier VARCHAR NOT NULL,
        "group" VARCHAR NOT NULL,
        birthday VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        consents VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        words VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (customer_id)
    )
    """,
    """
    CREATE INDEX ix_copy_customer_card ON copy_customer (card)
    """,
    """
    CREATE TABLE copy_price (
        sku VARCHAR NOT NULL,
        list_name VARCHAR NOT NULL,
        since VARCHAR NOT NULL,
        until VARCHAR NOT NULL,
        min_qty_milli INTEGER NOT NULL,
        "group" VARCHAR NOT NULL,
        store VARCHAR NOT NULL,
        channel VARCHAR NOT NULL,
        price_minor INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (sku, list_name, since, until, min_qty_milli, "group", store, channel)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE copy_product (
        number INTEGER NOT NULL,
        sku VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        price_minor INTEGER NOT NULL,
        tax VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        category VARCHAR NOT NULL,
        brand VARCHAR NOT NULL,
        tags VARCHAR NOT NULL,
        unit VARCHAR NOT NULL,
        variant_of VARCHAR NOT NULL,
        options VARCHAR NOT NULL,
        image VARCHAR NOT NULL,
        cost_minor INTEGER,
        words VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (number),
        UNIQUE (sku)
    )
    """,
    """
    CREATE INDEX ix_copy_product_category ON copy_product (category)
    """,
    """
    CREATE INDEX ix_copy_product_variant_of ON copy_product (variant_of) WHERE variant_of <> ''
    """,
    """
    CREATE TABLE copy_rule (
        name VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE copy_staff (
        staff_id VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        role VARCHAR NOT NULL,
        pin_length INTEGER NOT NULL,
        pin_salt BLOB NOT NULL,
        pin_check BLOB NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (staff_id)
    )
    """,
    """
    CREATE TABLE journal (
        n INTEGER NOT NULL,
        journal_id BLOB NOT NULL,
        seq INTEGER NOT NULL,
        entry_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        v INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        business_date VARCHAR NOT NULL,
        shift VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        body BLOB NOT NULL,
        h BLOB NOT NULL,
        sig BLOB NOT NULL,
        PRIMARY KEY (n),
        UNIQUE (journal_id, seq),
        UNIQUE (entry_id)
    )
    """,
    """
    CREATE INDEX ix_journal_rare ON journal (kind) WHERE kind IN ('journal_opened', 'gap')
    """,
    """
    CREATE TABLE key_person (
        person VARCHAR NOT NULL,
        "key" BLOB NOT NULL,
        PRIMARY KEY (person)
    )
    """,
    """
    CREATE TABLE local_best_seller (
        number INTEGER NOT NULL,
        sold INTEGER NOT NULL,
        category VARCHAR NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE INDEX ix_local_best_seller_sold ON local_best_seller (sold)
    """,
    """
    CREATE INDEX ix_local_best_seller_category ON local_best_seller (category, sold)
    """,
    """
    CREATE TABLE local_draft (
        draft_id VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        label VARCHAR NOT NULL,
        basket VARCHAR NOT NULL,
        PRIMARY KEY (draft_id)
    )
    """,
    """
    CREATE TABLE local_pin_lock (
        staff_id VARCHAR NOT NULL,
        wrong_tries INTEGER NOT NULL,
        seconds_left INTEGER NOT NULL,
        PRIMARY KEY (staff_id)
    )
    """,
    """
    CREATE TABLE local_print_job (
        job INTEGER NOT NULL,
        sale_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        copy INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (job)
    )
    """,
    """
    CREATE INDEX ix_local_print_job_sale_id ON local_print_job (sale_id)
    """,
    """
    CREATE TABLE local_setting (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE local_stock (
        sku VARCHAR NOT NULL,
        location VARCHAR NOT NULL,
        qty_milli INTEGER NOT NULL,
        PRIMARY KEY (sku, location)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE fact_audit (
        n INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        shift VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        subject VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        approved_by VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_audit_shift ON fact_audit (shift)
    """,
    """
    CREATE TABLE fact_cash_movement (
        n INTEGER NOT NULL,
        shift VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_cash_movement_shift ON fact_cash_movement (shift)
    """,
    """
    CREATE TABLE fact_import (
        n INTEGER NOT NULL,
        kind VARCHAR NOT NULL,
        file_hash VARCHAR NOT NULL,
        rows INTEGER NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_import_file_hash ON fact_import (file_hash)
    """,
    """
    CREATE TABLE fact_line_discount (
        n INTEGER NOT NULL,
        line INTEGER NOT NULL,
        k INTEGER NOT NULL,
        "by" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        PRIMARY KEY (n, line, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_line_discount_by ON fact_line_discount ("by")
    """,
    """
    CREATE TABLE fact_line_tax (
        n INTEGER NOT NULL,
        line INTEGER NOT NULL,
        k INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        rate VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        included INTEGER NOT NULL,
        fixed INTEGER NOT NULL,
        PRIMARY KEY (n, line, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE fact_movement (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        sku VARCHAR NOT NULL,
        location VARCHAR NOT NULL,
        qty_milli INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_movement_sku ON fact_movement (sku, location)
    """,
    """
    CREATE TABLE fact_points (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        customer VARCHAR NOT NULL,
        points INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_points_customer ON fact_points (customer)
    """,
    """
    CREATE TABLE fact_sale (
        n INTEGER NOT NULL,
        sale_id VARCHAR NOT NULL,
        receipt VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        business_date VARCHAR NOT NULL,
        shift VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        currency VARCHAR NOT NULL,
        total_minor INTEGER NOT NULL,
        discounts_minor INTEGER NOT NULL,
        rounding_minor INTEGER NOT NULL,
        change_minor INTEGER NOT NULL,
        request VARCHAR NOT NULL,
        note VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (sale_id),
        UNIQUE (receipt)
    )
    """,
    """
    CREATE INDEX ix_fact_sale_business_date ON fact_sale (business_date)
    """,
    """
    CREATE INDEX ix_fact_sale_shift ON fact_sale (shift)
    """,
    """
    CREATE TABLE fact_sale_line (
        n INTEGER NOT NULL,
        line INTEGER NOT NULL,
        sku VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        options VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        category VARCHAR NOT NULL,
        tax_category VARCHAR NOT NULL,
        qty_milli INTEGER NOT NULL,
        unit_price_minor INTEGER NOT NULL,
        list_minor INTEGER NOT NULL,
        total_minor INTEGER NOT NULL,
        net_minor INTEGER NOT NULL,
        gross_minor INTEGER NOT NULL,
        source VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        approved_by VARCHAR NOT NULL,
        salesperson VARCHAR NOT NULL,
        serial VARCHAR NOT NULL,
        return_sale VARCHAR,
        return_line INTEGER,
        disposition VARCHAR NOT NULL,
        PRIMARY KEY (n, line),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_sale_line_return_of ON fact_sale_line (return_sale, return_line)
    """,
    """
    CREATE TABLE fact_sale_tax (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        rate VARCHAR NOT NULL,
        net_minor INTEGER NOT NULL,
        tax_minor INTEGER NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE fact_shift (
        n INTEGER NOT NULL,
        shift VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        business_date VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        float_minor INTEGER NOT NULL,
        opened_by_itself INTEGER NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (shift)
    )
    """,
    """
    CREATE TABLE fact_shift_close (
        n INTEGER NOT NULL,
        shift VARCHAR NOT NULL,
        number INTEGER NOT NULL,
        staff VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        expected_minor INTEGER NOT NULL,
        counted_minor INTEGER NOT NULL,
        left_minor INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        approved_by VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (shift),
        UNIQUE (number)
    )
    """,
    """
    CREATE TABLE fact_tender (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        type VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        reference VARCHAR NOT NULL,
        points INTEGER NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE VIRTUAL TABLE find_product USING fts5(
        words, content='copy_product', content_rowid='number', prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE VIRTUAL TABLE find_best USING fts5(
        words, content='', contentless_delete=1, prefix='1 2 3 4 5',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE VIRTUAL TABLE find_customer USING fts5(
        words, content='copy_customer', content_rowid='number', prefix='1 2 3',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE VIRTUAL TABLE find_sale USING fts5(
        words, tokenize='unicode61 remove_diacritics 0'
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
