"""How the return page says amounts, times, names and tenders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos.domain.sale import Sale
from pos.domain.tender import Tender
from ui.returns.words import ReturnWords


@dataclass(frozen=True, slots=True)
class ReturnTeller:
    """`day` and `time` say a moment of the journal, `staff` a name; `picture` is a path or empty."""

    words: ReturnWords
    money: Callable[[int], str]
    day: Callable[[str], str]
    time: Callable[[str], str]
    staff: Callable[[str], str]
    picture: Callable[[str], str]
    barcode: Callable[[str], str]

    def tender(self, tender: Tender) -> str:
        return self.words.tenders.get(tender.type, tender.type)

    def tenders(self, tenders: Sequence[Tender]) -> str:
        """`card, cash`, as they stand in a sentence."""
        names = dict.fromkeys(self.tender(tender) for tender in tenders)
        return ", ".join(f"{name[:1].lower()}{name[1:]}" for name in names)

    def number(self, receipt: str) -> str:
        """A receipt's number without the store's letters, as the top bar has it."""
        return receipt.partition("-")[2] or receipt

    def facts(self, sale: Sale, store: str = "") -> str:
        """When and where it was sold, and how it was paid; `store` names the one of another till's sale."""
        words = self.words
        paid = words.paid_by.format(tenders=self.tenders(sale.tenders)) if sale.tenders else words.not_paid
        by = store or self.staff(sale.staff)
        pattern = words.facts if by else words.facts_short
        till = self.number(sale.receipt).partition("-")[0]
        return pattern.format(day=self.day(sale.at), time=self.time(sale.at), till=till, by=by, paid=paid)
