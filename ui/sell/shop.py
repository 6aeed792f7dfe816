"""What the Sell screen asks of the rest of the till, as plain callables, and the facts they bring."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.staff import Right, Staff
from pos.services.balances import Freshness
from pos.services.mailed_offers import MailedOffer
from ui.run_job import RunJob
from ui.sell.view import HitKind
from ui.signin.view import PinAnswer


@dataclass(frozen=True, slots=True)
class Category:
    """One button over the tiles; `favourites` marks the first one with its icon."""

    category_id: str
    name: str
    favourites: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A product to touch. `stock_milli` is None where nobody counts it; `low_milli` is when it becomes amber.

    `as_of` is the time of day that an `aging` count is from.
    """

    sku: str
    name: str
    price_minor: int
    stock_milli: int | None = None
    low_milli: int = 3000
    picture: str = ""
    freshness: Freshness = "fresh"
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the SKUs that a product comes in; `options` are words such as `Slate · M`."""

    sku: str
    name: str
    options: str
    price_minor: int
    stock_milli: int | None = None
    low_milli: int = 2000
    picture: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion that some pieces of one product get by themselves: what it is called, from how many pieces on, and
    what those pieces then cost."""

    name: str
    pieces: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Goods:
    """One product in full, for whoever wants to know before it is sold. `barcodes` are its own, smallest first."""

    sku: str
    name: str
    options: str
    price_minor: int
    category: str = ""
    barcodes: tuple[str, ...] = ()
    stock_milli: int | None = None
    low_milli: int = 3000
    freshness: Freshness = "fresh"
    as_of: str = ""
    picture: str = ""
    has_variants: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `key` is a SKU, a customer's or an order's id, or a receipt number."""

    kind: HitKind
    key: str
    name: str
    detail: str = ""
    price_minor: int | None = None
    stock_milli: int | None = None
    has_variants: bool = False


@dataclass(frozen=True, slots=True)
class Shopper:
    """The customer of a basket as the till knows them; `points` is None outside a programme.

    `as_of` is the time of day that an `aging` balance is from.
    """

    customer_id: str
    name: str
    tier: str = ""
    points: int | None = None
    freshness: Freshness = "fresh"
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A suspended basket in a list; `when` is a time of day in words, `goods` what is in it, most of all first, `till`
    the number of another till that put it aside."""

    held_id: str
    when: str
    who: str
    pieces: int
    total_minor: int
    label: str = ""
    goods: str = ""
    till: int = 0


@dataclass(frozen=True, slots=True)
class SellShop:
    """The operations behind the screen. Those that write return at once (`keep_draft`) or run as jobs.

    `find_code` gives a line of one piece, Refused when the code says nothing, or `has_variants` (with the `sku`) when
    one of its `variants` has to be chosen; goods without a fixed price come without one. `price` may refuse as well.
    `why_not` says why an action cannot be taken here (empty: it can), `do` takes those that lie outside this screen:
    `customer`, `customer_page`, `return`, `drawer`, `open_item`, `sale`. `colleagues` are all who have a PIN here.
    `is_offline` says that no basket of another till can be taken up.
    `allowed` goes on with the id of whoever said yes where the person here may not do it alone; `void` and `discard`
    take that id.
    `for_members` are the ids of promotions that only some customers are given. `suspend` takes a label too; `discard`
    strikes a suspended basket and gives it back with that label, for whoever wants it again. `offers` are asked for a
    line of one piece and the id of a customer, `usual_size` for a customer's id and a category; it may be empty.
    `lacks_weight`: goods by weight whose code did not say it. `serial_of` is the serial number in a scanned code,
    `is_out` whether the piece of a line was sold here before. `born_by` is the last day of birth of who is so many
    years old, in words; `refuse_age` writes down that a buyer of a basket was not.
    """

    find_code: Callable[[str], Line]
    price: Callable[[Basket], PricedBasket]
    search: Callable[[str], tuple[Hit, ...]]
    categories: Callable[[], tuple[Category, ...]]
    tiles: Callable[[str], tuple[Tile, ...]]
    keep_draft: Callable[[Basket], None]
    new_id: Callable[[], str]
    next_receipt: Callable[[], str]
    shopper: Callable[[str], Shopper | None]
    earns: Callable[[PricedBasket], int | None]
    suspend: Callable[[Basket, str], None]
    suspended: Callable[[], tuple[Held, ...]]
    resume: Callable[[str], Basket]
    discard: Callable[[str, str], tuple[Basket, str]]
    void: Callable[[Basket, str], None]
    staff: Callable[[], Staff]
    colleagues: Callable[[], tuple[Staff, ...]]
    check_pin: Callable[[str, str], PinAnswer]
    why_not: Callable[[str], str]
    do: Callable[[str, str], None]
    run_job: RunJob
    money: Callable[[int], str]
    currency: str
    sentence: Callable[[Refused | Unavailable], str]
    sound: Callable[[str], None]
    variants: Callable[[str], tuple[Variant, ...]]
    goods: Callable[[str], Goods]
    offers: Callable[[Line, str], tuple[Offer, ...]]
    open_item: Callable[[], str]
    usual_size: Callable[[str, str], str]
    lacks_weight: Callable[[Line], bool]
    serial_of: Callable[[str], str]
    is_out: Callable[[Line], bool]
    born_by: Callable[[int], str]
    refuse_age: Callable[[str, int], None]
    is_offline: Callable[[], bool]
    for_members: Callable[[], frozenset[str]] = frozenset
    unlocked_by: Callable[[str], tuple[str, ...]] = lambda code: ()
    mailed: Callable[[str], tuple[MailedOffer, ...]] = lambda customer_id: ()
    day: Callable[[str], str] = lambda at: at[:10]
    claim_coupons: Callable[[Basket], None] = lambda basket: None
    release_coupon: Callable[[str, str], None] = lambda code, basket_id: None
    allowed: Callable[[Right, Callable[[str], None]], None] = lambda right, go_on: go_on("")
