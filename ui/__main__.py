"""`tandem`: opens the till in its home. `tandem demo`: opens a ready demo store."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

EXAMPLES = """examples:
  tandem --home /var/lib/tandem        open the till in this home
  tandem demo                          open a throw-away demo store
  tandem demo --tour pictures          go through a day by itself, a picture of every screen in `pictures`
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when the window was closed, 1 when it could not be opened, 2 for wrong usage."""
    told = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    if told.what == "demo":
        from ui.demo import run_demo

        return run_demo(told.home, told.tour)
    from pos.services.home import home_of
    from ui.run import run_till

    return run_till(home_of(told.home))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tandem",
        description="The till of a store.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", choices=["demo"], help="open the demo store instead of a till")
    parser.add_argument("--home", default="", help="the folder of the till (or TANDEM_HOME)")
    parser.add_argument("--tour", type=Path, metavar="DIR", help="with demo: go through a day and write to DIR")
    return parser


if __name__ == "__main__":
    sys.exit(main())
