"""What the sign-in screen is given to show, every text ready."""

from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in here; `role` is in words. A `pin_length` of 0 is a user without a PIN."""

    staff_id: str
    name: str
    role: str
    on_shift: bool = False
    pin_length: int = 4


@dataclass(frozen=True, slots=True)
class BadgeRead:
    """Whose badge was scanned. `alone`: it signs in without a PIN; `locked_s`: so long it may not, as no PIN may."""

    staff_id: str
    alone: bool = False
    locked_s: int = 0


class PinAnswer(Protocol):
    """What became of a PIN, as `pos.services.staff.check_pin` answers: `tries_left` before the user is locked,
    `seconds` for how long he is."""

    @property
    def outcome(self) -> Literal["right", "wrong", "locked"]: ...
    @property
    def tries_left(self) -> int: ...
    @property
    def seconds(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TileView:
    """One person's tile; `chip` is the word for a state, empty when there is none."""

    staff_id: str
    name: str
    role: str
    chip: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PinView:
    """The panel at the right: whose PIN, how many digits, what went wrong. `closed` takes no digits now, `action`
    is what the button does where it is another thing than to sign in, `unlocks` that it asks who lets this user in."""

    name: str
    length: int
    prompt: str
    field_name: str
    problem: str = ""
    advice: str = ""
    closed: bool = False
    action: str = ""
    unlocks: bool = False


@dataclass(frozen=True, slots=True)
class SignInView:
    tiles: tuple[TileView, ...]
    pin: PinView | None
    note: str


class SignInDisplay(Protocol):
    """The screen as the presenter sees it."""

    def show_view(self, view: SignInView) -> None: ...

    def show_pin(self, pin: PinView) -> None:
        """Change only the panel, keeping the digits typed so far."""

    def clear_pin(self, *, wrong: bool) -> None: ...
