"""What a measurement says: its numbers, the one that is judged, and the goal for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers by name, the unit last (`p99_ms`, `peak_mb`; a ratio has none). `judged` names the one with a goal."""

    name: str
    what: str
    numbers: Mapping[str, float]
    judged: str
    at_most: float

    @property
    def met(self) -> bool:
        return self.numbers[self.judged] <= self.at_most

    @property
    def document(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "what": self.what,
            "numbers": {name: round(value, 3) for name, value in self.numbers.items()},
            "judged": self.judged,
            "at_most": round(self.at_most, 3),
            "met": self.met,
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that cannot be measured here, and why."""

    name: str
    what: str
    why: str

    @property
    def document(self) -> dict[str, Any]:
        return {"name": self.name, "what": self.what, "left_out": self.why}


def figures_of(document: Mapping[str, Any]) -> Figures:
    """Read figures back that another program printed."""
    return Figures(*(document[name] for name in ("name", "what", "numbers", "judged", "at_most")))


def spread(values: Sequence[float], unit: str = "ms", before: str = "") -> dict[str, float]:
    """How many values there are, their median and their 99th percentile, named `p50_ms`; `before` begins the names."""
    return {
        f"{before}count": len(values),
        f"{before}p50_{unit}": percentile(values, 50),
        f"{before}p99_{unit}": percentile(values, 99),
    }


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of all values do not exceed."""
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(rank, 1) - 1]


def table(all_figures: Iterable[Figures | LeftOut]) -> list[str]:
    """The figures as people read them: a line of numbers each, and whether the goal is met."""
    lines = []
    for figures in all_figures:
        if isinstance(figures, LeftOut):
            lines.append(f"{figures.name:<8}left out, because {figures.why}. {figures.what}")
            continue
        verdict = "met" if figures.met else "NOT MET"
        lines.append(f"{figures.name:<8}{figures.judged} <= {figures.at_most:g}: {verdict}. {figures.what}")
        numbers = (f"{name} {value:.4g}" for name, value in figures.numbers.items())
        lines.append(f"{'':<8}{'   '.join(numbers)}")
    return lines
