"""The status bytes of ESC/POS printers (Epson, ESC/POS Command Reference, DLE EOT and GS r)."""

from pos.devices.printer import PrinterState

_FIXED, _FIXED_SET = 0b10010011, 0b00010010
_OFF_LINE = 0b00001000
_COVER_OPEN = 0b00000100
_PAPER_NEAR_END = 0b00001100
_PAPER_END = 0b01100000
_SENSOR_FIXED = 0b10010000
_SENSOR_END = 0b00001100
_SENSOR_NEAR_END = 0b00000011


def is_status(answer: int) -> bool:
    """Whether a byte has the fixed bits of an answer to DLE EOT; anything else on the line is no answer."""
    return answer & _FIXED == _FIXED_SET


def is_sensor(answer: int) -> bool:
    """Whether a byte can be an answer to GS r; those to DLE EOT differ in a fixed bit."""
    return answer & _SENSOR_FIXED == 0


def state_of(online: int, cause: int, paper: int) -> PrinterState:
    """What the answers to DLE EOT 1, 2 and 4 say together, the thing to be done first first."""
    if cause & _COVER_OPEN:
        return PrinterState("cover_open")
    if paper & _PAPER_END:
        return PrinterState("out_of_paper")
    if online & _OFF_LINE:
        return PrinterState("off_line")
    return PrinterState("paper_low" if paper & _PAPER_NEAR_END else "ready")


def sensor_state(answer: int) -> PrinterState:
    """What the answer to GS r 1 says."""
    if answer & _SENSOR_END:
        return PrinterState("out_of_paper")
    return PrinterState("paper_low" if answer & _SENSOR_NEAR_END else "ready")
