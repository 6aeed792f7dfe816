"""From a sale to what moves on gift cards, store credit and accounts: one pure function.

What a till did is a fact: nothing here is refused, and what names no account moves nothing.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pos.domain.journal import Entry
from pos.domain.stored_value import customer_of_ref, kind_of_ref, last_four, ref_of_reference
from sync.hub.journal.bodies import Sale

Kind = Literal["ACTIVATE", "LOAD", "REDEEM", "REFUND", "ADJUST", "BLOCK", "UNBLOCK", "EXPIRE"]
"""The first LOAD of a card that a till sold is its activation: which one that is, only all of them together tell."""

GIFT_CARD = "gift_card"
_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)
_GIFT = re.compile("gift:[0-9a-f]{32}", re.ASCII)
_LONGEST_CUSTOMER = 200


class ValueRow(NamedTuple):
    """A row of `value_move`: minor units as the balance sees them, of an account `account:…` what is owed."""

    journal_id: bytes
    seq: int
    k: int
    ref: str
    currency: str
    kind: str
    amount_minor: int
    at: str
    sale: str = ""
    mode: str = "online"
    reason: str = ""
    by: str = ""
    last_four: str = ""


def is_account(ref: str) -> bool:
    """Whether this names an account that money stands on, as tills and hub write such names."""
    if kind_of_ref(ref) == GIFT_CARD:
        return _GIFT.fullmatch(ref) is not None
    return kind_of_ref(ref) in ("store_credit", "account") and len(customer_of_ref(ref)) <= _LONGEST_CUSTOMER


def value_rows(entry: Entry, sale: Sale) -> Iterator[ValueRow]:
    """Cards that were sold or brought back, then tenders, numbered in that order."""
    if not _CURRENCY.fullmatch(sale.currency):
        return
    for k, (reference, kind, amount, mode) in enumerate([*_cards(sale), *_tenders(sale)], 1):
        ref = ref_of_reference(reference)
        yield ValueRow(
            entry.journal_id,
            entry.seq,
            k,
            ref,
            sale.currency,
            kind,
            amount,
            entry.at,
            sale.sale_id,
            mode,
            last_four=last_four(reference)[:4],
        )


_Told = tuple[str, Kind, int, str]


def _cards(sale: Sale) -> Iterator[_Told]:
    for line in sale.lines:
        ref = ref_of_reference(line.serial)
        if line.kind == GIFT_CARD and kind_of_ref(ref) == GIFT_CARD and is_account(ref) and line.total_minor:
            yield line.serial, "LOAD" if line.total_minor > 0 else "ADJUST", line.total_minor, "online"


def _tenders(sale: Sale) -> Iterator[_Told]:
    for tender in sale.tenders:
        ref = ref_of_reference(tender.reference)
        if kind_of_ref(ref) != tender.type or not is_account(ref) or not tender.amount_minor:
            continue
        paid = tender.amount_minor > 0
        owed = tender.amount_minor if tender.type == "account" else -tender.amount_minor
        yield (
            tender.reference,
            "REDEEM" if paid else "REFUND",
            owed,
            "offline" if tender.mode == "offline" else "online",
        )
