"""Text as the search field compares it: no case, no accents, one word per ideograph, and never a syntax error.

Index and query go through the same words, so the full-text index (FTS5, `unicode61 remove_diacritics 0`) has nothing
left to decide.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

MAX_QUERY = 200
"""Characters of a query that are looked at; a scan that strayed into the search field may have thousands."""
MAX_QUERY_WORDS = 12
MAX_WORD = 64
MAX_INDEX_WORDS = 256

# Letters that Unicode does not take apart, as people without that keyboard type them.
_UNDIVIDED = str.maketrans(
    dict(zip("łøđðħıŧɨʉƀɓɖɗɠƙɲŋĸɔəɛʒσς", "loddhitiubbddgknnkoeezσσ", strict=True))
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("'’‘`´ʻʼʹʺ", "")  # O'Neill is typed in one piece
)
_IDEOGRAPH = re.compile(
    "["
    "\u3005-\u3007\u3021-\u3029"  # 々 〆 〇 and the numerals of the markets
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3105-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han
    "]"
)
_ASCII_WORD = re.compile("[0-9a-z]+")
_NEW_TAI_LUE_VOWELS = range(0x19B0, 0x19CA)  # letters since Unicode 8; SQLite still takes them for marks


def fold(text: str) -> str:
    """A text without case, accents and other differences nobody types; digits of any script become 0 to 9."""
    if text.isascii():  # most texts, and a search folds hundreds of them for every key
        return text.lower().translate(_UNDIVIDED)
    return "".join(map(_folded, text))


def search_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; an ideograph or kana is a word of its own."""
    return tuple(word for run in _runs(text) for word in run)


def index_text(name: str, sku: str = "", barcodes: Iterable[str] = (), *more: str) -> str:
    """What the index keeps of a thing: the words of its texts in order, and its SKU also without the signs in it."""
    words: list[str] = []
    for text in (name, sku, "".join(search_words(sku)), *barcodes, *more):
        words += search_words(text)
    return " ".join(words[:MAX_INDEX_WORDS])


def match_expressions(query: str) -> tuple[str, ...]:
    """A query as FTS5's MATCH takes it, in each way that it may be meant; none when no word is left.

    Every word is quoted, the last a prefix. Ideographs side by side are looked for side by side. Digits with blanks or
    signs between them (a phone number) are also looked for in one piece.
    """
    runs = list(_runs(query[:MAX_QUERY]))[:MAX_QUERY_WORDS]
    if not runs:
        return ()
    words = " AND ".join(f'"{" ".join(run)}"' for run in runs) + "*"
    joined = "".join(word for run in runs for word in run)
    if len(runs) > 1 and joined.isdecimal():
        return words, f'"{joined[:MAX_WORD]}"*'
    return (words,)


def pinyin_initials(text: str) -> str:
    """The first letters of the Mandarin reading of a text's Chinese characters: `羊毛袜` is `ymw`, `Wool` is `""`."""
    if text.isascii():
        return ""
    from pypinyin import Style, lazy_pinyin  # its tables cost a fifth of a second; only imports of products need them

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore"))[:MAX_WORD]


def phone_words(number: str, country: str) -> tuple[str, ...]:
    """How a customer's number may be asked for: national with and without its 0, international, the last four.

    `country` (ISO 3166, two letters) is where a number without `+` is at home. A text that is no number gives the
    digits in it.
    """
    import phonenumbers  # kept off the way to the first scan

    typed = "".join(char for char in fold(number) if char.isdecimal())
    try:
        parsed = phonenumbers.parse(number[:MAX_QUERY], country)
    except phonenumbers.NumberParseException:
        return _each_once(typed, typed[-4:])
    national = phonenumbers.national_significant_number(parsed)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    dialled = "".join(char for char in written if char.isdecimal())
    return _each_once(national, dialled, f"{parsed.country_code}{national}", typed, national[-4:])


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    """One character folded. Each by itself, so that a word that is only half typed folds to half of the word."""
    if char.isascii():
        return char.lower().translate(_UNDIVIDED)
    plain = _without_marks(_without_marks(char).casefold().translate(_UNDIVIDED))
    return "".join(str(unicodedata.decimal(part)) if part.isdecimal() else part for part in plain)


def _without_marks(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", text) if unicodedata.category(part) != "Mn")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Words one by one, and neighbouring ideographs together."""
    folded = fold(text)
    if folded.isascii():  # most texts, and a catalogue has millions of them
        yield from ((word[:MAX_WORD],) for word in _ASCII_WORD.findall(folded))
        return
    word = ""
    ideographs: list[str] = []
    for char in folded + " ":
        is_ideograph = _IDEOGRAPH.match(char) is not None
        if ideographs and not is_ideograph:
            yield tuple(ideographs)
            ideographs = []
        if word and (is_ideograph or not _is_word_character(char)):
            yield (word[:MAX_WORD],)
            word = ""
        if is_ideograph:
            ideographs.append(char)
        elif _is_word_character(char):
            word += char


def _is_word_character(char: str) -> bool:
    return unicodedata.category(char)[0] in "LN" and ord(char) not in _NEW_TAI_LUE_VOWELS


def _each_once(*words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:MAX_WORD] for word in words if word))
