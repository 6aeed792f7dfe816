"""What every command of `tandem-till` shares: which home, words or documents, and how a failure is told."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.domain.failures import Refused, Unavailable

if TYPE_CHECKING:
    from pos.services.till import Till


class WrongUsage(Exception):
    """The command line itself cannot be followed; the words say why."""


@dataclass(frozen=True, slots=True)
class Console:
    """One call of a command: the till's `home`, and whether answers are JSON documents."""

    home: Path
    json: bool = False

    @contextmanager
    def till(self, writes: bool = False) -> Iterator["Till"]:
        """The open till of this home; what was found and healed at its start is said first."""
        from pos.services.till import open_till  # half a second of imports that `--help` does without

        till = open_till(self.home)
        try:
            self._say_noticed(till)
            yield till
            if writes:
                tidy(till)
        finally:
            till.close()

    def answer(self, document: Mapping[str, Any], words: str | Iterable[str]) -> None:
        """Print the document with `--json`, else the words."""
        if self.json:
            print(json_line(document))
        else:
            for line in (words,) if isinstance(words, str) else words:
                print(line)

    def _say_noticed(self, till: "Till") -> None:
        if not till.noticed:
            return
        with till.store.read() as tx:
            number = tx.sales.next_receipt()
        for problem in till.noticed:
            warn(f"The till was set back: {problem.where}.")
        warn(f"It goes on in a new journal. The next receipt is {number}.")


def tidy(till: "Till") -> None:
    """Merge and checkpoint. What was asked for is done by now, so a till that is busy or full keeps nothing from it."""
    with suppress(Unavailable):
        till.store.upkeep()


def json_line(document: Mapping[str, Any]) -> str:
    """A document on one line, as scripts read it."""
    return json.dumps(document, ensure_ascii=False)


def warn(words: str) -> None:
    """Say something beside the answer, on standard error."""
    print(words, file=sys.stderr)


def error_document(failure: Refused | Unavailable) -> dict[str, Any]:
    """The failure of a whole command: its code, its sentence, and the facts that a script may want."""
    from pos.domain.free_text import shown
    from pos.domain.sentences import sentence

    facts = {name: value if isinstance(value, int) else shown(value, 200) for name, value in failure.facts.items()}
    return {"error": {"code": failure.code, "message": sentence(failure), **facts}}


def tell_failure(failure: Refused | Unavailable, as_json: bool) -> None:
    """One plain sentence on standard error, or the document on standard output."""
    _tell(error_document(failure), as_json)


def tell_wrong_usage(words: str, as_json: bool) -> None:
    """What is wrong with the command line itself, or the whole help where no command was given."""
    if not words.startswith("Usage:"):
        words = " ".join(words.replace("Value error, ", "").split())
        words += " Ask with --help." if words.endswith((".", "?")) else ". Ask with --help."
    _tell({"error": {"code": "wrong_usage", "message": words}}, as_json)


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json_line(told))
    else:
        warn(told["error"]["message"])
