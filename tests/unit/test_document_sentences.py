"""Every refusal has its sentence, and every fact a sentence names is given where the refusal is raised."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TypeGuard, get_args

import pytest

from pos.devices.printer import Code, PrinterState
from pos.domain.document import read_basket
from pos.domain.failures import Refused
from pos.domain.imports.reasons import REASONS
from pos.domain.promotion import promotion_of
from pos.domain.sentences import SENTENCES, sentence

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for part in ("pos", "ui", "sync") for path in sorted((ROOT / part).rglob("*.py"))]


def calls(path: Path, *names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or a method of these names in a file, and where it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in names:
            yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def texts(node: ast.AST) -> Iterator[str]:
    """The text that an expression is, or each of those it chooses from; what it chooses by is not one."""
    if isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def looked_up(path: Path) -> Iterator[tuple[str, str]]:
    """Where, and which code, of every refusal whose code is looked up in a table of its own file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tables = {
        target.id: [text for value in node.value.values for text in texts(value)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
        refuses = [call for call in ast.walk(function) if isinstance(call, ast.Call) and is_refusal(call)]
        by_name = {name.id for call in refuses for name in ast.walk(call.args[0]) if isinstance(name, ast.Name)}
        given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and names(node) & by_name]
        for found in (*given, *(call.args[0] for call in refuses)):
            asked = {name.id for name in ast.walk(found) if isinstance(name, ast.Name)} & tables.keys()
            for code in (*texts(found), *(code for table in asked for code in tables[table])):
                yield f"{path.relative_to(ROOT)}:{found.lineno}", code


def is_table(node: ast.AST) -> TypeGuard[ast.Dict]:
    return isinstance(node, ast.Dict)


def is_refusal(call: ast.Call) -> bool:
    return getattr(call.func, "id", "") in ("Refused", "Unavailable", "_refused") and bool(call.args)


def names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def refusals(path: Path) -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, which code, and which facts (None when they are not all written out) of every refusal in a file."""
    for where, call in calls(path, "Refused", "Unavailable", "refuse", "_refused"):
        raised = getattr(call.func, "id", "") != ""
        starred = any(word.arg is None for word in call.keywords)
        facts = {word.arg or "" for word in call.keywords} if raised and not starred else None
        for code in texts(call.args[0]) if call.args else ():
            yield where, code, facts


ALL = [found for path in SOURCES for found in refusals(path)]


def test_every_refusal_has_a_sentence() -> None:
    without = sorted({f"{code} ({where})" for where, code, _facts in ALL if code not in SENTENCES})

    assert ALL and without == []


def test_every_refusal_from_a_table_has_a_sentence() -> None:
    found = [one for path in SOURCES for one in looked_up(path)]

    without = sorted({f"{code} ({where})" for where, code in found if code not in SENTENCES})

    assert found and without == []


def test_no_sentence_hides_another_of_the_same_code() -> None:
    files = [path for path in (ROOT / "pos/domain").rglob("*.py") if "sentences" in str(path.relative_to(ROOT))]
    tables = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))) if is_table(node)]
    written = Counter(code for table in tables for key in table.keys if key is not None for code in texts(key))

    assert set(SENTENCES) <= set(written)
    assert [code for code, times in written.items() if times > 1 and code in SENTENCES] == []


def reasons(path: Path) -> Iterator[str]:
    """The codes that explain another refusal, or say it in narrower words: the facts `why` and `says`, written as a
    keyword or in a dictionary."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in ("why", "says"):
            yield from texts(node.value)
        elif isinstance(node, ast.Dict):
            named = zip(node.keys, node.values, strict=True)
            told = (value for name, value in named if name and {"why", "says"} & set(texts(name)))
            yield from (code for value in told for code in texts(value))


def test_every_reason_of_a_refusal_has_a_sentence() -> None:
    codes = {code for path in SOURCES if path.is_relative_to(ROOT / "pos") for code in reasons(path)}

    assert codes and sorted(codes - set(SENTENCES)) == []


def test_every_state_in_which_a_printer_does_not_print_has_a_sentence() -> None:
    codes = [f"printer_{code}" for code in get_args(Code) if not PrinterState(code).can_print]

    assert codes and [code for code in codes if code not in SENTENCES] == []


def test_every_problem_of_an_import_file_has_a_reason() -> None:
    found = [
        (code, where)
        for path in (*(ROOT / "pos/domain/imports").glob("*.py"), *(ROOT / "pos/services/imports").glob("*.py"))
        for name, place in (("blame", 1), ("Problem", 2))
        for where, call in calls(path, name)
        for code in texts(call.args[place])
    ]

    without = [f"{code} ({where})" for code, where in found if code not in REASONS]

    assert found and without == []


def test_every_fact_that_a_sentence_names_is_given() -> None:
    """The field is added by whoever reads the object that it stands in."""
    lacking = [
        f"{code} ({where}) {name}"
        for where, code, facts in ALL
        if facts is not None and code in SENTENCES
        for _text, name, _spec, _conversion in Formatter().parse(SENTENCES[code])
        if name and name not in facts | {"field"}
    ]

    assert lacking == []


STEPS = frozenset(
    """Add Ask Begin Bring Change Check Choose Close Compare Correct Count Enrol Fetch Free Give Go Hand Import
    Install Join Keep Leave Look Make Measure Name Open Order Pack Pick Place Print Put Remove Restore Ring Save
    Say Scan Search Sell Send Set Shorten Sign Split Take Tell Try Type Undo Unlock Update Use Wait Write""".split()
)
"""The words that say what to do; a sentence with something to do begins with one of them."""
GOES_ON = ("It is asked again", "Everything is kept and sent later")
"""There is nothing to do for a person: the program tries again by itself."""
BESIDE_ANOTHER = frozenset(
    """bad_promotion bad_taxes bad_base64 wrong_id bad_signature older_keys under_paid over_paid""".split()
)
"""Never said alone: what is wrong with a file or a page goes before, or what is wrong or to do comes after."""


def says_what_to_do(words: str) -> bool:
    """Whether one of the sentences, or what follows a semicolon in it, tells a person the next step."""
    begins = {part.partition(" ")[0].strip(".,").capitalize() for part in re.split(r"(?<=[.;:]) ", words)}
    return not begins.isdisjoint(STEPS) or any(said in words for said in GOES_ON)


@pytest.mark.parametrize("code", sorted(SENTENCES.keys() - BESIDE_ANOTHER))
def test_every_refusal_says_what_to_do_next(code: str) -> None:
    assert says_what_to_do(SENTENCES[code]), SENTENCES[code]


@pytest.mark.parametrize(("code", "words"), [*SENTENCES.items(), *REASONS.items()])
def test_a_sentence_is_plain(code: str, words: str) -> None:
    assert re.fullmatch(r"(?:[A-Z0-9{][^.!]*(?:[.][^ ][^.!]*)*[.] ?){1,3}", words), words
    assert "error" not in words.lower() and "please" not in words.lower() and code not in words


def test_a_code_that_nobody_here_knows_still_has_words() -> None:
    words = sentence(Refused("from_a_plug_in", line=3))

    assert words == "Line 3: This is not possible now, and nothing was changed. Try again or ask a manager."


def test_a_value_from_outside_is_shortened_in_a_sentence() -> None:
    words = sentence(Refused("bad_amount", value="9" * 500))

    assert len(words) < 200 and "…" in words


def test_a_payment_card_is_never_repeated_in_a_sentence() -> None:
    words = sentence(Refused("bad_amount", value="4111 1111 1111 1111"))

    assert "4111" not in words


def test_braces_in_a_value_are_only_braces() -> None:
    words = sentence(Refused("bad_amount", value="{value.__class__} {0}"))

    assert words.startswith("{value.__class__} {0} is not an amount")


def test_a_file_that_cannot_be_used_says_because_of_what() -> None:
    words = sentence(
        Refused("bad_promotion", promotion="P-SOCKS", field="give.price", value="-1", why="negative_amount")
    )

    assert (
        words == "Promotion P-SOCKS: The promotions file cannot be used. The amount -1 is below zero. Give 0 or more."
    )


def test_a_reason_that_is_no_code_is_not_taken_for_one() -> None:
    words = sentence(Refused("printer_unreachable", why="timed out"))

    assert words == "The printer does not answer. Check its cable and power, nothing is lost."


def test_a_sentence_begins_with_the_line_it_is_about() -> None:
    words = sentence(Refused("import_quotes", line=7))

    assert words.startswith("Line 7: ")


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"lines": ["1"]}, 'Line 1: 1 is no line of a basket. Write each line in braces, like {"code": "FLASK", '),
        ({"lines": "1"}, "The field lines is 1, which is no list. Write it in square brackets, "),
        ("1", "The field document is 1, which is no object. Write it in braces, "),
        (
            {"lines": [{"code": "X", "discount": "5"}]},
            "Line 1: The field discount is 5, which is no object. Write it in braces, ",
        ),
    ],
)
def test_what_has_the_wrong_shape_is_told_which_shape_it_needs(document: object, words: str) -> None:
    with pytest.raises(Refused, match="bad_field") as refused:
        read_basket(document, "EUR", needs_tenders=False)

    assert sentence(refused.value).startswith(words)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {"combine": "best_of:"},
            "stack, exclusive or best_of: with the name of a group behind it, and not as best_of:.",
        ),
        ({"combine": 5}, "stack, exclusive or best_of: with the name of a group behind it, and not as 5."),
        ({"when": {"hours": "17:00-19:00"}}, "Hours do not take 17:00-19:00. Write a list of periods within one day, "),
        ({"when": {"hours": ["09:00-12:00", "22:00-02:00"]}}, "Hours do not take 22:00-02:00. Write a list "),
        ({"when": {"hours": ["25:00-26:00"]}}, "Hours do not take 25:00-26:00. Write a list "),
        ({"items": "SOCK"}, "The field items is SOCK, which is no object. "),
    ],
)
def test_a_promotion_that_cannot_be_meant_says_what_it_takes(changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match="bad_promotion") as refused:
        promotion_of({"id": "P", "name": "Ten", "give": {"percent": "10"}} | changed, "EUR")

    assert words in sentence(refused.value)
