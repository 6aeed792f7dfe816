"""Whom a till speaks to: its own hub over TLS, known by authority, key and name, and nobody else."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import ROOT, Town, TownTill, a_town, eventually, ran, run, trusting
from tests.sync.odd_server import LOOPBACK, Authority, an_authority

STAFF = "id,name,role,pin\nmaya,Maya King,manager,1111\n"
TELLS_S = 60
EXPIRED_DAYS = 3


@pytest.fixture
def authority() -> Authority:
    return an_authority()


@pytest.fixture
def town(tmp_path: Path, authority: Authority) -> Iterator[Town]:
    """A hub with a certificate of this authority, which the programs of the test trust."""
    for name, content in (("products.csv", PRODUCTS), ("taxes.json", TAXES), ("staff.csv", STAFF)):
        (tmp_path / name).write_text(content)
    files = (tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv")
    tls = certificate(authority, tmp_path / "tls")
    with trusting(authority.keep(tmp_path / "authority.pem")), a_town(tmp_path, *files, tls=tls) as made:
        yield made


def test_a_till_speaks_to_its_own_hub_over_tls_and_to_nobody_else(town: Town, authority: Authority) -> None:
    right, folder = town.tls, town.folder
    assert right is not None
    strangers = {
        "certificate_expired": certificate(authority, folder / "old", days=-EXPIRED_DAYS, key_of=right[1]),
        "certificate_unknown": certificate(an_authority(), folder / "unknown", key_of=right[1]),
        "certificate_other": certificate(authority, folder / "key"),
        "not_our_hub": certificate(authority, folder / "name", name="other.example", key_of=right[1]),
    }
    till = a_till(town)
    till.sync.start()
    said: dict[str, tuple[str, str]] = {}

    for number, (code, wrong) in enumerate(strangers.items()):
        town.hubs[-1].kill()
        till.sell(basket_line(number, staff="maya"))
        known = town.count()
        serve_with(town, wrong)
        till.sync_now()
        eventually(partial(says, till, code), TELLS_S, f"the till says {code}")
        said[code] = till.line().line, dict(till.line().facts).get("date", "")
        assert town.count() == known and till.acked() < len(till.journal())
        serve_with(town, right)
        till.sync_now()
        took = eventually(town.has_all, TELLS_S, "all arrives at the right hub")
        sys.stdout.write(f"{code}: all there {took:.1f} s after the right hub was back\n")

    day = (datetime.now(UTC) - timedelta(days=EXPIRED_DAYS)).date().isoformat()
    assert said == {code: ("offline", day if code == "certificate_expired" else "") for code in strangers}
    assert run("sync", till.home, "status")["hub"].startswith("https://")
    eventually(lambda: till.line().line == "online", TELLS_S, "the line is up again")


def test_another_hub_at_the_same_address_is_not_ours_and_nothing_is_acknowledged(town: Town, tmp_path: Path) -> None:
    other = replace(town, folder=tmp_path / "other", hubs=[], tills=[])
    other.folder.mkdir()
    till = a_till(town)
    known = till.acked()
    till.sell(basket_line(1, staff="maya"))
    town.hubs[-1].kill()
    other.start_hub()

    till.sync.start()
    eventually(lambda: till.line().line == "offline", TELLS_S, "the line is down")
    told, acked, taken = till.line().code, till.acked(), other.count()
    other.hubs[-1].kill()
    town.start_hub()
    till.sync_now()
    eventually(town.has_all, TELLS_S, "all arrives at the right hub")

    assert (told, acked, taken) == ("not_our_hub", known, 0)


def test_plain_http_goes_to_this_computer_alone(tmp_path: Path) -> None:
    home = tmp_path / "till"

    done = ran("pos.cli", home, "enrol", "--hub", "http://192.0.2.7:8800", "--code", "ABCD-EFGH-JKMN")

    assert done.returncode == 1 and '"plain_http"' in done.stdout
    assert not (home / "till.db").exists()


def test_a_hub_without_a_certificate_serves_only_this_computer(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sync.hub", "--home", str(tmp_path), "--json", "serve", "--host", "0.0.0.0"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )

    assert done.returncode == 1 and '"certificate_needed"' in done.stdout


def a_till(town: Town) -> TownTill:
    """One that has joined and read everything."""
    till = town.enrol(1)
    run("sync", till.home, "once")
    return till


def says(till: TownTill, code: str) -> bool:
    return till.line().code == code


def serve_with(town: Town, tls: tuple[Path, Path]) -> None:
    """The hub starts anew with another certificate."""
    town.hubs[-1].kill()
    town.tls = tls
    town.start_hub()


def certificate(
    authority: Authority, folder: Path, name: str = LOOPBACK, days: int = 30, key_of: Path | None = None
) -> tuple[Path, Path]:
    """Files of a certificate for `name` and of its key, a new one unless a file of one is given."""
    folder.mkdir()
    return authority.files(folder, name, days, key_of)
