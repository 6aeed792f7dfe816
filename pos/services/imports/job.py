"""One file on its way into the till, and what became of it."""

import hashlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from pos.domain.failures import Refused, Unavailable
from pos.domain.imports.row import Problem
from pos.domain.json_object import read_json
from pos.services.till import Till

LARGEST_FILE_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `unchanged`: this very file was imported before. `errors` is where the problems are,
    `without_role` the names of people whose role is no more."""

    kind: str
    rows: int
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False
    kept: bool = False
    errors: str = ""
    without_role: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A file, and how it is asked for. `mark` is how the journal knows it: a file of changes is another thing than the
    same bytes as a file of counts could ever be."""

    till: Till
    path: Path
    mark: str
    keep_good: bool
    dry_run: bool
    staff: str

    def goes_in(self, problems: tuple[Problem, ...]) -> bool:
        """Whether the good rows are written."""
        return not self.dry_run and (self.keep_good or not problems)

    def open(self) -> BufferedReader:
        return open_file(self.path)

    def content(self) -> bytes:
        with self.open() as source:
            return source.read()

    def json(self) -> object:
        """The value of a JSON file; Refused `import_empty`, `import_not_utf8`, `bad_json` …"""
        content = self.content()
        if not content.strip():
            raise Refused("import_empty")
        return read_json(content)


def file_hash(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with open_file(path) as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def open_file(path: Path) -> BufferedReader:
    """Refused `no_file`, `import_too_large`; Unavailable `file_unreadable`, also for a folder or a pipe."""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise Refused("import_too_large")
        if not path.is_file():
            raise Unavailable("file_unreadable", path=str(path))
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as failure:
        raise Refused("no_file", path=str(path)) from failure
    except OSError as failure:
        raise Unavailable("file_unreadable", path=str(path)) from failure
