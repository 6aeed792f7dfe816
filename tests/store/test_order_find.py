"""The online order that goods come back of: by number, by the customer's QR, by e-mail and postcode together."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.failures import Refused
from pos.services.order_find import find_orders, open_order
from pos.services.order_return import LineBack, amount_of, return_order
from pos.services.pickup_hand_over import HandOver, hand_over
from pos.services.shift import open_shift
from pos.services.till import Till
from tests.store.shop import Clock
from tests.ui.pickup_desk import a_code, keep_orders, line, waiting

ORDER, WAITS = 88_231, 88_240
CONTACT = {"email": "Amelia@example.org", "postcode": "YO1 9QL"}
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


@pytest.fixture
def desk(shop: Till) -> Till:
    """Two caps at 10.01 in all and a map at 5.00, of which the caps were fetched; and an order that waits."""
    open_shift(shop, 0, "sofia")
    lines = [line(1, "CAP", "Cap", 2, total_minor=10_01), line(2, "MAP", "Map", total_minor=5_00)]
    keep_orders(
        shop,
        waiting(shop, ORDER, "Amelia Okafor", 15_01, "A1", 1, lines=lines, **CONTACT),
        waiting(shop, WAITS, "Amelia Okafor", 24_00, "A2", 1, **CONTACT),
    )
    hand_over(shop, HandOver(ORDER, {1: 2}, proof="manager", bag_scanned=True), "sofia")
    return shop


@pytest.mark.parametrize(
    "text", [f"N-{ORDER}", "8231", "amelia@EXAMPLE.org YO1 9QL", "yo19ql Amelia@example.org", f"  n-{ORDER} "]
)
def test_an_order_is_found_by_its_number_and_by_contact(desk: Till, text: str) -> None:
    assert [order.order_id for order in find_orders(desk, text)] == [ORDER]


@pytest.mark.parametrize(
    "text", ["", "31", "Amelia", "amelia@example.org", "amelia@example.org YO1 9QX", "%_%", "@ YO1", f"{WAITS}"]
)
def test_part_of_a_number_or_of_the_contact_finds_nothing(desk: Till, text: str) -> None:
    assert find_orders(desk, text) == ()


def test_what_was_handed_over_can_come_back_once(desk: Till) -> None:
    found = open_order(desk, f"N-{ORDER}")
    return_order(desk, ORDER, {1: LineBack(1, "Too small")}, "sofia")

    after = open_order(desk, f"n-{ORDER}")

    assert [(one.line.line, one.left, one.handed_over) for one in found.lines] == [(1, (1, 2), 2)]
    assert amount_of(found, {1: 1}) == {1: 5_01}
    assert [one.left for one in after.lines] == [(2,)]
    assert (amount_of(after, {1: 1}), amount_of(after, {1: 0}), after.is_over) == ({1: 5_00}, {}, False)


@pytest.mark.parametrize(("named", "kept"), [("sofia", None), ("maya", "maya")])
def test_an_order_taken_back_names_who_approved_it_unless_nobody_else_did(
    desk: Till, named: str, kept: str | None
) -> None:
    with pytest.raises(Refused, match="unknown_staff"):
        return_order(desk, ORDER, {1: LineBack(1, "Too small")}, "sofia", "zed")

    return_order(desk, ORDER, {1: LineBack(1, "Too small")}, "sofia", named)

    with desk.store.read() as tx:
        [told] = [entry.content for _n, entry in tx.journal.read() if entry.kind == "order_returned"]
    assert told.get("approved_by") == kept


def test_the_days_count_from_the_day_it_was_fetched(desk: Till, clock: Clock) -> None:
    clock.moment += timedelta(days=40)

    assert open_order(desk, f"N-{ORDER}").days == 40


@pytest.mark.parametrize("age", [0, 60])
def test_the_customers_code_opens_it_however_old_it_is(desk: Till, clock: Clock, age: int) -> None:
    digits = a_code(desk, ORDER)
    clock.moment += timedelta(days=age)

    assert open_order(desk, digits).order.order_id == ORDER


def test_what_cannot_be_opened_says_why(desk: Till) -> None:
    asked = {
        a_code(desk, ORDER, signer=STRANGER): "code_not_genuine",
        a_code(desk, ORDER, kid=9): "code_key_unknown",
        a_code(desk, ORDER, store=2): "order_of_other_store",
        a_code(desk, 99_999): "unknown_order",
        f"N-{WAITS}": "order_not_collected",
        a_code(desk, WAITS): "order_not_collected",
        "N-1": "unknown_order",
    }

    codes = []
    for text in asked:
        with pytest.raises(Refused) as no:
            open_order(desk, text)
        codes.append(no.value.code)

    assert codes == list(asked.values())
