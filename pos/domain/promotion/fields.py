"""The kinds of value that a promotions file is made of; each reader refuses what it cannot mean."""

from collections.abc import Mapping

from pos.domain.failures import Refused
from pos.domain.json_object import JsonObject
from pos.domain.money import WHOLE, parse_minor, parse_rate
from pos.domain.promotion.scope import Scope
from pos.domain.quantity import ONE, parse_milli

MAX_WORD = 100
MAX_WORDS = 100_000
"""Values of one list, such as the SKUs of a scope."""
MAX_COUNT = 10**6


def without_nulls(value: object) -> object:
    """The same value without the keys whose value is null: in this file null is absent."""
    if isinstance(value, Mapping):
        return {name: without_nulls(part) for name, part in value.items() if part is not None}
    return [without_nulls(part) for part in value] if isinstance(value, list) else value


def words(given: JsonObject, name: str) -> frozenset[str]:
    """A list of texts that are not empty; a missing one is empty."""
    if name not in given:
        return frozenset()
    found = given.items(name, MAX_WORDS)
    if not all(isinstance(word, str) and word and len(word) <= MAX_WORD for word in found):
        raise given.refuse("bad_field", name)
    return frozenset(str(word) for word in found)


def scope_of(given: JsonObject, name: str) -> Scope:
    if name not in given:
        return Scope()
    scope = given.child(name, ("skus", "categories", "brands", "tags", "except_skus"))
    return Scope(
        words(scope, "skus"),
        words(scope, "categories"),
        words(scope, "brands"),
        words(scope, "tags"),
        words(scope, "except_skus"),
    )


def price(given: JsonObject, name: str, currency: str) -> int:
    """An amount of 0 or more."""
    minor = given.read(name, lambda value: parse_minor(value, currency))
    if minor < 0:
        raise given.refuse("negative_amount", name)
    return minor


def amount(given: JsonObject, name: str, currency: str) -> int:
    """An amount above 0."""
    minor = price(given, name, currency)
    if minor == 0:
        raise given.refuse("bad_amount", name)
    return minor


def rate(given: JsonObject, name: str) -> int:
    """A percentage above 0 and at most 100, in parts of money.WHOLE."""
    found = given.read(name, _rate)
    if not 0 < found <= WHOLE:
        raise given.refuse("percent_too_large" if found else "bad_percent", name)
    return found


def pieces(given: JsonObject, name: str) -> int:
    """A whole quantity above 0, written as all quantities are."""
    milli = given.read(name, parse_milli)
    if milli % ONE:
        raise given.refuse("bad_quantity", name)
    return milli // ONE


def count(given: JsonObject, name: str) -> int:
    """How often: a JSON integer above 0, or the same as a quantity."""
    return given.whole(name, 1, MAX_COUNT) if type(given.raw(name)) is int else pieces(given, name)


def _rate(value: object) -> int:
    if not isinstance(value, str):
        raise Refused("bad_percent", value=value)
    return parse_rate(value)
