"""The whole document: list price, promotions, discounts given by people and taxes, in the order of SEMANTICS.md."""

from collections.abc import Sequence

from pos.domain.basket import AppliedDiscount, Basket, TaxExemption
from pos.domain.catalogue import Catalogue, Context
from pos.domain.coupon_token import mark_of
from pos.domain.priced import NotApplied, PricedBasket, PricedLine, Warned
from pos.domain.pricing.list_price import open_lines
from pos.domain.pricing.manual import check_discounts, discount_basket, discount_lines
from pos.domain.pricing.offers import offers_of
from pos.domain.pricing.open_line import OpenLine
from pos.domain.pricing.phases import run_phase
from pos.domain.pricing.returns import negated, reversed_line
from pos.domain.tax import EXEMPT, Charge, Taxed, TaxPlans, tax_charges, tax_totals

TAX_EXEMPT = "tax_exempt"
"""What takes included taxes off the price of an exempt basket, in the list of a line's discounts."""


def price(basket: Basket, catalogue: Catalogue, context: Context) -> PricedBasket:
    """What a basket costs, to the minor unit, with an explanation of every discount.

    Refused with `line` (from 1) for what cannot be priced: `unknown_tax`, `price_below_fixed_tax`, `price_missing`,
    `bad_quantity`, `negative_amount`, `amount_too_large`, `percent_too_large`, `discount_not_allowed` …
    """
    check_discounts(basket)
    plans = TaxPlans(catalogue.taxes, context.at)
    numbered = list(enumerate(basket.lines, 1))
    sold = open_lines([(n, line) for n, line in numbered if not line.is_return], catalogue, context, plans)
    not_applied, warnings = _discount(basket, sold, catalogue, context)
    back = [(n, line) for n, line in numbered if line.is_return and line.reversal is None]
    returned = open_lines(back, catalogue, context, plans)
    done = _finished(sold, plans, basket.tax_exempt)
    done |= {n: negated(line) for n, line in _finished(returned, plans, basket.tax_exempt).items()}
    done |= {n: reversed_line(line, line.reversal) for n, line in numbered if line.is_return and line.reversal}
    lines = tuple(done[n] for n, _ in numbered)
    return PricedBasket(
        basket=basket,
        currency=context.currency,
        lines=lines,
        total_minor=sum(line.gross_minor for line in lines),
        discounts_minor=sum(line.list_minor - line.total_minor for line in lines),
        taxes=tax_totals((line.taxes, line.net_minor) for line in lines),
        not_applied=not_applied,
        warnings=warnings,
        version=catalogue.version,
        coupons_used=_coupons_used(lines, context) if context.coupons else (),
    )


def _coupons_used(lines: Sequence[PricedLine], context: Context) -> tuple[str, ...]:
    """The personal coupons whose promotion took something off; of several for one promotion only the first."""
    gave = {mark_of("promotion", given.by) for line in lines for given in line.discounts if given.amount_minor > 0}
    used: dict[bytes, str] = {}
    for coupon in context.coupons.values():
        if not coupon.why_not and coupon.promotion in gave:
            used.setdefault(coupon.promotion, coupon.ref)
    return tuple(used.values())


def _discount(
    basket: Basket, sold: Sequence[OpenLine], catalogue: Catalogue, context: Context
) -> tuple[tuple[NotApplied, ...], tuple[Warned, ...]]:
    """Everything between list price and tax. In no promotion's scope: overridden prices and gift cards."""
    mode = catalogue.taxes.mode
    in_scope = [x for x in sold if x.line.source != "override" and x.line.product.kind != "gift_card"]
    offers = offers_of(basket, in_scope, catalogue.promotions, context.coupons)
    missed = list(offers.not_applied)
    missed += run_phase(offers.of("item"), in_scope, context, mode)
    missed += run_phase(offers.of("bundle"), in_scope, context, mode)
    discount_lines(sold, mode)
    missed += run_phase(offers.of("order"), in_scope, context, mode)
    if basket.discount:
        discount_basket(basket.discount, sold, mode)
    return tuple(missed), offers.warnings


def _finished(lines: Sequence[OpenLine], plans: TaxPlans, exemption: TaxExemption | None) -> dict[int, PricedLine]:
    """The lines with their taxes, by their position in the basket."""
    charges = [Charge(plans.of(x.line.product.tax, x.position), x.total_minor, x.unit_count) for x in lines]
    taxed = tax_charges(charges, plans.rules)
    if exemption:
        taxed = [_relieved(line, taxes, exemption.reason) for line, taxes in zip(lines, taxed, strict=True)]
    return {line.position: _priced_line(line, taxes) for line, taxes in zip(lines, taxed, strict=True)}


def _relieved(line: OpenLine, taxed: Taxed, reason: str) -> Taxed:
    """The line without any tax: the included ones come off its price, in plain sight among its discounts."""
    relief = line.total_minor - taxed.net_minor
    if relief:
        line.discounts.append(AppliedDiscount(TAX_EXEMPT, reason, relief))
    line.relief_minor = relief
    return Taxed(EXEMPT, taxed.net_minor, taxed.net_minor)


def _priced_line(line: OpenLine, taxed: Taxed) -> PricedLine:
    return PricedLine(
        line=line.line,
        unit_price_minor=line.unit_price_minor,
        list_minor=line.list_minor,
        discounts=tuple(line.discounts),
        total_minor=line.total_minor,
        taxes=taxed.taxes,
        net_minor=taxed.net_minor,
        gross_minor=taxed.gross_minor,
        points_times=line.points_times,
    )
