"""What the customer screens think: who is found and opened, what is written, and what goes into the sale."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos.domain.customer import Consent, Event, Goods, NewCustomer
from pos.domain.failures import Refused
from tests.ui.customer_page import AMELIA, BASKET, OKAFOR, TASK, Notebook, a_teller
from ui.customer.desk import Desk
from ui.customer.masking import masked_email, masked_phone
from ui.customer.presenter import CustomerPresenter
from ui.customer.profile_views import head_view
from ui.customer.search_views import LIMIT, search_view
from ui.customer.timeline_views import event_row
from ui.customer.view import GoneView, ProfileView, SearchView, TimelineView


class Display:
    """A screen that remembers what it was given."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *given: self.calls.append((name, given))

    def last(self, name: str) -> Any:
        """What came last under this name; its only argument."""
        return next(given for called, given in reversed(self.calls) if called == name)[0]

    def was(self, name: str) -> bool:
        return any(called == name for called, _given in self.calls)

    @property
    def told(self) -> list[str]:
        return [given[0] for called, given in self.calls if called == "tell"]


def a_presenter(till: Notebook) -> tuple[CustomerPresenter, Display]:
    screen = Display()
    presenter = CustomerPresenter(Desk(screen, a_teller(), till.run_job, till.calls()))
    presenter.start("browse")
    return presenter, screen


def opened(till: Notebook) -> tuple[CustomerPresenter, Display]:
    presenter, screen = a_presenter(till)
    presenter.open("okafor", "search")
    return presenter, screen


def test_contacts_are_masked_in_the_list_and_whole_on_the_page() -> None:
    presenter, screen = a_presenter(Notebook())

    presenter.searching.typed("amelia ok")
    found: SearchView = screen.last("show_search")
    presenter.taken("okafor")

    assert OKAFOR.email not in found.rows[0].spoken
    assert found.rows[0].contact == "amelia.o•••@mail.example"
    assert found.rows[0].phone == "•••• 0142"
    page: ProfileView = screen.last("show_profile")
    assert page.head.contacts[0].text == OKAFOR.email


@pytest.mark.parametrize(
    ("email", "masked"),
    [("a@b.example", "a•••@b.example"), ("ab@b.example", "ab•••@b.example"), ("", ""), ("nonsense", "")],
)
def test_an_address_is_never_shown_beyond_what_tells_two_apart(email: str, masked: str) -> None:
    assert masked_email(email) == masked


def test_a_number_too_short_to_hide_anything_is_hidden_whole() -> None:
    assert masked_phone("12345678") == "••••"
    assert masked_phone("") == ""


def test_an_answer_about_an_earlier_text_is_shown_to_nobody() -> None:
    till = Notebook()
    presenter, screen = a_presenter(till)
    till.late = []

    presenter.searching.typed("oke")
    presenter.searching.typed("amelia m")
    first = till.late.pop(0)
    first()
    between: SearchView = screen.last("show_search")
    till.late.pop(0)()

    after: SearchView = screen.last("show_search")
    assert between.rows == ()
    assert between.waiting
    assert [row.name for row in after.rows] == ["Amelia Marsh", "New customer “amelia m”"]
    assert not after.waiting
    assert till.late == []


def test_one_look_up_runs_at_a_time_however_fast_somebody_types() -> None:
    till = Notebook(late=[])
    presenter, _screen = a_presenter(till)

    for end in range(1, 5):
        presenter.searching.typed("amel"[:end])

    assert till.late is not None
    assert len(till.late) == 1


def test_as_many_as_can_be_read_are_said_to_be_the_first() -> None:
    hit = Notebook().search("okafor")[0]

    view = search_view(a_teller(), "browse", "o", [hit] * LIMIT, 9, "")

    assert view.found == f"The first {LIMIT}, in 9 ms on this till"


def test_a_search_faster_than_a_millisecond_does_not_claim_to_take_none() -> None:
    view = search_view(a_teller(), "browse", "okafor", Notebook().search("okafor")[:1], 0, "")

    assert view.found == "1 found in < 1 ms on this till"


def test_a_look_up_is_written_down_once_for_each_opening() -> None:
    till = Notebook()
    presenter, _screen = opened(till)

    presenter.changed()
    presenter.profile.tab_chosen("online")
    presenter.profile.older()

    assert till.opened == [("okafor", "search")]


def test_a_choice_for_the_sale_opens_nobody() -> None:
    till = Notebook()
    presenter, _screen = a_presenter(till)

    presenter.start("choose", "amel")
    presenter.taken("okafor")

    assert till.served == ["okafor"]
    assert till.opened == []


def test_a_card_opens_its_customer_and_says_why_it_was_looked_up() -> None:
    till = Notebook()
    presenter, _screen = a_presenter(till)

    known, unknown = presenter.card_scanned(OKAFOR.card), presenter.card_scanned("TC0")

    assert (known, unknown) == (True, False)
    assert till.opened == [("okafor", "card")]


def test_back_goes_where_one_came_from() -> None:
    till = Notebook()
    presenter, screen = a_presenter(till)

    presenter.searching.typed("amel")
    presenter.taken("okafor")
    presenter.went_back()
    found: SearchView = screen.last("show_search")
    presenter.open("okafor", "basket")
    presenter.went_back()

    assert found.text == "amel"
    assert till.left == 1


def test_somebody_who_was_erased_is_said_to_be_gone() -> None:
    presenter, screen = a_presenter(Notebook())

    presenter.open("nobody", "search")

    gone: GoneView = screen.last("show_gone")
    assert "not here" in gone.title
    assert presenter.profile.known is None


def test_without_consent_a_contact_can_be_read_and_not_used() -> None:
    till = Notebook()
    presenter, screen = opened(till)

    presenter.contact_asked("phone")
    presenter.contact_asked("email")

    email, phone = screen.last("show_profile").head.contacts
    assert (email.reason, phone.reason) == ("", "no calls or SMS")
    assert [given for called, given in screen.calls if called == "copy"] == [(OKAFOR.email,)]


def test_a_contact_without_consent_says_that_it_is_not_copied() -> None:
    presenter, screen = opened(Notebook())

    presenter.contact_asked("phone")

    assert screen.last("tell") == "Not copied: no calls or SMS"


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+447700900142", "+44 7700 900142"),
        ("+48601234567", "+48 601 234 567"),
        ("+8613812345678", "+86 138 1234 5678"),
        ("unknown", "unknown"),
    ],
)
def test_a_phone_number_is_read_in_the_groups_of_its_country_and_copied_as_it_is_kept(kept: str, read: str) -> None:
    profile, yes = replace(OKAFOR, phone=kept), tuple(Consent(one, True) for one in ("phone", "sms"))
    known = replace(AMELIA, profile=profile, consents=yes)

    phone = head_view(a_teller(), known, "none").contacts[1]

    assert (phone.text, phone.spoken) == (read, f"Copy the phone number {read}")


def test_a_question_that_nobody_answered_is_no_consent() -> None:
    known = replace(AMELIA, consents=(Consent("email", None),))

    head = head_view(a_teller(), known, "none")

    assert head.contacts[0].reason == "no e-mails"


@pytest.mark.parametrize(
    ("birthday", "chip"),
    [
        ("1990-11-21", "Birthday 21 Nov"),
        ("1990-12-05", "Birthday 5 Dec"),
        ("1990-12-06", None),
        ("1990-11-20", None),
        ("", None),
    ],
)
def test_a_birthday_is_told_two_weeks_ahead(birthday: str, chip: str | None) -> None:
    known = replace(AMELIA, profile=replace(OKAFOR, birthday=birthday), tasks=())

    chips = [one.text for one in head_view(a_teller(), known, "none").chips[1:]]

    assert chips == ([chip] if chip else [])


def test_a_basket_that_is_open_is_gone_on_with_and_one_half_paid_is_left_alone() -> None:
    teller, till = a_teller(), Notebook()
    presenter, screen = opened(till)

    till.sale = "paying"
    presenter.sale_asked()
    presenter.goods_asked("BOOT", 1)

    assert head_view(teller, AMELIA, "open").sale == "Go on with sale"
    assert head_view(teller, AMELIA, "paying").sale_reason == screen.told[-1]
    assert till.served == till.brought == []


def test_all_of_an_online_basket_that_is_sold_here_comes_in_piece_by_piece() -> None:
    boot = replace(BASKET.goods[0], qty_milli=2000)
    till = Notebook(known=replace(AMELIA, basket=replace(BASKET, goods=(boot, BASKET.goods[1]))))
    presenter, screen = opened(till)

    presenter.all_asked("basket")

    assert till.brought == ["BOOT-RUST", "BOOT-RUST"]
    assert screen.told[-1] == "2 items more are in the sale"


@pytest.mark.parametrize(
    ("heard", "detail"),
    [("", "UK 6.5"), ("2026-11-21T12:00:00Z", "UK 6.5"), ("2026-11-21T09:00:00Z", "as of 09:00 · UK 6.5")],
)
def test_a_count_that_is_hours_old_says_how_old(heard: str, detail: str) -> None:
    boot = replace(BASKET.goods[0], here_as_of=heard)
    _presenter, screen = opened(Notebook(known=replace(AMELIA, basket=replace(BASKET, goods=(boot,)))))

    page: ProfileView = screen.last("show_profile")

    assert page.goods[0].rows[0].detail == detail
    assert page.goods[0].rows[0].here.text == "2 here"


def test_older_events_follow_the_ones_shown_without_repeating_any() -> None:
    till = Notebook()
    presenter, screen = opened(till)

    presenter.profile.older()
    presenter.profile.older()

    view: TimelineView = screen.last("show_timeline")
    assert [row.event_id for row in view.rows] == [event.event_id for event in till.events]
    assert not view.older


def test_goods_that_come_back_for_others_are_told_as_an_exchange() -> None:
    flask, tee = Goods("FLK", "Flask", qty_milli=1000), Goods("TEE", "Tee", qty_milli=-2000)
    event = Event(
        "sale:1", "sale", "store", "2026-11-21T14:32:00.000Z", place="Northgate", ref="N-2-000049", goods=(flask, tee)
    )

    row = event_row(a_teller(), event)

    assert row.title == "Exchange N-2-000049, Northgate"
    assert "1 item, 2 back" in row.detail


@pytest.mark.parametrize(
    ("state", "title", "icon"),
    [("ready", "Order N-88231, pickup", "pickup"), ("paid", "Order N-88231", "truck")],
)
def test_an_order_that_is_ready_in_a_store_is_a_pickup(state: str, title: str, icon: str) -> None:
    event = Event("order:1", "order", "web", "2026-11-19T14:32:00.000Z", ref="N-88231", state=state)

    row = event_row(a_teller(), event)

    assert (row.title, row.icon) == (title, icon)


def test_the_timeline_of_another_channel_that_comes_too_late_is_not_shown() -> None:
    till = Notebook()
    presenter, screen = opened(till)
    till.late = []

    presenter.profile.tab_chosen("online")
    presenter.profile.tab_chosen("store")
    slow, fast = till.late
    fast()
    slow()

    view: TimelineView = screen.last("show_timeline")
    assert view.tab == "store"
    assert all(not row.title.startswith(("Online", "Order", "Saved")) for row in view.rows)


def test_what_was_typed_goes_where_it_belongs_in_the_form() -> None:
    presenter, screen = a_presenter(Notebook())
    forms = []

    for typed in ("zoe new", "zoe@mail.example", "+44 7700 900000"):
        presenter.searching.typed(typed)
        presenter.add_asked()
        view = screen.last("ask_details")
        forms.append((view.name, view.email, view.phone))

    assert forms == [("Zoe New", "", ""), ("", "zoe@mail.example", ""), ("", "", "+44 7700 900000")]


FORM = {"name": "Zoe New ", "email": "zoe@mail.example", "phone": "", "card": "", "language": "en"}


def test_a_new_customer_is_opened_and_asked_for_consent() -> None:
    till = Notebook()
    presenter, screen = a_presenter(till)

    presenter.add_asked()
    presenter.details.given(FORM)
    presenter.consents.given({"email": True})

    assert till.written[0] == ("create", NewCustomer("Zoe New", "zoe@mail.example", language="en"), False)
    assert till.opened == [("ott", "search")]
    assert screen.was("ask_consents")
    assert till.written[1] == ("answer", "ott", {"email": True})


@pytest.mark.parametrize(("code", "field"), [("bad_email", "email"), ("bad_phone", "phone"), ("name_needed", "name")])
def test_what_is_wrong_is_said_at_its_field(code: str, field: str) -> None:
    till = Notebook(refusing=Refused(code, value="x"))
    presenter, screen = a_presenter(till)

    presenter.add_asked()
    presenter.details.given(FORM)

    assert next(given for called, given in screen.calls if called == "show_problem")[0] == field
    assert till.written == []


def test_whoever_has_the_contact_already_is_offered_first_and_a_second_one_added_when_asked_again() -> None:
    till = Notebook(refusing=Refused("customer_exists", customer="okafor", name="Amelia Okafor"))
    presenter, screen = a_presenter(till)

    presenter.add_asked()
    presenter.details.given(FORM)
    warned = screen.last("show_same")
    presenter.details.given(FORM)

    assert warned == "Amelia Okafor"
    assert till.written[0][0] == "create"
    assert till.written[0][2] is True


def test_the_one_who_has_the_contact_is_opened_instead() -> None:
    till = Notebook(refusing=Refused("customer_exists", customer="okafor", name="Amelia Okafor"))
    presenter, _screen = a_presenter(till)

    presenter.add_asked()
    presenter.details.given(FORM)
    presenter.details.open_same()

    assert till.opened == [("okafor", "search")]
    assert till.written == []


def test_only_what_was_changed_is_written() -> None:
    till = Notebook()
    presenter, _screen = opened(till)

    presenter.change_asked()
    presenter.details.given({"name": OKAFOR.name, "email": OKAFOR.email, "phone": "+44 1", "card": "", "language": ""})

    assert till.written == [("change", "okafor", {"phone": "+44 1"})]


def test_a_question_left_open_writes_nothing() -> None:
    till = Notebook()
    presenter, screen = opened(till)

    presenter.consent_asked()
    presenter.consents.given({})

    assert till.written == []
    assert screen.was("end_dialog")


@pytest.mark.parametrize(("words", "day"), [("", "2026-11-24"), ("Call", "soon"), ("Call", "2026-11-20")])
def test_a_task_needs_words_and_a_day_that_is_to_come(words: str, day: str) -> None:
    till = Notebook()
    presenter, screen = opened(till)

    presenter.task_asked()
    presenter.notes.task_given(words, day)

    assert till.written == []
    assert screen.was("refuse")


def test_a_note_and_a_task_are_written_about_the_customer_shown() -> None:
    till = Notebook()
    presenter, _screen = opened(till)

    presenter.note_asked()
    presenter.notes.note_given(" Likes green ")
    presenter.task_asked()
    presenter.notes.task_given("Call", "2026-11-24")

    assert till.written == [("note", "okafor", "Likes green"), ("task", "okafor", "Call", "2026-11-24")]


def test_a_task_that_was_done_by_mistake_is_set_again() -> None:
    till = Notebook()
    presenter, screen = opened(till)

    presenter.task_finished(TASK.event_id)
    undo = next(given for called, given in reversed(screen.calls) if called == "tell")[1]
    undo()

    assert till.written == [("finish", "task-1"), ("task", "okafor", TASK.words, TASK.due)]


def test_pressing_twice_writes_once() -> None:
    till = Notebook()
    presenter, _screen = opened(till)
    till.late = []

    presenter.task_finished(TASK.event_id)
    presenter.task_finished(TASK.event_id)

    assert len(till.late) == 1


def test_nobody_stays_on_the_page_of_a_locked_till() -> None:
    till = Notebook()
    presenter, screen = opened(till)
    till.late = []

    presenter.open("okafor", "search")
    presenter.put_away()
    till.late.pop(0)()

    assert presenter.profile.known is None
    assert screen.calls[-1][0] != "show_profile"
