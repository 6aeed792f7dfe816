"""Offers that a customer was sent, as far as this till knows them: what may be shown and applied when they buy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pos.domain.coupon_token import mark_of, parse_coupon
from pos.domain.customer import Event
from pos.domain.promotion import Promotion
from pos.domain.validity import has_come, moment
from pos.services.customer import OVER
from pos.services.till import Till
from pos.store.store import Tx

MOST = 20


@dataclass(frozen=True, slots=True)
class MailedOffer:
    """An offer that still stands and whose promotion this till has. `words` are those of the mail, else its name.

    `coupon` is what unlocks it, empty where it is chosen or comes by itself (`auto`); `until` is a moment or empty.
    """

    promotion_id: str
    words: str
    coupon: str
    auto: bool
    until: str


def mailed_offers(till: Till, customer_id: str, now: datetime) -> tuple[MailedOffer, ...]:
    """What this customer was offered, newest first, each promotion once."""
    with till.store.read() as tx:
        return tuple(_standing(tx, tx.timelines.of_kind(customer_id, "offer", MOST), now))


def coupon_promotions(till: Till, code: str) -> tuple[str, ...]:
    """The promotions that a code unlocks: a shared one, whatever its letters look like, or a personal one; none for any
    other text. Whether a personal one is taken is found out by pricing."""
    token = parse_coupon(code)
    with till.store.read() as tx:
        promotions = tx.prices.rules().promotions
        if token is not None:
            return tuple(p.promotion_id for p in promotions if mark_of("promotion", p.promotion_id) == token.promotion)
        return tuple(one.promotion_id for one in _unlocked(promotions, code))


def _standing(tx: Tx, events: Iterable[Event], now: datetime) -> Iterable[MailedOffer]:
    promotions = {one.promotion_id: one for one in tx.prices.rules().promotions}
    told: set[str] = set()
    for event in events:
        promotion = promotions.get(event.promotion) or next(_unlocked(promotions.values(), event.code), None)
        ended = event.state in OVER or (event.until and has_come(moment(event.until), now))
        if promotion is None or ended or promotion.promotion_id in told:
            continue
        told.add(promotion.promotion_id)
        words = event.words or promotion.name
        yield MailedOffer(promotion.promotion_id, words, promotion.when.coupon, promotion.auto, event.until)


def _unlocked(promotions: Iterable[Promotion], code: str) -> Iterator[Promotion]:
    """Those that a shared code unlocks, however it is typed."""
    asked = code.strip().casefold()
    return (one for one in promotions if asked and one.when.coupon.casefold() == asked)
