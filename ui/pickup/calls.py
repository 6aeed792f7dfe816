"""What the pickup screens ask of the till; what may take its time is run as a job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pos.domain.pickup_order import PickupOrder
from pos.domain.staff import Right
from pos.services.pickup_hand_over import HandedOver, HandOver
from pos.services.pickup_verify import Checked, CodeAnswer
from pos.store.pickups import HandOverRecord
from pos.store.stores import KnownStore
from ui.pickup.queue_views import QueueFacts
from ui.signin.view import PinAnswer
from ui.widgets.approval_view import Approver


@dataclass(frozen=True, slots=True)
class PickupCalls:
    """`queue` reads every order that is open and is a job; those after it are indexed look-ups and are answered at
    once, as a scan wants it.

    `verify` judges a token, `looked_up` an order without one; `find` (Refused `unknown_order`) knows orders by number.
    `of_items` makes what is known of an order that is not here, of its code and units by SKU, and says whether they are
    all that the code is for. `sku_of` gives the product of a scanned code, empty when there is none. `sell` puts goods
    into the basket. Quantities are thousandths.
    """

    queue: Callable[[], QueueFacts]
    order: Callable[[int], PickupOrder | None]
    find: Callable[[str], PickupOrder]
    verify: Callable[[str], Checked]
    looked_up: Callable[[int], Checked]
    store: Callable[[int], KnownStore | None]
    of_items: Callable[[str, Mapping[str, int]], tuple[PickupOrder, bool]]
    sku_of: Callable[[str], str]
    bays: Callable[[], Sequence[str]]
    records: Callable[[int], Sequence[HandOverRecord]]
    monotonic_s: Callable[[], float]
    sound: Callable[[str], None]
    sell: Callable[[Sequence[str]], None]
    check_code: Callable[[int, str], CodeAnswer]
    pick: Callable[[int, int, int], object]
    short: Callable[[int, int, str], object]
    ready: Callable[[int, str], object]
    hand_over: Callable[[HandOver], HandedOver]
    undo: Callable[[str], object]
    print_list: Callable[[], object]
    print_label: Callable[[int], object]
    print_slip: Callable[[str], object]
    may: Callable[[Right], bool]
    approvers: Callable[[], tuple[Approver, ...]]
    approve: Callable[[str, str], PinAnswer]
