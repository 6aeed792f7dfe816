"""What became of a PIN that was typed, in words for whoever typed it."""

from ui.signin.view import PinAnswer
from ui.text import CommonWords


def pin_problem(answer: PinAnswer, common: CommonWords) -> tuple[str, str] | None:
    """Why the PIN does not count, and what to do: the wrong one, or the user is locked. None for the right one."""
    if answer.outcome == "wrong":
        return common.wrong_pin, common.tries_left.format(tries=answer.tries_left)
    if answer.outcome == "locked":
        minutes = -(-answer.seconds // 60)
        return common.user_locked, common.locked_for.format(minutes=minutes)
    return None
