"""What a sale says of how it was priced, beside its figures, so that the hub can price it again by the same rules."""

from pos.domain.basket import Basket, Line
from pos.services.till import Till
from pos.store.store import Tx


def price_facts(tx: Tx, till: Till, basket: Basket) -> dict[str, str]:
    """Where the hub's catalogue stood, and what conditions asked about time and customer.

    Empty where the hub could not know the rules: the prices here are not its own, or goods on the basket are not, by
    now, what they were when they were put on it (a basket keeps what it was begun with).
    """
    cursor = tx.prices.place()
    has_reason = basket.tax_exempt is None or basket.tax_exempt.reason  # without one the sale does not say it
    if not (cursor and has_reason and all(_is_as_listed(tx, line) for line in basket.lines)):
        return {}
    told = {"cursor": cursor, "zone": till.setup.zone}
    customer = tx.customers.get(basket.customer_id) if basket.customer_id else None
    if customer is not None:
        told |= {"group": customer.group, "tier": customer.tier}
    return {name: value for name, value in told.items() if value}


def _is_as_listed(tx: Tx, line: Line) -> bool:
    """Whether the catalogue of now says of a line's goods what the line does; what was sold comes back as it was."""
    if line.reversal is not None:
        return True
    listed = tx.products.by_sku(line.product.sku)
    is_priced_here = (line.unit_price_minor is None) == (line.source == "list")
    return listed is not None and is_priced_here and listed.is_priced_like(line.product)
