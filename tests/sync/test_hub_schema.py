"""The migrations of the hub make the tables that the program works with, on both databases."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from pos.domain.failures import Refused
from sync.hub.hub import Hub
from sync.hub.ledgers.points import lots_of
from sync.hub.store.engine import open_database
from sync.hub.store.promotion_uses import uses
from sync.hub.store.schema import SCHEMA, bring_up_to_date, known_schemas, schema_of
from sync.hub.store.streams import Published, publish
from sync.hub.store.tables import metadata
from sync.hub.store.things import held
from tests.sync.hub_journal import AT, Pen, a_sale_body, enrol, send
from tests.sync.hub_shop import a_hub
from tests.sync.hub_value import earn, give_back, points_of


def differences(engine: Engine) -> list[object]:
    """What the tables of a database lack or have too much, against tables.py."""
    with engine.connect() as connection:
        told = connection.dialect.name == "postgresql"  # SQLite tells a default in other words than it was given
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": told})
        return list(compare_metadata(context, metadata))


@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_the_migrations_make_the_tables(request: pytest.FixtureRequest, which: str) -> None:
    hub: Hub = request.getfixturevalue(which)

    found = differences(hub.engine)

    assert found == []


def test_the_newest_migration_is_the_one_the_program_wants(hub: Hub) -> None:
    with hub.read() as connection:
        assert schema_of(connection) == SCHEMA == known_schemas()[-1]


def test_a_database_of_a_newer_program_is_refused(hub: Hub) -> None:
    with hub.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Refused, match="newer_schema"):
        bring_up_to_date(hub.engine)


@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_things_of_an_older_hub_keep_the_order_that_they_have(request: pytest.FixtureRequest, which: str) -> None:
    hub: Hub = request.getfixturevalue(which)
    with hub.write() as connection:
        publish(connection, {"policy": [Published("staff", name, b"{}") for name in ("zoe", "ana")]}, bytes(16))
        _take_back_to_0002(connection)

    bring_up_to_date(hub.engine)

    with hub.read() as connection:
        things = list(held(connection, "policy", "staff", 0, 2**53, 9))
    assert [(thing.id, thing.first) for thing in things][-2:] == [("zoe", things[-2].n), ("ana", things[-1].n)]
    assert differences(hub.engine) == []


@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_sales_from_before_count_as_uses_of_their_promotions(request: pytest.FixtureRequest, which: str) -> None:
    hub: Hub = request.getfixturevalue(which)
    pen = Pen()
    enrol(hub, pen)
    body = a_sale_body("old", ("SOCK-R", 1), customer="C-1")
    given = [("P-HALF", 900), ("manual", 100), ("P-BACK", -1)]
    body["lines"][0]["discounts"] = [{"by": by, "name": by, "amount_minor": minor} for by, minor in given]
    pen.write("sale_completed", body)
    send(hub, pen)
    with hub.write() as connection:
        _take_back_to_0002(connection)

    bring_up_to_date(hub.engine)

    with hub.read() as connection:
        assert uses(connection, ["P-HALF", "manual", "P-BACK"], "C-1") == {"P-HALF": 1}


@pytest.mark.parametrize("which", ["hub", "pg_hub"])
def test_points_from_before_are_lots_that_do_not_expire(request: pytest.FixtureRequest, which: str) -> None:
    hub: Hub = request.getfixturevalue(which)
    pen = Pen()
    enrol(hub, pen)
    sale = earn(pen, 300)
    earn(pen, 20, redeemed=100)
    pen.write("points_adjusted", {"lines": [{"customer": "C-1", "points": 7, "reason": "goodwill"}]})
    send(hub, pen)
    with hub.write() as connection:
        _take_back_to_0002(connection)

    bring_up_to_date(hub.engine)
    give_back(pen, sale, 300)
    send(hub, pen)

    with hub.read() as connection:
        counted = lots_of(connection, "C-1", AT)
    assert counted.balance == points_of(hub).balance == -73
    assert differences(hub.engine) == []


def test_who_the_hub_is_stays(tmp_path: Path) -> None:
    first = a_hub(tmp_path)
    first.engine.dispose()

    again = a_hub(tmp_path)
    again.engine.dispose()

    assert (again.hub_id, again.epoch, again.seed, again.secret) == (
        first.hub_id,
        first.epoch,
        first.seed,
        first.secret,
    )


def test_a_hub_does_not_show_its_keys(hub: Hub) -> None:
    assert repr(hub.seed) not in repr(hub) and repr(hub.secret) not in repr(hub)


@pytest.mark.parametrize("which", ["sqlite", "postgres"])
def test_processes_that_start_at_once_are_one_hub(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = "sqlite:///hub.db"
    if which == "postgres":
        url = request.getfixturevalue("postgres_url")
        _empty(open_database(url, tmp_path))
    made: list[Hub] = []
    starts = [threading.Thread(target=lambda: made.append(a_hub(tmp_path, url))) for _ in range(4)]

    for start in starts:
        start.start()
    for start in starts:
        start.join()

    with made[0].read() as connection:
        keys = connection.execute(text("SELECT count(*) FROM pickup_key")).scalar_one()
    for hub in made:
        hub.engine.dispose()
    assert len(made) == 4 and keys == 1
    assert len({(hub.hub_id, hub.epoch, hub.seed, hub.secret) for hub in made}) == 1


def _take_back_to_0002(connection: Connection) -> None:
    newest = ("value_move", "value_account", "debt", "hold", "tier_held", "held_basket", "promotion_use", "coupon_use")
    for table in (*newest, "closed_day", "day_correction", "unseen_return", "order_return", "thing_past"):
        connection.execute(text(f"DROP TABLE {table}"))
    for index in ("ix_points_next_at", "ix_sale_receipt", "ix_sale_customer", "ix_thing_first"):
        connection.execute(text(f"DROP INDEX {index}"))
    newer = {
        "points_line": "kind at sale expires_at active_at by",
        "points": "next_at",
        "sale_line": "points",
        "stream": "past_from",
    }
    for table, columns in {**newer, "thing": "first"}.items():
        for column in columns.split():
            connection.execute(text(f'ALTER TABLE {table} DROP COLUMN "{column}"'))
    connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))


def _empty(engine: Engine) -> None:
    """As before the first start of any hub."""
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()
