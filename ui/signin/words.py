"""What the sign-in screen says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInWords:
    question: str = "Who is at the till?"
    find: str = "Find name"
    hint: str = "Arrow keys choose a person. Anyone not listed here can scan a staff badge."
    nobody: str = "Nobody here has that name. Try fewer letters, or scan a staff badge."
    on_shift: str = "On shift"
    prompt: str = "Enter your PIN, or scan your badge"
    no_pin: str = "No PIN is set for this user"
    pin_of: str = "PIN of {name}"
    sign_in: str = "Sign in"
    checking: str = "Checking"
    wrong: str = "That PIN is not right."
    wrong_more: str = "{tries} tries left, then this user is locked for a while."
    wrong_last: str = "1 try left, then this user is locked for a while."
    locked: str = "This user is locked."
    locked_more: str = "Try again in {time}, or a manager unlocks this user."
    minutes: str = "{count} min"
    seconds: str = "{count} s"
    unknown_badge: str = "That badge is not known here."
    unknown_badge_more: str = "Choose your name and enter your PIN."
    busy: str = "The till could not check that just now."
    busy_more: str = "Press Enter to try again."
    light: str = "Light"
    dark: str = "Dark"
    language: str = "Language"
    help: str = "Help"
    works_offline: str = "Works offline: staff list from {time}"
    staff_here: str = "Works offline: the staff list is kept on this till"
