"""What a customer is found by: name, id, card, every way to say the phone number, and e-mail."""

from pos.domain.folding import index_text, phone_words, pinyin_initials

ANYWHERE = "ZZ"
"""For numbers that bring their country with them, as those do that were normalised (contact.py)."""


def customer_words(customer_id: str, name: str, email: str, phone: str, card: str, country: str = ANYWHERE) -> str:
    """The words of the search index; `country` is where a phone number without `+` is at home."""
    digits = phone_words(phone, country) if phone else ()
    return index_text(name, customer_id, (card, *digits), email, pinyin_initials(name))
