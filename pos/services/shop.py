"""What this till is set up as: its store, its number, its country; kept as one document in the settings."""

import json
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from pos.devices.terminal_drivers import NONE, drivers
from pos.domain.barcode_pattern import Pattern, parse_pattern
from pos.domain.failures import Refused
from pos.domain.free_text import why_not_free_text
from pos.domain.money import parse_minor
from pos.domain.receipt import Shop as Printed
from pos.domain.tender import TYPES

SETTING = "shop"
LONGEST_NAME = 80
TRAINING_CODE = "TRNG"
"""Begins the receipt numbers of training and of nothing else."""
LOCK_NOTICE_S = 20
"""So long before the window locks it says so."""
LONGEST_UNLOCKED_S = 24 * 60 * 60
_COUNTRY = re.compile(r"[A-Z]{2}")
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
_CODE = re.compile(r"[A-Z]{1,4}")
_PRINTER = re.compile(r"|none|file|device:/\S+|network:[^:\s]+(?::(?P<port>[0-9]{1,5}))?")
_HIGHEST_PORT = 65535
_WALLET = re.compile(r"([0-9]{2})-([0-9]{2}):([0-9]{2})-([0-9]{2})")
_LEAST_WALLET_DIGITS = 15
"""More than any code of goods has."""
_TENDER = re.compile(r"([a-z][a-z0-9_]{0,31})=(\S.*)")


@dataclass(frozen=True, slots=True)
class Setup:
    """A till's set-up. `code` and `till` begin receipt numbers (`N-2`), `store_no` is the pickup token's store.

    `country` is ISO 3166, `currency` ISO 4217, `zone` a name of the time zone database, `locale` as in `en_GB`.
    `printer` is empty for none, `file`, `device:PATH` (USB and serial lines) or `network:HOST[:PORT]`; `patterns` are
    the rows of the 2x table. `terminal` is `none`, `simulator` or the name of an installed driver. `tenders` are the
    shop's own means of payment, as `cheque=Cheque`; `wallets` the first two digits and the lengths of codes that
    customers' phones show to pay with, as `10-15:18-18`. `unseen_limit` is the most that a basket gives back for
    receipts of other tills while nobody can say what they sold, 50 in the currency where it is empty. After
    `lock_after_s` seconds without anybody at it the window locks; 0 is never.
    """

    name: str
    currency: str
    country: str
    code: str = ""
    till: int = 1
    store_no: int = 1
    zone: str = ""
    locale: str = ""
    address: tuple[str, ...] = ()
    vat_number: str = ""
    return_policy: str = ""
    printer: str = "file"
    patterns: tuple[str, ...] = ()
    difference_limit: str = "5.00"
    unseen_limit: str = ""
    planned_float: str = "0.00"
    terminal: str = "none"
    tenders: tuple[str, ...] = ()
    wallets: tuple[str, ...] = ()
    demo: bool = False
    training: bool = False
    lock_after_s: int = 600

    def is_wallet_code(self, code: str) -> bool:
        """Whether a customer's phone shows such a code to pay with."""
        if not (code.isascii() and code.isdecimal()):
            return False
        ranges = (text.replace(":", "-").split("-") for text in self.wallets)
        return any(
            low <= code[:2] <= high and int(least) <= len(code) <= int(most) for low, high, least, most in ranges
        )

    @property
    def tender_types(self) -> dict[str, str]:
        """The shop's own means of payment: names by type."""
        return {kind: name for kind, _, name in (text.partition("=") for text in self.tenders)}

    @property
    def series(self) -> str:
        """How receipt numbers of this till begin before any journal letter."""
        return f"{self.code}-{self.till}"

    @property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def code_patterns(self) -> tuple[Pattern, ...]:
        return tuple(parse_pattern(text) for text in self.patterns)

    @property
    def printed(self) -> Printed:
        """What documents of this till say about the shop."""
        return Printed(
            name=self.name,
            till=str(self.till),
            zone=self.zone,
            address=self.address,
            vat_number=self.vat_number,
            return_policy=self.return_policy,
            training=self.training,
            demo=self.demo,
        )


_NAMED = {"store": "name", "store_code": "code"}
"""Fields of the set-up that the command line calls otherwise."""


def checked(setup: Setup, zone_of_country: Mapping[str, str], currencies: Collection[str]) -> Setup:
    """The set-up with what was left out filled in; Refused `bad_setup` names the first field that is wrong.

    A country without a time zone of its own needs `zone`.
    """
    code = setup.code or next((letter for letter in setup.name.upper() if _CODE.fullmatch(letter)), "S")
    zone = setup.zone or zone_of_country.get(setup.country, "")
    checks = {
        "store": bool(setup.name.strip()) and why_not_free_text(setup.name, LONGEST_NAME) is None,
        "currency": setup.currency in currencies,
        "country": bool(_COUNTRY.fullmatch(setup.country) and (setup.zone or setup.country in zone_of_country)),
        "store_code": bool(_CODE.fullmatch(code)) and (code == TRAINING_CODE) == setup.training,
        "till": 1 <= setup.till <= 999,
        "store_no": 1 <= setup.store_no < 2**32,
        "zone": zone in available_timezones(),
        "locale": not setup.locale or bool(_LOCALE.fullmatch(setup.locale)),
        "address": all(type(line) is str and line.isprintable() for line in setup.address),
        "patterns": all(type(text) is str for text in setup.patterns),
        "difference_limit": _is_amount(setup.difference_limit, setup.currency),
        "unseen_limit": not setup.unseen_limit or _is_amount(setup.unseen_limit, setup.currency),
        "planned_float": _is_amount(setup.planned_float, setup.currency),
        "printer": _is_printer(setup.printer),
        "wallets": all(_is_wallet(text) for text in setup.wallets),
        "tenders": all(_is_tender(text) for text in setup.tenders),
        "terminal": setup.terminal in (*NONE, *drivers()),
        "lock_after_s": setup.lock_after_s == 0 or LOCK_NOTICE_S < setup.lock_after_s <= LONGEST_UNLOCKED_S,
    }
    for field, good in checks.items():
        if not good:
            narrower = {"says": "unknown_currency"} if field == "currency" else {}
            raise Refused("bad_setup", field=field, value=getattr(setup, _NAMED.get(field, field)), **narrower)
    filled = {**asdict(setup), "code": code, "zone": zone, "locale": setup.locale or f"en_{setup.country}"}
    _ = [parse_pattern(text) for text in setup.patterns]
    return setup_of(filled)


def _is_printer(told: str) -> bool:
    found = _PRINTER.fullmatch(told)
    return found is not None and 0 < int(found["port"] or 1) <= _HIGHEST_PORT


def _is_tender(told: object) -> bool:
    found = _TENDER.fullmatch(told) if isinstance(told, str) else None
    return found is not None and found[1] not in TYPES and why_not_free_text(found[2], LONGEST_NAME) is None


def _is_wallet(told: object) -> bool:
    found = _WALLET.fullmatch(told) if isinstance(told, str) else None
    return found is not None and found[1] <= found[2] and _LEAST_WALLET_DIGITS <= int(found[3]) <= int(found[4])


def _is_amount(text: str, currency: str) -> bool:
    try:
        return parse_minor(text, currency) >= 0
    except Refused:
        return False


def read_config(path: Path) -> dict[str, Any]:
    """Fields of the set-up from a TOML file; Refused `bad_config` for anything else."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as failure:
        raise Refused("no_file", path=str(path)) from failure
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        raise Refused("bad_config", path=str(path)) from failure
    known = {field.name: field for field in fields(Setup)}
    for name, value in told.items():
        if name not in known:
            raise Refused("unknown_setting", field=name)
        wanted = known[name].type
        good = isinstance(value, list) if "tuple" in str(wanted) else type(value).__name__ in str(wanted)
        if not good:
            raise Refused("bad_setup", field=name, value=value)
    return told


def setup_of(document: Mapping[str, Any]) -> Setup:
    """Read the set-up back from its document."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in document.items()
    }
    return Setup(**values)


def setup_text(setup: Setup) -> str:
    return json.dumps(asdict(setup), ensure_ascii=False)
