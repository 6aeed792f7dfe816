"""What price() needs from the till: taxes, promotions, the points programme and the price lists of the SKUs asked."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from pos.domain.catalogue import Catalogue, ListPrice
from pos.domain.imports.programme import read_programme
from pos.domain.programme import Programme
from pos.domain.promotion import Promotion, promotion_of
from pos.domain.promotion_lease import RULE as LEASES
from pos.domain.promotion_lease import Leases, read_leases
from pos.domain.tax import TaxRules, tax_rules_of
from pos.store.prepared import Prepared
from pos.store.settings import RULES_MARK, Settings
from pos.store.tables import PriceRow

VERSION = "catalogue_version"
"""The setting that names the price snapshot: it changes with every import or page that touches a price."""
PLACE = "catalogue_place"
"""The setting that names the snapshot that was the hub's catalogue, and after a blank its cursor there."""
TAXES = "taxes"
PROGRAMME = "programme"
PROMOTION = "promotion:"

_OF_SKU = Prepared(
    select(
        PriceRow.list_name,
        PriceRow.price_minor,
        PriceRow.since,
        PriceRow.until,
        PriceRow.min_qty_milli,
        PriceRow.group,
        PriceRow.store,
        PriceRow.channel,
    ).where(PriceRow.sku == bindparam("sku"))
)
_ANY = Prepared(select(PriceRow.sku).limit(1))
_new = insert(PriceRow)
_UPSERT = Prepared(
    _new.on_conflict_do_update(
        index_elements=[column.name for column in PriceRow.__table__.primary_key],
        set_={"price_minor": _new.excluded.price_minor, "rev": _new.excluded.rev},
    )
)


class Rules:
    """The rules of the shop, read once; a till keeps them until one of them changes (`mark`)."""

    def __init__(
        self,
        mark: str,
        taxes: TaxRules,
        promotions: tuple[Promotion, ...],
        has_taxes: bool,
        programme: Programme | None,
        leases: Leases | None = None,
    ):
        self.mark = mark
        self.taxes = taxes
        self.promotions = promotions
        self.has_taxes = has_taxes
        self.programme = programme
        self.leases = leases
        self.limited = json.dumps([p.promotion_id for p in promotions if p.limits.total or p.limits.per_customer])


class Prices:
    """`kept` holds the rules that were read last; it outlives the transaction."""

    def __init__(self, driver: Any, currency: str, kept: list[Rules]) -> None:
        self._driver = driver
        self._currency = currency
        self._kept = kept

    def version(self) -> str:
        """What names the price snapshot in force."""
        return Settings(self._driver).get(VERSION)

    def changed(self, by: str) -> None:
        """From here on it is another price snapshot; `by` says what made it."""
        settings = Settings(self._driver)
        settings.put(VERSION, hashlib.sha256(f"{settings.get(VERSION)} {by}".encode()).hexdigest()[:32])

    def reached(self, cursor: str) -> None:
        """The prices here are those that the hub's catalogue has at this cursor, until one of them is touched."""
        settings = Settings(self._driver)
        settings.put(PLACE, f"{settings.get(VERSION)} {cursor}")

    def place(self) -> str:
        """The cursor at which the hub's catalogue has the prices that are here; empty where it never had them: then a
        catalogue is on its way, or it was imported here."""
        settings = Settings(self._driver)
        version, _, cursor = settings.get(PLACE).partition(" ")
        return cursor if version == settings.get(VERSION) else ""

    def rules(self) -> Rules:
        """The rules in force, parsed again only when one of them changed: a catalogue on its way makes a new snapshot
        with every page, and the rules are the same in all of them."""
        settings = Settings(self._driver)
        mark = settings.get(RULES_MARK)
        if not self._kept or self._kept[0].mark != mark:
            self._kept[:] = [self._read(mark, settings)]
        return self._kept[0]

    def catalogue(self, skus: Iterable[str]) -> Catalogue:
        rules = self.rules()
        prices = {}
        if _ANY.run(self._driver).fetchone() is not None:
            prices = {sku: tuple(self._of(sku)) for sku in set(skus)}
        return Catalogue(rules.taxes, prices, rules.promotions, self.version())

    def uses(self, customer_id: str = "") -> dict[str, int]:
        """How many sales each promotion with a limit took part in here, of everybody or of one customer."""
        limited = self.rules().limited
        if limited == "[]":
            return {}
        whose = " AND s.customer = ?" if customer_id else ""
        rows = self._driver.execute(
            'SELECT d."by", count(DISTINCT d.n) FROM fact_line_discount d JOIN fact_sale s ON s.n = d.n '
            f'WHERE d."by" IN (SELECT value FROM json_each(?)) AND d.amount_minor > 0{whose} GROUP BY d."by"',
            (limited, customer_id) if customer_id else (limited,),
        )
        return {row[0]: row[1] for row in rows.fetchall()}

    def put(self, rows: list[dict[str, Any]]) -> None:
        """Price-list rows by column name; a row with the same conditions is replaced."""
        _UPSERT.run_many(self._driver, rows)

    def _of(self, sku: str) -> Iterable[ListPrice]:
        return (ListPrice(*row) for row in _OF_SKU.run(self._driver, sku=sku).fetchall())

    def _read(self, mark: str, settings: Settings) -> Rules:
        taxes = settings.rule(TAXES)
        programme = settings.rule(PROGRAMME)
        leases = settings.rule(LEASES)
        return Rules(
            mark,
            tax_rules_of(json.loads(taxes), self._currency) if taxes else TaxRules(),
            tuple(promotion_of(json.loads(body), self._currency) for body in settings.rules(PROMOTION)),
            taxes is not None,
            read_programme(programme.encode(), self._currency) if programme else None,
            read_leases(json.loads(leases)) if leases else None,
        )
