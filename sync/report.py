"""What `tandem-sync` answers about the line and about a comparison, as documents and in words."""

from pathlib import Path
from typing import Any

from pos.domain.failures import Refused
from pos.domain.journal import moment_of
from pos.services.till import SYNC_LOCK, Till, lock_home, open_till
from sync.reconciling import Report, counted_days
from sync.wire import SCOPES

MOST_ENTRIES = 10
"""Entries of a day that are named in words; the document has more."""


def status_of(home: Path) -> dict[str, Any]:
    """How the line of this home is. Refused `no_till`, `not_enrolled`."""
    till = open_till(home, heal=False)
    try:
        return _status(till)
    finally:
        till.close()


def _status(till: Till) -> dict[str, Any]:
    with till.store.read() as tx:
        peer, line = tx.link.peer(), tx.link.line()
        if peer is None:
            raise Refused("not_enrolled")
        queued, oldest = tx.outbox.waiting(peer.outbox_from)
        aside = tx.outbox.aside_count()
        places = [tx.feeds.get(scope) for scope in SCOPES]
        proven = [
            {"journal": sent.journal_id.hex(), "acked": sent.acked, "proven": sent.proven} for sent in tx.outbox.sent()
        ]
    now = till.now()
    return {
        "hub": peer.url,
        "running": _runs(till.home),
        "line": line.line if line else "starting",
        "code": line.code if line else "",
        "facts": dict(line.facts) if line else {},
        "since": line.since if line else "",
        "till": line.till if line else "active",
        "queued": queued,
        "oldest": oldest,
        "last_talk": line.talked_at if line else "",
        "set_aside": aside,
        "journals": proven,
        "feeds": [
            {
                "scope": place.scope,
                "state": place.state,
                "things": place.things,
                "at": place.at,
                "age_s": max(0, int((now - moment_of(place.at)).total_seconds())) if place.at else None,
            }
            for place in places
        ],
    }


def _runs(home: Path) -> bool:
    """Whether a synchroniser holds this home."""
    try:
        for lock in lock_home(home, SYNC_LOCK):
            lock.release()
    except Refused:
        return True
    return False


def status_words(told: dict[str, Any]) -> list[str]:
    state = told["line"] if told["running"] else "not running"
    why = f" ({told['code']})" if told["code"] and told["running"] else ""
    waits = f", the oldest since {told['oldest']}" if told["queued"] else ""
    return [
        f"Line: {state}{why}. The hub was heard last at {told['last_talk'] or 'no time yet'}.",
        f"Waiting: {told['queued']}{waits}. Set aside: {told['set_aside']}.",
        *(f"{feed['scope']}: {feed['state']}, {_age(feed['age_s'])}" for feed in told["feeds"]),
    ]


def _age(age_s: int | None) -> str:
    return "never read" if age_s is None else f"{age_s} s old"


def reconciled_document(report: Report) -> dict[str, Any]:
    return {
        "equal": report.equal,
        "days": counted_days(report.days),
        "feeds": [{"scope": feed.scope, "result": feed.result} for feed in report.feeds],
        "open_exceptions": report.open_exceptions,
    }


def reconciled_words(told: dict[str, Any]) -> list[str]:
    words = [f"{len(told['days'])} days compared, {sum(not day['equal'] for day in told['days'])} differ."]
    for day in told["days"]:
        if not day["equal"]:
            fields = [name for name, value in day["till"].items() if day["hub"].get(name) != value]
            words.append(f"{day['business_date']}: {', '.join(fields)} differ.")
            words += [_entry_words(entry) for entry in day["entries"][:MOST_ENTRIES]]
    words += [f"The feed {feed['scope']} differs." for feed in told["feeds"] if feed["result"] == "different"]
    return words


def _entry_words(entry: dict[str, Any]) -> str:
    what = {"missing_at_hub": "is missing at the hub", "missing_at_till": "is missing here"}.get(
        entry["why"], "is another one at the hub"
    )
    return f"  Entry {entry['seq']} ({entry.get('kind', 'unknown')}) {what}."
