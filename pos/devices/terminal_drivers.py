"""Which card terminals this till can drive: the simulator, and whatever was installed beside it."""

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

from pos.devices.terminal import Terminal
from pos.devices.terminal_simulator import TerminalSimulator
from pos.domain.failures import Unavailable

GROUP = "tandem.terminals"
"""The entry points that name a driver: each is called with the till's home and gives a Terminal."""
NONE = ("", "none")
SIMULATOR = "simulator"


def drivers() -> tuple[str, ...]:
    """The names that the set-up may give, without those for no terminal at all."""
    return (SIMULATOR, *sorted(point.name for point in entry_points(group=GROUP) if point.name != SIMULATOR))


def open_terminal(name: str, home: Path) -> Terminal | None:
    """The terminal of this name; Unavailable `terminal_missing` when its driver is not installed or does not start."""
    if name in NONE:
        return None
    if name == SIMULATOR:
        return TerminalSimulator(home)
    try:
        (point,) = entry_points(group=GROUP, name=name)
        make: Callable[[Path], Terminal] = point.load()
        return make(home)
    except Exception as failure:  # somebody else's program: whatever it does wrong, the till sells on
        raise Unavailable("terminal_missing", driver=name, why=type(failure).__name__) from failure
