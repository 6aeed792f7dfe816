"""The cash drawer of this till, opened by the receipt printer; never in training."""

from pos.devices.drawer import open_drawer
from pos.domain.failures import Unavailable
from pos.services.printing import printer_of
from pos.services.till import Till


def kick_drawer(till: Till) -> None:
    """Open the drawer; Unavailable `no_printer`, `drawer_not_opened`. In training it stays shut: the money in it is
    the shop's."""
    if till.setup.training:
        return
    printer = printer_of(till)
    if printer is None:
        raise Unavailable("no_printer")
    open_drawer(printer)
