"""The port of a card terminal: what every driver promises."""

from dataclasses import dataclass
from typing import Protocol

from pos.domain.card import Answer


@dataclass(frozen=True, slots=True)
class Charge:
    """What is asked of a terminal. `attempt_id` is the till's own and never used for a second charge; `reference` is
    the payment that a reversal takes back, empty for a payment. `wallet_code` is the payment code that a customer's
    phone shows, where that pays instead of a card: good for once, and nowhere kept. Amounts are above zero, in minor
    units."""

    attempt_id: str
    amount_minor: int
    currency: str
    reference: str = ""
    wallet_code: str = ""


class Terminal(Protocol):
    """One terminal. `pay`, `reverse` and `ask` may take a minute: never from the main loop. `cancel` and `hang_up` may
    be called meanwhile from another thread.

    Unavailable `terminal_silent` means that nobody knows what became of it, `terminal_unreachable` that nothing can
    have been charged. A driver never sends an amount twice by itself.
    """

    def pay(self, charge: Charge) -> Answer:
        """Take this amount from the wallet of the code, else from whatever card is presented, and wait for the
        answer."""

    def reverse(self, charge: Charge) -> Answer:
        """Give (a part of) the payment `reference` back to its card."""

    def ask(self, attempt_id: str) -> Answer:
        """What became of an attempt; of one that the terminal never saw, `cancelled`, and it never charges it then,
        however late its request arrives. Unavailable `terminal_silent` while it cannot say."""

    def cancel(self, attempt_id: str) -> None:
        """Ask for an end at the terminal. Only the waiting `pay` says whether that came in time."""

    def hang_up(self) -> None:
        """Wait no longer: whoever waits gets Unavailable `terminal_silent`."""
