"""Cash where small coins are missing: what is handed over for an amount, and what goods that come back give of it
(SEMANTICS.md, "Tenders")."""

from dataclasses import dataclass

from pos.domain.tax import CashRounding


@dataclass(frozen=True, slots=True)
class CashBefore:
    """What passed in cash over a sale and all that returns join to it, in minor units.

    `held_minor` is what the shop still holds, as it was before it was rounded, `rounded_minor` what rounding added to
    it. Of it `due_minor` was given back so far, before it was rounded, and `handed_minor` handed over for that.
    """

    held_minor: int = 0
    rounded_minor: int = 0
    due_minor: int = 0
    handed_minor: int = 0


NOTHING = CashBefore()


def round_cash(minor: int, cash: CashRounding) -> int:
    """What is paid in cash for this amount: the nearest multiple of the smallest coin, alike in both directions."""
    if minor < 0:
        return -round_cash(-minor, cash)
    steps, rest = divmod(minor, cash.step_minor)
    tie_goes_up = cash.ties == "up" or (cash.ties == "even" and steps % 2 == 1)
    if 2 * rest > cash.step_minor or (2 * rest == cash.step_minor and tie_goes_up):
        steps += 1
    return steps * cash.step_minor


def in_cash(minor: int, cash: CashRounding, before: CashBefore = NOTHING) -> int:
    """What is handed over for this amount where all of it goes in cash, below zero where it is given back."""
    return round_cash(minor, cash) if minor >= 0 else -round_back(-minor, cash, before)


def round_back(minor: int, cash: CashRounding, before: CashBefore) -> int:
    """What is handed back in cash for this amount, a multiple of the smallest coin and never less than nothing.

    All that is handed back is the rounding of all that came back, never more than is there. Whoever gives the last of
    it back takes what is left of the cash that was paid, so that any number of steps gives exactly that. What was paid
    by other means may go back in cash as well: then it counts as any amount does.
    """
    if minor == before.held_minor:
        return max(0, round_cash(minor + before.rounded_minor, cash))
    back = round_cash(round_cash(before.due_minor + minor, cash) - before.handed_minor, cash)
    if minor < before.held_minor:
        back = min(back, (before.held_minor + before.rounded_minor) // cash.step_minor * cash.step_minor)
    return max(0, back)
