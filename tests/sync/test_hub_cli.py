"""`tandem-hub` as people and scripts call it."""

import json
import signal
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from sync.hub.__main__ import main
from sync.hub.cli.app import app
from tests.sync.hub_process import ServedHub, hub_command, hub_document, serving
from tests.sync.hub_shop import HubTill

STORE = ("store", "add", "--name", "Northgate", "--currency", "GBP", "--country", "GB")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a hub with one store."""
    home = tmp_path / "hub"
    assert run(home, *STORE) == 0
    return home


def run(home: Path, *words: str) -> int:
    """A call in this process; its answer goes to standard output."""
    return main([*words, "--home", str(home)])


def told(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert run(home, *words, "--json") == 0
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path, str]:
    """A certificate for 127.0.0.1, its key, and the pin of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = tmp_path / "cert.pem", tmp_path / "key.pem"
    cert_file.write_bytes(made.public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return cert_file, key_file, sha256(spki).hexdigest()


def test_every_command_has_an_example() -> None:
    groups = [
        ("", app),
        *((group.typer_instance.info.name or "", group.typer_instance) for group in app.registered_groups),
    ]

    commands = [(name, command) for name, part in groups for command in part.registered_commands]

    assert len(commands) >= 12
    assert [name for name, command in commands if not (command.epilog or "").startswith("Example: tandem-hub")] == []


def test_a_store_is_listed(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    run(home, "store", "add", "--name", "Southside", "--currency", "EUR", "--country", "DE", "--address", "Gasse 1")

    stores = told(capsys, home, "store", "list")["stores"]

    assert stores == [
        {"store_no": 1, "name": "Northgate", "code": "N"},
        {"store_no": 2, "name": "Southside", "code": "S"},
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (STORE, "store_exists"),
        ((*STORE, "--store-no", "2", "--store-code", "TOOLONG"), "bad_setup"),
        ((*STORE[:4], "--currency", "GBX", "--country", "GB"), "bad_setup"),
        (("enrol", "--store", "7"), "unknown_store"),
        (("revoke", "N-9"), "unknown_till"),
        (("channel", "revoke", "nobody"), "unknown_channel"),
        (("import", "products", "missing.csv"), "no_file"),
        (("serve", "--host", "0.0.0.0"), "certificate_needed"),
        (("serve", "--tls-cert", "cert.pem"), "certificate_half"),
        (("store", "list", "--database", "mysql://x"), "bad_database"),
        (("store", "list", "--database", "nonsense"), "bad_database"),
    ],
)
def test_a_refusal_ends_with_one_and_says_why(
    capsys: pytest.CaptureFixture[str], home: Path, words: tuple[str, ...], code: str
) -> None:
    capsys.readouterr()

    ended = run(home, *words, "--json")

    error = json.loads(capsys.readouterr().out)["error"]
    assert (ended, error["code"]) == (1, code) and error["message"].endswith(".")


@pytest.mark.parametrize("words", ["enrol", "enrol --store 1 --list", "nothing", "serve --port x"])
def test_a_mistyped_call_ends_with_two(home: Path, words: str) -> None:
    assert run(home, *words.split()) == 2


def test_a_code_is_printed_with_its_address_and_picture(
    capsys: pytest.CaptureFixture[str], home: Path, tmp_path: Path
) -> None:
    capsys.readouterr()

    run(home, "enrol", "--store", "1", "--url", "https://hub.example", "--png", str(tmp_path / "code.png"))

    words = capsys.readouterr().out
    code = next(line for line in words.splitlines() if line.startswith("Code: ")).removeprefix("Code: ")
    assert f"https://hub.example/enrol#{code}" in words and "█" in words
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")


def test_a_channels_key_is_printed_once(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    made = told(capsys, home, "channel", "add", "webshop", "--scopes", "orders,stock")

    listed = told(capsys, home, "channel", "list")

    assert str(made["key"]).startswith("tck_") and str(made["key"]) not in json.dumps(listed)
    assert listed["channels"][0]["scopes"] == ["orders", "stock"]  # type: ignore[index]


def test_keys_rotate(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    first, second = (told(capsys, home, "keys", "rotate") for _ in range(2))

    assert (first["kids"], second["kids"]) == ([2, 1], [3, 2])
    assert (first["number"], second["number"]) == (2, 3)


def test_the_description_is_printed_without_a_hub(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = told(capsys, tmp_path / "none", "openapi")

    assert "/v1/enrol" in document["paths"] and not (tmp_path / "none").exists()  # type: ignore[operator]


def test_the_hubs_file_is_its_owners_alone(home: Path) -> None:
    assert [oct((home / "hub.db").stat().st_mode & 0o777)] == ["0o600"]


def test_a_till_joins_a_hub_in_another_process(served_hub: ServedHub) -> None:
    code = hub_document(served_hub.home, "enrol", "--store", "1", "--wait")
    with served_hub.client() as client:
        till = HubTill(client)
        fingerprint = till.redeem(str(code["code"])).json()["fingerprint"]
        waiting = till.hello()["till"]
        hub_document(served_hub.home, "enrol", "--yes", fingerprint)
        active = till.hello()["till"]
        hub_document(served_hub.home, "suspend", "N-1")
        suspended = till.hello()["till"]
        hub_document(served_hub.home, "revoke", till.till_id)
        revoked = till.hello()["till"]

    tills = hub_document(served_hub.home, "enrol", "--list")["tills"]
    assert [waiting, active, suspended, revoked] == ["waiting", "active", "suspended", "revoked"]
    assert (tills[0]["fingerprint"], tills[0]["state"]) == (fingerprint, "revoked")
    assert code["hub"] == served_hub.url


def test_a_hub_that_is_told_to_stop_ends_well_and_its_log_names_nobody(served_hub: ServedHub) -> None:
    code = hub_document(served_hub.home, "enrol", "--store", "1")["code"]
    with served_hub.client() as client:
        till = HubTill(client)
        till.redeem(str(code))
        till.hello()
        client.post("/v1/enrol", content=b"amelia@mail.example")

    served_hub.process.send_signal(signal.SIGTERM)
    ended = served_hub.process.wait(timeout=20)

    log = (served_hub.home / "hub.log").read_text()
    assert ended == 0
    assert [json.loads(line)["event"] for line in log.splitlines()] == ["started", "stopped"]
    assert not {word for word in (str(code), till.bearer, "amelia", "Northgate") if word in log}


def test_two_processes_serve_one_postgresql(postgres_url: str, tmp_path: Path) -> None:
    home, database = tmp_path / "hub", ("--database", postgres_url)
    assert hub_command(home, *STORE, *database).returncode == 0
    code = hub_document(home, "enrol", "--store", "1", *database)["code"]

    with serving(home, *database) as one, serving(home, *database) as two, one.client() as here, two.client() as there:
        till = HubTill(here)
        till.redeem(str(code))
        till.sign_in()
        elsewhere = HubTill(there, till.key, till.enrolled, till.bearer)

        assert one.told["port"] != two.told["port"]
        assert elsewhere.hello()["hub_id"] == till.hello()["hub_id"]


def test_a_port_in_use_is_told_in_words(served_hub: ServedHub, tmp_path: Path) -> None:
    done = hub_command(tmp_path / "other", "serve", "--port", str(served_hub.told["port"]))

    assert done.returncode == 1 and "port" in done.stderr and "Traceback" not in done.stderr


def test_with_a_certificate_the_hub_gives_out_its_pin(
    tmp_path: Path, home: Path, certificate: tuple[Path, Path, str]
) -> None:
    cert_file, key_file, pin = certificate
    code = hub_document(home, "enrol", "--store", "1")["code"]
    trusting = ssl.create_default_context(cafile=str(cert_file))
    trusting.check_hostname = False

    with (
        serving(home, "--tls-cert", str(cert_file), "--tls-key", str(key_file)) as served,
        httpx.Client(base_url=served.url, verify=trusting) as client,
    ):
        till = HubTill(client)
        till.redeem(str(code))

    assert served.url.startswith("https://") and till.enrolled["pins"] == served.told["pins"] == [pin]


@pytest.mark.parametrize("which", [0, 1])
def test_a_certificate_that_cannot_be_used_is_told_in_words(
    home: Path, certificate: tuple[Path, Path, str], which: int
) -> None:
    certificate[which].write_text("nothing")

    done = hub_command(home, "serve", "--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))

    assert done.returncode == 1 and "PEM" in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg://postgres:@/postgres?host={tmp_path}"

    done = hub_command(tmp_path / "hub", "store", "list", "--database", nowhere)

    assert done.returncode == 1 and "database" in done.stderr and "Traceback" not in done.stderr


def test_help_needs_neither_a_server_nor_a_database() -> None:
    call = "import sys; from sync.hub.__main__ import main; main(['--help']); print(*sys.modules, file=sys.stderr)"

    done = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True)

    assert done.returncode == 0 and "serve" in done.stdout
    assert not {"litestar", "sqlalchemy", "uvicorn", "alembic"} & set(done.stderr.split())
