"""Card payments of this till: those that have no end yet, and what the approved ones are worth."""

import json
from dataclasses import asdict
from typing import Any

from pos.domain.card import Attempt, Payment

_COLUMNS = "attempt, basket, what, amount_minor, currency, terminal, state, reference, reason, decided_by"
_SENT = "asked"
_PAID = "p.what = 'payment' AND p.state = 'approved'"
_REFERENCE = "CASE p.reference WHEN '' THEN p.attempt ELSE p.reference END"
"""A person's decision leaves a payment without a reference of the terminal: it goes by the attempt then."""
_TAKEN_BACK = (
    f"(SELECT sum(done.amount_minor) FROM fact_card_attempt {_SENT} JOIN fact_card_attempt done "
    f"ON done.attempt = {_SENT}.attempt AND done.state = 'approved' WHERE {_SENT}.n > p.n "
    f"AND {_SENT}.what = 'reversal' AND {_SENT}.state = 'sent' AND {_SENT}.reference = {_REFERENCE} "
    f"AND {_SENT}.terminal = p.terminal)"
)


class Cards:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    # What has no end yet

    def keep(self, attempt: Attempt) -> None:
        """Keep an attempt as it stands; one that is over is kept by the journal alone."""
        if attempt.is_over:
            self.drop(attempt.attempt_id)
            return
        self._driver.execute(
            "INSERT INTO local_card_work (attempt, basket, body) VALUES (?, ?, ?) "
            "ON CONFLICT (attempt) DO UPDATE SET body = excluded.body",
            (attempt.attempt_id, attempt.basket_id, json.dumps(asdict(attempt))),
        )

    def drop(self, attempt_id: str) -> None:
        self._driver.execute("DELETE FROM local_card_work WHERE attempt = ?", (attempt_id,))

    def get(self, attempt_id: str) -> Attempt | None:
        """An attempt that has no end yet."""
        return next(iter(self._open("attempt = ?", attempt_id)), None)

    def open(self, basket_id: str = "") -> tuple[Attempt, ...]:
        """All attempts without an end, or those of one basket, in the order they were begun."""
        return self._open("basket = ? OR ? = ''", basket_id, basket_id)

    def _open(self, where: str, *values: str) -> tuple[Attempt, ...]:
        found = self._driver.execute(f"SELECT body FROM local_card_work WHERE {where} ORDER BY attempt", values)
        return tuple(Attempt(**json.loads(body)) for (body,) in found.fetchall())

    # What is over

    def ended(self, attempt_id: str) -> Attempt | None:
        """The last step of an attempt that is over."""
        where = "attempt = ? AND state IN ('approved', 'declined', 'cancelled') ORDER BY n DESC LIMIT 1"
        return next(iter(self._steps(where, attempt_id)), None)

    def put_down_as_declined(self, limit: int) -> tuple[Attempt, ...]:
        """The newest attempts that a person, not the terminal, called declined, and nobody has found otherwise."""
        found = self._driver.execute(
            f"SELECT {_COLUMNS} FROM fact_card_attempt p WHERE state = 'declined' AND decided_by != '' AND NOT EXISTS "
            "(SELECT 1 FROM fact_card_attempt later WHERE later.attempt = p.attempt AND later.n > p.n) "
            "ORDER BY n DESC LIMIT ?",
            (limit,),
        )
        return tuple(Attempt(*row) for row in found.fetchall())

    def standing(self, basket_id: str) -> tuple[Payment, ...]:
        """What was approved for a basket and not taken back, oldest first."""
        return self._standing("p.basket = ?", basket_id)

    def payment(self, reference: str) -> Payment | None:
        """What is left of the payment of this reference; None where this till took none or nothing is left of it."""
        return next(iter(self._standing(f"{_REFERENCE} = ?", reference)), None)

    def given_back(self, basket_id: str) -> tuple[Payment, ...]:
        """What was given back for this basket of payments of other baskets, with the reversals' own references."""
        found = self._driver.execute(
            f"SELECT done.attempt, done.basket, done.amount_minor, done.reference, done.terminal, {_SENT}.reference "
            f"FROM fact_card_attempt done JOIN fact_card_attempt {_SENT} "
            f"ON {_SENT}.attempt = done.attempt AND {_SENT}.state = 'sent' "
            "WHERE done.basket = ? AND done.what = 'reversal' AND done.state = 'approved' "
            f"AND NOT EXISTS (SELECT 1 FROM fact_card_attempt p WHERE p.basket = done.basket AND {_PAID} "
            f"AND {_REFERENCE} = {_SENT}.reference) ORDER BY done.n",
            (basket_id,),
        )
        return tuple(Payment(*row) for row in found.fetchall())

    def any_of(self, basket_id: str) -> bool:
        """Whether a terminal was ever asked for this basket."""
        where = "SELECT 1 FROM fact_card_attempt WHERE basket = ? LIMIT 1"
        return self._driver.execute(where, (basket_id,)).fetchone() is not None

    def _standing(self, where: str, value: str) -> tuple[Payment, ...]:
        """Reversals come after their payment, so only what is newer is looked through for them."""
        found = self._driver.execute(
            f"SELECT p.attempt, p.basket, p.amount_minor - coalesce({_TAKEN_BACK}, 0) AS rest, {_REFERENCE}, "
            f"p.terminal, '' FROM fact_card_attempt p WHERE {_PAID} AND {where} AND rest > 0 ORDER BY p.n",
            (value,),
        )
        return tuple(Payment(*row) for row in found.fetchall())

    def _steps(self, where: str, *values: str) -> tuple[Attempt, ...]:
        found = self._driver.execute(f"SELECT {_COLUMNS} FROM fact_card_attempt WHERE {where}", values)
        return tuple(Attempt(*row) for row in found.fetchall())
