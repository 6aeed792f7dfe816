"""`python -m sync.demo FOLDER --files FILES` prints where the hub is, for the programs that then serve it."""

import argparse
import json
import sys
from pathlib import Path

from pos.domain.failures import Refused, Unavailable
from sync.demo.world import make


def main(argv: list[str] | None = None) -> int:
    """0 when hub and till are made, 1 when not: the demo then goes without a hub."""
    parser = argparse.ArgumentParser(prog="sync.demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder: `hub` and `till` are made in it")
    parser.add_argument("--files", type=Path, required=True, help="the demo store's files")
    asked = parser.parse_args(argv)
    try:
        told = make(asked.folder, asked.files)
    except (Refused, Unavailable) as failure:
        sys.stderr.write(f"{failure.code}\n")
        return 1
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
