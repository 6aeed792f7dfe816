"""The smallest coin of each country that rounds what is paid in cash, for a till whose taxes file says nothing of it.

The steps and what becomes of an amount right in the middle, as those who answer for the coins publish them:

- CH 0.05: Swiss National Bank and Swissmint, coins in circulation (the one-rappen coin was withdrawn in 2007).
- SE 1.00, half a krona up: Sveriges Riksbank, "Öresavrundning" (the 50-öre coin was withdrawn in 2010).
- NO 1.00, half a krone up: Norges Bank (the 50-øre coin was withdrawn in 2012).
- DK 0.50, 25 and 75 øre up: Danmarks Nationalbank and the Danish act on coins (the 25-øre coin was withdrawn in 2008).
- NL 0.05: De Nederlandsche Bank, rounding at the tills since 2004. FI 0.05: the act on rounding of cash payments,
  2001. BE 0.05: FPS Economy, mandatory since 1 December 2019. IE 0.05: Central Bank of Ireland, since 2015.
  IT 0.05: decree-law 50/2017, article 13-quater. SK 0.05: prices act 18/1996, section 3 (4), since 1 July 2022.
  EE 0.05: Eesti Pank, since 2025. LT 0.05: Lietuvos bankas, since 1 May 2025.
- CA 0.05: Department of Finance, phasing out the penny, 2013. AU 0.05: Royal Australian Mint and ACCC, since 1992.
- NZ 0.10: Reserve Bank of New Zealand leaves five cents to the shop; the retailers' association advised down (2006).
- HU 5.00, 2.50 up: act III of 2008. CZ 1.00, half a koruna up: consumer protection act 634/1992, section 3.

Belgium leaves totals of up to five cents as they are and Slovakia takes five for one or two; nothing is sold at these,
so the step counts there too. Where cash is not rounded a country is not listed.
"""

from pos.domain.money import parse_minor
from pos.domain.tax.rules import CashRounding, CashTies

_COINS: dict[str, tuple[str, str, CashTies]] = {
    **dict.fromkeys(("BE", "EE", "FI", "IE", "IT", "LT", "NL", "SK"), ("EUR", "0.05", "up")),
    "AU": ("AUD", "0.05", "up"),
    "CA": ("CAD", "0.05", "up"),
    "CH": ("CHF", "0.05", "up"),
    "CZ": ("CZK", "1.00", "up"),
    "DK": ("DKK", "0.50", "up"),
    "HU": ("HUF", "5.00", "up"),
    "LI": ("CHF", "0.05", "up"),
    "NO": ("NOK", "1.00", "up"),
    "NZ": ("NZD", "0.10", "down"),
    "SE": ("SEK", "1.00", "up"),
}
COUNTRIES = tuple(sorted(_COINS))


def smallest_coin(country: str, currency: str) -> CashRounding:
    """How cash of this currency is rounded in this country (ISO 3166): not at all where it is not the country's own."""
    own, step, ties = _COINS.get(country, ("", "", "up"))
    return CashRounding(parse_minor(step, currency), ties) if own == currency else CashRounding()


def currency_of(country: str) -> str:
    """The currency that is rounded in one of COUNTRIES."""
    return _COINS[country][0]
