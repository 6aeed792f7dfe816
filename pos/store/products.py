"""Products, their barcodes and their place in search."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.dialects.sqlite import insert

from pos.domain.product import Component, Product
from pos.store.prepared import Prepared
from pos.store.tables import BarcodeRow, ProductRow

_COLUMNS = (
    ProductRow.sku,
    ProductRow.name,
    ProductRow.price_minor,
    ProductRow.tax,
    ProductRow.kind,
    ProductRow.category,
    ProductRow.brand,
    ProductRow.tags,
    ProductRow.unit,
    ProductRow.variant_of,
    ProductRow.options,
    ProductRow.image,
    ProductRow.number,
    ProductRow.components,
    ProductRow.min_age,
)
_BY_SKU = Prepared(select(*_COLUMNS).where(ProductRow.sku == bindparam("sku")))
_BY_NUMBER = Prepared(select(*_COLUMNS).where(ProductRow.number == bindparam("number")))
_BY_CODE = Prepared(
    select(*_COLUMNS).join(BarcodeRow, BarcodeRow.sku == ProductRow.sku).where(BarcodeRow.code == bindparam("code"))
)
_CODES = Prepared(select(BarcodeRow.code).where(BarcodeRow.sku == bindparam("sku")).order_by(BarcodeRow.code))
_FIRST_OF_KIND = Prepared(
    select(*_COLUMNS).where(ProductRow.kind == bindparam("kind")).order_by(ProductRow.number).limit(1)
)
_BY_NUMBERS = (
    f"SELECT {', '.join(f'p.{column.name}' for column in _COLUMNS)}, coalesce(b.sold, 0) FROM json_each(?) j "
    "JOIN copy_product p ON p.number = j.value LEFT JOIN local_best_seller b ON b.number = p.number"
)
_VARIANTS = Prepared(
    select(*_COLUMNS)
    .where(ProductRow.variant_of == bindparam("sku"), text("variant_of <> ''"))  # in words, else its index is not used
    .order_by(ProductRow.number)
)
_OF_BEST = (  # CROSS JOIN: the few best sellers first, whatever the planner thinks of a million products
    f"SELECT {', '.join(f'p.{column.name}' for column in _COLUMNS)} FROM local_best_seller b "
    "CROSS JOIN copy_product p ON p.number = b.number"
)
_FAVOURITES = f"{_OF_BEST} AND p.variant_of = '' ORDER BY b.sold DESC, b.number LIMIT ?"
_BEST_IN_CATEGORY = (
    f"{_OF_BEST} AND p.category = b.category AND p.variant_of = '' "
    "WHERE b.category = ? ORDER BY b.sold DESC, b.number LIMIT ?"
)
_FIRST_IN_CATEGORY = Prepared(
    select(*_COLUMNS)
    .where(ProductRow.category == bindparam("category"), ProductRow.variant_of == "")
    .order_by(ProductRow.number)
    .limit(bindparam("limit"))
)
_FIRST = Prepared(
    select(*_COLUMNS).where(ProductRow.variant_of == "").order_by(ProductRow.number).limit(bindparam("limit"))
)
_new = insert(ProductRow)
_UPSERT = Prepared(
    _new.on_conflict_do_update(
        index_elements=["sku"],
        set_={
            column.name: _new.excluded[column.name]
            for column in ProductRow.__table__.columns
            if column.name not in ("number", "sku")
        },
    )
)
_WORDS = Prepared(select(ProductRow.number, ProductRow.words).where(ProductRow.sku == bindparam("sku")))
_TOP = Prepared(select(func.coalesce(func.max(ProductRow.number), 0)))


class Products:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def by_sku(self, sku: str) -> Product | None:
        return self._whole(_BY_SKU.run(self._driver, sku=sku).fetchone())

    def by_code(self, code: str) -> Product | None:
        """The product that carries exactly this barcode key."""
        return self._whole(_BY_CODE.run(self._driver, code=code).fetchone())

    def _whole(self, row: Sequence[Any] | None) -> Product | None:
        """A product that may be sold: a bundle with the names of what is in it, and for nobody younger than that is."""
        product = _one(row)
        if product is None or not product.components:
            return product
        found = {part.sku: _one(_BY_SKU.run(self._driver, sku=part.sku).fetchone()) for part in product.components}
        goods = {sku: one for sku, one in found.items() if one is not None}
        named = (replace(x, name=goods[x.sku].name if x.sku in goods else x.sku) for x in product.components)
        oldest = max((one.min_age for one in goods.values()), default=0)
        return replace(product, components=tuple(named), min_age=max(product.min_age, oldest))

    def by_number(self, number: int) -> Product | None:
        return _one(_BY_NUMBER.run(self._driver, number=number).fetchone())

    def with_sales(self, numbers: Sequence[int]) -> list[tuple[Product, int]]:
        """The products of these row numbers with how often they sold, in one statement and in no order."""
        rows = self._driver.execute(_BY_NUMBERS, (json.dumps(numbers),)).fetchall()
        return [(product_of(row[:-1]), row[-1]) for row in rows]

    def codes(self, sku: str) -> list[str]:
        """The barcode keys of a product, smallest first."""
        return [row[0] for row in _CODES.run(self._driver, sku=sku).fetchall()]

    def first_of_kind(self, kind: str) -> Product | None:
        """The first product of this kind in the catalogue. Looks through all of it: not for the moment of a scan."""
        return _one(_FIRST_OF_KIND.run(self._driver, kind=kind).fetchone())

    def variants(self, sku: str) -> list[Product]:
        return [product_of(row) for row in _VARIANTS.run(self._driver, sku=sku).fetchall()]

    def in_category(self, category: str, limit: int) -> list[Product]:
        """Products of a category without their variants, the best sellers first."""
        rows = self._driver.execute(_BEST_IN_CATEGORY, (category, limit)).fetchall()
        return self._filled(rows, _FIRST_IN_CATEGORY, category=category, limit=limit)

    def favourites(self, limit: int) -> list[Product]:
        """The best sellers without their variants; in a shop that sold nothing yet, the first products of its list."""
        return self._filled(self._driver.execute(_FAVOURITES, (limit,)).fetchall(), _FIRST, limit=limit)

    def _filled(self, rows: list[Any], more: Prepared, *, limit: int, **parameters: str) -> list[Product]:
        """`rows`, and up to the limit what else there is."""
        if len(rows) < limit:
            known = {row[0] for row in rows}
            rows += [row for row in more.run(self._driver, limit=limit, **parameters) if row[0] not in known]
        return [product_of(row) for row in rows[:limit]]

    def categories(self, limit: int) -> list[str]:
        """Category names in the order in which products first had them. Steps through the index, not the rows."""
        found: list[tuple[int, str]] = []
        name = ""
        while len(found) < limit:
            row = self._driver.execute(
                "SELECT category, min(number) FROM copy_product WHERE category = "
                "(SELECT min(category) FROM copy_product WHERE category > ?)",
                (name,),
            ).fetchone()
            if row is None or row[0] is None:
                break
            name = row[0]
            found.append((row[1], name))
        return [name for _number, name in sorted(found)]

    def tax_categories(self) -> list[str]:
        """The tax categories that products here have, by name."""
        return [row[0] for row in self._driver.execute("SELECT DISTINCT tax FROM copy_product ORDER BY tax").fetchall()]

    def count(self) -> int:
        return int(self._driver.execute("SELECT count(*) FROM copy_product").fetchone()[0])

    def owner_of(self, code: str) -> str | None:
        """The SKU that a barcode key belongs to."""
        row = self._driver.execute("SELECT sku FROM copy_barcode WHERE code = ?", (code,)).fetchone()
        return None if row is None else str(row[0])

    def upsert(self, rows: Sequence[dict[str, Any]], barcodes: Iterable[tuple[str, str]]) -> None:
        """Feeds and imports bring thousands of rows: products by column name (without `number`), and (key, SKU).

        The number of a SKU that is here stays; the search index follows in the same transaction.
        """
        top = int(_TOP.run(self._driver).fetchone()[0])
        written, gone, come = [], [], []
        for row in rows:
            known = _WORDS.run(self._driver, sku=row["sku"]).fetchone()
            if known is None:
                top += 1
                number = top
            else:
                number = known[0]
            if known is None or known[1] != row["words"]:
                if known is not None:
                    gone.append((number, known[1]))
                come.append((number, row["words"]))
            written.append({**row, "number": number})
        _UPSERT.run_many(self._driver, written)
        self._driver.executemany("DELETE FROM copy_barcode WHERE sku = ?", [(row["sku"],) for row in rows])
        # a barcode that went over to another product belongs to whoever was told of last
        self._driver.executemany("INSERT OR REPLACE INTO copy_barcode (code, sku) VALUES (?, ?)", list(barcodes))
        self._driver.executemany("INSERT INTO find_product (find_product, rowid, words) VALUES ('delete', ?, ?)", gone)
        self._driver.executemany("INSERT INTO find_product (rowid, words) VALUES (?, ?)", come)
        self._rename_best(gone, come)

    def remove(self, skus: Sequence[str]) -> None:
        """Take products away; what was sold of them and baskets that hold them keep their own words."""
        for sku in skus:
            known = _WORDS.run(self._driver, sku=sku).fetchone()
            if known is None:
                continue
            number, words = known
            self._driver.execute(
                "INSERT INTO find_product (find_product, rowid, words) VALUES ('delete', ?, ?)", (number, words)
            )
            self._driver.execute("DELETE FROM find_best WHERE rowid = ?", (number,))
            self._driver.execute("DELETE FROM local_best_seller WHERE number = ?", (number,))
            self._driver.execute("DELETE FROM copy_barcode WHERE sku = ?", (sku,))
            self._driver.execute("DELETE FROM copy_product WHERE sku = ?", (sku,))

    def _rename_best(self, gone: Sequence[tuple[int, str]], come: Sequence[tuple[int, str]]) -> None:
        renamed = {number for number, _words in gone}
        self._driver.executemany(
            "INSERT OR REPLACE INTO find_best (rowid, words) SELECT ?1, ?2 FROM local_best_seller WHERE number = ?1",
            [(number, words) for number, words in come if number in renamed],
        )


def product_of(row: Sequence[Any]) -> Product:
    """A row of `_COLUMNS` as a value."""
    sku, name, price, tax, kind, category, brand, tags, unit, variant_of, options, image, number, parts, min_age = row
    return Product(
        sku,
        name,
        price,
        tax,
        kind,
        category,
        brand,
        tuple(tags.split("|")) if tags else (),
        unit,
        variant_of,
        options,
        image,
        number,
        components_of(parts) if parts else (),
        min_age,
    )


def components_of(text: str) -> tuple[Component, ...]:
    """The components of a bundle as its row has them: `SKU:thousandths` joined by `|`."""
    found = (part.rpartition(":") for part in text.split("|"))
    return tuple(Component(sku, int(quantity)) for sku, _colon, quantity in found)


def _one(row: Sequence[Any] | None) -> Product | None:
    return None if row is None else product_of(row)
