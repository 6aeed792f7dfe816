"""Personal data in entries: readable with the person's key, gone without it."""

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.sealed import seal, unseal

KEY = bytes(range(32))
TEXTS = st.dictionaries(
    st.text(max_size=10), st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=4
)


@given(TEXTS, st.binary(min_size=12, max_size=12))
def test_what_was_sealed_comes_back(texts: dict[str, str], nonce: bytes) -> None:
    sealed = seal(texts, "C-1001", KEY, nonce)

    assert unseal(sealed, KEY) == texts


def test_without_the_key_nothing_comes_back() -> None:
    sealed = seal({"note": "call Amelia"}, "C-1001", KEY, bytes(12))

    assert unseal(sealed, None) is None
    assert unseal(sealed, bytes(32)) is None
    assert "Amelia" not in str(sealed)


def test_a_box_moved_to_another_person_does_not_open() -> None:
    sealed = seal({"note": "call Amelia"}, "C-1001", KEY, bytes(12))

    assert unseal({**sealed, "person": "C-1002"}, KEY) is None
