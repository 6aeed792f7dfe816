"""What the pill and the strip say of the line: always true, never in the way, once for each outage."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pos.domain.journal import stamp
from pos.domain.link import LineState, Peer, Wish
from pos.services.link import LineView
from ui.line import LineWords, StripKeeper, StripView, is_offline, pill_view, strip_view

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
PEER = Peer("https://hub.example", "hub", "e", "00" * 32, "till")
WORDS = LineWords()


def time(at: str) -> str:
    return at[11:16]


def ago(**span: float) -> str:
    return stamp(NOW - timedelta(**span))


def online(**changed: Any) -> LineView:
    line = LineState("online", ago(hours=3), talked_at=ago(minutes=1))
    return LineView(**{"peer": PEER, "line": line, **changed})


def offline(
    code: str = "unreachable", waiting: int = 3, facts: tuple[tuple[str, str], ...] = (), **span: float
) -> LineView:
    line = LineState("offline", ago(**(span or {"minutes": 20})), code=code, facts=facts)
    return LineView(PEER, line, waiting=waiting, oldest_at=ago(minutes=10) if waiting else "")


def said(view: LineView, is_running: bool = True) -> tuple[str, str, str]:
    pill = pill_view(view, is_running=is_running, now=NOW, time=time, words=WORDS)
    return pill.words, pill.icon, pill.state


@pytest.mark.parametrize(
    ("view", "pill"),
    [
        (LineView(), ("Stand-alone", "db", "quiet")),
        (LineView(PEER), ("Connecting", "sync.busy", "quiet")),
        (online(), ("Synced 14:31", "sync.ok", "quiet")),
        (online(waiting=3, oldest_at=ago(seconds=5)), ("Sending 3…", "sync.busy", "quiet")),
        (online(waiting=3, oldest_at=ago(seconds=90)), ("3 waiting", "sync.queued", "quiet")),
        (online(needs_look=1), ("1 needs a look", "sync.problem", "danger")),
        (online(needs_look=2), ("2 need a look", "sync.problem", "danger")),
        (online(needs_look=2, waiting=3, oldest_at=ago(seconds=5)), ("Sending 3…", "sync.busy", "quiet")),
        (offline(), ("Offline · 3 waiting", "sync.offline", "warning")),
        (offline(waiting=0), ("Offline", "sync.offline", "warning")),
        (offline(waiting=58, hours=2.5), ("Offline 2 h · 58 waiting", "sync.offline", "warning")),
        (offline(waiting=0, days=3), ("Offline 3 days", "sync.offline", "warning")),
        (offline("waiting"), ("Waiting for approval · 3 waiting", "sync.offline", "warning")),
        (offline("revoked", 0), ("Till removed", "sync.offline", "danger")),
        (online(wish=Wish(paused=True), waiting=2), ("Sync paused · 2 waiting", "sync.offline", "warning")),
    ],
)
def test_the_pill_says_how_the_line_is(view: LineView, pill: tuple[str, str, str]) -> None:
    assert said(view) == pill


def test_a_synchroniser_that_is_gone_is_told_by_the_pill_and_the_strip() -> None:
    view = online(waiting=4)

    strip = strip_view(view, is_running=False, time=time, words=WORDS)

    assert said(view, is_running=False) == ("Not syncing · 4 waiting", "sync.offline", "warning")
    assert strip is not None
    assert strip.title == "The synchroniser is not running."


def test_an_outage_says_since_when_and_what_works() -> None:
    strip = strip_view(offline(), is_running=True, time=time, words=WORDS)

    assert strip is not None
    assert strip.title == "Offline since 14:12."
    assert "Selling" in strip.words


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ((("date", "2026-11-01"),), "The server’s certificate is not valid since 2026-11-01."),
        ((("from", "2026-12-01"),), "The server’s certificate is not valid before 2026-12-01."),
        ((), "The server’s certificate is not valid."),
    ],
)
def test_a_certificate_says_its_date(facts: tuple[tuple[str, str], ...], title: str) -> None:
    strip = strip_view(offline("certificate_expired", facts=facts), is_running=True, time=time, words=WORDS)

    assert strip is not None
    assert strip.title == title


def test_whatever_is_wrong_has_a_title_and_what_to_do() -> None:
    assert set(WORDS.titles) == set(WORDS.remedies)
    assert all(words.endswith(".") for words in (*WORDS.titles.values(), *WORDS.remedies.values()))


@pytest.mark.parametrize("view", [LineView(), online(), online(wish=Wish(paused=True)), LineView(PEER)])
def test_without_an_outage_there_is_no_strip(view: LineView) -> None:
    assert strip_view(view, is_running=True, time=time, words=WORDS) is None


def test_a_strip_that_was_closed_comes_back_with_the_next_outage_alone() -> None:
    keeper, first, second = StripKeeper(), StripView("a", "Offline", ""), StripView("b", "Offline", "")
    shown = [keeper.wanted(first, is_manager=False, now=NOW)]
    keeper.closed(NOW)

    shown.append(keeper.wanted(first, is_manager=False, now=NOW + timedelta(hours=5)))
    shown.append(keeper.wanted(None, is_manager=False, now=NOW))
    shown.append(keeper.wanted(second, is_manager=False, now=NOW))

    assert shown == [True, False, False, True]


def test_a_manager_is_reminded_of_a_long_outage_every_hour() -> None:
    keeper, strip = StripKeeper(), StripView("a", "Offline", "")
    keeper.wanted(strip, is_manager=True, now=NOW)
    keeper.closed(NOW)

    shown = [
        keeper.wanted(strip, is_manager=manager, now=NOW + timedelta(minutes=minutes))
        for manager, minutes in ((True, 59), (False, 61), (True, 61))
    ]

    assert shown == [False, False, True]


def test_what_needs_the_hub_cannot_be_done_while_it_is_away_and_a_till_of_its_own_is_never_offline() -> None:
    views = (LineView(), online(), offline(), online(wish=Wish(paused=True)))

    assert [is_offline(view, True) for view in views] == [False, False, True, True]
    assert is_offline(online(), False)
