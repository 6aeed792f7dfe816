"""Customers of all channels with what was written of them here, and payments at a card terminal."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
    ALTER TABLE copy_customer ADD COLUMN own_n INTEGER DEFAULT '0' NOT NULL
    """,
    """
    CREATE TABLE copy_activity (
        activity_id VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (activity_id)
    )
    """,
    """
    CREATE INDEX ix_copy_activity_customer ON copy_activity (customer, at)
    """,
    """
    CREATE TABLE fact_card_attempt (
        n INTEGER NOT NULL,
        attempt VARCHAR NOT NULL,
        basket VARCHAR NOT NULL,
        what VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        amount_minor INTEGER NOT NULL,
        currency VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        terminal VARCHAR NOT NULL,
        reference VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        decided_by VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_card_attempt_attempt ON fact_card_attempt (attempt)
    """,
    """
    CREATE INDEX ix_fact_card_attempt_basket ON fact_card_attempt (basket)
    """,
    """
    CREATE TABLE fact_consent (
        n INTEGER NOT NULL,
        purpose VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        given INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        text_version VARCHAR NOT NULL,
        PRIMARY KEY (n, purpose),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_consent_customer ON fact_consent (customer)
    """,
    """
    CREATE TABLE fact_customer (
        n INTEGER NOT NULL,
        customer VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        email VARCHAR NOT NULL,
        phone VARCHAR NOT NULL,
        card VARCHAR NOT NULL,
        birthday VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (customer)
    )
    """,
    """
    CREATE TABLE fact_customer_change (
        n INTEGER NOT NULL,
        field VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (n, field),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_customer_change_customer ON fact_customer_change (customer)
    """,
    """
    CREATE TABLE fact_customer_note (
        n INTEGER NOT NULL,
        entry_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        words VARCHAR NOT NULL,
        due VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (entry_id)
    )
    """,
    """
    CREATE INDEX ix_fact_customer_note_customer ON fact_customer_note (customer)
    """,
    """
    CREATE TABLE fact_task_done (
        n INTEGER NOT NULL,
        task VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_task_done_task ON fact_task_done (task)
    """,
    """
    CREATE TABLE local_card_work (
        attempt VARCHAR NOT NULL,
        basket VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        PRIMARY KEY (attempt)
    )
    """,
    """
    CREATE INDEX ix_fact_sale_customer ON fact_sale (customer) WHERE customer <> ''
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
