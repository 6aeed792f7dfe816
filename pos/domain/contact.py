"""How a person is reached, in one form for every channel: e-mail in lower case, phone numbers as E.164."""

import re

from pos.domain.card_number import looks_like_payment_card
from pos.domain.failures import Refused

MAX_EMAIL = 254
"""RFC 5321, section 4.5.3.1.3: a path has at most 256 octets, its brackets included."""
SHORTEST_PHONE = len("+6834000")
"""Niue has the shortest numbers of all; some plans (Germany's) would let two digits pass."""

_ATOM = r"[^\s\x00-\x1f@<>()\[\],;:\\\".]+"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.)+[^\W\d_][\w-]{{0,61}}[^\W_]")


def email_of(text: str) -> str:
    """An address as it is compared; Refused `bad_email` for what cannot be one, `payment_card` for one that is to be
    kept nowhere."""
    if len(text) > MAX_EMAIL or not _EMAIL.fullmatch(text):
        raise Refused("bad_email", value=text)
    if looks_like_payment_card(text):
        raise Refused("payment_card", field="email")
    return text.lower()


def phone_of(text: str, country: str) -> str:
    """A number as E.164, read as people in this country (ISO 3166, two letters) write it; Refused `bad_phone`.

    Only the length is checked against the country's plan: plans change faster than programs are updated.
    """
    import phonenumbers  # costs start-up time and is not needed before a customer is written

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Refused("bad_phone", value=text) from None
    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    made_up = len(written) < SHORTEST_PHONE or len(set(str(number.national_number))) == 1
    if made_up or number.extension or not phonenumbers.is_possible_number(number):
        raise Refused("bad_phone", value=text)
    return written


def grouped_phone(phone: str) -> str:
    """A kept number in the groups in which its own country reads it, `+44 7700 900142`; what is none stays as it is."""
    import phonenumbers  # costs start-up time and is not needed before a customer is looked at

    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    grouped: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return grouped
