"""The synchroniser's log in words: a sentence for each code, with the facts it names."""

from collections.abc import Mapping
from typing import Any

from ui.sync.words import SyncWords


def log_words(code: str, facts: Mapping[str, Any], words: SyncWords) -> str:
    """A code without a sentence of its own is shown as it is, with its facts: nothing that was done is hidden."""
    sentence = words.log.get(_variant(code, facts))
    if sentence is None:
        told = ", ".join(f"{name} {value}" for name, value in facts.items())
        return f"{code.replace('_', ' ').capitalize()}{': ' if told else ''}{told}"
    why, scope = str(facts.get("code", "")), str(facts.get("scope", ""))
    known = _Facts({**facts, "why": words.why.get(why, why), "what": words.fed.get(scope, scope)})
    return sentence.format_map(known)


def _variant(code: str, facts: Mapping[str, Any]) -> str:
    """A comparison reads otherwise for one day, and where all is equal."""
    if code != "reconciled":
        return code
    return f"{code}{'_one' if facts.get('count') == 1 else ''}{'_equal' if facts.get('items') == 0 else ''}"


class _Facts(dict[str, Any]):
    """Facts that an older program may not have written."""

    def __missing__(self, name: str) -> str:
        return "…"
