"""What the Pay screen asks of the card terminal, as plain callables."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pos.domain.card import Attempt
from pos.domain.priced import PricedBasket
from pos.domain.tender import Tender
from pos.services.card import Heard
from ui.run_job import RunJob


@dataclass(frozen=True, slots=True)
class CardCalls:
    """`talk` (with a wallet's code, or none) and `ask` wait for the terminal and run by `run_terminal`, beside the jobs
    that write; `cancel` may be called meanwhile. `is_wallet` says whether a scanned code is one of a phone that pays.
    `standing` and `open` are look-ups of a basket: what cards have paid, and what is in doubt. `to_give_back` are the
    payments that a basket of returns gives back at a terminal, besides what is given back already; Refused when the
    refund would be. Without a terminal what is in doubt can only be decided.
    """

    name: str
    has_terminal: bool
    begin: Callable[[str, int], Attempt]
    begin_reversal: Callable[[str, str, int], Attempt]
    talk: Callable[[Attempt, str], Heard]
    keep_heard: Callable[[str, Heard], Attempt]
    ask: Callable[[str], Heard]
    keep_asked: Callable[[str, Heard], Attempt]
    decide: Callable[[str, Literal["approved", "declined"], str], Attempt]
    cancel: Callable[[str], None]
    to_give_back: Callable[[PricedBasket, tuple[Tender, ...]], tuple[Tender, ...]]
    standing: Callable[[str], tuple[Tender, ...]]
    open: Callable[[str], Attempt | None]
    may_decide: Callable[[], bool]
    run_terminal: RunJob
    time: Callable[[str], str]
    is_wallet: Callable[[str], bool] = lambda _code: False
