"""How the line to the hub is told: the pill at all times, and a strip once for each outage. Words only, no Qt.

Nothing here ever stops a sale: the worst that a line does is that records wait.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pos.services.link import LineView
from ui.shell.top_bar import SyncView

SLOW = timedelta(seconds=60)
"""Records that wait longer than this are no longer "on their way"."""
LONG = timedelta(hours=1)
"""An outage this long carries its length, and a manager is reminded of it this often."""

Time = Callable[[str], str]
"""A time of the journal as `14:32` in the store's zone."""


@dataclass(frozen=True, slots=True)
class LineWords:
    """`offline` and `remedies` are by code: what is wrong with the line, and what to do; both may name facts."""

    stand_alone: str = "Stand-alone"
    starting: str = "Connecting"
    synced: str = "Synced {time}"
    connected: str = "Connected"
    sending: str = "Sending {count}…"
    waiting: str = "{count} waiting"
    need_a_look: str = "{count} need a look"
    needs_a_look: str = "1 needs a look"
    offline: str = "Offline"
    offline_for: str = "Offline {span}"
    paused: str = "Sync paused"
    not_running: str = "Not syncing"
    with_waiting: str = "{state} · {count} waiting"
    hours: str = "{count} h"
    days: str = "{count} days"
    limited: str = "What is limited?"
    not_after: str = " since {day}"
    not_before: str = " before {day}"
    offline_since: str = "Offline since {time}."
    works: str = "Selling, cash, returns and pickups work. Card runs through the terminal’s own line."
    states: dict[str, str] = field(
        default_factory=lambda: {
            "waiting": "Waiting for approval",
            "suspended": "Till suspended",
            "revoked": "Till removed",
        }
    )
    titles: dict[str, str] = field(
        default_factory=lambda: {
            "not_our_hub": "Another server answers at this address.",
            "certificate_expired": "The server’s certificate is not valid{on}.",
            "certificate_unknown": "The server cannot prove who it is.",
            "certificate_other": "The server shows another key than at enrolment.",
            "proxy_login": "The proxy of this network asks for a sign-in.",
            "fork": "The server holds another journal of this till.",
            "captive_portal": "The network asks for a sign-in.",
            "revoked": "This till was removed at the server.",
            "join_again": "This till was restored and has to join again.",
            "suspended": "This till is suspended at the server.",
            "waiting": "This till waits for approval.",
            "hub_busy": "The server is busy.",
            "not_running": "The synchroniser is not running.",
        }
    )
    remedies: dict[str, str] = field(
        default_factory=lambda: {
            "not_our_hub": "Selling goes on; nothing is sent to it. Check the address of the server.",
            "certificate_expired": "Selling goes on. Whoever runs the server renews it; check the date here too.",
            "certificate_unknown": "Selling goes on; nothing is sent. Tell whoever looks after the network.",
            "certificate_other": "Selling goes on; nothing is sent. Tell whoever looks after the network.",
            "proxy_login": "Selling goes on. Whoever looks after the network gives this computer its sign-in.",
            "fork": "Selling goes on in a new journal; both are kept. Look at the sync centre.",
            "captive_portal": "Selling goes on. Open the network’s sign-in page here; sending then starts by itself.",
            "revoked": "What was sold is kept. Ask head office; a new code joins the till again.",
            "join_again": "Selling goes on and everything is kept. Ask head office for a new code and join with it.",
            "suspended": "Selling goes on, nothing new is received. Ask whoever looks after the tills.",
            "waiting": "Selling goes on. A manager compares the six digits at the server and says yes.",
            "hub_busy": "Selling goes on; sending is tried again by itself.",
            "not_running": "Selling goes on and everything is kept. It is started again by itself.",
        }
    )


@dataclass(frozen=True, slots=True)
class StripView:
    """What the strip says. `outage` tells one outage from the next."""

    outage: str
    title: str
    words: str


def pill_view(view: LineView, *, is_running: bool, now: datetime, time: Time, words: LineWords) -> SyncView:
    """The pill: offline before everything else, then what is on its way, then what needs a look, then all is well."""
    if view.peer is None:
        return SyncView(words.stand_alone, "db")
    if trouble := _trouble(view, is_running, now, words):
        revoked = is_running and not view.wish.paused and code_of(view) == "revoked"
        return SyncView(_with_waiting(trouble, view, words), "sync.offline", "danger" if revoked else "warning")
    on_its_way = bool(view.waiting) and _age(view.oldest_at, now) < SLOW
    if on_its_way:
        return SyncView(words.sending.format(count=view.waiting), "sync.busy")
    if view.needs_look:
        told = words.needs_a_look if view.needs_look == 1 else words.need_a_look.format(count=view.needs_look)
        return SyncView(told, "sync.problem", "danger")
    if view.waiting:
        return SyncView(words.waiting.format(count=view.waiting), "sync.queued")
    if view.line is None or view.line.line == "starting":
        return SyncView(words.starting, "sync.busy")
    talked = view.line.talked_at
    return SyncView(words.synced.format(time=time(talked)) if talked else words.connected, "sync.ok")


def strip_view(view: LineView, *, is_running: bool, time: Time, words: LineWords) -> StripView | None:
    """The strip of the present outage, None while there is none. Who paused the line knows why it rests."""
    if view.peer is None or view.wish.paused:
        return None
    if not is_running:
        return StripView("not_running", words.titles["not_running"], words.remedies["not_running"])
    if view.line is None or view.line.line != "offline":
        return None
    code = view.line.code
    outage = f"{code}|{view.line.since}"
    if code not in words.titles:
        return StripView(outage, words.offline_since.format(time=time(view.line.since)), words.works)
    facts = dict(view.line.facts)
    since, before = facts.get("date", ""), facts.get("from", "")
    on = words.not_after.format(day=since) if since else words.not_before.format(day=before) if before else ""
    return StripView(outage, words.titles[code].format(on=on), words.remedies[code])


def code_of(view: LineView) -> str:
    """Why the line is down, empty while it is up."""
    return view.line.code if view.line is not None and view.line.line == "offline" else ""


def is_offline(view: LineView, is_running: bool) -> bool:
    """Whether what needs the hub cannot be done now; a till of its own is never offline."""
    if view.peer is None:
        return False
    return not is_running or view.wish.paused or view.line is None or view.line.line != "online"


class StripKeeper:
    """When the strip is shown: once for each outage, and to a manager again every hour."""

    def __init__(self) -> None:
        self._outage = ""
        self._closed_at: datetime | None = None

    def wanted(self, view: StripView | None, *, is_manager: bool, now: datetime) -> bool:
        """Whether to show it now; a new outage forgets that the last one's strip was closed."""
        if view is None:
            self._outage = ""
            return False
        if view.outage != self._outage:
            self._outage, self._closed_at = view.outage, None
        return self._closed_at is None or (is_manager and now - self._closed_at >= LONG)

    def closed(self, now: datetime) -> None:
        """By its ×, or by itself after the next sale."""
        self._closed_at = now


def _trouble(view: LineView, is_running: bool, now: datetime, words: LineWords) -> str:
    """The state of a line that is not up, empty when it is or is only being opened."""
    if view.wish.paused:
        return words.paused
    if not is_running:
        return words.not_running
    if view.line is None or view.line.line != "offline":
        return ""
    if (state := words.states.get(view.line.code)) is not None:
        return state
    gone = _age(view.line.since, now)
    return words.offline if gone < LONG else words.offline_for.format(span=span_words(gone, words))


def span_words(span: timedelta, words: LineWords) -> str:
    """`2 h`, `3 days`: whole hours, from two days on whole days."""
    if span.days >= 2:
        return words.days.format(count=span.days)
    return words.hours.format(count=int(span.total_seconds()) // 3600)


def _with_waiting(state: str, view: LineView, words: LineWords) -> str:
    return words.with_waiting.format(state=state, count=view.waiting) if view.waiting else state


def _age(at: str, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(at) if at else timedelta(0)
