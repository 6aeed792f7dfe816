"""The customers of the mock-ups, and a till in memory behind their screens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from pos.domain.customer import (
    Consent,
    Customer360,
    CustomerHit,
    Event,
    Figures,
    Goods,
    NewCustomer,
    Profile,
    Size,
    TierProgress,
)
from pos.domain.failures import Refused
from tests.ui.northgate import PICTURES, job, pounds
from tests.ui.sell_page import a_window
from ui.customer.calls import CustomerCalls
from ui.customer.desk import Desk
from ui.customer.find_again import FindAgain
from ui.customer.presenter import CustomerPresenter
from ui.customer.profile_views import Sale
from ui.customer.screen import CustomerScreen
from ui.customer.teller import Teller
from ui.customer.wire import wire
from ui.customer.words import CustomerWords
from ui.shell.shell import Shell
from ui.text import CommonWords
from ui.theme import ThemeHolder

NOW = datetime(2026, 11, 21, 14, 21, tzinfo=UTC)
PAGE = 5
OKAFOR = Profile(
    "okafor", "Amelia Okafor", "amelia.okafor@mail.example", "+447700900142", "TC10142", "Gold", birthday="1990-11-28"
)
OTT = Profile("ott", "Amelie Ott", "a.ott.writes@post.example", "+447700907781", tier="Member")
MARSH = Profile("marsh", "Amelia Marsh", "", "+447700905520", tier="Silver")
AMELINCK = Profile("amelinck", "Oke Amelinck", "oke@mail.example", "+447700900190", tier="Member")
HITS = (
    CustomerHit(OKAFOR, 2480, "2026-11-07T11:00:00Z", 1),
    CustomerHit(OTT, 310, "2026-06-01T11:00:00Z"),
    CustomerHit(MARSH, 940, "2026-11-20T11:00:00Z"),
    CustomerHit(AMELINCK, 45, "2025-03-01T11:00:00Z"),
)


def goods(name: str, image: str, price_minor: int, options: str = "", here: int | None = None) -> Goods:
    return Goods(image.upper(), name, options, image, 1000, price_minor, here if here is None else here * 1000)


BASKET = Event(
    "basket:web:okafor", "basket", "web", "2026-11-21T09:12:00Z", "phone app", amount_minor=187_00,
    goods=(
        goods("Ridgeline Mid Boot", "boot-rust", 145_00, "UK 6.5", 2),
        goods("Beacon 400 Headlamp", "headlamp", 42_00, "Charcoal", 7),
    ),
)  # fmt: skip
WISHES = Event(
    "wishlist:web:okafor", "wishlist", "web", "2026-11-17T10:00:00Z", amount_minor=265_00,
    goods=(goods("Larch 2-Person Tent", "tent-moss", 265_00, "Moss", 2),),
)  # fmt: skip
TASK = Event(
    "task-1", "task", "store", "2026-11-19T10:00:00Z", words="Boot UK 6.5 wide is in", staff="Sofia R.",
    due="2026-11-24", state="open", live=True,
)  # fmt: skip
NOTE = Event(
    "note-1", "note", "store", "2026-11-03T10:00:00Z", staff="Sofia R.",
    words="Training for a coast path. Stiff boots hurt; liked the Ridgeline.",
)  # fmt: skip
SALE = Event(
    "sale:1", "sale", "store", "2026-11-07T11:00:00Z", place="Northgate", ref="1-003982", amount_minor=148_40,
    staff="Sofia R.", live=True,
    goods=tuple(goods(name, name, 10_00) for name in ("trousers-sand", "tee-sky", "mug-cream", "sock-rust")),
)  # fmt: skip
EVENTS = (
    BASKET,
    Event(
        "order:88231", "pickup", "web", "2026-11-19T10:00:00Z", ref="N-88231", state="ready", amount_minor=112_50,
        goods=tuple(goods(name, "", 10_00) for name in ("a", "b", "c")),
    ),
    WISHES,
    SALE,
    Event(
        "ret:1", "order_return", "store", "2026-11-07T10:30:00Z", ref="N-87102", words="wrong size",
        amount_minor=58_00,
    ),
)  # fmt: skip
OLDER = tuple(
    Event(f"sale:{n}", "sale", "store", f"2025-0{n}-03T11:00:00Z", ref=f"1-00{n}", amount_minor=n * 100)
    for n in range(9, 1, -1)
)
AMELIA = Customer360(
    profile=OKAFOR,
    consents=(
        Consent("email", True, "2026-03-12T10:00:00Z"),
        Consent("sms", False, "2026-03-12T10:00:00Z"),
        Consent("phone", False, "2026-03-12T10:00:00Z"),
        Consent("profiling", True, "2026-03-12T10:00:00Z"),
    ),
    points=2480,
    points_as_of="2026-11-21T14:05:00Z",
    points_value_minor=24_80,
    tier=TierProgress("Gold", 2480_35, "Platinum", 3000_00),
    figures=Figures(1612_20, 868_15, 9, 5, 1),
    sizes=(Size("Jacket", "M", 3), Size("Trousers", "30 / R", 2), Size("Boot", "UK 6.5", 2), Size("Glove", "M", 2)),
    preferences=("Earth tones", "Merino", "No down", "Day hikes"),
    notes=(NOTE,),
    tasks=(TASK,),
    basket=BASKET,
    wishlist=WISHES,
    offers=(),
    pickups=(),
    as_of="2026-11-21T14:05:00Z",
    member_since="2021-04-02",
    suggestions=(
        (goods("Windproof Fleece Glove, M", "glove-grey", 28_00, here=0), "goes_with"),
        (goods("Merino 160 Long Sleeve", "tee-sky", 58_00, here=9), "tag"),
    ),
)


@dataclass
class Notebook:
    """What was asked of the till and written into it. `late` keeps jobs until they are let go."""

    known: Customer360 = AMELIA
    events: Sequence[Event] = (*EVENTS, *OLDER)
    sale: Sale = "none"
    opened: list[tuple[str, str]] = field(default_factory=list)
    served: list[str] = field(default_factory=list)
    brought: list[str] = field(default_factory=list)
    left: int = 0
    written: list[tuple[Any, ...]] = field(default_factory=list)
    refusing: Refused | None = None
    late: list[Callable[[], None]] | None = None

    def run_job(self, work: Any, done: Any, failed: Any) -> None:
        if self.late is None:
            job(work, done, failed)
        else:
            self.late.append(lambda: job(work, done, failed))

    def search(self, text: str) -> Sequence[CustomerHit]:
        return [hit for hit in HITS if text.lower() in hit.profile.name.lower()]

    def open(self, customer_id: str, reason: str) -> Customer360:
        if customer_id not in {hit.profile.customer_id for hit in HITS}:
            raise Refused("unknown_customer", customer=customer_id)
        self.opened.append((customer_id, reason))
        return self.look(customer_id)

    def look(self, customer_id: str) -> Customer360:
        profile = next(hit.profile for hit in HITS if hit.profile.customer_id == customer_id)
        return self.known if profile is OKAFOR else replace(self.known, profile=profile)

    def page(self, customer_id: str, channel: str, after: Event | None) -> tuple[Sequence[Event], bool]:
        online = {"store": False, "online": True}
        kept = [event for event in self.events if channel == "all" or event.is_online == online[channel]]
        begin = kept.index(after) + 1 if after is not None else 0
        return kept[begin : begin + PAGE], len(kept) > begin + PAGE

    def create(self, new: NewCustomer, even_if_known: bool) -> Profile:
        if self.refusing is not None and not even_if_known:
            raise self.refusing
        self.written.append(("create", new, even_if_known))
        return OTT

    def wrote(self, what: str) -> Callable[..., Any]:
        return lambda *given: self.written.append((what, *given))

    def change(self, customer_id: str, fields: Mapping[str, str]) -> Profile:
        if self.refusing is not None:
            raise self.refusing
        self.written.append(("change", customer_id, dict(fields)))
        return OKAFOR

    def bring(self, customer_id: str, skus: Sequence[str]) -> int:
        self.brought += skus
        return len(skus)

    def leave(self) -> None:
        self.left += 1

    def calls(self) -> CustomerCalls:
        return CustomerCalls(
            search=self.search,
            by_card=lambda card: "okafor" if card == OKAFOR.card else "",
            open=self.open,
            look=self.look,
            events=self.page,
            create=self.create,
            change=self.change,
            answer=self.wrote("answer"),
            note=self.wrote("note"),
            task=self.wrote("task"),
            finish=self.wrote("finish"),
            sold=lambda skus: frozenset(skus) - {"HEADLAMP"},
            sale=lambda: self.sale,
            receipt=lambda: "2-004117",
            serve=self.served.append,
            bring=self.bring,
            leave=self.leave,
            monotonic_s=lambda: 1.0,
            language="en",
        )


def a_teller() -> Teller:
    """Northgate on 21 November 2026, at 14:21, in a zone without an offset."""

    def local(at: str | datetime) -> datetime:
        return datetime.fromisoformat(at) if isinstance(at, str) else at

    return Teller(
        words=CustomerWords(),
        now=lambda: NOW,
        local=local,
        day=lambda at: f"{local(at):%a} {local(at).day} {local(at):%b}",
        time=lambda at: f"{local(at):%H:%M}",
        money=pounds,
        staff=lambda staff_id: staff_id,
        picture=lambda one: str(PICTURES / f"{one.image}.svg") if one.image else "",
    )


@dataclass
class CustomersPage:
    """Everything that has to stay alive while the screen is looked at."""

    window: Shell
    screen: CustomerScreen
    presenter: CustomerPresenter
    till: Notebook
    told: list[tuple[str, Any]]


def a_customer_page(holder: ThemeHolder, till: Notebook | None = None) -> CustomersPage:
    till, told = till or Notebook(), []
    window, words = a_window(holder), CustomerWords()
    screen = CustomerScreen(holder, words, CommonWords())
    presenter = CustomerPresenter(Desk(screen, a_teller(), till.run_job, till.calls()))
    wire(screen, presenter)
    screen.told.connect(lambda said, undo: told.append((said, undo)))
    find = FindAgain(holder, words)
    window.top.add_tool(find)
    screen.page_changed.connect(lambda: window.top.show_tool(screen.is_profile))
    screen.page_changed.connect(lambda: find.fit(window.width()))
    window.add_page("customers", screen)
    window.show_page("customers")
    presenter.start("browse")
    return CustomersPage(window, screen, presenter, till, told)
