"""What is typed into the search field finds what is meant, in a real full-text table, whatever is typed."""

import sys
from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.folding import (
    MAX_QUERY,
    MAX_QUERY_WORDS,
    MAX_WORD,
    fold,
    index_text,
    match_expressions,
    phone_words,
    pinyin_initials,
    search_words,
)

ANY_TEXT = st.text(st.characters(), max_size=80)
NAMES = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("łßİıǅﬁ①Ⅻ가각ᄀ羊毛がガｶﾞー々ñé'’-/ \u0301\u00ad१٣ᦵ")),
    min_size=1,
    max_size=40,
)


class FullText:
    """The table of the till's search, in memory."""

    def __init__(self) -> None:
        self._db = sqlite.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE find USING fts5(words, tokenize='unicode61 remove_diacritics 0')")

    def finds(self, query: str, *things: str) -> list[str]:
        self._db.execute("DELETE FROM find")
        self._db.executemany("INSERT INTO find (rowid, words) VALUES (?, ?)", enumerate(map(index_text, things)))
        either = " OR ".join(f"({expression})" for expression in match_expressions(query))
        if not either:
            return []
        rows = self._db.execute("SELECT rowid FROM find WHERE words MATCH ? ORDER BY rowid", (either,))
        return [things[row] for (row,) in rows]

    def close(self) -> None:
        self._db.close()


@pytest.fixture(scope="module")
def table() -> Iterator[FullText]:
    full_text = FullText()
    yield full_text
    full_text.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ŻÓŁĆ gęślą JAŹŃ", "zolc gesla jazn"),
        ("Straße MÜLLER", "strasse muller"),
        ("Smørrebrød Ærø þing Đorđe Ħamrun", "smorrebrod aero thing dorde hamrun"),
        ("ISTANBUL İstanbul ırmak", "istanbul istanbul irmak"),
        ("Ёлка Йогурт", "елка иогурт"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
        ("O'Neill’s", "oneills"),
        ("ﬁne ①２ 3½", "fine 12 31⁄2"),
        ("٠١٢ १२३", "012 123"),
    ],
)
def test_case_and_accents_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_character_folds_once_and_for_all() -> None:
    changed = [char for char in map(chr, range(sys.maxunicode + 1)) if fold(fold(char)) != fold(char)]

    assert changed == []


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert search_words(fold(text)) == search_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SOCK-R / blue", ("sock", "r", "blue")),
        ("羊毛袜 M", ("羊", "毛", "袜", "m")),
        ("Nike运动鞋42", ("nike", "运", "动", "鞋", "42")),
        ("カメラ々", ("カ", "メ", "ラ", "々")),
        ("4006381333931", ("4006381333931",)),
        ("\ud800\x00 · — …", ()),
    ],
)
def test_a_text_falls_into_words(text: str, words: tuple[str, ...]) -> None:
    assert search_words(text) == words


def test_a_word_without_end_is_cut() -> None:
    assert search_words("x" * 1000) == ("x" * MAX_WORD,)


@given(NAMES, st.data())
def test_the_beginning_of_any_word_finds_the_name(table: FullText, name: str, data: st.DataObject) -> None:
    words = [word for word in name.split() if search_words(word)]
    if words:
        word = data.draw(st.sampled_from(words))
        typed = word[: data.draw(st.integers(1, len(word)))]

        found = table.finds(typed, name)

        assert found == ([name] if search_words(typed) else [])


@given(NAMES, st.integers(1, 40))
def test_the_beginning_of_a_name_finds_it(table: FullText, name: str, length: int) -> None:
    typed = name[:length]

    found = table.finds(typed, name)

    assert found == ([name] if search_words(typed) else [])


@given(ANY_TEXT)
def test_any_query_is_one_the_table_understands(table: FullText, query: str) -> None:
    found = table.finds(query, "wool sock")

    assert len("".join(match_expressions(query))) < 8 * MAX_QUERY
    assert set(found) <= {"wool sock"}


@pytest.mark.parametrize(
    "query",
    ['"', '""', "sock*", "a AND", "NOT sock", "words:sock", "NEAR(a b)", "(", "^sock", "-sock", "'; DROP TABLE find--"],
)
def test_the_signs_of_the_query_language_mean_nothing(table: FullText, query: str) -> None:
    hits = table.finds(query, "wool sock", "drop table find a and not near b words")

    assert ("wool sock" in hits) == (search_words(query) in {("sock",)})


@pytest.mark.parametrize("query", ["", "  ", "-", "*", "\x00", "\u0301"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert match_expressions(query) == ()


def test_a_query_is_looked_at_only_so_far() -> None:
    (expression,) = match_expressions(" ".join(f"w{n}" for n in range(5_000)))

    assert expression.count('"') == 2 * MAX_QUERY_WORDS


def test_ideographs_are_looked_for_side_by_side(table: FullText) -> None:
    things = ("北京烤鸭", "京北路", "东北京城")

    assert table.finds("北京", *things) == ["北京烤鸭", "东北京城"]
    assert table.finds("北 京", *things) == list(things)


def test_every_word_must_be_there_and_only_the_last_may_be_half_typed(table: FullText) -> None:
    things = ("Merino Hike Sock", "Merino Shirt", "Hiking Sock")

    assert table.finds("merino so", *things) == ["Merino Hike Sock"]
    assert table.finds("hik sock", *things) == []


def test_a_sku_is_found_with_and_without_its_signs() -> None:
    words = index_text("Sock", "SOCK-R/12", ("4006381333931",), "blue").split()

    assert words == ["sock", "sock", "r", "12", "sockr12", "4006381333931", "blue"]


def test_a_repeated_ideograph_stays_where_it_stands(table: FullText) -> None:
    assert table.finds("妈的", "妈妈的面") == ["妈妈的面"]


@pytest.mark.parametrize(
    ("number", "country", "words"),
    [
        ("+447700900123", "DE", ("7700900123", "07700900123", "447700900123", "0123")),
        ("07700 900123", "GB", ("7700900123", "07700900123", "447700900123", "0123")),
        ("+48 600 700 800", "PL", ("600700800", "48600700800", "0800")),
        ("tel. unknown 12", "GB", ("12", "4412")),
        ("", "GB", ()),
        ("none", "", ()),
    ],
)
def test_a_phone_number_is_found_as_people_say_it(number: str, country: str, words: tuple[str, ...]) -> None:
    assert phone_words(number, country) == words


@pytest.mark.parametrize("query", ["07700 900123", "+44 7700 900123", "7700-900-123", "(07700) 900", "0123"])
def test_a_phone_number_is_found_however_it_is_typed(table: FullText, query: str) -> None:
    customer = " ".join(("Amelia", *phone_words("+447700900123", "GB")))

    assert table.finds(query, customer, "Bob 7700900999") == [customer]


@given(ANY_TEXT, st.sampled_from(["GB", "DE", "CN", "", "??"]))
def test_any_text_may_stand_where_a_phone_number_should(number: str, country: str) -> None:
    assert all(word.isdecimal() and len(word) <= MAX_WORD for word in phone_words(number, country))


@pytest.mark.parametrize(
    ("text", "initials"),
    [("羊毛袜", "ymw"), ("Nike 运动鞋 42", "ydx"), ("Wool", ""), ("", ""), ("中" * 500, "z" * MAX_WORD)],
)
def test_the_initials_of_a_chinese_name(text: str, initials: str) -> None:
    assert pinyin_initials(text) == initials
