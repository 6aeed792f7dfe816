"""`tandem-till` as tests run it: mostly in this process with streams of their own, where it matters as a program."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pos.cli.__main__ import main

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Ran:
    """What a call answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document that was printed."""
        document: dict[str, Any] = json.loads(self.out)
        return document

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each printed line as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


def till_program(home: Path, *arguments: object, stdin: bytes | str = b"") -> Ran:
    """Run a command in this process."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--home", str(home), *map(str, arguments)])
    finally:
        sys.stdin = before
    return Ran(code, _text(out), _text(err))


def till_process(home: Path, *arguments: object, stdin: bytes | str = b"", **options: Any) -> Ran:
    """Run the same command as a program of its own."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "pos.cli", "--home", str(home), *map(str, arguments)],
        input=data,
        capture_output=True,
        cwd=ROOT,
        timeout=600,
        **{"env": os.environ | {"PYTHONPATH": str(ROOT)}, **options},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return content.decode()
