"""Cuts the power somewhere in a recording and lays the files out for the next start."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.durability.disk import CutMode, Disk, Kind
from tests.durability.events import Acknowledged, Recording, Truncated, Written


@dataclass(frozen=True, slots=True)
class Cut:
    """The power failed right after event `at`, a change of the file `name`."""

    at: int
    name: str
    mode: CutMode
    files: dict[str, bytes]
    acknowledged: tuple[str, ...]

    def lay_out(self, folder: Path) -> None:
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def cuts(
    recording: Recording,
    chance: random.Random,
    count: int,
    *,
    kind: Kind = Kind.HONEST,
    modes: Sequence[CutMode] = tuple(CutMode),
) -> Iterator[Cut]:
    """`count` cuts at random changes, each file having the same share of them, in the order of the recording."""
    disk, acknowledged = Disk(recording.start, kind), list[str]()
    wanted = _places(recording, chance, count)
    for at, event in enumerate(recording.events):
        disk.apply(event)
        if isinstance(event, Acknowledged):
            acknowledged.append(event.what)
        for name in wanted.get(at, ()):
            mode = chance.choice(modes)
            yield Cut(at, name, mode, disk.image(mode, chance), tuple(acknowledged))


def _places(recording: Recording, chance: random.Random, count: int) -> dict[int, list[str]]:
    """Which file to cut at after which event: a witness line is rare beside the pages of a database."""
    changes: dict[str, list[int]] = {}
    for at, event in enumerate(recording.events):
        if isinstance(event, Written | Truncated):
            changes.setdefault(event.name, []).append(at)
    wanted: dict[int, list[str]] = {}
    for n in range(count):
        name = sorted(changes)[n % len(changes)]
        wanted.setdefault(chance.choice(changes[name]), []).append(name)
    return wanted
