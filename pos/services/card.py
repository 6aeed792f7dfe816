"""Payments at the card terminal: written down before anything is sent, asked about before anything is tried again.

Each step is a transaction of its own, with the talk to the terminal between them and no transaction open:
`begin_payment` (CREATED, then SENT), `talk`, `keep_heard`; later `ask` and `keep_asked`, or `decide`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from pos.devices.terminal import Charge, Terminal
from pos.devices.terminal_drivers import open_terminal
from pos.domain import card
from pos.domain.card import Answer, Attempt
from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.domain.tender import Tender
from pos.services import card_money
from pos.services.journal import write_down
from pos.services.staff import check_approval
from pos.services.till import Till
from pos.store.store import Tx

KIND = "card_attempt"
MOST_ASKED_AGAIN = 10
"""Decisions of persons that the terminal is asked about at one time."""
Heard = Answer | Unavailable
"""What came of talking to a terminal: its answer, or that there was none."""


def terminal_of(till: Till) -> Terminal | None:
    """The card terminal of the set-up, None where a card is approved elsewhere; Unavailable `terminal_missing`."""
    return open_terminal(till.setup.terminal, till.home)


def card_tenders(till: Till, basket_id: str) -> tuple[Tender, ...]:
    """What was approved for a basket and stands, also after a crash or in a basket that was put aside."""
    with till.store.read() as tx:
        return card_money.card_tenders(tx, basket_id)


def open_attempts(till: Till, basket_id: str = "") -> tuple[Attempt, ...]:
    """Attempts without an end, of one basket or of all."""
    with till.store.read() as tx:
        return tx.cards.open(basket_id)


def begin_payment(till: Till, basket_id: str, amount_minor: int, staff: str) -> Attempt:
    """A new payment, ready to be sent. Refused `card_in_doubt` while the basket has one without an end,
    `bad_amount` for nothing."""
    if amount_minor <= 0:
        raise Refused("bad_amount", value=str(amount_minor))
    new = Attempt(till.new_id(), basket_id, "payment", amount_minor, till.setup.currency, till.setup.terminal)
    return _begin(till, new, staff)


def begin_reversal(till: Till, basket_id: str, reference: str, amount_minor: int, staff: str) -> Attempt:
    """Giving back (a part of) the payment `reference` for this basket: its own, or that of a sale that is returned.

    Refused `bad_amount`, `unknown_card_payment` when no such payment of this till has so much left, and
    `card_in_doubt`, also while nobody knows whether another basket has given some of it back.
    """
    if amount_minor <= 0:
        raise Refused("bad_amount", value=str(amount_minor))
    with till.store.read() as tx:
        paid = tx.cards.payment(reference)
    if paid is None or paid.amount_minor < amount_minor:
        raise Refused("unknown_card_payment")
    new = Attempt(
        till.new_id(), basket_id, "reversal", amount_minor, till.setup.currency, paid.terminal, reference=reference
    )
    return _begin(till, new, staff)


def talk(terminal: Terminal, attempt: Attempt, wallet_code: str = "") -> Heard:
    """Send an attempt and wait; nothing is written here, and nothing that goes wrong is lost.

    A wallet's payment goes the same way as a card's, and so it is asked about, decided and given back: its code is
    needed only here.
    """
    charge = Charge(attempt.attempt_id, attempt.amount_minor, attempt.currency, attempt.reference, wallet_code)
    return _heard(lambda: (terminal.pay if attempt.what == "payment" else terminal.reverse)(charge))


def ask(terminal: Terminal, attempt_id: str) -> Heard:
    """What became of an attempt, from the terminal's own memory."""
    return _heard(lambda: terminal.ask(attempt_id))


def keep_heard(till: Till, attempt_id: str, heard: Heard, staff: str) -> Attempt:
    """What came of sending it. Where nothing left the till it is over; where nobody answered it is UNKNOWN."""
    if isinstance(heard, Unavailable) and heard.code == "terminal_unreachable":
        heard = Answer("cancelled", reason=card.NEVER_SENT)
    return keep_asked(till, attempt_id, heard, staff)


def keep_asked(till: Till, attempt_id: str, heard: Heard, staff: str) -> Attempt:
    """What came of asking about it; the same answer again changes nothing."""
    if isinstance(heard, Unavailable):
        return _step(till, attempt_id, card.unanswered, staff)
    return _step(till, attempt_id, lambda attempt: card.answered(attempt, heard), staff)


def decide(
    till: Till, attempt_id: str, outcome: Literal["approved", "declined"], staff: str, approved_by: str = ""
) -> Attempt:
    """What somebody reads on a terminal that does not answer; journalled with the name of who may say so.

    Refused `approval_needed`, `own_approval`, `approval_not_allowed`. An answer that came first stands.
    """
    with till.store.read() as tx:
        check_approval(tx, staff, "decide_card_payment", approved_by)

    def change(attempt: Attempt) -> Attempt:
        doubted = card.unanswered(attempt)
        return card.decided(doubted, outcome, approved_by or staff)

    return _step(till, attempt_id, change, staff)


def resolve(
    till: Till, terminal: Terminal | None, staff: str, in_flight: Sequence[Attempt] | None = None
) -> tuple[Attempt, ...]:
    """Ask about everything that was in flight; what was never sent is dropped. How each stands now.

    `in_flight` are those of a moment before, so that a payment begun meanwhile is left alone. Without a terminal
    nobody can be asked: those stay in doubt until somebody decides.
    """
    found = []
    for attempt in open_attempts(till) if in_flight is None else in_flight:
        if not attempt.in_doubt:
            drop_unsent(till, attempt.attempt_id)
        elif terminal is not None:
            found.append(keep_asked(till, attempt.attempt_id, ask(terminal, attempt.attempt_id), staff))
        else:
            found.append(attempt)
    return tuple(found)


def check_decisions(till: Till, terminal: Terminal, staff: str) -> tuple[Attempt, ...]:
    """Ask about what persons had put down as declined; those that the terminal has approved after all.

    Such money is kept like any approval: it pays for its basket, or is given back. What it declined too is written
    down as its own word, and not asked about again.
    """
    with till.store.read() as tx:
        doubtful = tx.cards.put_down_as_declined(MOST_ASKED_AGAIN)
    found = []
    for attempt in doubtful:
        heard = ask(terminal, attempt.attempt_id)
        if isinstance(heard, Unavailable):
            break
        after = card.found_approved(attempt, heard)
        if after == attempt:
            after = replace(attempt, decided_by="", reason=heard.reason)
        with till.store.write() as tx:
            _write(tx, till, after, staff)
        if after.state == "approved":
            found.append(after)
    return tuple(found)


def is_sold(till: Till, attempt: Attempt) -> bool:
    """Whether the basket of this attempt is a sale already."""
    with till.store.read() as tx:
        return tx.sales.get(attempt.basket_id) is not None


def drop_unsent(till: Till, attempt_id: str) -> None:
    """Forget an attempt of which nothing left the till."""
    with till.store.write() as tx:
        if (attempt := tx.cards.get(attempt_id)) is not None and attempt.state == "created":
            tx.cards.drop(attempt_id)


def charge(till: Till, terminal: Terminal, basket_id: str, amount_minor: int, staff: str) -> Attempt:
    """A whole payment, one step after the other."""
    attempt = begin_payment(till, basket_id, amount_minor, staff)
    return keep_heard(till, attempt.attempt_id, talk(terminal, attempt), staff)


def refund(till: Till, terminal: Terminal, basket_id: str, reference: str, amount_minor: int, staff: str) -> Tender:
    """Give (a part of) a sale's card payment back at the terminal, for the basket of a return; the tender for it.

    `reference` is the original tender's. Asked again for the same basket, payment and amount it gives the same tender
    and moves no money. Refused `unknown_card_payment`, `card_in_doubt`, `card_back_refused`; Unavailable
    `terminal_silent`: then the attempt is UNKNOWN and the return is not completed before it has an end.
    """
    with till.store.read() as tx:
        back = tx.cards.given_back(basket_id)
    for done in back:
        if (done.takes_back, done.amount_minor) == (reference, amount_minor):
            return Tender(card_money.CARD, -amount_minor, done.reference)
    attempt = begin_reversal(till, basket_id, reference, amount_minor, staff)
    attempt = keep_heard(till, attempt.attempt_id, talk(terminal, attempt), staff)
    if attempt.in_doubt:
        raise Unavailable("terminal_silent")
    if attempt.state != "approved":
        raise Refused("card_back_refused", why=attempt.reason)
    return Tender(card_money.CARD, -amount_minor, attempt.reference)


def _begin(till: Till, new: Attempt, staff: str) -> Attempt:
    with till.store.write() as tx:
        if any(_clashes(one, new) for one in tx.cards.open()):
            raise Refused("card_in_doubt")
        tx.cards.keep(new)
    return _step(till, new.attempt_id, lambda attempt: card.sent(attempt, stamp(till.now())), staff)


def _clashes(one: Attempt, new: Attempt) -> bool:
    """Whether `new` must wait until it is known how `one` ended."""
    same_money = one.what == new.what == "reversal" and one.reference == new.reference
    return one.basket_id == new.basket_id or same_money


def _step(till: Till, attempt_id: str, change: Callable[[Attempt], Attempt], staff: str) -> Attempt:
    """One step of an attempt and its entry, both or neither; one that is over stays as it ended."""
    with till.store.write() as tx:
        before = tx.cards.get(attempt_id)
        if before is None:
            ended = tx.cards.ended(attempt_id)
            if ended is None:
                raise Refused("unknown_card_payment")
            return ended
        after = change(before)
        if after != before:
            _write(tx, till, after, staff)
    return after


def _write(tx: Tx, till: Till, attempt: Attempt, staff: str) -> None:
    body = {
        "attempt": attempt.attempt_id,
        "basket": attempt.basket_id,
        "what": attempt.what,
        "state": attempt.state,
        "amount_minor": attempt.amount_minor,
        "currency": attempt.currency,
        "terminal": attempt.terminal,
        "reference": attempt.reference,
        "reason": attempt.reason,
        "decided_by": attempt.decided_by,
    }
    write_down(tx, till, KIND, body, staff)
    tx.cards.keep(attempt)


def _heard(call: Callable[[], Answer]) -> Heard:
    try:
        return call()
    except Unavailable as silence:
        return silence
