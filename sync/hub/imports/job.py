"""One file on its way into the hub, and what became of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pos.domain.failures import Refused
from pos.domain.imports.row import Problem
from pos.domain.imports.table import Read
from pos.domain.json_object import read_json
from pos.services.imports.job import open_file
from sync.hub.hub import Hub
from sync.hub.store.streams import Published, publish
from sync.hub.store.things import bodies
from sync.wire import StoreSheet

THINGS_AT_ONCE = 5000
"""Of one transaction: tills read meanwhile, and an import that was cut off goes on where it was."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: its good rows, and how many things are published newly because of it. `without_role` are
    the names of people whose role is no more."""

    kind: str
    rows: int
    problems: tuple[Problem, ...] = ()
    kept: bool = False
    published: int = 0
    without_role: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A file, and how it is asked for. Currency and country are those of `sheet`; stock is counted there."""

    hub: Hub
    path: Path
    sheet: StoreSheet
    keep_good: bool = False
    dry_run: bool = False

    def goes_in(self, problems: Iterable[Problem]) -> bool:
        """Whether the good rows are written."""
        return not self.dry_run and (self.keep_good or not any(True for _ in problems))

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


def publish_changed(hub: Hub, stream: str, things: Iterable[Published]) -> int:
    """Publish those that are not there just like this already; how many they were."""
    published = 0
    for part in parts(things):
        with hub.write() as connection:
            before: dict[tuple[str, str], bytes] = {}
            for entity in {thing.entity for thing in part}:
                ids = [thing.id for thing in part if thing.entity == entity]
                before |= {(entity, key): body for key, body in bodies(connection, stream, entity, ids).items()}
            changed = [thing for thing in part if before.get((thing.entity, thing.id)) != thing.body]
            if changed:
                publish(connection, {stream: changed}, hub.chance(16))
        published += len(changed)
    return published


def parts(rows: Iterable[T]) -> Iterator[list[T]]:
    """Rows for one transaction each."""
    left = iter(rows)
    while part := list(islice(left, THINGS_AT_ONCE)):
        yield part


def put_read(job: Job, kind: str, read: Read[T], more: Iterable[Problem], put: Callable[[list[T]], int]) -> Imported:
    """Put the good rows of a file that was read whole; `more` are problems that only the hub's data shows."""
    problems = tuple(sorted((*read.problems, *more), key=lambda problem: problem.line))
    bad = {problem.line for problem in problems}
    good = [row.value for row in read.rows if row.line not in bad]
    if not job.goes_in(problems):
        return Imported(kind, len(good), problems)
    return Imported(kind, len(good), problems, kept=True, published=put(good))
