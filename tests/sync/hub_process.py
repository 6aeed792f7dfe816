"""`tandem-hub` as others run it: its commands, and a hub that serves in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

STOPS_WITHIN_S = 20


@dataclass(frozen=True)
class ServedHub:
    """A hub that answers on loopback; `told` is the line that it printed when it was ready."""

    home: Path
    told: dict[str, Any]
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        return str(self.told["url"])

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url)


def hub_command(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """One call of `tandem-hub` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sync.hub", *words, "--home", str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def hub_document(home: Path, *words: str) -> dict[str, Any]:
    """What a call of `tandem-hub` that is done answers with `--json`."""
    done = hub_command(home, *words, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def serving(home: Path, *words: str) -> Iterator[ServedHub]:
    """A hub on a free port of loopback; stopped at the end, what it logged is in `hub.log` of its home."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "hub.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sync.hub", "serve", "--port", "0", "--json", "--home", str(home), *words],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, (home / "hub.log").read_text()
            yield ServedHub(home, json.loads(line), process)
        finally:
            process.terminate()
            process.communicate(timeout=STOPS_WITHIN_S)
