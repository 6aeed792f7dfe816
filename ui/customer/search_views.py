"""What customer search shows: masked rows, what they are good for, and what can be done where nobody is found."""

from collections.abc import Sequence

from pos.domain.customer import CustomerHit
from ui.customer.masking import masked_email, masked_phone
from ui.customer.teller import Teller, number
from ui.customer.view import ChipView, EmptyView, HitRow, Mode, SearchView
from ui.keys import action

LIMIT = 50
"""More rows than anybody reads; whoever is not among them is found by more letters."""
NEW = ""
"""The id of the row that adds a customer."""


def search_view(
    teller: Teller, mode: Mode, text: str, hits: Sequence[CustomerHit], found_ms: int | None, sale: str
) -> SearchView:
    """`found_ms` is None before anything was looked for; `sale` is the receipt number that a choice is for."""
    words = teller.words
    foot = words.foot_choose.format(number=sale) if mode == "choose" else words.foot_browse
    if not text.strip():
        return SearchView(text, (), "", foot, _empty(teller, mode))
    take = words.choose if mode == "choose" else words.open
    rows = tuple(hit_row(teller, hit, take) for hit in hits)
    if found_ms is None:
        return SearchView(text, rows, "", foot, None)
    new = words.new_named.format(text=text.strip())
    adding = HitRow(NEW, new, words.new_words, "", None, "", "", None, words.add, action("customer", "add").hint)
    empty = None
    if not rows:
        without = words.without if mode == "choose" else words.to_sale
        empty = EmptyView("customer.find", words.nobody.format(text=text.strip()), words.new, without)
    return SearchView(text, () if empty else (*rows, adding), _found(teller, len(rows), found_ms), foot, empty)


def hit_row(teller: Teller, hit: CustomerHit, button: str) -> HitRow:
    words, profile = teller.words, hit.profile
    ready = words.one_ready if hit.pickups_ready == 1 else words.ready.format(count=hit.pickups_ready)
    return HitRow(
        profile.customer_id,
        profile.name,
        masked_email(profile.email) or words.no_email,
        masked_phone(profile.phone),
        tier_chip(profile.tier),
        words.points.format(count=number(hit.points)),
        words.last_visit.format(day=teller.visit(hit.last_visit)) if hit.last_visit else "",
        ChipView(ready, "success", "pickup") if hit.pickups_ready else None,
        button,
        "Enter",
    )


def tier_chip(tier: str) -> ChipView | None:
    """The tier above all is gold; every tier has its medal."""
    if not tier:
        return None
    return ChipView(tier, "tier" if tier.casefold() == "gold" else "", "tier")


def _empty(teller: Teller, mode: Mode) -> EmptyView:
    words = teller.words
    return EmptyView("customer.find", words.empty, words.new, words.without if mode == "choose" else words.to_sale)


def _found(teller: Teller, count: int, ms: int) -> str:
    words = teller.words
    took = words.ms.format(count=ms) if ms else words.under_one_ms
    if count == 1:
        return words.found_one.format(ms=took)
    return (words.found if count < LIMIT else words.found_most).format(count=count, ms=took)
