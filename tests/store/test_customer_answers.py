"""What customers answered when they were asked, what was noted down about them, and what was promised to them."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.customer import Purpose
from pos.domain.customer_consent import may_contact
from pos.domain.failures import Refused
from pos.services.customer import customer_360
from pos.services.customer_change import create_customer
from pos.services.customer_consent import change_consents
from pos.services.customer_note import add_note, add_task, finish_task
from pos.services.till import Till
from tests.store.customers import AMELIA, an_activity, copied, somebody, tell
from tests.store.shop import kinds, rows


def test_a_refusal_counts_at_once_and_a_yes_is_read_before_contact(shop: Till) -> None:
    change_consents(shop, AMELIA, {"email": True, "sms": True}, "maya")
    now = change_consents(shop, AMELIA, {"sms": False}, "maya")

    seen = customer_360(shop, AMELIA)
    assert seen.consents == now
    assert [may_contact(seen, purpose) for purpose in ("email", "sms", "phone")] == [True, False, False]


def test_an_answer_says_as_of_when_the_customer_was_known(shop: Till) -> None:
    copied(shop, AMELIA, rev=41)

    change_consents(shop, AMELIA, {"email": True}, "maya")

    with shop.store.read() as tx:
        body = json.loads(rows(tx, "SELECT body FROM journal ORDER BY n DESC LIMIT 1")[0][0])
    assert (body["consents"], body["rev"]) == ({"email": True}, 41)


ANSWERS = st.lists(st.tuples(st.sampled_from(["email", "sms", "profiling"]), st.booleans()), min_size=1, max_size=6)


@given(
    before=st.dictionaries(st.sampled_from(["email", "sms"]), st.booleans()), answers=ANSWERS, counted=st.integers(0, 6)
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_newest_answer_counts_wherever_it_was_given(
    shop: Till, before: dict[str, bool], answers: list[tuple[Purpose, bool]], counted: int
) -> None:
    who = create_customer(shop, somebody(), "maya", even_if_known=True).customer_id
    first = len(kinds(shop))
    for purpose, given_ in answers:
        change_consents(shop, who, {purpose: given_}, "maya")

    copied(shop, who, consents=json.dumps(before), own_n=first + counted)

    wanted: dict[str, bool] = before | dict(answers[counted:])
    told = {consent.purpose: consent.given for consent in customer_360(shop, who).consents}
    assert told == {purpose: wanted.get(purpose) for purpose in ("email", "sms", "phone", "profiling")}


def test_notes_and_tasks_stand_at_their_customer_and_a_task_is_done_once(shop: Till) -> None:
    add_note(shop, AMELIA, "  walks\n a lot ", "maya")
    late = add_task(shop, AMELIA, "call her", "2026-12-01", "maya")
    soon = add_task(shop, AMELIA, "order size M", "2026-11-25", "maya")
    finish_task(shop, late, "sofia")
    finish_task(shop, late, "maya")

    seen = customer_360(shop, AMELIA)
    assert [note.words for note in seen.notes] == ["walks a lot"]
    assert [(task.event_id, task.due) for task in seen.tasks] == [(f"note:{soon}", "2026-11-25")]
    assert kinds(shop).count("task_done") == 1


def test_a_task_of_another_till_is_done_here(shop: Till) -> None:
    told = an_activity(1, "task", activity_id="note:E-1", state="open", due="2026-11-25", words="call")
    tell(shop, told)
    before = customer_360(shop, AMELIA).tasks

    finish_task(shop, "E-1", "maya")

    assert [task.words for task in before] == ["call"]
    assert customer_360(shop, AMELIA).tasks == ()


@pytest.mark.parametrize(("words", "due", "code"), [(" ", "2026-12-01", "words_needed"), ("call", "soon", "bad_date")])
def test_a_task_needs_words_and_a_day(shop: Till, words: str, due: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add_task(shop, AMELIA, words, due, "maya")


def test_a_note_is_no_task_that_could_be_done(shop: Till) -> None:
    note = add_note(shop, AMELIA, "walks a lot", "maya")

    with pytest.raises(Refused, match="unknown_task"):
        finish_task(shop, note, "maya")
