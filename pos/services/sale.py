"""Selling: a basket priced, paid, and written down as a sale and its journal entry, both or neither."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol, cast

from pos.domain.basket import Basket, Line
from pos.domain.catalogue import Context, Shopper
from pos.domain.failures import Refused
from pos.domain.journal import stamp
from pos.domain.kept_texts import require_kept_texts
from pos.domain.loyalty import points_of_others
from pos.domain.priced import PricedBasket, Warned
from pos.domain.pricing import price
from pos.domain.product import SERIAL, Kind, Product
from pos.domain.promotion_lease import uses_left_to_others
from pos.domain.refund import SoldLine, reverse
from pos.domain.sale import Sale, SaleLine, sale_body, sale_of
from pos.domain.serial import returned_serial
from pos.domain.tender import Tender
from pos.services.approvals import with_approvals
from pos.services.card_money import require_card_money
from pos.services.coupon import personal_coupons
from pos.services.goods_checks import check_goods, goods_warnings
from pos.services.journal import write_down
from pos.services.kept_tender import kept_tenders
from pos.services.lookup import HasGoods
from pos.services.offline_value import require_value
from pos.services.price_facts import price_facts
from pos.services.rights import check_rights
from pos.services.sealing import seal_texts
from pos.services.shift import shift_for_sale
from pos.services.tenders import settle_here
from pos.services.till import Till, require_room
from pos.store.store import Tx


def price_basket(tx: Tx, till: Till, basket: Basket, at: datetime) -> PricedBasket:
    """What this basket costs here and now. Without imported taxes the result warns `no_taxes`."""
    skus = [line.product.sku for line in basket.lines]
    shopper = _shopper(tx, basket.customer_id)
    context = Context(
        till.setup.currency,
        at.astimezone(till.setup.time_zone),
        str(till.setup.store_no),
        "store",
        shopper,
        _uses(tx),
        personal_coupons(tx, basket, at) if basket.coupons else {},
    )
    priced = price(basket, tx.prices.catalogue(skus), context)
    rules = tx.prices.rules()
    if shopper is not None and rules.programme is not None:
        priced = replace(priced, earning=rules.programme.earning(shopper.tier))
    if rules.has_taxes:
        return priced
    return replace(priced, warnings=(*priced.warnings, Warned("no_taxes")))


def complete_sale(
    till: Till,
    basket: Basket,
    tenders: Sequence[Tender],
    *,
    staff: str,
    request: str,
    at: datetime | None = None,
    opens_shift: bool = False,
    is_holder: bool = False,
) -> Sale:
    """Turn a paid basket into a sale; the same basket again gives the same sale.

    `request` is the hash of what was asked (document.py). `at` is the shop's time of this basket, default now.
    `opens_shift` opens a shift where there is none, as `sell` does. `is_holder`: the customer's card was scanned for
    this basket, so that what is theirs may be taken without the hub. Refused `id_reused`, `basket_empty`, `no_shift`,
    `under_paid` …: nothing is written then.
    """
    moment = at or till.now()
    with till.store.write() as tx:
        done = tx.sales.get(basket.basket_id)
        if done is not None:
            return _same_or_refused(done, request)
        require_room(till.home)
        if not basket.lines:
            raise Refused("basket_empty")
        require_kept_texts(basket, tenders)
        tenders = kept_tenders(tx, till, basket.customer_id, tenders)
        newest_at = tx.journal.newest_at()  # before a shift that this sale opens
        shift = shift_for_sale(tx, till, moment, staff, opens_shift)
        priced = price_basket(tx, till, _with_reversals(tx, basket), moment)
        check_rights(tx, priced, tenders, staff)
        priced = with_approvals(tx, priced, staff)
        check_goods(tx, priced.basket, moment.astimezone(till.setup.time_zone).date())
        priced = _with_warnings(tx, priced, earlier=stamp(moment) < newest_at)
        require_card_money(tx, basket.basket_id, tenders)
        require_value(tx, till, priced.basket, tenders, shift, moment, is_holder=is_holder)
        settlement = settle_here(tx, till, priced, tenders)
        note, facts = _sealed_note(tx, till, basket), price_facts(tx, till, priced.basket)
        body = sale_body(priced, settlement, tx.sales.take_receipt(), request, note, facts)
        entry = write_down(tx, till, "sale_completed", body, staff, moment=moment, shift=shift)
        if others := points_of_others(priced):
            write_down(tx, till, "points_adjusted", _taken_back(basket, others), staff, moment=moment, shift=shift)
        tx.drafts.drop(basket.basket_id)
    return sale_of(body, entry.head, entry.seq, entry.h.hex())


def _taken_back(basket: Basket, points: Mapping[str, int]) -> dict[str, object]:
    """What somebody brought back takes points from those who bought it: an entry of its own, as a sale has one customer
    and a hub counts their points only."""
    lines = [{"customer": customer, "points": n, "reason": "return"} for customer, n in points.items()]
    return {"sale_id": basket.basket_id, "lines": lines}


class SoldHere(Protocol):
    """Where sales are looked up that goods come back of: at a till its own, at the hub those of all."""

    def by_receipt(self, receipt: str) -> Sale | None:
        """The sale of this receipt number."""

    def returned_milli(self, sale_id: str, line: int) -> int:
        """How much of a sold line came back already, as a positive quantity."""


class HasSales(HasGoods, Protocol):
    """A transaction in which products and sales are looked up."""

    @property
    def sales(self) -> SoldHere: ...


def sold_line(tx: HasSales, sale: Sale, number: int) -> SoldLine:
    """A line of a sale as it can still be returned here."""
    line = next((line for line in sale.lines if line.number == number), None)
    if line is None:
        raise Refused("unknown_sale_line", receipt=sale.receipt, sold_line=number)
    if line.qty_milli < 0:
        raise Refused("line_is_a_return", receipt=sale.receipt, sold_line=number)
    product = tx.products.by_sku(line.sku)
    return SoldLine(
        sale_id=sale.sale_id,
        receipt=sale.receipt,
        line=number,
        product=_as_sold(line, product),
        qty_milli=line.qty_milli,
        unit_price_minor=line.unit_price_minor,
        list_minor=line.list_minor,
        discounts=line.discounts,
        total_minor=line.total_minor,
        taxes=line.taxes,
        returned_milli=tx.sales.returned_milli(sale.sale_id, number),
        points=line.points,
        points_paid_minor=line.points_paid_minor,
        customer_id=sale.customer_id,
        serial=line.serial,
    )


def return_line(tx: HasSales, sale: Sale, number: int, line: Line, taken_milli: int = 0) -> Line:
    """`line` as a return of this sold line; `taken_milli` is what lines before it in the basket take back already."""
    sold = sold_line(tx, sale, number)
    sold = replace(sold, returned_milli=sold.returned_milli + taken_milli)
    line = replace(line, serial=returned_serial(line, sold))
    return replace(line, product=sold.product, is_return=True, reversal=reverse(sold, line.qty_milli))


def _with_reversals(tx: Tx, basket: Basket) -> Basket:
    """Returns computed again inside the transaction: what others took back meanwhile counts."""
    if not any(line.reversal for line in basket.lines):
        return basket
    taken: dict[tuple[str, int], int] = {}
    lines = []
    for line in basket.lines:
        if line.reversal is not None:
            key = (line.reversal.sale_id, line.reversal.line)
            sale = tx.sales.get(key[0])
            assert sale is not None
            line = return_line(tx, sale, key[1], line, taken.get(key, 0))
            taken[key] = taken.get(key, 0) + line.qty_milli
        lines.append(line)
    return replace(basket, lines=tuple(lines))


def _with_warnings(tx: Tx, priced: PricedBasket, earlier: bool) -> PricedBasket:
    """What is odd about the goods; and a time before the newest entry's is said."""
    warned = [*priced.warnings, *goods_warnings(tx, priced.basket)]
    if earlier:
        warned.append(Warned("earlier_than_last"))
    return replace(priced, warnings=tuple(warned)) if len(warned) > len(priced.warnings) else priced


def _sealed_note(tx: Tx, till: Till, basket: Basket) -> dict[str, str] | None:
    """Free notes and the number of a tax certificate, under the key of the customer or of a person of its own."""
    texts = {f"line {n}": line.note for n, line in enumerate(basket.lines, 1) if line.note}
    if basket.note:
        texts["basket"] = basket.note
    if basket.tax_exempt and basket.tax_exempt.certificate:
        texts["certificate"] = basket.tax_exempt.certificate
    return seal_texts(tx, till, texts, basket.customer_id)


def _same_or_refused(done: Sale, request: str) -> Sale:
    if done.request != request:
        raise Refused("id_reused", id=done.sale_id)
    return done


def _uses(tx: Tx) -> dict[str, int]:
    """How often limited promotions were used: as counted here; on a till that was lent its uses, as the lease says."""
    counted, rules = tx.prices.uses(), tx.prices.rules()
    peer = tx.link.peer() if rules.leases is not None else None
    if peer is None or rules.leases is None:
        return counted
    return uses_left_to_others(rules.promotions, counted, rules.leases, peer.till_id)


def _shopper(tx: Tx, customer_id: str) -> Shopper | None:
    if not customer_id:
        return None
    customer = tx.customers.get(customer_id)
    if customer is None:
        raise Refused("unknown_customer", customer=customer_id)
    groups = (customer.group,) if customer.group else ()
    return Shopper(customer_id, groups, customer.tier, used=tx.prices.uses(customer_id))


def _as_sold(line: SaleLine, product: Product | None) -> Product:
    """The product as the sale kept it; the catalogue may have changed or lost it since."""
    kept = Product(
        line.sku, line.name, line.unit_price_minor, line.tax_category, cast(Kind, line.kind), line.category,
        options=line.options, components=line.components,
    )  # fmt: skip
    if product is None:
        return kept
    tags = (SERIAL,) if product.needs_serial and line.serial else ()
    return replace(kept, number=product.number, image=product.image, tags=tags)
