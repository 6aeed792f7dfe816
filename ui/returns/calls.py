"""What the return page asks of the till; what may take its time is run as a job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos.domain.basket import Basket, Line
from pos.domain.failures import Refused, Unavailable
from pos.domain.priced import PricedBasket
from pos.domain.sale import Sale
from pos.domain.staff import Right
from pos.domain.tender import Tender
from pos.services.return_find import Returnable
from pos.services.return_ways import LedgerWays, Way
from pos.services.returns import ReturnAsked
from ui.pay.card_calls import CardCalls
from ui.returns.order_calls import OrderCalls
from ui.run_job import RunJob
from ui.signin.view import PinAnswer
from ui.widgets.approval_view import Approver


@dataclass(frozen=True, slots=True)
class ReturnCalls:
    """`orders` is what online orders need. `find` and `open` look sales up; `lines`, `price` and `tenders` say what a
    return gives back and how, `ledgers` what accounts at the hub can take back, of a customer's id and the money that
    the shop holds.
    `joined` says that there is a hub: then `look_up` asks it for a receipt and `hold` keeps goods for an exchange from
    other tills; both are jobs. `prepare` is asked before money moves: it gives the card payments that a terminal gives
    back first (`card`), and keeps the return aside while it does; `forget` drops one of which no money moved, `held`
    says that one stays aside.
    `needed` are the rights that the person at the till lacks for it, `approve` asks somebody's PIN for them. `refund`
    writes it down and is a job; `completed` shows the refund, `exchange` puts lines into the basket that is being rung
    up, for the customer of the id where there is one. `picture` is a path or empty, `barcode` the first of a SKU.
    """

    orders: OrderCalls
    find: Callable[[str], tuple[Sale, ...]]
    joined: Callable[[], bool]
    look_up: Callable[[str], object]
    hold: Callable[[Basket], None]
    open: Callable[[str], Returnable]
    lines: Callable[[Sequence[ReturnAsked]], tuple[Line, ...]]
    basket: Callable[[str, tuple[Line, ...]], Basket]
    price: Callable[[Basket], PricedBasket]
    tenders: Callable[[PricedBasket, Way], tuple[Tender, ...]]
    ledgers: Callable[[str, Sequence[Tender]], LedgerWays]
    needed: Callable[[PricedBasket, Sequence[Tender]], tuple[Right, ...]]
    goods: Callable[[str], Line]
    sku_of: Callable[[str], str]
    prepare: Callable[[Basket, tuple[Tender, ...]], tuple[Tender, ...]]
    forget: Callable[[str], bool]
    held: Callable[[], None]
    card: CardCalls | None
    ask_yes: Callable[[Right, Callable[[str], None]], None]
    money: Callable[[int], str]
    refund: Callable[[Basket, tuple[Tender, ...]], Sale]
    completed: Callable[[Sale], None]
    exchange: Callable[[tuple[Line, ...], str], None]
    approvers: Callable[[tuple[Right, ...]], tuple[Approver, ...]]
    approve: Callable[[tuple[Right, ...], str, str, str], PinAnswer]
    new_id: Callable[[], str]
    run_job: RunJob
    sound: Callable[[str], None]
    sentence: Callable[[Refused | Unavailable], str]
    clock_ms: Callable[[], int]
