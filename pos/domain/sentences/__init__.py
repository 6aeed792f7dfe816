"""One plain sentence for every refusal: what happened and what to do. A test finds every code that has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pos.domain.failures import Refused, Unavailable
from pos.domain.free_text import shown
from pos.domain.sentences.codes import CODES
from pos.domain.sentences.devices import DEVICES
from pos.domain.sentences.documents import COMMANDS, DOCUMENTS, FIGURES
from pos.domain.sentences.files import IMPORTS
from pos.domain.sentences.hub import HUB, LINE_TO_HUB
from pos.domain.sentences.hub_desk import HUB_ITSELF
from pos.domain.sentences.orders import ORDERS
from pos.domain.sentences.people import CUSTOMERS, PEOPLE_AND_CASH
from pos.domain.sentences.pickups import PICKUPS
from pos.domain.sentences.selling import SELLING
from pos.domain.sentences.till import BACKUPS, TILL

SENTENCES = {
    **DOCUMENTS,
    **FIGURES,
    **COMMANDS,
    **IMPORTS,
    **CODES,
    **SELLING,
    **PEOPLE_AND_CASH,
    **CUSTOMERS,
    **TILL,
    **BACKUPS,
    **DEVICES,
    **PICKUPS,
    **ORDERS,
    **HUB,
    **LINE_TO_HUB,
    **HUB_ITSELF,
}

_LIMITS = {"columns": 200, "words": 200, "path": 300, "home": 300}


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The sentences in one language."""

    sentences: Mapping[str, str] = field(default_factory=lambda: SENTENCES)
    otherwise: str = "This is not possible now, and nothing was changed. Try again or ask a manager."
    """For a code of a plug-in or of a newer hub."""
    about: Mapping[str, str] = field(default_factory=lambda: {"line": "Line", "promotion": "Promotion"})
    """What a failure is about, before the number or name of it."""


_ENGLISH = SentenceWords()


def sentence(failure: Refused | Unavailable, words: SentenceWords = _ENGLISH) -> str:
    """What to tell a person; the line or the promotion it is about goes before it.

    A fact `says` names narrower words than those of the code. Where the fact `why` is a code too, its words follow: the
    file cannot be used, because of this field.
    """
    facts = _Shown(failure.facts)
    about = "".join(f"{told} {facts[name]}: " for name, told in words.about.items() if failure.facts.get(name))
    codes = [
        facts.get("says", failure.code),
        *(why for why in (facts.get("why", ""),) if why in words.sentences),
    ]
    return about + " ".join(words.sentences.get(code, words.otherwise).format_map(facts) for code in codes)


class _Shown(dict[str, str]):
    """The facts as they may be repeated: short, and never a payment card."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__({name: shown(value, _LIMITS.get(name, 60)) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return "…"
