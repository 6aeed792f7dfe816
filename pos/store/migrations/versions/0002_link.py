"""The link to a hub: orders, balances and exceptions as the hub knows them, and how far both sides have read."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
    CREATE TABLE local_thing (
        scope VARCHAR NOT NULL,
        entity VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (scope, entity, id)
    ) WITHOUT ROWID
    """,
    """
    CREATE INDEX ix_fact_audit_decided ON fact_audit (subject) WHERE kind = 'exception_decided'
    """,
    """
    CREATE TABLE copy_exception (
        exception_id VARCHAR NOT NULL,
        kind VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (exception_id)
    )
    """,
    """
    CREATE INDEX ix_copy_exception_state ON copy_exception (state)
    """,
    """
    CREATE TABLE copy_order (
        order_id INTEGER NOT NULL,
        number VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        promised_at VARCHAR NOT NULL,
        customer VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        own_n INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (order_id)
    )
    """,
    """
    CREATE INDEX ix_copy_order_customer ON copy_order (customer)
    """,
    """
    CREATE INDEX ix_copy_order_number ON copy_order (number)
    """,
    """
    CREATE INDEX ix_copy_order_state ON copy_order (state)
    """,
    """
    CREATE TABLE copy_pickup_key (
        kid INTEGER NOT NULL,
        public_key BLOB NOT NULL,
        number INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (kid)
    )
    """,
    """
    CREATE TABLE copy_points (
        customer VARCHAR NOT NULL,
        balance INTEGER NOT NULL,
        as_of VARCHAR NOT NULL,
        own_n INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (customer)
    )
    """,
    """
    CREATE TABLE copy_stock (
        sku VARCHAR NOT NULL,
        location VARCHAR NOT NULL,
        qty_milli INTEGER NOT NULL,
        as_of VARCHAR NOT NULL,
        own_n INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (sku, location)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE copy_store (
        store_no INTEGER NOT NULL,
        name VARCHAR NOT NULL,
        code VARCHAR NOT NULL,
        body VARCHAR NOT NULL,
        rev INTEGER NOT NULL,
        PRIMARY KEY (store_no)
    )
    """,
    """
    CREATE TABLE local_claim (
        claim VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        ask VARCHAR NOT NULL,
        answer VARCHAR NOT NULL,
        PRIMARY KEY (claim)
    )
    """,
    """
    CREATE TABLE local_feed (
        scope VARCHAR NOT NULL,
        epoch VARCHAR NOT NULL,
        cursor VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        things INTEGER NOT NULL,
        expected INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (scope)
    )
    """,
    """
    CREATE TABLE local_link (
        name VARCHAR NOT NULL,
        value VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE local_order_lock (
        order_id INTEGER NOT NULL,
        wrong_tries INTEGER NOT NULL,
        seconds_left INTEGER NOT NULL,
        PRIMARY KEY (order_id)
    )
    """,
    """
    CREATE TABLE local_proof (
        journal_id BLOB NOT NULL,
        business_date VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        equal INTEGER NOT NULL,
        body VARCHAR NOT NULL,
        PRIMARY KEY (journal_id, business_date)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE local_seen (
        scope VARCHAR NOT NULL,
        entity VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        PRIMARY KEY (scope, entity, id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE local_sent (
        journal_id BLOB NOT NULL,
        acked INTEGER NOT NULL,
        acked_at VARCHAR NOT NULL,
        proven INTEGER NOT NULL,
        PRIMARY KEY (journal_id)
    )
    """,
    """
    CREATE TABLE local_set_aside (
        entry_id VARCHAR NOT NULL,
        journal_id BLOB NOT NULL,
        seq INTEGER NOT NULL,
        code VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        PRIMARY KEY (entry_id)
    )
    """,
    """
    CREATE TABLE local_sync_log (
        number INTEGER NOT NULL,
        at VARCHAR NOT NULL,
        code VARCHAR NOT NULL,
        facts VARCHAR NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    """
    CREATE TABLE fact_hand_over (
        n INTEGER NOT NULL,
        entry_id VARCHAR NOT NULL,
        order_id INTEGER NOT NULL,
        number VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        proof VARCHAR NOT NULL,
        verdict VARCHAR NOT NULL,
        claim VARCHAR NOT NULL,
        id_checked INTEGER NOT NULL,
        age_checked INTEGER NOT NULL,
        approved_by VARCHAR NOT NULL,
        collected_by VARCHAR NOT NULL,
        undoes VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n),
        UNIQUE (entry_id)
    )
    """,
    """
    CREATE INDEX ix_fact_hand_over_order_id ON fact_hand_over (order_id)
    """,
    """
    CREATE TABLE fact_handed_unit (
        n INTEGER NOT NULL,
        order_id INTEGER NOT NULL,
        line INTEGER NOT NULL,
        unit INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        what VARCHAR NOT NULL,
        PRIMARY KEY (n, order_id, line, unit),
        UNIQUE (order_id, line, unit, turn, what),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE fact_pickup_step (
        n INTEGER NOT NULL,
        order_id INTEGER NOT NULL,
        step VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        staff VARCHAR NOT NULL,
        lines VARCHAR NOT NULL,
        bag VARCHAR NOT NULL,
        bay VARCHAR NOT NULL,
        reason VARCHAR NOT NULL,
        PRIMARY KEY (n),
        FOREIGN KEY(n) REFERENCES journal (n)
    )
    """,
    """
    CREATE INDEX ix_fact_pickup_step_order_id ON fact_pickup_step (order_id)
    """,
    """
    CREATE INDEX ix_journal_day ON journal (journal_id, business_date)
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
