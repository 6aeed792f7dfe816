"""A day at the till without a window: every command as a script would call it."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.shop import PRODUCTS, TAXES, basket_id, basket_line, entries
from tests.till_program import ROOT, till_process, till_program

WriteFile = Callable[..., Path]
INIT = ("init", "--store", "Nordpol", "--currency", "EUR", "--country", "DE")


def test_a_new_till_tells_its_recovery_key_once(tmp_path: Path) -> None:
    home = tmp_path / "till"

    made = till_program(home, *INIT, "--till", "2", "--store-code", "NP", "--json")

    key = made.document.pop("recovery_key")
    assert made.document | {"recovery_key": key} == {
        "home": str(home),
        "store": "Nordpol",
        "till": 2,
        "receipts": "NP-2",
        "zone": "Europe/Berlin",
        "recovery_key": key,
    }
    assert len(key.replace("-", "")) == 53
    kept = b"".join(path.read_bytes() for path in home.iterdir() if path.name != "ballast")
    assert key.encode() not in kept and key.replace("-", "").encode() not in kept
    assert (home / "key.toml").stat().st_mode & 0o777 == 0o600


def test_a_config_file_fills_in_what_flags_leave_out(tmp_path: Path, a_file: WriteFile) -> None:
    config = a_file('name = "From file"\ncurrency = "JPY"\ncountry = "JP"\nprinter = "none"\n', "till.toml")

    made = till_program(tmp_path / "till", "init", "--store", "From flag", "--config", config, "--json")

    assert (made.document["store"], made.document["zone"]) == ("From flag", "Asia/Tokyo")
    assert till_program(tmp_path / "till", "report", "sales", "--json").document["total"]["gross"] == "0"


@pytest.mark.parametrize("where", ["before", "after", "environment"])
def test_the_home_is_named_before_or_after_the_command_or_by_the_environment(shop_home: Path, where: str) -> None:
    named = ["--home", str(shop_home), "--json"]
    line = {"before": [*named, "verify"], "after": ["verify", *named], "environment": ["verify", "--json"]}[where]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TANDEM_HOME": str(shop_home if where == "environment" else shop_home / "elsewhere"),
    }

    done = subprocess.run(
        [sys.executable, "-m", "pos.cli", *line], env=environment, cwd=ROOT, capture_output=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert b'"ok": true, "entries": 5' in done.stdout


def test_help_comes_without_the_heavy_parts() -> None:
    asked = (
        "import sys; from pos.cli.__main__ import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, cwd=ROOT, timeout=60)

    loaded = done.stderr.decode()
    assert b"sell" in done.stdout
    heavy = "sqlalchemy sqlcipher3 cryptography alembic babel rich escpos PIL phonenumbers biip keyring".split()
    assert [name for name in heavy if f"'{name}'" in loaded] == []


def test_a_sale_loads_nothing_it_does_not_need(shop_home: Path) -> None:
    asked = f"""import sys
from pos.cli.__main__ import main
code = main(["--home", {str(shop_home)!r}, "sell"])
print(code, sorted(sys.modules), file=sys.stderr)"""

    done = subprocess.run(
        [sys.executable, "-c", asked], input=basket_line(2).encode(), capture_output=True, cwd=ROOT, timeout=60
    )

    assert b'"receipt": "N-1-000002"' in done.stdout
    loaded = done.stderr.decode()
    heavy = "alembic litestar httpx biip phonenumbers scipy PIL escpos babel argon2 pypinyin keyring".split()
    assert [name for name in heavy if f"'{name}'" in loaded] == []


def test_a_sale_is_answered_with_everything_a_script_needs(shop_home: Path) -> None:
    lines = [{"code": "4006381333931"}, {"code": "CHEESE", "qty": "0.345"}, {"code": "WRAP", "unit_price": "2.50"}]
    tenders = [{"type": "card", "amount": "200.00"}, {"type": "cash", "amount": "60.00"}]

    sold = till_program(shop_home, "sell", stdin=basket_line(2, lines=lines, tenders=tenders)).document

    assert [(line["sku"], line["qty"], line["total"]) for line in sold["lines"]] == [
        ("TENT", "1", "249.00"),
        ("CHEESE", "0.345", "6.21"),
        ("WRAP", "1", "2.50"),
    ]
    assert (sold["sale_id"], sold["receipt"], sold["currency"]) == (basket_id(2), "N-1-000002", "EUR")
    assert (sold["total"], sold["change"], sold["rounding"]) == ("257.71", "2.29", "0.00")
    assert sold["tax"] == [{"name": "VAT 20 %", "rate": "20", "net": "214.75", "tax": "42.96", "gross": "257.71"}]
    last = entries(shop_home)[-1]
    assert sold["journal"] == {"seq": last["seq"], "hash": last["h"]}


def test_what_was_sold_comes_back_once(shop_home: Path) -> None:
    back = [{"return_of": {"receipt": "N-1-000001", "line": 1}, "qty": "1", "reason": "too small"}]
    refund = [{"type": "cash", "amount": "-9.50"}]
    baskets = "".join(basket_line(number, lines=back, tenders=refund) for number in (2, 3, 4))

    ran = till_program(shop_home, "sell", stdin=baskets)

    assert [answer.get("total") or answer["error"]["code"] for answer in ran.lines] == [
        "-9.50",
        "-9.50",
        "already_returned",
    ]


def test_a_shift_is_opened_counted_and_closed(shop_home: Path) -> None:
    def shift(*line: str) -> dict[str, object]:
        ran = till_program(shop_home, "shift", *line, "--json")
        assert ran.code == 0, ran
        return ran.document

    shift("close", "19.00")
    opened = shift("open", "50.00x2", "0.50x10")
    till_program(shop_home, "sell", stdin=basket_line(2))
    shift("pay-in", "10.00", "--reason", "change")
    shift("pay-out", "4.00", "--reason", "stamps")
    shift("drop", "30.00", "--reason", "safe")
    counted = shift("count", "99.99")
    status = shift("status")
    closed = shift("close", "99.99", "--left", "50.00", "--reason", "a cent is missing")

    assert opened["float"] == "105.00"
    assert counted == {"expected": "100.00", "counted": "99.99", "difference": "-0.01"}
    assert status["sales"] == {"count": 1, "amount": "19.00"} and "cash" not in status
    assert closed["number"] == 2
    assert closed["cash"] == {
        "float": "105.00",
        "paid_in": "10.00",
        "paid_out": "4.00",
        "dropped": "30.00",
        "expected": "100.00",
        "counted": "99.99",
        "difference": "-0.01",
        "left": "50.00",
    }
    assert till_program(shop_home, "report", "z", "--json").document["cash"]["difference"] == "-0.01"


def test_a_manager_approves_a_large_cash_difference(shop_home: Path, a_file: WriteFile) -> None:
    people = "id,name,role,pin\nsofia,Sofia Lind,manager,4321\nmaya,Maya Okafor,cashier,1234\n"
    assert till_program(shop_home, "import", "staff", a_file(people)).code == 0
    close = ("shift", "close", "0", "--reason", "stolen", "--staff", "maya")

    alone = till_program(shop_home, *close)
    herself = till_program(shop_home, *close, "--approved-by", "maya")
    approved = till_program(shop_home, *close, "--approved-by", "sofia")

    assert (alone.code, herself.code, approved.code) == (1, 1, 0)
    assert alone.err.startswith("This needs approval.") and herself.err.startswith("Nobody approves")
    assert entries(shop_home)[-1]["body"]["approved_by"] == "sofia"


def test_reports_over_days_add_up(shop_home: Path) -> None:
    days = [f"2026-03-{day:02}T10:00:00+00:00" for day in (1, 2, 3)]
    back = [{"return": True, "code": "SOCK", "qty": "1", "unit_price": "9.50", "reason": "no receipt"}]
    cheaper = [{"code": "TENT", "unit_price": "200.00", "reason": "display piece"}]
    baskets = (
        basket_line(2, at=days[0]),
        basket_line(3, at=days[1], lines=cheaper, tenders=[{"type": "card", "amount": "200.00"}]),
        basket_line(4, at=days[2], lines=back, tenders=[{"type": "cash", "amount": "-9.50"}]),
    )
    assert till_program(shop_home, "sell", stdin="".join(baskets)).code == 0
    march = ("--from", "2026-03-01", "--to", "2026-03-02", "--json")

    sales = till_program(shop_home, "report", "sales", *march).document
    tax = till_program(shop_home, "report", "tax", *march).document
    stock = till_program(shop_home, "report", "stock", "--from", "2026-03-01", "--to", "2026-03-31", "--json").document
    odd = till_program(shop_home, "report", "exceptions", "--from", "2026-03-01", "--json").document

    assert [(row["day"], row["gross"]) for row in sales["rows"]] == [("2026-03-01", "19.00"), ("2026-03-02", "200.00")]
    assert (sales["total"]["gross"], sales["total"]["sales"]) == ("219.00", 2)
    assert [(row["net"], row["tax"], row["gross"]) for row in tax["rows"]] == [("182.50", "36.50", "219.00")]
    socks = next(row for row in stock["rows"] if row["sku"] == "SOCK")
    assert (socks["sold"], socks["returned"], socks["on_hand"]) == ("2", "1", "-1")
    assert {(row["kind"], row["amount"]) for row in odd["rows"]} >= {
        ("override_price", "200.00"),
        ("return_without_receipt", "-9.50"),
    }


def test_a_report_is_a_table_a_csv_or_a_document(shop_home: Path) -> None:
    table = till_program(shop_home, "report", "sales")
    as_csv = till_program(shop_home, "report", "sales", "--format", "csv")
    document = till_program(shop_home, "report", "sales", "--format", "json").document

    (row,) = csv.DictReader(io.StringIO(as_csv.out))
    assert row == {name: str(value) for name, value in document["rows"][0].items()}
    assert table.out.splitlines()[1].split()[1:3] == ["1", "19.00"]
    assert "X REPORT" in till_program(shop_home, "report", "x").out
    as_csv = till_program(shop_home, "report", "x", "--format", "csv")
    assert {"net,15.83", "gross,19.00"} <= set(as_csv.out.splitlines())


def test_names_in_a_csv_are_no_formulas(shop_home: Path, a_file: WriteFile) -> None:
    goods = 'sku,name,price\n=A1,"=HYPERLINK(""x"")",1.00\n'
    assert till_program(shop_home, "import", "products", a_file(goods)).code == 0
    assert till_program(shop_home, "import", "stock", a_file("sku,on_hand\n=A1,5\n", "stock.csv")).code == 0

    rows = list(csv.reader(io.StringIO(till_program(shop_home, "report", "stock", "--format", "csv").out)))

    assert rows[1][:2] == ["'=A1", '\'=HYPERLINK("x")'] and rows[1][-1] == "5"


def test_an_import_counts_one_row_in_words_for_one(shop_home: Path, a_file: WriteFile) -> None:
    goods = a_file("sku,name,price\nA1,Lamp,1.00\nA2,Bulb,cheap\n")

    tried = till_program(shop_home, "import", "products", goods, "--dry-run")
    kept = till_program(shop_home, "import", "products", goods, "--keep-good")

    assert tried.out == "1 row of products is good. Nothing was changed.\n"
    assert "1 row has a problem. Nothing was imported." in tried.err
    assert kept.out == "1 row of products imported.\n"
    assert "1 row had a problem and was left out." in kept.err


def test_search_finds_what_is_sold_who_buys_and_what_was_bought(shop_home: Path, a_file: WriteFile) -> None:
    people = "id,name,email,phone\nC-1,Zoë Ångström,zoe@example.org,+49 30 901820\n"
    assert till_program(shop_home, "import", "customers", a_file(people)).code == 0

    def found(kind: str, query: str) -> list[str]:
        results = till_program(shop_home, "search", kind, query, "--json").document["results"]
        return [next(iter(hit.values())) for hit in results]

    assert found("products", "wool so") == ["SOCK"]
    assert found("products", "4006381333931") == ["TENT"]
    assert found("customers", "angstrom") == ["C-1"]
    assert found("sales", "000001") == found("sales", "SOCK") == ["N-1-000001"]
    assert till_program(shop_home, "search", "products", "unicorn").out == "Nothing was found.\n"


def test_the_journal_is_exported_once_each_and_chained(shop_home: Path, tmp_path: Path) -> None:
    written = entries(shop_home)

    assert [entry["seq"] for entry in written] == list(range(1, 6))
    assert [entry["prev"] for entry in written[1:]] == [entry["h"] for entry in written[:-1]]
    assert written[0]["prev"] == "00" * 32
    assert written[-1]["body"]["sale_id"] == basket_id(1)
    assert till_program(shop_home, "journal", "--after", "3").lines == written[3:]
    assert (
        till_program(shop_home, "journal", "--after", "3", "--journal", written[0]["journal_id"]).lines == written[3:]
    )
    assert till_program(shop_home, "journal", "--after", "5").lines == []


def test_tables_are_made_anew_from_the_journal(shop_home: Path) -> None:
    before = till_program(shop_home, "report", "sales", "--json").document

    ran = till_program(shop_home, "rebuild", "--json")

    assert ran.document == {"entries": 5}
    assert till_program(shop_home, "report", "sales", "--json").document == before
    assert till_program(shop_home, "verify", "--json").document["problems"] == []


def test_the_doctor_finds_a_well_till_well(shop_home: Path) -> None:
    ran = till_program(shop_home, "doctor", "--json")

    verdicts = {check["name"]: check["verdict"] for check in ran.document["checks"]}
    assert ran.code == 0 and ran.document["ok"]
    assert verdicts.pop("disk") in ("ok", "warn")  # the copied till has no reserve
    assert set(verdicts.values()) == {"ok"}


def test_the_doctor_prints_a_page_that_shows_whether_the_printer_is_set_up_well(
    tmp_path: Path, shop_home: Path, a_file: WriteFile
) -> None:
    config = a_file('name = "Nordpol"\ncurrency = "EUR"\ncountry = "DE"\nprinter = "file"\n', "till.toml")
    assert till_program(tmp_path / "till", "init", "--config", config).code == 0

    printed = till_program(tmp_path / "till", "doctor", "--print", "--json")
    without = till_program(shop_home, "doctor", "--print")

    (page,) = (tmp_path / "till" / "printer").glob("*.bin")
    assert "checks" in printed.document and b"TANDEM-0123456789" in page.read_bytes()
    assert without.code == 1 and "printer" in without.err


def test_the_doctor_sees_a_clock_that_went_back(shop_home: Path) -> None:
    assert till_program(shop_home, "sell", stdin=basket_line(2, at="2099-01-01T10:00:00Z")).code == 0

    ran = till_program(shop_home, "doctor")

    assert ran.code == 0 and "warn  clock" in ran.out


def test_a_row_of_the_2x_table_is_tried_before_it_is_set_up(shop_home: Path, a_file: WriteFile) -> None:
    goods = a_file("sku,name,price,kind\n12345,Ham,20.00,weighed\n")
    assert till_program(shop_home, "import", "products", goods).code == 0

    ran = till_program(shop_home, "try-code", "2812345012345", "--pattern", "28IIIIIWWWWWC", "--json")
    known = till_program(shop_home, "try-code", "TENT", "--json")

    assert ran.document["item"] == "12345" and ran.document["found"] == "12345"
    assert (ran.document["weight"], ran.document["qty"]) == ("1.234", "1.234")
    assert known.document["found"] == "TENT"


def test_the_real_program_does_a_first_day(tmp_path: Path, a_file: WriteFile) -> None:
    home = tmp_path / "till"
    taxes, products = a_file(TAXES, "taxes.json"), a_file(PRODUCTS, "products.csv")

    ran = [
        till_process(home, *INIT),
        till_process(home, "import", "taxes", taxes),
        till_process(home, "import", "products", products),
        till_process(home, "sell", stdin=basket_line(1)),
        till_process(home, "shift", "close", "19.00"),
        till_process(home, "verify"),
    ]

    assert [(one.code, one.err) for one in ran] == [(0, "")] * 6
    assert "Z REPORT No. 000001" in ran[4].out
