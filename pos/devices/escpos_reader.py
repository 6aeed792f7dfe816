"""Reads ESC/POS back as rows of text: what a file printer and a simulated one show of the bytes they were given."""

from collections.abc import Iterator

from pos.devices.escpos_commands import CODE_PAGES

CUT = "- - - cut - - -"
PICTURE = "[picture {width} × {height}]"
BARS = "[bars {code}]"
QR = "[QR {data}]"
KICK = "[drawer]"

_CODECS = {number: page.lower() for page, number in CODE_PAGES.items()}
# Bytes behind ESC x, GS x and FS x that say nothing about words.
_ESC = dict.fromkeys(b"@2", 0) | dict.fromkeys(b"!EaMG-3rJV{R ", 1)
_GS = dict.fromkeys(b"!BbhwHfrV", 1)
_FS = dict.fromkeys(b".&", 0)
_LEAST_FEED_CUT = 65
"""GS V 65 and above feed first and so carry one byte more."""


def read_escpos(document: bytes) -> tuple[str, ...]:
    """The rows as they come out of the printer, pictures, codes and cuts named in brackets.

    A document that ends in the middle of a command is read as far as it goes.
    """
    return tuple("".join(pieces) for pieces in _rows(document))


def _rows(document: bytes) -> Iterator[list[str]]:
    row: list[str] = []
    for piece in _pieces(document):
        if piece == "\n":
            yield row
            row = []
        elif piece in (CUT, KICK) or piece.startswith("["):
            yield from ([row] if row else [])
            yield [piece]
            row = []
        else:
            row.append(piece)
    if row:
        yield row


def _pieces(document: bytes) -> Iterator[str]:
    """Letters, line ends and, in brackets, what is drawn."""
    at, codec, qr = 0, "cp437", ""
    while at < len(document):
        command, n = document[at : at + 2], document[at + 2 : at + 3]
        if command == b"\x1bt":
            codec, at = _CODECS.get(n[0] if n else 0, "cp437"), at + 3
        elif command == b"\x1bd":
            yield from "\n" * (n[0] if n else 0)
            at += 3
        elif command == b"\x1bp":
            yield KICK
            at += 5
        elif command == b"\x1dV":
            yield CUT
            at += 4 if n and n[0] >= _LEAST_FEED_CUT else 3
        elif command == b"\x1dv":
            width, height = _numbers(document[at + 4 : at + 8])
            yield PICTURE.format(width=8 * width, height=height)
            at += 8 + width * height
        elif command == b"\x1dk":
            length = document[at + 3] if at + 3 < len(document) else 0
            yield BARS.format(code=_code128(document[at + 4 : at + 4 + length]))
            at += 4 + length
        elif command == b"\x1d(":
            length = _numbers(document[at + 3 : at + 5])[0]
            qr, drawn = _qr(document[at + 5 : at + 5 + length], qr)
            yield from drawn
            at += 5 + length
        elif (skipped := _skipped(command)) is not None:
            at += skipped
        else:
            yield document[at : at + 1].decode(codec, "replace")
            at += 1


def _skipped(command: bytes) -> int | None:
    """The length of a command that prints nothing; None for a letter."""
    table = {0x1B: _ESC, 0x1D: _GS, 0x1C: _FS}.get(command[0])
    if table is not None:
        return 2 + (table.get(command[1], 0) if command[1:] else 0)
    return 3 if command == b"\x10\x04" else None


def _qr(command: bytes, stored: str) -> tuple[str, tuple[str, ...]]:
    """GS ( k: function 80 stores what function 81 prints."""
    function = command[1:2]
    if function == b"P":
        return command[3:].decode("utf-8", "replace"), ()
    return stored, (QR.format(data=stored),) if function == b"Q" else ()


def _code128(data: bytes) -> str:
    text, subset, at = "", "B", 0
    while at < len(data):
        if data[at : at + 1] == b"{":
            following = data[at + 1 : at + 2].decode("ascii", "replace")
            text, subset = (text + "{", subset) if following == "{" else (text, following)
            at += 2
        else:
            text += f"{data[at]:02d}" if subset == "C" else chr(data[at])
            at += 1
    return text


def _numbers(data: bytes) -> tuple[int, int]:
    """Two numbers of two bytes, the low byte first; what is cut off is 0."""
    low = data.ljust(4, b"\0")
    return low[0] + 256 * low[1], low[2] + 256 * low[3]
