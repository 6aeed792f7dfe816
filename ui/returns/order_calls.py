"""What the return page asks of the till about online orders; what may take its time is run as a job."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pos.domain.pickup_order import PickupOrder
from pos.domain.staff import Right
from pos.services.order_find import ReturnableOrder
from pos.services.order_return import LineBack, OrderBack, RefundTo
from pos.services.return_ways import LedgerWays


@dataclass(frozen=True, slots=True)
class OrderCalls:
    """`find` looks orders up that were handed over here, `open` one of them by its number or its customer's code;
    `amounts` is what was paid for so many units, by line. `ledgers` says of a customer's id whether there can be store
    credit, `needed` which rights the person at the till lacks. `give_back` is a job: what comes back, who gives the
    money, and who allowed it."""

    find: Callable[[str], tuple[PickupOrder, ...]]
    open: Callable[[str], ReturnableOrder]
    amounts: Callable[[ReturnableOrder, Mapping[int, int]], dict[int, int]]
    ledgers: Callable[[str], LedgerWays]
    needed: Callable[[ReturnableOrder, RefundTo], tuple[Right, ...]]
    give_back: Callable[[int, Mapping[int, LineBack], RefundTo, str], OrderBack]
