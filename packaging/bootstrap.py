"""Sets Tandem up from a checkout: `bootstrap.py demo` opens the demo store, `bootstrap.py test` runs every check.

This file uses only words that every Python knows, so that one which is too old can still say so.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this runs before anything could have refused an old Python
    sys.exit(
        "Tandem needs Python 3.11 or newer, and this is Python %d.%d. "  # noqa: UP031 -- f-strings are too new here
        "Run the same command with a newer one, for example python3.13." % sys.version_info[:2]
    )

from bootstrapping import commands  # it must not be read by an older Python

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
