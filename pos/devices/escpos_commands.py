"""The ESC/POS commands that python-escpos does not have, or not without writing to the terminal.

Source: Epson, ESC/POS Command Reference for TM printers.
"""

from pos.domain.code128 import code128_runs

LATIN_CHARACTERS = b"\x1c."
"""FS . : bytes above 127 are one character each; printers for the Chinese market start in pairs."""
ANSWER_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: the paper sensor, answered only when everything before it was taken in."""
ASK_ONLINE = b"\x10\x04\x01"
ASK_CAUSE = b"\x10\x04\x02"
ASK_PAPER = b"\x10\x04\x04"
"""DLE EOT n: answered at once, even by a printer that is off line."""
_KICK_PINS = {2: 0, 5: 1}
_KICK_MS = 50
"""Both times are in units of 2 ms: 100 ms on, 100 ms off suits every common drawer."""

CODE_PAGES = {
    "CP437": 0,
    "CP850": 2,
    "CP737": 14,
    "CP1252": 16,
    "CP866": 17,
    "CP852": 18,
    "CP858": 19,
    "CP775": 33,
    "CP1250": 45,
    "CP1251": 46,
    "CP1253": 47,
    "CP1254": 48,
    "CP1257": 51,
}
"""ESC t n: the numbers of Epson's code pages; each name in lower case is Python's codec."""


def kick(pin: int = 2) -> bytes:
    """ESC p: open the drawer wired to pin 2 or 5 of the printer's drawer socket."""
    return b"\x1bp" + bytes((_KICK_PINS[pin], _KICK_MS, _KICK_MS))


def bars(code: str, module: int, height: int) -> bytes:
    """GS h, w, H, k: Code 128 drawn by the printer, thinnest bar `module` dots, nothing written below."""
    data = b"".join(_run(subset, text) for subset, text in code128_runs(code))
    look = b"\x1dh" + bytes((height,)) + b"\x1dw" + bytes((module,)) + b"\x1dH\x00"
    return look + b"\x1dkI" + bytes((len(data),)) + data


def _run(subset: str, text: str) -> bytes:
    if subset == "C":
        return b"{C" + bytes(int(text[n : n + 2]) for n in range(0, len(text), 2))
    return b"{B" + text.replace("{", "{{").encode("ascii")
