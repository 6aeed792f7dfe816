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

    place: str = "{store} · Till {till}"
    till: str = "Till {till}"
    put_back: str = "This till was put back to an earlier state. It goes on in a new journal."
    no_staff: str = "No staff yet"
    no_staff_words: str = (
        "Whoever uses this till may do everything. Import a staff file, a manager first, to give everybody a PIN."
    )
    locks_soon: str = "This till locks in {seconds} s. Touch it or press a key to go on."
    drawer_stuck: str = "The drawer did not open. Open it with its key."
    other_tender: str = "The money does not go back the way it was paid."
    late_return: str = "These goods come back after the days on the receipt."
    sells_not_alone: str = "Your role does not sell alone."
    voids_not_alone: str = "Your role does not strike baskets alone."
    card_decision: str = "The terminal does not answer. Somebody says what it shows."

    keys: str = "Keys"
    keys_everywhere: str = "Everywhere"
    keys_selling: str = "Selling"
    keys_elsewhere: str = "Other pages"
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
    key_hold: str = "Hold, recall"
    key_return: str = "Return, note"
    key_pieces: str = "One more, one less"
    key_balances: str = "Other tenders"
    key_notes: str = "Suggested notes"
    key_choices: str = "Choices in order"
    key_lines: str = "Line above, below"
    key_line_note: str = "Note, on the lines"
    sounds_on: str = "Sounds are on"
    sounds_off: str = "Sounds are off"
    letters_touched: str = "Letters on the screen: in a field that is touched"
    letters_always: str = "Letters on the screen: at every click in a field"
    letters_never: str = "Letters on the screen: never"


@dataclass(frozen=True, slots=True)
class ScanWords:
    """What is said about codes that are no goods."""

    not_yet: str = "This till cannot do anything with that code yet"
    close_first: str = "Close this first"
    unknown_card: str = "No customer here has that card"
    receipt: str = "Return or reprint {number}?"
    receipt_sum: str = "{day}, {time} · {amount}"
    doubted: str = "Receipt {number} may not have come out"
    doubted_words: str = "The till stopped while it was printing. Look at the paper first."
    print_copy: str = "Print a copy"
    take_back: str = "Return goods"
