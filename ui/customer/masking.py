"""Contacts as lists show them: enough to tell two people apart, not enough to write to or call them."""

_DOTS = "•••"
_SHOWN_TENTHS = 6
_LAST_DIGITS = 4


def masked_email(email: str) -> str:
    """`amelia.o•••@mail.example`; empty for what is no address."""
    name, at, host = email.partition("@")
    return f"{name[: max(1, (len(name) * _SHOWN_TENTHS + 9) // 10)]}{_DOTS}@{host}" if at else ""


def masked_phone(phone: str) -> str:
    """`•••• 0142`; a number too short to hide anything shows nothing of itself."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if not digits:
        return ""
    return f"{_DOTS}• {digits[-_LAST_DIGITS:]}" if len(digits) > 2 * _LAST_DIGITS else f"{_DOTS}•"
