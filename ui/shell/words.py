"""What the rail, the top bar and the list of keys say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShellWords:
    sell: str = "Sell"
    customers: str = "Customers"
    pickups: str = "Pickups"
    returns: str = "Returns"
    stock: str = "Stock"
    shift: str = "Shift"
    sync: str = "Sync"
    settings: str = "Settings"
    not_here: str = "{page} is not part of this till."
    stand_alone: str = "Stand-alone"
    demo: str = "Demo"
    lock: str = "{name}, lock the till"
    waiting: str = "{count} waiting"

    keys: str = "Keys"
    keys_everywhere: str = "Everywhere"
    keys_scanning: str = (
        "Scanning never needs the cursor in a field: codes are read from anywhere and go where they belong."
    )
    key_list: str = "This list"
    key_find: str = "Find or scan field"
    key_pages: str = "Sell ... Settings"
    key_lock: str = "Lock"
    key_undo: str = "Undo the last step"
    key_back: str = "Back, close, cancel"
    key_next: str = "Next control"
    key_full: str = "Full screen"
