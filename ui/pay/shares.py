"""A bill that several people pay: equal shares that stand in the amount field one after the other. No Qt here."""

from pos.domain.money import format_minor, split
from ui.pay.shop import PayShop
from ui.pay.view import SplitView
from ui.pay.words import PayWords

MOST_PEOPLE = 6


class Shares:
    """Amounts are minor units; what cannot be divided goes to the first ones."""

    def __init__(self, shop: PayShop, words: PayWords) -> None:
        self._shop, self._words = shop, words
        self._waiting: list[int] = []

    def ways(self, left_minor: int) -> tuple[SplitView, ...]:
        return tuple(self._way(left_minor, people) for people in range(2, MOST_PEOPLE + 1))

    def begin(self, left_minor: int, people: int) -> None:
        self._waiting = split(left_minor, [1] * people)

    def forget(self) -> None:
        self._waiting = []

    def next(self) -> str:
        """The share of whoever pays now, as it is typed; empty where nobody shares."""
        return format_minor(self._waiting.pop(0), self._shop.currency) if self._waiting else ""

    def _way(self, left_minor: int, people: int) -> SplitView:
        words, money = self._words, self._shop.money
        shares = split(left_minor, [1] * people)
        share, last = money(shares[0]), money(shares[-1])
        pattern = words.split_share if share == last else words.split_shares
        return SplitView(people, words.split_among.format(count=people), pattern.format(share=share, last=last))
