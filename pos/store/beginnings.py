"""Words that are only half typed, found in time however many words begin that way.

FTS5 keeps lists for beginnings of a few letters. For a longer one it gathers every row of every word that begins so
before it gives the first: 54 ms for a million phone numbers of one town, 20 ms for everybody's mail address in one
domain. The words themselves stand in order (`fts5vocab`), so a look at the first of them says how to ask.
"""

import re
from typing import Any, Literal

LISTED_LETTERS = {"find_product": 3, "find_best": 5, "find_customer": 3, "find_sale": 0}
"""The longest beginning that each index has a list for (tables.py, SEARCH)."""
FEW_PLACES = 400
"""Up to so many places of words that begin alike, FTS5 is quick by itself."""
FEW_WORDS = 16

_HALF_TYPED = re.compile(r'"([^" ]+)"\*$')
_LAST = "\U0010ffff"


def numbers_of(
    driver: Any, index: str, expression: str, limit: int, order: Literal["ASC", "DESC"] = "ASC"
) -> list[int]:
    """Row numbers that match one of `match_expressions`, at most `limit` and in this order.

    When that is one word and very many begin with it, the rows of the first of those words, in their order.
    """
    half_typed = _HALF_TYPED.search(expression)
    if half_typed is None or len(half_typed[1]) <= LISTED_LETTERS[index]:
        return _matching(driver, index, expression, limit, order)
    words = _words_of(driver, index)
    places = _places(driver, words, half_typed[1])
    if len(places) == FEW_PLACES:
        if half_typed.start() == 0 and order == "ASC":
            return list(dict.fromkeys(places))[:limit]
        if spelled_out := _few_words(driver, words, half_typed[1]):
            either = " OR ".join(f'"{word}"' for word in spelled_out)
            expression = f"{expression[: half_typed.start()]}({either})"
    return _matching(driver, index, expression, limit, order) if places else []


def _matching(driver: Any, index: str, expression: str, limit: int, order: str) -> list[int]:
    rows = driver.execute(
        f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid {order} LIMIT ?", (expression, limit)
    )
    return [row[0] for row in rows.fetchall()]


def _words_of(driver: Any, index: str) -> str:
    """The table of this connection that shows the words of an index one place after the other."""
    words = f"temp.words_of_{index}"
    driver.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5vocab('main', '{index}', 'instance')")
    return words


def _places(driver: Any, words: str, start: str) -> list[int]:
    """The rows in which the first words stand that begin so, word by word."""
    rows = driver.execute(
        f"SELECT doc FROM {words} WHERE term >= ? AND term <= ? LIMIT {FEW_PLACES}", (start, start + _LAST)
    )
    return [row[0] for row in rows.fetchall()]


def _few_words(driver: Any, words: str, start: str) -> list[str]:
    """All words that begin so; none when they are more than a few. Steps from word to word, whatever their rows."""
    found: list[str] = []
    after = start
    while len(found) <= FEW_WORDS:
        row = driver.execute(
            f"SELECT term FROM {words} WHERE term >= ? AND term <= ? LIMIT 1", (after, start + _LAST)
        ).fetchone()
        if row is None:
            return found
        found.append(row[0])
        after = row[0] + "\0"
    return []
