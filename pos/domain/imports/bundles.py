"""A products file as a whole: what a bundle is made of may stand behind it in the file, or be here already."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pos.domain.imports.products import ProductRow
from pos.domain.imports.row import Problem
from pos.domain.imports.table import Numbered

IN_BUNDLES = ("each", "weighed", "open_price")
"""Kinds that have a stock of their own, from which a bundle takes."""


class ReadProducts:
    """The rows as they are read: their problems, how many have none, and the bundles among those, which are looked at
    once the whole file was read."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._bundles: list[Numbered[ProductRow]] = []
        self._good = 0

    def add(
        self, row: Numbered[ProductRow] | Problem, check: Callable[[Numbered[ProductRow]], Iterable[Problem]]
    ) -> None:
        """A row, or why it could not be read; `check` tells what the file alone cannot."""
        found = [row] if isinstance(row, Problem) else list(check(row))
        self._problems += found
        self._good += not found
        if isinstance(row, Numbered) and not found and row.value.product.components:
            self._bundles.append(row)

    def judged(self, kinds_of: Callable[[set[str], set[int]], Mapping[str, str]]) -> tuple[tuple[Problem, ...], int]:
        """Every problem of the file, and how many rows have none. `kinds_of` gives the kinds of these SKUs, in the file
        but for these lines, or here; it is asked only when the file has bundles."""
        if self._bundles:
            wanted = {component.sku for row in self._bundles for component in row.value.product.components}
            kinds = kinds_of(wanted, {problem.line for problem in self._problems})
            odd = component_problems(self._bundles, kinds)
            self._problems += odd
            self._good -= len({problem.line for problem in odd})
        return tuple(self._problems), self._good


def component_problems(bundles: Sequence[Numbered[ProductRow]], kinds: Mapping[str, str]) -> list[Problem]:
    """What is wrong with these bundles when the file and the catalogue are looked at together; `kinds` are those of the
    SKUs of either."""
    problems = []
    for row in bundles:
        for component in row.value.product.components:
            kind = kinds.get(component.sku)
            if kind is None:
                problems.append(Problem(row.line, "components", "unknown_component", component.sku))
            elif kind not in IN_BUNDLES:
                problems.append(Problem(row.line, "components", "component_kind", component.sku))
    return problems
