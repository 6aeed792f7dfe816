"""What the pickup screens ask, answered by the services."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pos.domain.pickup_order import PickupOrder
from pos.domain.pickup_scanned import scanned_line, scanned_order
from pos.domain.pickup_token import digest_of, parse_token
from pos.domain.staff import BUILT_IN, Right, may
from pos.services import pickup_hand_over, pickup_pick, pickup_print, pickup_queue, pickup_verify, staff
from pos.services.demo import PICTURES
from pos.services.pickup_hand_over import HandedOver, HandOver
from pos.store.stores import KnownStore
from ui.pickup.calls import PickupCalls
from ui.pickup.queue_views import QueueFacts
from ui.pickup.teller import Teller
from ui.pickup.words import PickupWords
from ui.session import Session
from ui.shift.operations import approvers
from ui.signin.view import PinAnswer

RIGHT: Right = "override_pickup"
"""What a manager is asked for at this desk; who may do that may also vouch for a customer."""
FIRST_BAG = 1


@dataclass(frozen=True)
class PickupOperations:
    """The till behind the pickup screens."""

    session: Session
    words: PickupWords

    def calls(self, *, sound: Callable[[str], None], sell: Callable[[Sequence[str]], None]) -> PickupCalls:
        """`sell` puts goods into the basket, which the window shows then."""
        till = self.session.till
        return PickupCalls(
            queue=self.queue,
            order=self.order,
            find=lambda text: pickup_queue.find_order(till, text),
            verify=lambda digits: pickup_verify.verify(till, digits),
            looked_up=lambda order_id: pickup_verify.check_order(till, order_id),
            store=self.store,
            of_items=self.of_items,
            sku_of=self.sku_of,
            bays=lambda: pickup_queue.bays(till).free,
            records=lambda order_id: pickup_queue.hand_overs(till, order_id),
            monotonic_s=time.monotonic,
            sound=sound,
            sell=sell,
            check_code=lambda order_id, code: pickup_verify.check_code(till, order_id, code),
            pick=self.pick,
            short=self.short,
            ready=self.ready,
            hand_over=self.hand_over,
            undo=self.undo,
            print_list=lambda: pickup_print.print_pick_list(till),
            print_label=lambda order_id: pickup_print.label(till, order_id),
            print_slip=lambda entry_id: pickup_print.print_slip(till, entry_id),
            may=self.may,
            approvers=lambda: approvers(self.session, RIGHT),
            approve=self.approve,
        )

    def teller(self) -> Teller:
        session, setup = self.session, self.session.till.setup
        return Teller(
            words=self.words,
            now=session.till.now,
            local=session.local,
            day=session.day,
            time=session.time,
            money=session.money,
            staff=self.staff_name,
            person=lambda: session.staff.short_name,
            picture=self.picture,
            store_name=setup.name,
            store_no=setup.store_no,
        )

    def queue(self) -> QueueFacts:
        till = self.session.till
        with till.store.read() as tx:
            line = tx.link.line()
        heard = line.talked_at if line is not None else ""
        orders = pickup_queue.grouped_queue(till)
        return QueueFacts(orders, pickup_queue.counts(till), pickup_queue.collected_today(till), heard)

    def order(self, order_id: int) -> PickupOrder | None:
        till = self.session.till
        with till.store.read() as tx:
            return pickup_queue.known_order(tx, till, order_id)

    def store(self, store_no: int) -> KnownStore | None:
        with self.session.till.store.read() as tx:
            return tx.stores.get(store_no)

    def sku_of(self, code: str) -> str:
        with self.session.till.store.read() as tx:
            product = tx.products.by_code(code) or tx.products.by_sku(code)
        return product.sku if product is not None else ""

    def picture(self, sku: str) -> str:
        """The shop's own picture of a product; nothing is fetched for an order."""
        with self.session.till.store.read() as tx:
            product = tx.products.by_sku(sku)
        found = PICTURES / product.image if product is not None and product.image else None
        return str(found) if found is not None and found.is_file() else ""

    def staff_name(self, staff_id: str) -> str:
        with self.session.till.store.read() as tx:
            person = tx.people.get(staff_id)
        return person.short_name if person is not None else ""

    def of_items(self, digits: str, items: Mapping[str, int]) -> tuple[PickupOrder, bool]:
        setup, token = self.session.till.setup, parse_token(digits)
        assert token is not None
        with self.session.till.store.read() as tx:
            found = [(tx.products.by_sku(sku), sku, count) for sku, count in items.items()]
        lines = tuple(
            scanned_line(n, sku, count, product.name if product else sku, product.kind if product else "each")
            for n, (product, sku, count) in enumerate(found, 1)
        )
        order = scanned_order(token, f"{setup.code}-{token.order}", setup.currency, lines)
        return order, digest_of(list(items.items())) == token.digest

    def pick(self, order_id: int, line: int, qty_milli: int) -> PickupOrder:
        return pickup_pick.pick(self.session.till, order_id, line, qty_milli, self.session.staff_id)

    def short(self, order_id: int, line: int, reason: str) -> PickupOrder:
        return pickup_pick.short(self.session.till, order_id, line, self.session.staff_id, reason)

    def ready(self, order_id: int, bay: str) -> PickupOrder:
        """Into its bay, and the customer may come."""
        till, staff_id = self.session.till, self.session.staff_id
        pickup_pick.stage(till, order_id, FIRST_BAG, bay, staff_id)
        return pickup_pick.ready(till, order_id, staff_id)

    def hand_over(self, asked: HandOver) -> HandedOver:
        return pickup_hand_over.hand_over(self.session.till, asked, self.session.staff_id)

    def undo(self, entry_id: str) -> None:
        pickup_hand_over.undo(self.session.till, entry_id, self.session.staff_id)

    def may(self, right: Right) -> bool:
        """Whether who is signed in needs nobody else; the built-in user of a till without staff never does."""
        person = self.session.staff
        return person.staff_id == BUILT_IN.staff_id or may(person, right)

    def approve(self, staff_id: str, pin: str) -> PinAnswer:
        return staff.give_approval(self.session.till, RIGHT, self.session.staff_id, staff_id, pin, "pickup")
