"""How a till is: its disk, its keys, its clock, its file and its devices, each looked at by itself."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import moment_of
from pos.domain.sentences import sentence
from pos.services.enrolment import JOINING
from pos.services.printing import printer_of, waiting_jobs
from pos.services.till import LEAST_FREE_BYTES, Till, open_till
from pos.store.engine import OLDEST_SQLITE, sqlite_version
from pos.store.secrets import KEY_FILE
from pos.store.store import BALLAST, DATABASE, WITNESS
from pos.store.tables import SCHEMA

Verdict = Literal["ok", "warn", "fail"]
ENOUGH_FREE_BYTES = 1024**3
LARGE_LOG_BYTES = 64 * 1024**2
"""A write-ahead log above this was not moved into the file for long."""
CLOCK_TOLERANCE = timedelta(minutes=5)
_MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: `ok`, `warn` (look at it soon) or `fail` (selling is at risk), and a sentence."""

    name: str
    verdict: Verdict
    words: str


def examine(home: Path) -> Iterator[Check]:
    """Look at everything, as far as the till opens; nothing is written but the healing that any start does."""
    yield _disk(home)
    yield _home(home)
    yield _key(home)
    yield _sqlite()
    had_witness = (home / WITNESS).is_file()
    try:
        till = open_till(home)
    except (Refused, Unavailable) as failure:
        yield Check("till", "fail", sentence(failure))
        return
    try:
        yield _till(till)
        yield Check("schema", "ok", f"The file is at schema {SCHEMA}, which this program writes.")
        yield _clock(till)
        yield _witness(till, had_witness)
        yield _log(till)
        yield _printer(till)
        yield _print_jobs(till)
    finally:
        till.close()


def _disk(home: Path) -> Check:
    place = next(folder for folder in (home, *home.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free
    words = f"{free // _MIB} MiB are free."
    if free < LEAST_FREE_BYTES:
        return Check("disk", "fail", f"{words} No sale begins below {LEAST_FREE_BYTES // _MIB} MiB.")
    if (home / DATABASE).exists() and not (home / BALLAST).exists():
        return Check("disk", "warn", f"{words} There is no reserve for a full disk: it was used up or never fitted.")
    if free < ENOUGH_FREE_BYTES:
        return Check("disk", "warn", f"{words} Free some space soon.")
    return Check("disk", "ok", words)


def _home(home: Path) -> Check:
    probe = home / f".probe-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as failure:
        return Check("home", "fail", f"Nothing can be written in {home} ({failure.strerror}).")
    return Check("home", "ok", f"{home} can be written.")


def _key(home: Path) -> Check:
    try:
        mode = (home / KEY_FILE).stat().st_mode
    except OSError:
        return Check("key", "fail", f"There is no {KEY_FILE} in {home}.")
    if os.name == "posix" and mode & 0o077:
        return Check("key", "fail", f"Other users can read {KEY_FILE}. Set its permissions to 600.")
    if (home / JOINING).exists():
        words = "The recovery key of this till was not printed yet. Run the same enrol command again."
        return Check("key", "warn", words)
    return Check("key", "ok", f"Only the owner can read {KEY_FILE}.")


def _sqlite() -> Check:
    found, least = ".".join(map(str, sqlite_version())), ".".join(map(str, OLDEST_SQLITE))
    if sqlite_version() < OLDEST_SQLITE:
        return Check("sqlite", "fail", f"SQLite {found} can lose sales. At least {least} is needed.")
    return Check("sqlite", "ok", f"SQLite is {found}.")


def _till(till: Till) -> Check:
    if reason := till.store.safe_mode:
        return Check("till", "fail", f"{sentence(Refused('till_read_only', reason=reason))} ({reason})")
    return Check("till", "ok", f"Till {till.setup.till} of {till.setup.name} opens.")


def _clock(till: Till) -> Check:
    with till.store.read() as tx:
        newest = tx.journal.newest_at()
    now = till.now().astimezone(UTC)
    if newest and moment_of(newest) > now + CLOCK_TOLERANCE:
        return Check("clock", "warn", f"The clock says {_minute(now)}, the newest entry is of {newest}. Set the clock.")
    return Check("clock", "ok", f"The clock says {_minute(now)}, which is not before the newest entry.")


def _witness(till: Till, had_witness: bool) -> Check:
    if till.noticed:
        return Check("witness", "warn", f"The till was set back: {till.noticed[0].where}.")
    if not had_witness:
        return Check("witness", "warn", "There was no witness file. Without one a till set back goes unnoticed.")
    return Check("witness", "ok", "The file is not behind its witness.")


def _log(till: Till) -> Check:
    log = till.home / f"{DATABASE}-wal"
    size = log.stat().st_size if log.exists() else 0
    if size > LARGE_LOG_BYTES:
        return Check("log", "warn", f"The write-ahead log has {size // _MIB} MiB. Close other programs of this till.")
    return Check("log", "ok", f"The write-ahead log has {size // _MIB} MiB.")


def _printer(till: Till) -> Check:
    printer = printer_of(till)
    if printer is None:
        return Check("printer", "ok", "No printer is set up.")
    state = printer.state()
    if not state.can_print:
        return Check("printer", "fail", f"The printer is not ready: {state.code.replace('_', ' ')}.")
    if state.code == "no_answer":
        return Check("printer", "ok", "The printer is there, it does not tell how it is.")
    if state.code == "paper_low":
        return Check("printer", "warn", "The printer's paper ends soon.")
    return Check("printer", "ok", "The printer is ready.")


def _print_jobs(till: Till) -> Check:
    count = len(waiting_jobs(till))
    if count:
        what = "1 receipt is" if count == 1 else f"{count} receipts are"
        return Check("print_jobs", "warn", f"{what} not on paper yet.")
    return Check("print_jobs", "ok", "Nothing waits for paper.")


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
