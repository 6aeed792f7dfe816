"""Complete sets for one price: "2 for 30", or one of each part. As many sets, of such units, as save the most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pos.domain.pricing.cut import Cut, cut_of, picks_of
from pos.domain.pricing.open_line import OpenLine, Share, Units, spread
from pos.domain.promotion import Bundle, Promotion


@dataclass(frozen=True, slots=True)
class _Kind:
    """Units of one line and the parts of the set that they may be, as bits."""

    line: OpenLine
    units: Units
    count: int
    parts: int


def bundle_cut(promotion: Promotion, give: Bundle, lines: Sequence[OpenLine]) -> Cut:
    """The saving is shared at once over all picked units by what remains of them."""
    kinds = sorted(_kinds(promotion, give, lines), key=lambda kind: -kind.units.each)
    chosen = _best(kinds, give, promotion.limits.per_sale)
    saving = sum(kind.units.each * count for kind, count in chosen) - give.price_minor * _sets(chosen, give)
    if saving <= 0:
        return Cut()
    owners = {id(kind.units): id(kind.line) for kind, _ in chosen}
    shares = defaultdict[int, list[Share]](list)
    for share in spread(saving, [(kind.units, count, kind.units.each) for kind, count in chosen]):
        shares[owners[id(share[0])]].append(share)
    return cut_of((line, shares[id(line)]) for line in lines if id(line) in shares)


def has_bundle(promotion: Promotion, give: Bundle, lines: Sequence[OpenLine], *, even_taken: bool) -> bool:
    """Whether the units make one set, whatever it saves; `even_taken` as in `picks_of`."""
    return _choose(_kinds(promotion, give, lines, even_taken), give, 1) is not None


def _kinds(promotion: Promotion, give: Bundle, lines: Sequence[OpenLine], even_taken: bool = False) -> list[_Kind]:
    kinds = []
    for line in lines:
        fits = [part.scope.covers(line.line.product) for part in give.components]
        parts = sum(1 << n for n, fit in enumerate(fits) if fit)
        if parts:
            picks = picks_of(line, promotion, even_taken=even_taken)
            kinds += [_Kind(line, units, count, parts) for units, count in picks]
    return kinds


def _best(kinds: Sequence[_Kind], give: Bundle, per_sale: int | None) -> list[tuple[_Kind, int]]:
    """The fewest sets that save the most: what one set more saves never grows, so its sign can be searched for."""
    size = sum(part.qty for part in give.components)
    low, high = 0, sum(kind.count for kind in kinds) // size
    if per_sale is not None:
        high = min(high, per_sale)
    while low < high:
        middle = (low + high + 1) // 2
        more, less = _worth(kinds, give, middle), _worth(kinds, give, middle - 1)
        if more is not None and less is not None and more - less > give.price_minor:
            low = middle
        else:
            high = middle - 1
    return _choose(kinds, give, low) or []


def _worth(kinds: Sequence[_Kind], give: Bundle, sets: int) -> int | None:
    """What the dearest units of so many sets cost now; None when there are not so many sets."""
    chosen = _choose(kinds, give, sets)
    return None if chosen is None else sum(kind.units.each * count for kind, count in chosen)


def _choose(kinds: Sequence[_Kind], give: Bundle, sets: int) -> list[tuple[_Kind, int]] | None:
    """The dearest units that fill so many sets, None when the units do not.

    Units may be picked as long as, for every set of parts, those that fit nowhere else do not outnumber its places;
    choosing greedily under these limits is best, for they form a polymatroid (J. Edmonds 1970).
    """
    room = [
        sets * sum(part.qty for n, part in enumerate(give.components) if among >> n & 1)
        for among in range(1 << len(give.components))
    ]
    chosen = []
    for kind in kinds:
        around = [among for among in range(len(room)) if among & kind.parts == kind.parts]
        count = min(kind.count, min(room[among] for among in around))
        if count:
            chosen.append((kind, count))
            for among in around:
                room[among] -= count
    return chosen if room[-1] == 0 else None


def _sets(chosen: Sequence[tuple[_Kind, int]], give: Bundle) -> int:
    return sum(count for _, count in chosen) // sum(part.qty for part in give.components)
