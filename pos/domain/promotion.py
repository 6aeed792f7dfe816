"""Promotions as data: conditions, scope, what they give, and limits; INTERFACES.md has the document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promotion:
    """One automatic or chosen rule."""

    promotion_id: str
    name: str
