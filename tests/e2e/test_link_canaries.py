"""What must not be written down is planted everywhere and looked for in everything that the programs leave behind."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import httpx
import pytest

from pos.domain.customer import NewCustomer
from pos.domain.failures import Refused
from pos.services.customer_change import change_customer, create_customer
from pos.services.customer_note import add_note, add_task
from pos.services.customer_search import search_customers
from pos.services.till import open_till
from pos.store.secrets import read_secrets
from tests.e2e.shop import PRODUCTS, TAXES, basket_line
from tests.e2e.town import Town, TownTill, a_town, eventually, ran, run
from tests.sync.hub_shop import HubTill
from tests.till_program import Ran, till_program

STAFF = "id,name,role,pin\nmaya,Maya King,manager,83517264\nsofia,Sofia Lund,manager,95028371\n"
PINS = ("83517264", "95028371")
CUSTOMERS = 12
CARDS = ("4111111111111111", "5500005555555559", "340000000000009")
WRONG_CODE, WRONG_TOKEN, WRONG_KEY = "QWZXQWZXQWZX", "98" * 110, "tck_" + "Zq7wrong" * 5
QUIET_S = 60
FEWEST = 50
BY_DESIGN = re.compile(r"key\.toml|ballast|.*\.csv|.*\.json|hub\.db.*")
"""Files whose purpose is to hold it: the till's key file, what was imported, the hub's own database."""


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    rows = [f"C-{n},{name},{mail},{phone}" for n, (name, mail, phone) in enumerate(people())]
    files = {"products.csv": PRODUCTS, "taxes.json": TAXES, "staff.csv": STAFF}
    files["customers.csv"] = "id,name,email,phone\n" + "\n".join(rows) + "\n"
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with a_town(tmp_path, tmp_path / "products.csv", tmp_path / "taxes.json", tmp_path / "staff.csv") as made:
        made.hub_command("import", "customers", tmp_path / "customers.csv")
        yield made


def people() -> list[tuple[str, str, str]]:
    """Name, e-mail and phone of those who shop here."""
    return [(f"Zqxa{n:02} Canary{n:02}", f"zqx{n:02}@canary.example", f"+4420794609{n:02}") for n in range(CUSTOMERS)]


def test_nothing_personal_and_no_secret_is_left_in_logs_or_in_the_clear(town: Town) -> None:
    codes = [enrolled(town, number) for number in (1, 2)]
    tills = town.tills
    personal = [part for person in people() for part in person] + [*CARDS]
    told = a_day_with_trouble(town, tills)
    secrets = [*PINS, town.key, WRONG_CODE, WRONG_TOKEN, WRONG_KEY]
    secrets += [secret for some in codes for secret in some] + [*told.secrets]
    personal += told.personal

    left = left_behind(town.folder)
    found = {canary: where for canary in [*personal, *secrets] if (where := places(canary.encode(), left))}
    written = [canary for canary in told.sealed for till in tills if canary.encode() in journal_of(till)]
    keys = {name: where for name, key in keys_of(town, tills) if (where := in_any_form(key, left))}
    said = [canary for canary in [*personal, *secrets] if canary in told.stderr]

    assert len(personal) + len(secrets) + len(keys_of(town, tills)) >= FEWEST
    assert (found, keys, said, written) == ({}, {}, [], [])
    assert all(b'"sealed"' in journal_of(till) for till in tills)
    assert any(name.startswith("person") for name, _key in keys_of(town, tills))
    assert {"hub.log", "sync-1-1.log", "sync.log", "till.db"} <= {path.name for path in left}
    assert sum(len(content) for path, content in left.items() if path.suffix == ".log") > 1000
    with town.hubs[0].log.open("a") as log:
        log.write(f"served {people()[3][1]}\n")
    assert places(people()[3][1].encode(), left_behind(town.folder)) == ["hub.log"]


class Told:
    """What a day brought that nobody may read in a log, and all that the programs said on standard error."""

    def __init__(self) -> None:
        self.secrets: list[str] = []
        self.personal: list[str] = []
        self.sealed: list[str] = []
        self.stderr = ""

    def heard(self, done: Ran) -> Ran:
        """A refusal may be said, but not what was shown to it."""
        self.stderr += done.err + (done.out if done.code else "")
        return done


def a_day_with_trouble(town: Town, tills: list[TownTill]) -> Told:
    """Sales, orders, wrong codes, bad requests and sudden ends, until everything has arrived."""
    told = Told()
    for till in tills:
        run("sync", till.home, "once")
        till.sync.start()
    eventually(lambda: all(till.line().line == "online" for till in tills), QUIET_S, "the lines are up")
    for number in range(CUSTOMERS):
        socks = {"code": "SOCK", "qty": "2", "discount": {"percent": "10"}, "approved_by": "sofia"}
        card = {"customer": f"C-{number}", "lines": [socks | {"reason": f"card {CARDS[number % len(CARDS)]}"}]}
        (refused,) = tills[number % 2].sell(basket_line(number, staff="maya", **card))
        assert refused["error"]["code"] == "payment_card"
        told.stderr += json.dumps(refused)
        more = card | {"lines": [socks | {"reason": f"for {people()[number][1]}"}]}
        (sold,) = tills[number % 2].sell(basket_line(number, staff="maya", **more))
        assert "error" not in sold, sold
        if number == 5:
            tills[0].kill_seller()
            tills[1].sync.kill()
            town.hubs[-1].kill()
    town.start_hub()
    tills[1].sync.start()
    order = town.place_order("W-1", ("SOCK", "1"))
    told.personal += ["Amelia Okafor", "amelia@shop.example"]
    eventually(lambda: order["number"] in tills[0].queue(), QUIET_S, "the order is there")
    hand_over(tills[0], order, told)
    told.personal += customers_online(town)
    told.sealed = [part for till in tills for part in a_customer_at(till)]
    told.personal += told.sealed
    told.secrets += [order["token"], order["short_code"]]
    told.secrets.append(a_bearer(town, tills[0]))
    bad_requests(town, told)
    for till in tills:
        till.sync_now()
    eventually(town.has_all, QUIET_S, "everything has arrived")
    for till in tills:
        till.sync.stop()
        done = ran("sync", till.home, "reconcile")
        told.heard(Ran(done.returncode, done.stdout, done.stderr))
        told.heard(till_program(till.home, "verify"))
    return told


def customers_online(town: Town) -> list[str]:
    """A customer of the web shop with a message, a case and a basket; what was said there."""
    said = ["Zqyon Webcanary", "zqy@webcanary.example", "Zqyzip is stuck", "Zqyparcel was late", "Zqylamp"]
    known = town.ask("PUT", "/v1/customers/web/u-7", {"name": said[0], "email": said[1]}, "c-1")
    for number, (kind, words) in enumerate((("support", said[2]), ("message", said[3]))):
        body = {"id": f"A-{number}", "kind": kind, "customer": known["id"], "words": words}
        town.ask("POST", "/v1/activities", body, f"a-{number}")
    basket = {"lines": [{"sku": "LAMP", "name": said[4], "amount": "49.90"}]}
    town.ask("PUT", "/v1/customers/web/u-7/basket", basket, "b-1")
    return said


def a_customer_at(till: TownTill) -> list[str]:
    """Somebody who is created at this till while it talks to its hub, changed, noted down and shopping; what was told
    of him there. What must not be kept is refused without a word of it."""
    name, other, mail, words, promise = (f"Zqw{till.home.name}{part}" for part in ("Ana", "Bea", "m", "knee", "ring"))
    number = till.home.name[-1]
    at_till = open_till(till.home)
    try:
        new = NewCustomer(name, f"{mail}@canary.example", f"+4479461230{number}0", consents=(("email", True),))
        customer_id = create_customer(at_till, new, "maya").customer_id
        change_customer(at_till, customer_id, {"name": other, "phone": f"+4479461230{number}1"}, "maya")
        add_note(at_till, customer_id, words, "maya")
        add_task(at_till, customer_id, promise, "2026-12-01", "maya")
        assert search_customers(at_till, mail)
        with pytest.raises(Refused, match="payment_card"):
            add_note(at_till, customer_id, f"pays with {CARDS[0]}", "maya")
    finally:
        at_till.close()
    (sold,) = till.sell(basket_line(90 + int(number), staff="maya", customer=customer_id))
    assert "error" not in sold, sold
    phones = [f"79461230{number}{last}" for last in (0, 1)]
    return [name, other, f"{mail}@canary.example", words, promise, *phones]


def journal_of(till: TownTill) -> bytes:
    """The bodies of every entry of this till, which its own key opens."""
    at_till = open_till(till.home)
    try:
        with at_till.store.read() as tx:
            return b"".join(entry.body for _n, entry in tx.journal.read())
    finally:
        at_till.close()


def hand_over(till: TownTill, order: dict[str, str], told: Told) -> None:
    """By a wrong token and a wrong short code, and then as it should be."""
    number = order["number"]
    staff, desk = ("--staff", "maya", "--json"), partial(till_program, till.home, "pickup")
    assert told.heard(desk("verify", WRONG_TOKEN, "--json")).code == 1
    assert told.heard(desk("hand-over", number, "--code", WRONG_CODE, *staff)).code == 1
    for step in (("pick", number, 1, "--qty", 1), ("stage", number, "A1"), ("ready", number)):
        assert told.heard(desk(*step, *staff)).code == 0
    proof = ("--token", order["token"], "--bag", f"TP{order['id']}-1", "--collected-by", people()[7][0], "--id-checked")
    assert told.heard(desk("hand-over", number, *proof, *staff)).code == 0


def bad_requests(town: Town, told: Told) -> None:
    """What somebody with a wrong key, code, body or path sends."""
    name, mail, phone = people()[0]
    for path, body, key in (
        ("/v1/enrol", {"code": WRONG_CODE, "public_key": "A" * 43, "recovery_public": "A" * 43, "app": name}, ""),
        ("/v1/orders", {"ref": mail, "customer": {"name": name, "email": mail, "phone": phone}}, town.key),
        ("/v1/orders", {"ref": "W-9", "store": 1, "lines": [{"sku": mail, "qty": name}]}, town.key),
        ("/v1/price", {"customer": mail, "lines": [{"code": CARDS[0], "qty": phone}]}, town.key),
        (f"/v1/customers/{mail}", None, WRONG_KEY),
        (f"/v1/orders/{mail}?phone={phone[1:]}", None, town.key),
        ("/v1/journal", {"items": [{"body": name}]}, WRONG_KEY),
    ):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}", "Idempotency-Key": path}
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(town.url + path, data, headers), timeout=30)
        assert refused.value.code < 500, path
    (town.folder / "bad.csv").write_text(f"id,name,role,pin\nx,X,manager,{PINS[0]}x\n")
    done = ran("sync.hub", town.hub_home, "import", "staff", town.folder / "bad.csv")
    assert told.heard(Ran(done.returncode, done.stdout, done.stderr)).code == 1


def enrolled(town: Town, number: int) -> list[str]:
    """A till that has joined: its one-time code with and without dashes, and its recovery key."""
    code = town.hub_command("enrol", "--store", 1, "--till", number)["code"]
    till = town.till_at(number)
    joined = run("pos.cli", till.home, "enrol", "--hub", town.url, "--code", code)
    return [code, code.replace("-", ""), joined["recovery_key"], joined["recovery_key"].replace("-", "")]


def a_bearer(town: Town, till: TownTill) -> str:
    """What this till shows the hub with every call."""
    peer = run("sync", till.home, "status")
    assert peer["hub"] == town.url
    with httpx.Client(base_url=town.url) as client:
        (row,) = town.held("SELECT till_id FROM till WHERE number = 1")
        (hub_id,) = town.held("SELECT value FROM setting WHERE name = 'hub_id'")[0]
        seen = HubTill(client, read_secrets(till.home).signer, {"till_id": row[0], "hub_id": hub_id})
        return seen.sign_in()


def keys_of(town: Town, tills: list[TownTill]) -> list[tuple[str, bytes]]:
    """Every key of the tills, the store, the hub, and the persons in the journals."""
    keys = []
    for number, till in enumerate(tills, 1):
        told = read_secrets(till.home)
        keys += [(f"{name} {number}", getattr(told, name)) for name in ("database_key", "pepper", "signing_key")]
        keys.append((f"store key {number}", told.store_key))
    for name in ("seed", "secret"):
        keys.append((name, bytes.fromhex(town.held(f"SELECT value FROM setting WHERE name = '{name}'")[0][0])))
    persons = town.held("SELECT person, key FROM person_key")
    return keys + [(f"person {person}", bytes(key)) for person, key in persons]


def left_behind(folder: Path) -> dict[Path, bytes]:
    """Every file of hub and tills, but for those that hold such things by design."""
    files = (path for path in folder.rglob("*") if path.is_file() and not BY_DESIGN.fullmatch(path.name))
    return {path: path.read_bytes() for path in files}


def places(canary: bytes, left: dict[Path, bytes]) -> list[str]:
    return [path.name for path, content in left.items() if canary in content]


def in_any_form(key: bytes, left: dict[Path, bytes]) -> list[str]:
    """Where a key stands as bytes, in hexadecimal or in base64."""
    forms = (key, key.hex().encode(), b64encode(key).rstrip(b"="), urlsafe_b64encode(key).rstrip(b"="))
    return [place for form in forms for place in places(form, left)]
