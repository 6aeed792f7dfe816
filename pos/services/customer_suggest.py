"""A few things that a customer may like, each with its reason; made here, from what is here, and told to nobody."""

from collections.abc import Iterator, Mapping

from pos.domain.customer import Goods, Reason
from pos.domain.customer_taste import Taken, brands_of, preferences_of
from pos.domain.product import WITHOUT_STOCK, Product
from pos.services.balances import stock_here
from pos.services.till import Till
from pos.store.store import Tx

MOST = 4
LOOKED_AT = 5
"""Things of the customer's, the newest, that others may go with."""
TOGETHER = 2
"""In how many sales two things were together at the least: once is chance."""
BEST = 60
"""Best sellers that are looked through for a brand or a tag."""


def suggestions(tx: Tx, till: Till, taken: Taken, products: Mapping[str, Product]) -> tuple[tuple[Goods, Reason], ...]:
    """Goods that are here and that this customer has in no size: first what goes with theirs, then their brands and
    tags, then what sells."""
    owned = {products[sku].variant_of or sku for sku in taken if sku in products} | set(taken)
    found: dict[str, tuple[Goods, Reason]] = {}
    for product, reason in _candidates(tx, taken, products):
        family = product.variant_of or product.sku
        if family in owned or family in found or product.kind in WITHOUT_STOCK:
            continue
        goods = _goods(tx, till, product)
        if goods is not None:
            found[family] = goods, reason
        if len(found) == MOST:
            break
    return tuple(found.values())


def _candidates(tx: Tx, taken: Taken, products: Mapping[str, Product]) -> Iterator[tuple[Product, Reason]]:
    for sku in list(taken)[:LOOKED_AT]:
        for other, sales in tx.goes_with.sold_with(sku, MOST):
            if sales >= TOGETHER and (product := tx.products.by_sku(other)) is not None:
                yield product, "goes_with"
    best = tx.products.favourites(BEST)
    brands, tags = set(brands_of(taken, products)), set(preferences_of(taken, products))
    for product in best:
        if product.brand in brands:
            yield product, "brand"
    for product in best:
        if tags & set(product.tags):
            yield product, "tag"
    for product in best:
        yield product, "popular"


def _goods(tx: Tx, till: Till, product: Product) -> Goods | None:
    """The product with what lies here, all its sizes together; None where it is known that nothing does."""
    skus = [product.sku, *(one.sku for one in tx.products.variants(product.sku))]
    held = [figure for sku in skus if (figure := stock_here(tx, till, sku)) is not None]
    here = sum(figure.amount for figure in held) if held else None
    if here is not None and here <= 0:
        return None
    as_of = min((figure.as_of for figure in held if figure.as_of), default="")
    return Goods(product.sku, product.name, product.options, product.image, 1000, product.price_minor, here, as_of)
