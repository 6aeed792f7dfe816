"""What passes between a shop and a customer beside trade: mails, offers, visits of the site, reviews, questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos.domain.journal import stamp
from sync.demo.deals import Deal, moment
from sync.demo.documents import STORE, WEB_SHOP, line_of, new_id
from sync.demo.people import Person
from sync.demo.shelf import Shelf, fitting
from sync.entities import Activity

WELCOME = "Welcome to Northgate"
MAILS = (
    (9, "Winter layers, and how to wear them"),
    (38, "Repairs day this Saturday"),
    (77, "The autumn maps are here"),
    (131, "Tents on the lawn: come and lie down"),
    (203, "Before spring: look at your soles"),
    (297, "Ten short walks for short days"),
    (431, "What wool can do"),
    (566, "Your boots want wax"),
)
"""Days ago and subject of what was sent to those who agreed to mail."""
_READ_BY = 3
"""Every so many people got a mailing: those whom it concerned."""
_CASES = (
    ("mail", "The parcel says delivered, but it is not here.", "It was at your neighbour's; we are sorry."),
    ("web", "Can the boots be resoled?", "They can, twice. Bring them in, it takes ten days."),
    ("phone", "The zip of the jacket sticks.", "Please bring it: a zip repair is free in the first year."),
    ("phone app", "My points of last week are missing.", "They are there now: 24 hours is what it takes."),
    ("web", "Does the tent come with a groundsheet?", "It is sewn in; the footprint is extra."),
    ("mail", "Please send the receipt once more.", "It is attached."),
)
_OPINIONS = (
    "Warm and light, wore it all week.",
    "Comes out a little small, else very good.",
    "Kept me dry for six hours of rain.",
    "Good, but the colour is darker than the picture.",
    "Third one I own. Says it all.",
    "Does what it should.",
)
_REVIEW_IN, _CASE_IN = 9, 8


@dataclass(frozen=True, slots=True)
class Coupon:
    """A promotion that a code unlocks."""

    promotion: str
    name: str
    code: str


def contacts(
    person: Person, deals: Sequence[Deal], shelf: Shelf, coupons: Sequence[Coupon], now: datetime
) -> list[Activity]:
    """All that is not trade. Mailings and offers go to those who agreed to mail, and visits are known only of those who
    agreed to be remembered."""
    told = [_welcome(person), *_reviews(person, deals, now), *_case(person, now)]
    if person.agreed("email") and person.row.email:
        told += [*_mails(person, now), *_offers(person, coupons, now)]
    if person.agreed("profiling") and person.online_percent:
        told += _visits(person, shelf, now)
    return told


def _welcome(person: Person) -> Activity:
    """The oldest that is known of anybody."""
    channel, device = (WEB_SHOP, "mail") if person.row.email else (STORE, "")
    return Activity(
        activity_id=f"message:{new_id(person.customer_id, 'welcome')}",
        customer_id=person.customer_id,
        kind="message",
        channel=channel,
        at=stamp(person.since),
        device=device,
        state="sent" if device else "",
        words=WELCOME,
    )


def _mails(person: Person, now: datetime) -> Iterator[Activity]:
    chance = person.chance("mails")
    for days, subject in MAILS:
        if chance.randrange(_READ_BY) == 0:
            yield Activity(
                activity_id=f"message:{new_id(person.customer_id, subject)}",
                customer_id=person.customer_id,
                kind="message",
                channel=WEB_SHOP,
                at=stamp((now - timedelta(days=days)).replace(hour=8, minute=30, second=0, microsecond=0)),
                device="mail",
                state="sent",
                words=subject,
            )


def _offers(person: Person, coupons: Sequence[Coupon], now: datetime) -> Iterator[Activity]:
    """Codes that were mailed: some still to be used, some used, most forgotten."""
    chance = person.chance("offers")
    for coupon in coupons:
        days = chance.randint(3, 120)
        if chance.randrange(_READ_BY):
            continue
        at = moment(now, days, chance, online=True)
        until = at + timedelta(days=30)
        state = "sent" if until > now else chance.choice(("redeemed", "expired", "expired"))
        yield Activity(
            activity_id=f"offer:{new_id(person.customer_id, coupon.code)}",
            customer_id=person.customer_id,
            kind="offer",
            channel=WEB_SHOP,
            at=stamp(at),
            device="mail",
            state=state,
            words=coupon.name,
            code=coupon.code,
            promotion=coupon.promotion,
            until=until.date().isoformat(),
        )


def _visits(person: Person, shelf: Shelf, now: datetime) -> Iterator[Activity]:
    """What was looked at on the site in the last weeks."""
    chance = person.chance("visits")
    for n in range(chance.choice((0, 0, 1, 2))):
        model = chance.choice(shelf.models)
        seen = [product for product in fitting(model, person.sizes) if person.wears(product)]
        at = moment(now, chance.randint(1, 60), chance, online=True)
        yield Activity(
            activity_id=f"visit:{new_id(person.customer_id, 'visit', str(n))}",
            customer_id=person.customer_id,
            kind="visit",
            channel=WEB_SHOP,
            at=stamp(at),
            device=chance.choice(("web", "phone app")),
            lines=[line_of(product, 1) for product in seen[:1]],
        )


def _reviews(person: Person, deals: Sequence[Deal], now: datetime) -> Iterator[Activity]:
    """Words about what was bought, some weeks later."""
    chance = person.chance("reviews")
    for deal in deals:
        at = deal.at + timedelta(days=chance.randint(10, 35), minutes=chance.randint(0, 300))
        if chance.randrange(_REVIEW_IN) == 0 and at < now and person.row.email:
            product = chance.choice(deal.lines)[0]
            yield Activity(
                activity_id=f"review:{new_id(person.customer_id, stamp(deal.at), product.sku)}",
                customer_id=person.customer_id,
                kind="review",
                channel=WEB_SHOP,
                at=stamp(at),
                device="web",
                words=chance.choice(_OPINIONS),
                lines=[line_of(product, 1)],
            )


def _case(person: Person, now: datetime) -> Iterator[Activity]:
    """A question and its answer; the newest ones may still be open."""
    chance = person.chance("support")
    if chance.randrange(_CASE_IN) or not person.row.email:
        return
    days = chance.randint(1, 300)
    device, asked, answered = chance.choice(_CASES)
    at = moment(now, days, chance, online=True)
    is_open = days < 4
    ref = f"S-{20_000 - days * 11 - chance.randrange(10)}"
    case = Activity(
        activity_id=f"support:{ref}",
        customer_id=person.customer_id,
        kind="support",
        channel=WEB_SHOP,
        at=stamp(at),
        device=device,
        ref=ref,
        state="open" if is_open else "done",
        words=asked,
    )
    yield case
    if not is_open:
        yield Activity(
            activity_id=f"message:{ref}",
            customer_id=person.customer_id,
            kind="message",
            channel=WEB_SHOP,
            at=stamp(at + timedelta(hours=20)),
            device="mail",
            ref=ref,
            state="sent",
            words=answered,
        )
