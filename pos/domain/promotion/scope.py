"""Which products a rule is about."""

from dataclasses import dataclass

from pos.domain.product import Product

_ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """All keys that are not empty must match, each by any of its values; a parent's SKU covers its variants."""

    skus: frozenset[str] = _ANY
    categories: frozenset[str] = _ANY
    brands: frozenset[str] = _ANY
    tags: frozenset[str] = _ANY
    except_skus: frozenset[str] = _ANY

    def covers(self, product: Product) -> bool:
        return (
            (not self.skus or product.sku in self.skus or product.variant_of in self.skus)
            and (not self.categories or product.category in self.categories)
            and (not self.brands or product.brand in self.brands)
            and (not self.tags or not self.tags.isdisjoint(product.tags))
            and product.sku not in self.except_skus
            and product.variant_of not in self.except_skus
        )


EVERYTHING = Scope()
