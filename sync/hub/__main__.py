"""`tandem-hub`: the reference central commerce API; INTERFACES.md, "Hub"."""

import sys
from collections.abc import Sequence

from pos.cli.program import run_program
from sync.hub.cli.app import app


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed (with one sentence why), 2 wrong usage."""
    return run_program(app, "tandem-hub", argv)


if __name__ == "__main__":
    sys.exit(main())
