"""The shop of the mock-ups: Northgate's products, Amelia, and a small till that sells them without a disk."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pos.domain.basket import AppliedDiscount, Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.money import WHOLE, divide, parse_rate
from pos.domain.priced import PricedBasket, PricedLine
from pos.domain.product import Component, Product
from pos.domain.staff import ASSOCIATE, CASHIER, MANAGER, Staff
from pos.domain.tax import LineTax, TaxTotal
from ui.money_text import money_text
from ui.sell.shop import Category, Goods, Held, Hit, Offer, SellShop, Shopper, Tile, Variant

PICTURES = Path(__file__).resolve().parents[2] / "resources" / "demo" / "pictures"

MAYA = Staff("maya", "Maya Kowalski", ASSOCIATE)
INES = Staff("ines", "Ines Duarte", MANAGER)
TOM = Staff("tom", "Tom Reed", CASHIER)
AMELIA = Shopper("amelia", "Amelia Okafor", "Gold", 2480)


def goods(sku: str, name: str, price_minor: int, picture: str, options: str = "", tax: str = "standard") -> Product:
    return Product(sku, name, price_minor, tax, options=options, image=str(PICTURES / f"{picture}.svg"))


JACKET = goods("HARRIER", "Harrier 3L Waterproof Jacket", 189_00, "jacket-slate", "Slate · M")
SOCK = goods("SOCK", "Merino Hike Sock, 2-pack", 18_00, "sock-rust", "Rust · UK 6–8")
FLASK = goods("FLASK", "Stainless Flask 750\N{NO-BREAK SPACE}ml", 24_00, "flask-pine", "Pine")
BALM = goods("BALM", "Reproofing Balm 200 ml", 11_50, "balm-tin")
MAP = goods("MAP", "Trail Map 1:25 000, Northgate Moors", 9_99, "map-moss", tax="zero")
TENT = goods("TENT", "Larch 2-Person Tent", 265_00, "tent-moss")
OATS = replace(goods("OATS", "Oats, loose", 4_20, "oats-sack"), kind="weighed")
TEES = tuple(
    replace(goods(f"TEE-{colour}-{size}", "Merino 160 Tee", 48_00, "tee-sky", f"{colour} · {size}"), variant_of="TEE")
    for colour in ("Sky", "Moss")
    for size in ("S", "M", "L")
)
REPAIR = Product("REPAIR", "Repair", 0, kind="open_price")
GPS = replace(goods("GPS", "Trail GPS", 199_00, "beacon"), tags=("serial",))
WINE = replace(goods("WINE", "Picnic Wine", 12_00, "flask-pine"), min_age=18)
HAMPER = replace(
    goods("HAMPER", "Picnic Hamper", 40_00, "mug-cream"),
    kind="bundle",
    components=(Component("MUG", 2000, "Enamel Mug"), Component("PLATE", 2000, "Enamel Plate")),
)
SHELF = (
    (JACKET, 6),
    (goods("BOOT", "Ridgeline Mid Boot", 145_00, "boot-rust"), 9),
    (SOCK, 24),
    (FLASK, 11),
    (goods("DAYPACK", "Trailhead 28 L Daypack", 79_00, "daypack-navy"), 4),
    (goods("BEANIE", "Fell Rib Beanie", 16_50, "beanie-plum"), 18),
    (TENT, 2),
    (goods("BEACON", "Beacon 400 Headlamp", 42_00, "headlamp"), 7),
    (goods("GLOVE", "Windproof Fleece Glove", 28_00, "glove-grey"), 0),
    (goods("MUG", "Enamel Camp Mug 350\N{NO-BREAK SPACE}ml", 12_00, "mug-cream"), 31),
    (MAP, 14),
    (goods("BLANKET", "Recycled Wool Blanket", 64_00, "blanket-red"), 5),
)
CATEGORIES = ("Favourites", "Jackets", "Footwear", "Base layers", "Packs", "Camp", "Accessories", "Maps and books")


def price(basket: Basket) -> PricedBasket:
    """Northgate's rules by themselves: 20 % VAT included but on maps, 10 % off jackets for members, two socks for 30.

    Small on purpose: what screens show of a price is tested here, prices themselves in the tests of the domain.
    """
    lines = tuple(_priced(line, bool(basket.customer_id)) for line in basket.lines)
    totals: dict[tuple[str, str], TaxTotal] = {}
    for line in lines:
        tax = line.taxes[0]
        before = totals.get((tax.name, tax.rate), TaxTotal(tax.name, tax.rate, 0, 0))
        totals[tax.name, tax.rate] = replace(
            before, net_minor=before.net_minor + line.net_minor, tax_minor=before.tax_minor + tax.amount_minor
        )
    total = sum(line.gross_minor for line in lines)
    return PricedBasket(
        basket, "GBP", lines, total, sum(line.list_minor - line.total_minor for line in lines), tuple(totals.values())
    )


def _priced(line: Line, member: bool) -> PricedLine:
    product = line.product
    unit = product.price_minor if line.unit_price_minor is None else line.unit_price_minor
    gross_list = divide(unit * line.qty_milli, 1000)
    off: list[AppliedDiscount] = []
    if product is JACKET and member:
        off.append(AppliedDiscount("MEMBER", "Member −10%", divide(gross_list, 10)))
    if product is SOCK and line.qty_milli >= 2000 and line.source == "list":
        off.append(AppliedDiscount("SOCKS", "2 for £30", line.qty_milli // 2000 * 6_00))
    if line.discount is not None:
        left = gross_list - sum(x.amount_minor for x in off)
        given = line.discount
        amount = (
            divide(left * parse_rate(given.percent), WHOLE) if given.percent else min(given.amount_minor or 0, left)
        )
        off.append(AppliedDiscount("manual", given.reason, amount))
    total = gross_list - sum(x.amount_minor for x in off)
    rate = "0" if product.tax == "zero" else "20"
    tax = total - divide(total * 100, 100 + int(rate))
    sign = -1 if line.is_return else 1
    return PricedLine(
        line,
        unit,
        sign * gross_list,
        tuple(replace(x, amount_minor=sign * x.amount_minor) for x in off),
        sign * total,
        (LineTax(f"VAT {rate} %", rate, sign * tax, included=True),),
        sign * (total - tax),
        sign * total,
    )


def job(work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
    """Runs a job at once, with the promises of the real one: a failure of the shop's goes to `failed`."""
    try:
        result = work()
    except (Refused, Unavailable) as failure:
        failed(failure)
    else:
        done(result)


@dataclass
class PinAnswer:
    outcome: str
    tries_left: int = 0
    seconds: int = 0


@dataclass
class Northgate:
    """A till in memory: what was kept, held, voided and asked for can be looked at."""

    staff: Staff = MAYA
    kept: list[Basket] = field(default_factory=list)
    held: dict[str, Basket] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    voided: list[Basket] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    offline: bool = False
    refused: list[tuple[str, int]] = field(default_factory=list)
    failing: Unavailable | None = None
    count: int = 0

    def new_id(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    def find_code(self, code: str) -> Line:
        known = {product.sku: product for product, _ in SHELF} | {
            product.sku: product for product in (BALM, OATS, REPAIR, GPS, WINE, HAMPER, *TEES)
        }
        if code == "EXPIRED":
            raise Refused("lot_expired", expired="2026-11-01")
        if code == "TEE":
            raise Refused("has_variants", sku="TEE")
        if code not in known:
            raise Refused("unknown_code", raw=code)
        return Line(self.new_id(), known[code], code=code)

    def goods(self, sku: str) -> Goods:
        if sku == "TEE":
            return Goods(sku, "Merino 160 Tee", "", 48_00, "Base layers", has_variants=True)
        product, stock = next((product, stock) for product, stock in SHELF if product.sku == sku)
        barcodes = ("5012345601007",)
        return Goods(sku, product.name, product.options, product.price_minor, "Camp", barcodes, stock * 1000)

    def offers(self, line: Line, customer_id: str) -> tuple[Offer, ...]:
        found: dict[str, Offer] = {}
        for pieces in (1, 2):
            priced = price(Basket("", (replace(line, qty_milli=pieces * 1000),), customer_id)).lines[0]
            for given in priced.discounts:
                found.setdefault(given.name, Offer(given.name, pieces, priced.total_minor))
        return tuple(found.values())

    def search(self, query: str) -> tuple[Hit, ...]:
        asked = query.lower()
        found = [
            Hit("product", product.sku, product.name, product.options, product.price_minor)
            for product, _ in SHELF
            if asked in product.name.lower()
        ]
        if asked in AMELIA.name.lower():
            found.append(Hit("customer", AMELIA.customer_id, AMELIA.name, "•••• 0142"))
        return tuple(found)

    def tiles(self, category: str) -> tuple[Tile, ...]:
        shown = SHELF if category == "c0" else SHELF[:3]
        return tuple(Tile(p.sku, p.name, p.price_minor, stock * 1000, 3000, p.image) for p, stock in shown)

    def suspend(self, basket: Basket, label: str) -> None:
        if self.failing is not None:
            raise self.failing
        self.held[basket.basket_id] = basket
        self.labels[basket.basket_id] = label

    def discard(self, held_id: str, approved_by: str = "") -> tuple[Basket, str]:
        basket = self.held.pop(held_id)
        self.voided.append(basket)
        return replace(basket, basket_id=self.new_id()), self.labels[held_id]

    def suspended(self) -> tuple[Held, ...]:
        return tuple(
            Held(
                basket_id,
                "14:20",
                "Maya K.",
                sum(line.qty_milli // 1000 for line in basket.lines),
                _total(basket),
                self.labels.get(basket_id, ""),
                basket.lines[0].product.name if basket.lines else "",
                1 if basket_id in self.elsewhere else 0,
            )
            for basket_id, basket in self.held.items()
        )

    def check_pin(self, staff_id: str, pin: str) -> PinAnswer:
        return PinAnswer("right") if pin == "2468" else PinAnswer("wrong", tries_left=4)

    def shop(self) -> SellShop:
        return SellShop(
            find_code=self.find_code,
            price=price,
            search=self.search,
            categories=lambda: tuple(Category(f"c{n}", name, n == 0) for n, name in enumerate(CATEGORIES)),
            tiles=self.tiles,
            keep_draft=self.kept.append,
            new_id=self.new_id,
            next_receipt=lambda: "2-004117",
            shopper=lambda customer_id: AMELIA if customer_id == "amelia" else None,
            earns=lambda priced: priced.total_minor // 100 if priced.basket.customer_id else None,
            suspend=self.suspend,
            suspended=self.suspended,
            resume=lambda held_id: self.held.pop(held_id),
            discard=self.discard,
            void=lambda basket, approved_by: self.voided.append(basket),
            staff=lambda: self.staff,
            colleagues=lambda: (MAYA, INES, TOM),
            check_pin=self.check_pin,  # type: ignore[arg-type]
            why_not=lambda name: self.missing.get(name, ""),
            do=lambda name, key: self.done.append((name, key)),
            run_job=job,
            money=pounds,
            currency="GBP",
            sentence=lambda failure: f"Sentence for {failure.code}.",
            sound=self.sounds.append,
            variants=lambda sku: tuple(
                Variant(tee.sku, tee.name, tee.options, tee.price_minor, stock * 1000, category="Base layers")
                for stock, tee in enumerate(TEES)
            ),
            goods=self.goods,
            offers=self.offers,
            open_item=lambda: "REPAIR",
            usual_size=lambda customer_id, category: {"amelia": "M"}.get(customer_id, ""),
            is_offline=lambda: self.offline,
            lacks_weight=lambda line: line.product.kind == "weighed",
            serial_of=lambda code: code.removeprefix("(21)"),
            is_out=lambda line: line.serial in self.out,
            born_by=lambda years: f"21 November {2026 - years}",
            refuse_age=lambda basket_id, years: self.refused.append((basket_id, years)),
        )


def pounds(minor: int) -> str:
    return money_text(minor, "GBP")


def _total(basket: Basket) -> int:
    return price(basket).total_minor
