"""Two years of made-up customers hang together, whoever of them one looks at."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from pos.domain.customer_figures import FELL_THROUGH
from pos.domain.journal import stamp
from pos.domain.quantity import ONE
from pos.services.demo import FOLDER, demo_setup
from pos.services.demo_past import past_of
from sync.demo.history import Files, history
from sync.demo.shelf import colour_of, size_of
from sync.entities import Activity

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
BOUGHT, BACK = ("sale", "order"), ("return", "order_return")


@cache
def files() -> Files:
    return Files.of(FOLDER, demo_setup())


@cache
def made() -> tuple[Activity, ...]:
    return tuple(history(files(), NOW.astimezone(files().setup.time_zone)))


@cache
def by_customer() -> dict[str, list[Activity]]:
    found = defaultdict(list)
    for activity in sorted(made(), key=lambda one: one.at):
        found[activity.customer_id].append(activity)
    return dict(found)


def spent_minor(customer_id: str, since: str) -> int:
    """With what the other files say was bought."""
    prices = {sku: product.price_minor for sku, product in files().shelf.products.items()}
    told = sum(
        one.amount_minor
        for one in by_customer()[customer_id]
        if one.kind in BOUGHT + BACK and one.at >= since and one.state not in FELL_THROUGH
    )
    return told + sum(int(prices[sku] * float(qty)) for sku, qty in files().bought.get(customer_id, ()))


def test_the_same_files_on_the_same_day_make_the_same_history() -> None:
    again = history(Files.of(FOLDER, demo_setup()), NOW.astimezone(files().setup.time_zone))

    assert tuple(again) == made()


def test_everybody_has_a_history_and_no_two_things_one_id() -> None:
    ids = Counter(one.activity_id for one in made())

    assert set(by_customer()) == {row.customer_id for row in files().people}
    assert max(ids.values()) == 1
    assert len(files().people) == 300
    assert {one.kind for one in made()} >= {"sale", "order", "return", "order_return", "basket", "support", "task"}


def test_all_lies_in_the_past_and_nothing_before_the_customer_was_one() -> None:
    assert all(one.at < stamp(NOW) for one in made())
    for events in by_customer().values():
        first = min(one.at for one in events if one.kind in BOUGHT)
        assert events[0].kind == "message"
        assert events[0].at < first


def test_what_came_back_was_bought_before_at_that_price_and_never_more_of_it() -> None:
    returns = 0
    for events in by_customer().values():
        kept: Counter[str] = Counter()
        for one in events:
            for line in one.lines if one.kind in BOUGHT + BACK else ():
                price = files().shelf.products[line.sku].price_minor
                kept[line.sku] += line.qty_milli
                returns += one.kind in BACK
                assert kept[line.sku] >= 0, (one, line)
                assert line.amount_minor == (price * line.qty_milli + ONE // 2) // ONE
            if one.kind in BOUGHT + BACK:
                assert one.amount_minor == sum(line.amount_minor for line in one.lines)
                assert (one.amount_minor < 0) == (one.kind in BACK)
    assert returns > 100


def test_a_return_of_an_order_is_called_by_an_order_of_the_same_customer() -> None:
    for events in by_customer().values():
        orders = {one.ref for one in events if one.kind == "order"}
        assert {one.ref for one in events if one.kind == "order_return"} <= orders


def test_nobody_keeps_two_sizes_of_one_kind() -> None:
    for events in by_customer().values():
        kept: Counter[str] = Counter()
        for one in events:
            for line in one.lines if one.kind in BOUGHT + BACK else ():
                kept[line.sku] += line.qty_milli
        options = [files().shelf.products[sku].options for sku, milli in kept.items() if milli > 0]
        scales = defaultdict(set)
        for scale, size in map(size_of, options):
            scales[scale].add(size)
        assert all(len(sizes) == 1 for scale, sizes in scales.items() if scale), scales


@pytest.mark.parametrize("days", [0, 1])
def test_tiers_follow_the_spend_of_twelve_months_today_and_tomorrow(days: int) -> None:
    since = stamp(NOW + timedelta(days=days) - timedelta(days=365))
    steps = [("", 0), *((tier.name, tier.from_spend_minor) for tier in files().programme.tiers), ("nobody", 10**9)]

    for row in files().people:
        at = [name for name, _from in steps].index(row.tier)
        assert steps[at][1] <= spent_minor(row.customer_id, since) < steps[at + 1][1], row


def test_nobody_has_more_points_than_were_earned() -> None:
    for row in files().people:
        earning = files().programme.earning(row.tier)
        earned = spent_minor(row.customer_id, "") * earning.times_milli // 1000 // earning.points_per_minor
        assert 0 <= (row.points or 0) <= earned, row


def test_open_baskets_and_wishes_hold_goods_of_the_shop_at_their_price() -> None:
    lists = [one for one in made() if one.kind in ("basket", "wishlist")]

    assert len(lists) > 50
    for one in lists:
        assert one.activity_id == f"{one.kind}:webshop:{one.customer_id}"
        assert one.lines
        assert one.amount_minor == sum(files().shelf.products[line.sku].price_minor for line in one.lines)


def test_only_those_who_agreed_are_written_to_and_watched() -> None:
    agreed = {row.customer_id: dict(row.consents) for row in files().people}

    for one in made():
        if one.kind == "offer" or (one.kind == "message" and not one.ref and not one.words.startswith("Welcome")):
            assert agreed[one.customer_id].get("email"), one
        if one.kind == "visit":
            assert agreed[one.customer_id].get("profiling"), one


def test_childrens_things_are_bought_by_few() -> None:
    shelf = files().shelf.products
    buyers = {
        one.customer_id
        for one in made()
        if one.kind in BOUGHT and any("kids" in shelf[line.sku].tags for line in one.lines)
    }

    assert 0 < len(buyers) < len(files().people) // 4


def test_nobody_is_sold_what_a_note_says_against() -> None:
    against = {row.customer_id for row in files().people if "no down" in row.note.lower()}

    for customer_id in against:
        bought = [line.sku for one in by_customer()[customer_id] if one.kind in BOUGHT for line in one.lines]
        assert not any("down" in files().shelf.products[sku].tags for sku in bought)


def test_what_the_till_itself_sold_is_not_made_up_as_well() -> None:
    receipts = {one.ref for one in made() if one.kind == "sale"}

    assert past_of(FOLDER)
    assert not any(ref.startswith("N-2-") for ref in receipts)


@pytest.mark.parametrize(
    ("options", "size", "colour"),
    [
        ("Slate · M", ("letter", "M"), "Slate"),
        ("UK 6.5 · EU 40", ("foot", "UK 6.5"), ""),
        ("Berry · UK 10", ("dress", "UK 10"), "Berry"),
        ("Rust · UK 6–8", ("sock", "UK 6–8"), "Rust"),
        ("Navy · UK 8 kids · EU 26", ("child's foot", "UK 8 kids"), "Navy"),
        ("30 / R", ("waist", "30 / R"), ""),
        ("Moss · 3–4 years", ("age", "3–4 years"), "Moss"),
        ("Pine", ("", ""), "Pine"),
    ],
)
def test_a_size_is_told_from_a_colour(options: str, size: tuple[str, str], colour: str) -> None:
    assert (size_of(options), colour_of(options)) == (size, colour)
