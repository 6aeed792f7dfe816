"""`tandem-till`: the till without a window; INTERFACES.md, "tandem-till"."""

import sys
from collections.abc import Sequence

from pos.cli.app import app
from pos.cli.program import run_program


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed (with one sentence why), 2 wrong usage."""
    return run_program(app, "tandem-till", argv)


if __name__ == "__main__":
    sys.exit(main())
