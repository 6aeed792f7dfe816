"""Points in lots, stored value, holds, debts and tiers."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_PLACE = (
    ("journal_id", sa.LargeBinary()),
    ("seq", sa.BigInteger()),
    ("k", sa.Integer()),
)
_BY_PEOPLE = {"manual", "basket", "tax_exempt"}


def upgrade() -> None:
    _points()
    _value()
    _holds_and_tiers()
    _held_baskets()
    _uses_of_promotions()
    _closed_days()
    _unseen_returns()


def _points() -> None:
    """What is here was earned by a sale, or spent in one, or came by hand; none of it expires."""
    op.add_column("sale_line", sa.Column("points", sa.BigInteger(), server_default="0", nullable=False))
    for name in ("kind", "at", "sale", "expires_at", "active_at", "by"):
        op.add_column("points_line", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.execute(
        "UPDATE points_line SET kind = CASE WHEN reason NOT IN ('sale', 'return') THEN 'ADJUST' "
        "WHEN points >= 0 THEN 'EARN' WHEN reason = 'return' THEN 'EARN_REVERSAL' ELSE 'REDEEM' END"
    )
    for name, where in (
        ("at", "SELECT e.at FROM entry e WHERE e.journal_id = points_line.journal_id AND e.seq = points_line.seq"),
        ("at", "SELECT p.as_of FROM points p WHERE p.customer = points_line.customer"),
        (
            "sale",
            "SELECT s.sale_id FROM sale s WHERE s.journal_id = points_line.journal_id AND s.seq = points_line.seq",
        ),
    ):
        op.execute(f"UPDATE points_line SET {name} = coalesce(({where}), '') WHERE {name} = ''")
    op.create_index(op.f("ix_sale_receipt"), "sale", ["receipt"], unique=False)
    op.create_index("ix_sale_customer", "sale", ["customer", "business_date"], unique=False)
    op.add_column("points", sa.Column("next_at", sa.String(), server_default="", nullable=False))
    op.create_index("ix_points_next_at", "points", ["next_at"], unique=False)


def _value() -> None:
    op.create_table(
        "value_move",
        *_place(),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("at", "sale", "mode", "reason", "by", "last_four")),
        sa.PrimaryKeyConstraint("journal_id", "seq", "k"),
    )
    op.create_index("ix_value_move_ref", "value_move", ["ref", "currency"], unique=False)
    op.create_table(
        "value_account",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("includes", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("limit_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("blocked", sa.Integer(), server_default="0", nullable=False),
        *(sa.Column(name, sa.String(), server_default="", nullable=False) for name in ("expires_at", "pin")),
        sa.PrimaryKeyConstraint("ref", "currency"),
    )
    op.create_index("ix_value_account_expires", "value_account", ["expires_at"], unique=False)
    op.create_table(
        "debt",
        *_place(),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "seq", "k"),
    )
    op.create_index(op.f("ix_debt_ref"), "debt", ["ref"], unique=False)


def _holds_and_tiers() -> None:
    op.create_table(
        "hold",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "sale", "ref")),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("store_no", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "sale", "ref"),
    )
    op.create_index(op.f("ix_hold_until"), "hold", ["until"], unique=False)
    op.create_index("ix_hold_ref", "hold", ["kind", "ref"], unique=False)
    op.create_index("ix_hold_sale", "hold", ["sale"], unique=False)
    op.create_table(
        "tier_held",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("customer", "tier", "review")),
        sa.PrimaryKeyConstraint("customer"),
    )
    op.create_index(op.f("ix_tier_held_review"), "tier_held", ["review"], unique=False)


def _held_baskets() -> None:
    op.create_table(
        "held_basket",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("basket_id", sa.String(), nullable=False),
        sa.Column("store_no", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("till_id", "state", "by")),
        sa.Column("end_journal", sa.LargeBinary(), nullable=False),
        sa.Column("end_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_index(op.f("ix_held_basket_basket_id"), "held_basket", ["basket_id"], unique=False)


def _uses_of_promotions() -> None:
    """Sales that are here already used promotions too: their entries say which."""
    made = op.create_table(
        "promotion_use",
        *_place()[:2],
        sa.Column("promotion", sa.String(), nullable=False),
        sa.Column("customer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "seq", "promotion"),
    )
    op.create_index("ix_promotion_use_promotion", "promotion_use", ["promotion", "customer"], unique=False)
    if used := list(_used()):
        op.bulk_insert(made, used)
    op.create_table(
        "coupon_use",
        *_place()[:2],
        *(sa.Column(name, sa.String(), nullable=False) for name in ("ref", "sale_id")),
        sa.PrimaryKeyConstraint("journal_id", "seq", "ref"),
    )
    op.create_index(op.f("ix_coupon_use_ref"), "coupon_use", ["ref"], unique=False)


def _closed_days() -> None:
    op.create_table(
        "closed_day",
        sa.Column("store_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("business_date", sa.String(), nullable=False),
        sa.Column("closed_at", sa.String(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("store_no", "business_date"),
    )
    op.create_table(
        "day_correction",
        *_place()[:2],
        sa.Column("store_no", sa.BigInteger(), nullable=False),
        sa.Column("business_date", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "seq"),
    )
    op.create_index("ix_day_correction_day", "day_correction", ["store_no", "business_date"], unique=False)


def _unseen_returns() -> None:
    op.create_table(
        "unseen_return",
        *_place()[:2],
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("receipt", "sku")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("qty_milli", "total_minor")),
        sa.PrimaryKeyConstraint("journal_id", "seq", "line"),
    )
    op.create_index(op.f("ix_unseen_return_receipt"), "unseen_return", ["receipt"], unique=False)
    op.create_table(
        "order_return",
        *_place()[:2],
        sa.Column("order_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in ("line", "unit")),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("journal_id", "seq", "order_id", "line", "unit"),
    )
    op.create_index("ix_order_return", "order_return", ["order_id", "line", "unit"], unique=False)


def _used() -> Iterator[dict[str, object]]:
    sold = op.get_bind().execute(sa.text("SELECT journal_id, seq, body FROM entry WHERE kind = 'sale_completed'"))
    for journal_id, seq, body in sold:
        told = json.loads(bytes(body))
        given = [one for line in told.get("lines", ()) for one in line.get("discounts", ())]
        for promotion in sorted({one["by"] for one in given if one["amount_minor"] > 0} - _BY_PEOPLE):
            customer = told.get("customer", "")
            yield {"journal_id": journal_id, "seq": seq, "promotion": promotion, "customer": customer}


def _place() -> list[sa.Column[object]]:
    return [sa.Column(name, kind, autoincrement=False, nullable=False) for name, kind in _PLACE]
