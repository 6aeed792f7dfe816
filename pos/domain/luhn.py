"""The check digit of loyalty and payment cards (ISO/IEC 7812-1, annex B), and its like for any number of symbols."""


def luhn_symbol(text: str, alphabet: str = "0123456789") -> str:
    """The symbol that, put behind the text, completes it."""
    size, total = len(alphabet), 0
    for place, symbol in enumerate(reversed(text)):
        value = alphabet.index(symbol) * (1 if place % 2 else 2)
        total += value // size + value % size
    return alphabet[-total % size]


def passes_luhn(text: str, alphabet: str = "0123456789") -> bool:
    return len(text) > 1 and luhn_symbol(text[:-1], alphabet) == text[-1]
