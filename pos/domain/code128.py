"""Code 128 as plain figures, so that screen, paper and PDF draw the same bars (ISO/IEC 15417, subsets B and C)."""

import re
from itertools import chain

from pos.domain.failures import Refused

QUIET = 10
"""Modules of white that a reader needs on either side."""

# ISO/IEC 15417, table 1: widths of bar, space, bar, space, bar, space for the values 0 to 105.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
""".split()
_STOP = "2331112"
_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}

# Digits in pairs take half the room, but a switch costs a symbol: worth it from four at an end, six in the middle.
_PAIRS = re.compile(r"^(?:\d\d){2,}|(?:\d\d){2,}$|(?:\d\d){3,}")


def code128_runs(text: str) -> tuple[tuple[str, str], ...]:
    """The text cut into runs of subset B (as written) and C (pairs of digits); printers with own bars take these.

    Refused `code_not_printable` when it is empty or has a character outside printable ASCII.
    """
    if not text or not all(" " <= character <= "~" for character in text):
        raise Refused("code_not_printable", value=text)
    runs, done = [], 0
    for pairs in _PAIRS.finditer(text):
        if pairs.start() > done:
            runs.append(("B", text[done : pairs.start()]))
        runs.append(("C", pairs[0]))
        done = pairs.end()
    if done < len(text):
        runs.append(("B", text[done:]))
    return tuple(runs)


def code128_modules(text: str) -> tuple[int, ...]:
    """Widths in modules, bar and space in turn, from the first bar to the last; without the quiet zones."""
    values = _values(text)
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    symbols = (_WIDTHS[value] for value in (*values, check))
    return tuple(int(width) for width in chain(*symbols, _STOP))


def _values(text: str) -> list[int]:
    values: list[int] = []
    for subset, run in code128_runs(text):
        values.append(_SWITCH[subset] if values else _START[subset])
        if subset == "C":
            values += [int(run[n : n + 2]) for n in range(0, len(run), 2)]
        else:
            values += [ord(character) - 32 for character in run]
    return values
