"""Cursors: whole, or none."""

from hypothesis import given
from hypothesis import strategies as st

from sync.hub.feeds.cursors import Cursor, Place, open_cursor, open_place, seal_cursor, seal_place

SECRET = bytes(range(32))
CURSORS = st.builds(
    Cursor,
    stream=st.text(max_size=20),
    epoch=st.text(max_size=20),
    n=st.integers(0, 2**53),
    mark_n=st.integers(0, 2**53),
    mark=st.binary(min_size=8, max_size=8),
)


@given(CURSORS)
def test_a_cursor_is_the_same_again(cursor: Cursor) -> None:
    assert open_cursor(seal_cursor(cursor, SECRET), SECRET) == cursor


@given(st.builds(Place, began=CURSORS, entity=st.text(max_size=32), first=st.integers(0, 2**63 - 1)))
def test_a_place_is_the_same_again_and_no_cursor(place: Place) -> None:
    sealed = seal_place(place, SECRET)

    assert open_place(sealed, SECRET) == place
    assert open_cursor(sealed, SECRET) is None


@given(CURSORS, st.integers(0), st.integers(1, 255))
def test_a_single_other_bit_makes_it_none(cursor: Cursor, place: int, flip: int) -> None:
    sealed = seal_cursor(cursor, SECRET)
    at = place % len(sealed)

    changed = sealed[:at] + chr((ord(sealed[at]) + flip) % 128) + sealed[at + 1 :]

    assert open_cursor(changed, SECRET) in (None, cursor)


@given(st.text(max_size=300))
def test_a_text_of_somebody_else_is_none(text: str) -> None:
    assert open_cursor(text, SECRET) is None


def test_the_cursor_of_another_hub_is_none() -> None:
    cursor = Cursor("catalogue", "E", 1, 1, bytes(8))

    assert open_cursor(seal_cursor(cursor, bytes(32)), SECRET) is None
