"""A price that stands in a code: charged exactly as printed, whatever the price list says."""

from dataclasses import dataclass

from pos.domain.failures import Refused
from pos.domain.money import MAX_MINOR, exponent

# ISO 4217, list one: the numbers that element strings use for currencies.
_CURRENCIES = {
    row[:3]: row[3:]
    for row in (
        "008ALL 012DZD 032ARS 036AUD 044BSD 048BHD 050BDT 051AMD 052BBD 060BMD 064BTN 068BOB 072BWP 084BZD 090SBD "
        "096BND 104MMK 108BIF 116KHR 124CAD 132CVE 136KYD 144LKR 152CLP 156CNY 170COP 174KMF 188CRC 192CUP 203CZK "
        "208DKK 214DOP 222SVC 230ETB 232ERN 238FKP 242FJD 262DJF 270GMD 292GIP 320GTQ 324GNF 328GYD 332HTG 340HNL "
        "344HKD 348HUF 352ISK 356INR 360IDR 364IRR 368IQD 376ILS 388JMD 392JPY 398KZT 400JOD 404KES 408KPW 410KRW "
        "414KWD 417KGS 418LAK 422LBP 426LSL 430LRD 434LYD 446MOP 454MWK 458MYR 462MVR 480MUR 484MXN 496MNT 498MDL "
        "504MAD 512OMR 516NAD 524NPR 533AWG 548VUV 554NZD 558NIO 566NGN 578NOK 586PKR 590PAB 598PGK 600PYG 604PEN "
        "608PHP 634QAR 643RUB 646RWF 654SHP 682SAR 690SCR 702SGD 704VND 706SOS 710ZAR 728SSP 748SZL 752SEK 756CHF "
        "760SYP 764THB 776TOP 780TTD 784AED 788TND 800UGX 807MKD 818EGP 826GBP 834TZS 840USD 858UYU 860UZS 882WST "
        "886YER 901TWD 925SLE 928VES 929MRU 930STN 933BYN 934TMT 936GHS 938SDG 941RSD 943MZN 944AZN 946RON 949TRY "
        "950XAF 951XCD 952XOF 953XPF 967ZMW 968SRD 969MGA 971AFN 972TJS 973AOA 975BGN 976CDF 977BAM 978EUR 980UAH "
        "981GEL 985PLN 986BRL"
    ).split()
}


@dataclass(frozen=True, slots=True)
class PrintedPrice:
    """The digits as they stand in the code; `decimals` None means minor units of the shop's own currency.

    `currency_number` is ISO 4217's and `""` where the code does not name a currency.
    """

    digits: int
    decimals: int | None = None
    currency_number: str = ""

    def minor(self, currency: str) -> int:
        """The price in minor units; Refused `price_currency` or `bad_amount` when it is none in this currency."""
        if self.currency_number and _CURRENCIES.get(self.currency_number) != currency:
            raise Refused("price_currency", printed=_CURRENCIES.get(self.currency_number, self.currency_number))
        places = exponent(currency) if self.decimals is None else self.decimals
        scale: int = 10 ** exponent(currency)
        unit: int = 10**places
        minor, rest = divmod(self.digits * scale, unit)
        if rest:
            raise Refused("bad_amount", value=f"{self.digits} / 10^{places}", decimals=exponent(currency))
        if minor > MAX_MINOR:
            raise Refused("amount_too_large", value=str(minor))
        return minor
