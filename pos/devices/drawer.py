"""The cash drawer, opened by the printer it is plugged into."""

from pos.devices.escpos_commands import kick
from pos.devices.printer import Printer
from pos.domain.failures import Unavailable


def open_drawer(printer: Printer, pin: int = 2) -> None:
    """Kick the drawer on pin 2 or 5. Unavailable `drawer_not_opened`, with the printer's reason, is only a message:
    the sale stands, and the key opens the drawer too."""
    try:
        printer.print_document(kick(pin))
    except Unavailable as failed:
        raise Unavailable("drawer_not_opened", why=failed.code) from failed
