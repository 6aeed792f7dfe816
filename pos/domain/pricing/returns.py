"""Lines that come back: what was stored, negated; without receipt, as today's list price and today's taxes say."""

from dataclasses import replace

from pos.domain.basket import Line, Reversal
from pos.domain.priced import PricedLine


def reversed_line(line: Line, reversal: Reversal) -> PricedLine:
    """A return of a known sold line; nothing is computed anew."""
    taxes = tuple(replace(tax, amount_minor=-tax.amount_minor) for tax in reversal.taxes)
    net = -reversal.total_minor - sum(tax.amount_minor for tax in taxes if tax.included)
    return PricedLine(
        line=line,
        unit_price_minor=reversal.unit_price_minor,
        list_minor=-reversal.list_minor,
        discounts=tuple(replace(given, amount_minor=-given.amount_minor) for given in reversal.discounts),
        total_minor=-reversal.total_minor,
        taxes=taxes,
        net_minor=net,
        gross_minor=net + sum(tax.amount_minor for tax in taxes),
    )


def negated(priced: PricedLine) -> PricedLine:
    """A line computed as if it were sold, given back."""
    return replace(
        priced,
        list_minor=-priced.list_minor,
        discounts=tuple(replace(given, amount_minor=-given.amount_minor) for given in priced.discounts),
        total_minor=-priced.total_minor,
        taxes=tuple(replace(tax, amount_minor=-tax.amount_minor) for tax in priced.taxes),
        net_minor=-priced.net_minor,
        gross_minor=-priced.gross_minor,
    )
