"""What the screen after a sale asks of the rest of the till, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass

from pos.domain.failures import Refused, Unavailable
from pos.domain.receipt_block import Block
from pos.domain.sale import Sale
from ui.run_job import RunJob
from ui.sell.shop import Shopper


@dataclass(frozen=True, slots=True)
class CompleteShop:
    """`blocks` is the receipt as it would be printed; `print_receipt` prints it (`gift` without prices) as a job, and
    `reprint` prints a marked copy. `earned` gives the points this sale brought, negative when goods came back, None
    for none. `confirmed` says whether a hub counts them right away. `time` says a sale's moment on the wall clock.
    `why_not` says why `email`, `print`, `qr`, `gift`, `refund` or `reprint` cannot be used; `do` takes `email`, `qr`
    and `refund`, which lie outside this screen. `opened_drawer` says whether the drawer was told to open for a sale.
    """

    blocks: Callable[[Sale], tuple[Block, ...]]
    coins: Callable[[int], tuple[tuple[str, int], ...]]
    print_receipt: Callable[[Sale, bool], None]
    reprint: Callable[[Sale], None]
    shopper: Callable[[str], Shopper | None]
    earned: Callable[[Sale], int | None]
    confirmed: Callable[[], bool]
    opened_drawer: Callable[[Sale], bool]
    why_not: Callable[[str], str]
    do: Callable[[str, Sale], None]
    time: Callable[[str], str]
    run_job: RunJob
    money: Callable[[int], str]
    sentence: Callable[[Refused | Unavailable], str]
