"""However often a till goes on in a new journal, it prints no receipt number twice, and prints it."""

from pos.domain.codes import check_receipt_code, receipt_code
from pos.services.new_journal import journal_letters

KEY = bytes(32)


def test_the_first_journal_adds_nothing_and_no_letter_is_mistaken_for_a_digit() -> None:
    letters = [journal_letters(number) for number in (0, 1, 23, 24, 25, 46, 47)]

    assert letters == ["", "B", "Z", "BB", "BC", "BZ", "CB"]


def test_every_journal_has_letters_of_its_own_that_a_receipt_code_takes() -> None:
    numbers = [f"N-2{journal_letters(number)}-000001" for number in range(500)]

    codes = [receipt_code(number, KEY) for number in numbers]

    assert len(set(numbers)) == 500
    assert [check_receipt_code(code, KEY) for code in codes] == numbers
