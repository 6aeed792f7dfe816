"""One turn of the pushing loop: say hello, or send the next entries of the journal and keep what became of them."""

from collections.abc import Sequence
from dataclasses import replace

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.domain.link import Peer
from pos.store.outbox import Unsent
from pos.store.store import Tx
from sync.failing import rest_after
from sync.greeting import ASIDE_SENT_BY, LAID_OFF, begin_journal, greet, note, settle
from sync.person_keys import send_keys
from sync.protocol import Greet, Link, Push, Seen, SendAside, Wait, asks_soon, greeted, looked, next_step, succeeded
from sync.push import Batch, Held, Outcome, outcome_of
from sync.site import Site
from sync.wire_entry import wire_entry

LOOP = "push"
_HEARD_EVEN_SO = ("till_revoked", "upgrade_needed")
"""How the hub refuses a hello of a till whose entries it takes all the same: they go on without one."""


def turn(site: Site, link: Link, now: float) -> Link:
    """Do the next thing, if there is one; the line as it is then, with the time until which it may rest."""
    with site.till.store.read() as tx:
        peer, wish = tx.link.peer(), tx.link.wish()
        assert peer is not None
        unsent = tx.outbox.unsent(peer.outbox_from, link.batch.items, link.batch.bytes)
        aside = tx.outbox.aside_count() > 0 and tx.settings.get(ASIDE_SENT_BY) != site.app
    seen = Seen(wish, site.status.heard_at)
    site.status.paused(wish.paused)
    if site.status.till_state in LAID_OFF:
        link = asks_soon(link, now)
    step = next_step(link, seen, now, unsent=bool(unsent), aside=aside)
    if isinstance(step, Wait):
        return replace(link, looked_at=now, rest_until=step.until)
    link = looked(link, seen, now)
    try:
        match step:
            case Greet():
                link = greet(site, peer, link, now)
            case SendAside():
                link = _send_aside(site, peer, link)
            case Push():
                link = _push(site, peer, unsent, link, now)
    except (Unavailable, Refused) as failure:
        return _after(site, link, failure, now)
    site.status.talked(LOOP)
    return replace(link, looked_at=site.mono())  # a call that took long is no sleep of the machine


def _after(site: Site, link: Link, failure: Unavailable | Refused, now: float) -> Link:
    """The line after a failure: a batch that was too much is halved, a hub that began anew is greeted."""
    if failure.code == "body_too_large" and link.batch.items > 1:
        return replace(link, batch=link.batch.was_too_large())
    if failure.code == "timed_out":
        link = replace(link, batch=link.batch.was_too_large())
    if failure.code == "epoch_changed":
        link = replace(link, hello_at=now)
    if failure.code == "till_revoked":
        site.status.hub_said("revoked", "")
    if failure.code in _HEARD_EVEN_SO:
        link = greeted(link, now, site.chance()) if now >= link.hello_at else link
    return rest_after(site, LOOP, link, failure, now)


def _push(site: Site, peer: Peer, unsent: Sequence[Unsent], link: Link, now: float) -> Link:
    outcome, moved = _deliver(site, peer, unsent)
    if outcome.forked:
        with site.till.store.read() as tx:
            place = tx.journal.place()
        if place is not None and place.journal_id in outcome.forked:
            begin_journal(site, [])
    if not moved:
        raise Unavailable("hub_failed", why="results")
    return replace(succeeded(link), batch=link.batch.went_well())


def _send_aside(site: Site, peer: Peer, link: Link) -> Link:
    """Send everything again that was set aside once; what the hub can read now is an entry like the others."""
    after, batch = "", Batch()
    while True:
        with site.till.store.read() as tx:
            some = tx.outbox.aside(after, batch.items)
        if not some:
            break
        after = some[-1].entry.entry_id
        send_keys(site, some)
        answer = site.api.journal(peer.epoch, [wire_entry(item.entry, item.prev) for item in some])
        readable = {result.id for result in answer.results if result.status in ("accepted", "duplicate")}
        with site.till.store.write(durable=False) as tx:
            for item in some:
                if item.entry.entry_id in readable:
                    tx.outbox.take_up(item.entry.entry_id)
                    note(site, tx, "taken_up", kind=item.entry.kind, seq=item.entry.seq)
    with site.till.store.write(durable=False) as tx:
        tx.settings.put(ASIDE_SENT_BY, site.app)
    return succeeded(link)


def _deliver(site: Site, peer: Peer, unsent: Sequence[Unsent]) -> tuple[Outcome, bool]:
    """Send these entries and keep what became of them; whether any journal got further."""
    send_keys(site, unsent)
    site.status.sending(len(unsent))
    try:
        answer = site.api.journal(peer.epoch, [wire_entry(item.entry, item.prev) for item in unsent])
    finally:
        site.status.sending(0)
    outcome = outcome_of([item.entry for item in unsent], answer.results)
    with site.till.store.write(durable=False) as tx:
        _keep(site, tx, outcome)
        held = Held(answer.high, answer.high_hash, answer.quarantine)
        set_back = settle(site, tx, peer, answer.epoch, held, whole=False)
    site.log("sent", items=len(unsent), acked=len(outcome.acked))
    return outcome, bool(outcome.acked) and not outcome.back and not set_back


def _keep(site: Site, tx: Tx, outcome: Outcome) -> None:
    at = stamp(site.till.now())
    for journal_id, seq in outcome.acked.items():
        tx.outbox.ack(journal_id, seq, at)
    for entry, code in outcome.aside:
        tx.outbox.set_aside(entry, code, at)
        note(site, tx, "set_aside", code=code, kind=entry.kind, seq=entry.seq)
    if outcome.aside and tx.settings.get(ASIDE_SENT_BY) == "":
        tx.settings.put(ASIDE_SENT_BY, site.app)  # this version has just tried
    for journal_id, seq in outcome.back.items():
        if seq < tx.outbox.acked(journal_id):
            tx.outbox.take_back(journal_id, seq)
            note(site, tx, "hub_set_back", journal=journal_id.hex()[:8], seq=seq)
