"""Taxes of a shop: the rules, the file they come from, and the amounts on lines; SEMANTICS.md, "Tax"."""

from pos.domain.tax.amounts import Charge, Taxed, tax_charges, tax_totals
from pos.domain.tax.document import tax_rules_of
from pos.domain.tax.plan import TaxPlan, TaxPlans
from pos.domain.tax.rules import EXEMPT, CashRounding, LineTax, Tax, TaxRounding, TaxRules, TaxTotal
from pos.domain.tax.smallest_coin import smallest_coin

__all__ = [
    "EXEMPT",
    "CashRounding",
    "Charge",
    "LineTax",
    "Tax",
    "TaxPlan",
    "TaxPlans",
    "TaxRounding",
    "TaxRules",
    "TaxTotal",
    "Taxed",
    "smallest_coin",
    "tax_charges",
    "tax_rules_of",
    "tax_totals",
]
