"""Badges of the people who work here."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
    CREATE TABLE copy_credit (
        ref VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        balance_minor INTEGER NOT NULL,
        limit_minor INTEGER NOT NULL,
        currency VARCHAR NOT NULL,
        blocked INTEGER NOT NULL,
        as_of VARCHAR NOT NULL,
        own_n INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (ref)
    )
    """,
    """
    CREATE INDEX ix_copy_credit_customer ON copy_credit (customer)
    """,
    """
    CREATE TABLE fact_value (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        ref VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        mode VARCHAR NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_value_ref ON fact_value (ref)
    """,
    """
    CREATE INDEX ix_fact_tender_voucher ON fact_tender (reference) WHERE type = 'voucher' AND reference <> ''
    """,
    """
    ALTER TABLE copy_points ADD COLUMN pending INTEGER DEFAULT '0' NOT NULL
    """,
    """
    ALTER TABLE copy_points ADD COLUMN expires VARCHAR DEFAULT '' NOT NULL
    """,
    """
    ALTER TABLE copy_staff ADD COLUMN badge_check BLOB
    """,
    """
    ALTER TABLE copy_product ADD COLUMN components VARCHAR DEFAULT '' NOT NULL
    """,
    """
    ALTER TABLE copy_product ADD COLUMN min_age INTEGER DEFAULT '0' NOT NULL
    """,
    """
    CREATE TABLE fact_coupon_use (
        n INTEGER NOT NULL,
        k INTEGER NOT NULL,
        ref VARCHAR NOT NULL,
        PRIMARY KEY (n, k),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_coupon_use_ref ON fact_coupon_use (ref)
    """,
    """
    CREATE INDEX ix_fact_sale_line_serial ON fact_sale_line (serial) WHERE serial <> ''
    """,
    """
    ALTER TABLE local_draft ADD COLUMN entry VARCHAR DEFAULT '' NOT NULL
    """,
    """
    CREATE TABLE copy_held_basket (
        basket_id VARCHAR NOT NULL,
        entry_id VARCHAR NOT NULL,
        till INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        taken_here INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (basket_id)
    )
    """,
    """
    CREATE TABLE fact_order_return (
        n INTEGER NOT NULL,
        order_id INTEGER NOT NULL,
        line INTEGER NOT NULL,
        unit INTEGER NOT NULL,
        PRIMARY KEY (n, order_id, line, unit),
        UNIQUE (order_id, line, unit),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE local_other_sale (
        n INTEGER NOT NULL,
        sale_id VARCHAR NOT NULL,
        receipt VARCHAR NOT NULL,
        store VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        business_date VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        PRIMARY KEY (n),
        UNIQUE (sale_id)
    )
    """,
    """
    CREATE INDEX ix_local_other_sale_receipt ON local_other_sale (receipt)
    """,
    """
    CREATE TABLE local_other_return (
        n INTEGER NOT NULL,
        line INTEGER NOT NULL,
        return_sale VARCHAR NOT NULL,
        return_line INTEGER NOT NULL,
        qty_milli INTEGER NOT NULL,
        PRIMARY KEY (n, line)
    )
    WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_local_other_return_sale ON local_other_return (return_sale, return_line)
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
