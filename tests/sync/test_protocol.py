"""What a line does next, from plain values."""

from dataclasses import replace

import pytest

from pos.domain.link import Wish
from sync.protocol import (
    Greet,
    Link,
    Push,
    Seen,
    SendAside,
    Wait,
    asks_soon,
    failed,
    greeted,
    looked,
    next_step,
    resting,
    slept,
    succeeded,
)

SEEN = Seen(Wish())
TALKING = Link(hello_at=1000.0, looked_at=99.0, rest_until=99.0)


def test_the_first_step_is_hello() -> None:
    assert next_step(Link(), SEEN, 0.0, unsent=True, aside=True) == Greet()


def test_entries_are_sent_as_soon_as_there_are_some() -> None:
    assert next_step(TALKING, SEEN, 100.0, unsent=True, aside=False) == Push()


def test_what_was_set_aside_goes_before_new_entries() -> None:
    assert next_step(TALKING, SEEN, 100.0, unsent=True, aside=True) == SendAside()


def test_with_nothing_to_send_the_line_rests_but_not_past_the_next_hello() -> None:
    soon = replace(TALKING, hello_at=101.0)

    assert next_step(TALKING, SEEN, 100.0, unsent=False, aside=False) == Wait(105.0)
    assert next_step(soon, SEEN, 100.0, unsent=False, aside=False) == Wait(101.0)


def test_after_a_failure_the_line_rests_first() -> None:
    link = failed(TALKING, "timed_out", {"host": "hub"}, 100.0, 0.5)

    assert next_step(link, SEEN, 100.5, unsent=True, aside=False) == Wait(link.retry_at)
    assert next_step(link, SEEN, link.retry_at, unsent=True, aside=False) == Push()


def test_a_press_of_now_tries_once_and_then_rests_again() -> None:
    link = failed(TALKING, "timed_out", {}, 100.0, 0.9)
    pressed = Seen(Wish(now=1))

    first = next_step(link, pressed, 100.1, unsent=True, aside=False)
    again = failed(looked(link, pressed, 100.1), "timed_out", {}, 100.1, 0.9)

    assert first == Greet()
    assert next_step(again, pressed, 100.2, unsent=True, aside=False) == Wait(again.retry_at)


def test_a_paused_line_rests_whatever_waits() -> None:
    assert isinstance(next_step(Link(), Seen(Wish(paused=True)), 100.0, unsent=True, aside=True), Wait)


@pytest.mark.parametrize("code", ["unreachable", "certificate_expired", "not_our_hub", "captive_portal"])
def test_a_hub_that_another_line_reached_is_tried_at_once_unless_it_asked_for_patience(code: str) -> None:
    down = failed(TALKING, code, {}, 100.0, 0.9)
    asked = failed(TALKING, "unreachable", {}, 100.0, 0.9, asked_s=60)
    heard = Seen(Wish(), heard_at=100.2)

    assert resting(down, heard, 100.3) is None
    assert resting(down, Seen(Wish(), heard_at=99.0), 100.3) is not None
    assert resting(asked, heard, 100.3) is not None


def test_what_the_hub_asks_for_wins_over_the_line_s_own_rest() -> None:
    link = failed(TALKING, "hub_busy", {}, 100.0, 0.0, asked_s=60)

    assert link.retry_at >= 160.0


def test_after_a_sleep_of_the_machine_hello_comes_first() -> None:
    assert slept(TALKING, 200.0)
    assert not slept(replace(TALKING, rest_until=190.0), 200.0)
    assert next_step(TALKING, SEEN, 200.0, unsent=True, aside=False) == Greet()


def test_hello_comes_again_after_a_quarter_of_an_hour_and_sooner_for_a_till_that_waits() -> None:
    served, waiting = greeted(Link(), 0.0, 0.5), greeted(Link(), 0.0, 0.5, barred=True)

    assert 900 <= served.hello_at <= 990
    assert waiting.hello_at < 30


def test_a_till_that_is_not_served_asks_again_soon_whoever_heard_so() -> None:
    link = asks_soon(greeted(Link(), 0.0, 0.5), 100.0)

    assert 120 <= link.hello_at <= 122
    assert asks_soon(link, 110.0) == link


def test_a_press_of_now_begins_with_hello() -> None:
    pressed = Seen(Wish(now=1))

    assert next_step(TALKING, pressed, 100.0, unsent=True, aside=False) == Greet()
    assert next_step(looked(TALKING, pressed, 100.0), pressed, 100.0, unsent=True, aside=False) == Push()


def test_an_answer_forgets_every_failure() -> None:
    link = succeeded(failed(failed(TALKING, "x", {}, 1.0, 0.1), "x", {}, 2.0, 0.1))

    assert (link.failures, link.code, link.retry_at) == (0, "", 0.0)
