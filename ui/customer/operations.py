"""What the customer screens ask, answered by the services."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pos.domain.customer import Channel, Customer360, CustomerHit, Event, Goods, NewCustomer, Profile, Purpose, Viewed
from pos.services import customer, customer_change, customer_consent, customer_note
from pos.services.customer_search import search_customers
from pos.services.demo import PICTURES
from ui.customer.calls import CustomerCalls
from ui.customer.profile_views import Sale
from ui.customer.search_views import LIMIT
from ui.customer.teller import Teller
from ui.customer.words import CustomerWords
from ui.session import Session


@dataclass(frozen=True, slots=True)
class SaleCalls:
    """What concerns the basket, which belongs to the Sell screen; as in `CustomerCalls`."""

    sale: Callable[[], Sale]
    receipt: Callable[[], str]
    serve: Callable[[str], None]
    bring: Callable[[str, Sequence[str]], int]
    leave: Callable[[], None]


@dataclass(frozen=True)
class CustomerOperations:
    """The till behind the customer screens."""

    session: Session
    words: CustomerWords

    def calls(self, basket: SaleCalls) -> CustomerCalls:
        till = self.session.till
        return CustomerCalls(
            search=self.search,
            by_card=self.by_card,
            open=self.open,
            look=lambda customer_id: customer.customer_360(till, customer_id),
            events=self.events,
            create=self.create,
            change=self.change,
            answer=self.answer,
            note=lambda customer_id, words: customer_note.add_note(till, customer_id, words, self.session.staff_id),
            task=self.task,
            finish=lambda task_id: customer_note.finish_task(till, task_id, self.session.staff_id),
            sold=self.sold,
            sale=basket.sale,
            receipt=basket.receipt,
            serve=basket.serve,
            bring=basket.bring,
            leave=basket.leave,
            monotonic_s=time.monotonic,
            language=till.setup.locale.partition("_")[0],
        )

    def teller(self) -> Teller:
        session = self.session
        return Teller(
            words=self.words,
            now=session.till.now,
            local=session.local,
            day=session.day,
            time=session.time,
            money=session.money,
            staff=self.staff_name,
            picture=self.picture,
        )

    def search(self, text: str) -> Sequence[CustomerHit]:
        return search_customers(self.session.till, text, LIMIT)

    def by_card(self, card: str) -> str:
        with self.session.till.store.read() as tx:
            found = tx.customers.by_card(card)
        return found.customer_id if found is not None else ""

    def open(self, customer_id: str, reason: Viewed) -> Customer360:
        return customer.open_customer(self.session.till, customer_id, self.session.staff_id, reason)

    def events(self, customer_id: str, channel: Channel, after: Event | None) -> tuple[Sequence[Event], bool]:
        """One more than a page is asked for, so that nobody presses Older for nothing."""
        page = customer.PAGE
        mark = after.mark if after is not None else ""
        found = customer.timeline(self.session.till, customer_id, channel, mark, page + 1)
        return found[:page], len(found) > page

    def create(self, new: NewCustomer, even_if_known: bool) -> Profile:
        return customer_change.create_customer(self.session.till, new, self.session.staff_id, even_if_known)

    def change(self, customer_id: str, fields: Mapping[str, str]) -> Profile:
        return customer_change.change_customer(self.session.till, customer_id, fields, self.session.staff_id)

    def answer(self, customer_id: str, answers: Mapping[Purpose, bool]) -> object:
        return customer_consent.change_consents(self.session.till, customer_id, answers, self.session.staff_id)

    def task(self, customer_id: str, words: str, due: str) -> object:
        return customer_note.add_task(self.session.till, customer_id, words, due, self.session.staff_id)

    def sold(self, skus: Sequence[str]) -> frozenset[str]:
        with self.session.till.store.read() as tx:
            return frozenset(sku for sku in skus if tx.products.by_sku(sku) is not None)

    def picture(self, goods: Goods) -> str:
        """The shop's own picture of a product; nothing is fetched for a customer."""
        image = goods.image
        if not image:
            with self.session.till.store.read() as tx:
                product = tx.products.by_sku(goods.sku)
            image = product.image if product is not None else ""
        found = PICTURES / image if image and "/" not in image else None
        return str(found) if found is not None and found.is_file() else ""

    def staff_name(self, staff_id: str) -> str:
        """The short name of somebody who works here; whoever works elsewhere is called as the feed does."""
        if not staff_id:
            return ""
        with self.session.till.store.read() as tx:
            person = tx.people.get(staff_id)
        return person.short_name if person is not None else staff_id
