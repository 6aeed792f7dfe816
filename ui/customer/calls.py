"""What the customer screens ask of the till; what may take its time is run as a job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pos.domain.customer import Channel, Customer360, CustomerHit, Event, NewCustomer, Profile, Purpose, Viewed
from ui.customer.profile_views import Sale


@dataclass(frozen=True, slots=True)
class CustomerCalls:
    """`open` reads a customer and keeps in the journal that it was read, `look` reads the same again without a word.

    `events` gives one page of the timeline, newest first, older than the event given, and whether there are more.
    `by_card` (empty: nobody's), `sale`, `receipt` and what concerns the basket are answered at once; all else is a job.
    `create` refuses `customer_exists` (`customer`, `name`) unless it is told to add a second one with that contact.
    `sold` gives which of these SKUs are sold here. `serve` goes on with the sale for a customer, `bring` puts goods
    into it and gives how many went in, `leave` goes back to it.
    """

    search: Callable[[str], Sequence[CustomerHit]]
    by_card: Callable[[str], str]
    open: Callable[[str, Viewed], Customer360]
    look: Callable[[str], Customer360]
    events: Callable[[str, Channel, Event | None], tuple[Sequence[Event], bool]]
    create: Callable[[NewCustomer, bool], Profile]
    change: Callable[[str, Mapping[str, str]], Profile]
    answer: Callable[[str, Mapping[Purpose, bool]], object]
    note: Callable[[str, str], object]
    task: Callable[[str, str, str], object]
    finish: Callable[[str], object]
    sold: Callable[[Sequence[str]], frozenset[str]]
    sale: Callable[[], Sale]
    receipt: Callable[[], str]
    serve: Callable[[str], None]
    bring: Callable[[str, Sequence[str]], int]
    leave: Callable[[], None]
    monotonic_s: Callable[[], float]
    language: str
