"""The promotions file, read strictly (INTERFACES.md, "Import files"): what is not understood is refused."""

from collections.abc import Iterable, Mapping
from typing import cast, get_args

from pos.domain.failures import Refused
from pos.domain.json_object import JsonObject
from pos.domain.promotion.fields import MAX_WORD, amount, count, scope_of, without_nulls
from pos.domain.promotion.give import Give, PointsTimes, Steps
from pos.domain.promotion.give_document import give_of
from pos.domain.promotion.rule import Limits, Phase, Promotion
from pos.domain.promotion.when_document import when_of

MAX_PRIORITY = 10**6
RESERVED_IDS = ("manual", "basket", "tax_exempt")
"""What results call discounts that no promotion gives."""
_KEYS = (*"id name phase priority combine when items give auto limits".split(),)
_LIMITS = (*"max_discount max_units per_sale per_customer total".split(),)


def promotion_of(document: Mapping[str, object], currency: str) -> Promotion:
    """One promotion; Refused `bad_promotion` or `unsupported_promotion` with `promotion`, `field`, `value` and `why`
    for the first fault. A key whose value is null counts as missing.
    """
    try:
        return _promotion(JsonObject(without_nulls(document), _KEYS), currency)
    except Refused as no:
        facts = {
            "field": no.facts.get("field", ""),
            "value": no.facts.get("value"),
            "why": no.facts.get("says", no.code),
        }
        facts["promotion"] = document.get("id", "") if isinstance(document, Mapping) else ""
        if no.code == "unsupported_promotion":
            raise Refused("unsupported_promotion", **facts) from None
        raise Refused("bad_promotion", **facts) from None


def promotions_of(documents: Iterable[Mapping[str, object]], currency: str) -> tuple[Promotion, ...]:
    """A whole file: ids are unique (`promotion_twice`) and a `best_of` group keeps to one phase (`bad_promotion`)."""
    promotions: dict[str, Promotion] = {}
    phases: dict[str, str] = {}
    for document in documents:
        promotion = promotion_of(document, currency)
        named, group = promotion.promotion_id, promotion.best_of
        if named in promotions:
            raise Refused("promotion_twice", promotion=named)
        if group and phases.setdefault(group, promotion.phase) != promotion.phase:
            facts = {"field": "combine", "value": f"best_of:{group}", "why": "group_in_two_phases"}
            raise Refused("bad_promotion", promotion=named, **facts)
        promotions[named] = promotion
    return tuple(promotions.values())


def new_promotions_of(documents: Iterable[Mapping[str, object]], currency: str) -> tuple[Promotion, ...]:
    """As `promotions_of`, of a file that is read in: none takes an id of RESERVED_IDS (`bad_promotion`).

    What is here already under such an id goes on to be priced, as sales were made by it.
    """
    promotions = promotions_of(documents, currency)
    for named in (one.promotion_id for one in promotions):
        if named in RESERVED_IDS:
            raise Refused("bad_promotion", promotion=named, field="id", value=named, why="reserved_promotion_id")
    return promotions


def _promotion(given: JsonObject, currency: str) -> Promotion:
    give = give_of(given, currency)
    exclusive, group = _combine(given)
    return Promotion(
        promotion_id=given.word("id", MAX_WORD),
        name=given.free_text("name", MAX_WORD),
        phase=_phase(given, give),
        give=give,
        scope=scope_of(given, "items"),
        when=when_of(given, currency),
        priority=given.whole("priority", -MAX_PRIORITY, MAX_PRIORITY) if "priority" in given else 0,
        exclusive=exclusive,
        best_of=group,
        auto=given.flag("auto", True),
        limits=_limits(given, give, currency),
    )


def _phase(given: JsonObject, give: Give) -> Phase:
    """`steps` only in `order`, `bundle` only in `bundle`, where they are when no phase is given; else `item`."""
    form = given.raw("give")
    bound = "order" if isinstance(give, Steps) else "bundle" if isinstance(form, dict) and "bundle" in form else ""
    phase = given.choice("phase", get_args(Phase), bound or "item")
    if bound and phase != bound:
        raise given.refuse("bad_field", "phase")
    return cast(Phase, phase)


def _combine(given: JsonObject) -> tuple[bool, str]:
    """Whether it is exclusive, and the group of which only the best counts."""
    if "combine" in given and not isinstance(given.raw("combine"), str):
        raise given.refuse("bad_combine", "combine")
    combine = given.free_text("combine", MAX_WORD, "stack")
    kind, _, group = combine.partition(":")
    if combine not in ("stack", "exclusive") and not (kind == "best_of" and group.strip()):
        raise given.refuse("bad_combine", "combine")
    return combine == "exclusive", group


def _limits(given: JsonObject, give: Give, currency: str) -> Limits:
    if "limits" not in given:
        return Limits()
    limits = given.child("limits", _LIMITS)
    if isinstance(give, PointsTimes) and ("max_discount" in limits or "max_units" in limits):
        raise given.refuse("bad_field", "limits")
    return Limits(
        max_discount_minor=amount(limits, "max_discount", currency) if "max_discount" in limits else None,
        max_units=count(limits, "max_units") if "max_units" in limits else None,
        per_sale=count(limits, "per_sale") if "per_sale" in limits else None,
        per_customer=count(limits, "per_customer") if "per_customer" in limits else None,
        total=count(limits, "total") if "total" in limits else None,
    )
