"""`tandem`: opens the till in its home. `tandem demo`: opens a ready demo store."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pos.cli.console import tell_failure
from pos.domain.failures import Refused
from ui.scale import settle

EXAMPLES = """examples:
  tandem --home /var/lib/tandem        open the till in this home
  tandem --training                    practise in it, with its goods and prices
  tandem demo                          open a throw-away demo store
  tandem demo --home DIR               open one that is kept in DIR
  tandem demo --wipe --home DIR        remove it
  tandem demo --tour pictures          go through a day by itself, a picture of every screen in `pictures`
  tandem demo --tour pictures --json   the same, and what was seen as JSON
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when the window was closed, 1 when it could not be opened, 2 for wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser("--json" in given)
    told = parser.parse_args(given)
    if told.wipe and not (told.what == "demo" and told.home):
        parser.error("--wipe goes with demo and --home DIR")
    if told.training and told.what == "demo":
        parser.error("--training is for a till, the demo is practice itself")
    if told.wipe:
        from ui.demo import wipe

        return wipe(told.home, told.json)
    gc.disable()  # to look for rubbish in what is being loaded took a tenth of the start, and there is none
    from ui.run import has_display, run_till

    gc.freeze()
    gc.enable()
    try:
        if told.scale or (told.tour is None and has_display()):
            settle(os.environ, told.scale)
    except Refused as failure:
        tell_failure(failure, told.json)
        return 1
    if told.what == "demo":
        from ui.demo import run_demo

        return run_demo(told.home, told.tour, told.json)
    from pos.services.home import home_of

    return run_till(home_of(told.home), as_json=told.json, training=told.training)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command line as a sentence, or as JSON where that was asked for."""

    as_json = False

    def error(self, message: str) -> NoReturn:
        from pos.cli.console import tell_wrong_usage

        tell_wrong_usage(message[:1].upper() + message[1:], self.as_json)
        self.exit(2)


def _parser(as_json: bool) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tandem",
        description="The till of a store.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.as_json = as_json
    parser.add_argument("what", nargs="?", choices=["demo"], help="open the demo store instead of a till")
    parser.add_argument("--home", default="", help="the folder of the till (or TANDEM_HOME)")
    parser.add_argument("--tour", type=Path, metavar="DIR", help="with demo: go through a day and write to DIR")
    parser.add_argument("--wipe", action="store_true", help="with demo and --home: remove the demo that is kept there")
    parser.add_argument("--scale", default="", help="draw everything larger, from 1 to 1.75 (default: by the screen)")
    parser.add_argument("--training", action="store_true", help="practise: nothing is sold, sent or opened")
    parser.add_argument("--json", action="store_true", help="tell the outcome as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
