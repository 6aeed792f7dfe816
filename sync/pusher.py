"""One turn of the pushing loop: say hello, or send the next entries of the journal and keep what became of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pos.domain.failures import Refused, Unavailable
from pos.domain.journal import stamp
from pos.domain.link import Peer
from pos.services.new_journal import begin_new_journal
from pos.store.outbox import Sent, Unsent
from pos.store.rollback import Loss
from pos.store.store import Tx
from pos.store.tables import SCHEMA
from pos.store.witness import Seen as Witnessed
from sync import wire
from sync.base64url import base64_of, bytes_of
from sync.failing import rest_after
from sync.protocol import Greet, Link, Push, Seen, SendAside, Wait, greeted, looked, next_step, succeeded
from sync.push import Batch, Held, Outcome, hub_is_ahead, outcome_of, set_backs
from sync.site import Site

LOOP = "push"
ASIDE_SENT_BY = "aside_sent_by"
"""The setting that names the version of the program which sent the set-aside entries last."""
MOST_KEYS = 1000
MOST_REMEMBERED = 20_000


def turn(site: Site, link: Link, now: float) -> Link:
    """Do the next thing, if there is one; the line as it is then, with the time until which it may rest."""
    with site.till.store.read() as tx:
        peer, wish = tx.link.peer(), tx.link.wish()
        assert peer is not None
        unsent = tx.outbox.unsent(peer.outbox_from, link.batch.items, link.batch.bytes)
        aside = tx.outbox.aside_count() > 0 and tx.settings.get(ASIDE_SENT_BY) != site.app
    seen = Seen(wish, site.status.heard_at)
    site.status.paused(wish.paused)
    step = next_step(link, seen, now, unsent=bool(unsent), aside=aside)
    if isinstance(step, Wait):
        return replace(link, looked_at=now, rest_until=step.until)
    link = looked(link, seen, now)
    try:
        match step:
            case Greet():
                link = _greet(site, peer, link, now)
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
        link = greeted(link, now, site.chance()) if now >= link.hello_at else link
    return rest_after(site, LOOP, link, failure, now)


# Hello


def _greet(site: Site, peer: Peer, link: Link, now: float) -> Link:
    answer = site.api.hello(_hello(site, peer))
    held = Held(answer.high, answer.high_hash, answer.quarantine)
    with site.till.store.write(durable=False) as tx:
        _settle(site, tx, peer, answer.epoch, held, whole=True)
        sent = tx.outbox.sent()
        if tx.outbox.aside_count() > held.quarantine:
            tx.settings.put(ASIDE_SENT_BY, "")  # the hub lost what it kept apart
    _follow(site, sent, held)
    site.status.hub_said(answer.till, answer.t_hub)
    return greeted(link, now, site.chance(), barred=answer.till in ("waiting", "suspended"))


def _hello(site: Site, peer: Peer) -> wire.Hello:
    till = site.till
    with till.store.read() as tx:
        place = tx.journal.place()
        queued, _oldest = tx.outbox.waiting(peer.outbox_from)
        acked = {sent.journal_id.hex(): sent.acked for sent in tx.outbox.sent() if sent.acked}
        dead = tx.outbox.aside_count()
    assert place is not None
    return wire.Hello(
        till_id=peer.till_id,
        store_id=till.setup.store_no,
        app=site.app,
        schema=SCHEMA,
        speaks=[1],
        journal_id=place.journal_id.hex(),
        seq=place.seq,
        head=base64_of(place.h),
        hub_seen=wire.HubSeen(epoch=peer.epoch, high=acked),
        t_wall=stamp(till.now()),
        t_mono_ms=int(site.mono() * 1000),
        queued=queued,
        dead=dead,
    )


def _settle(site: Site, tx: Tx, peer: Peer, epoch: str, held: Held, *, whole: bool) -> bool:
    """Take back what the hub does not hold any more; whether there was any."""

    def hash_at(journal_id: bytes, seq: int) -> str | None:
        found = tx.outbox.hash_at(journal_id, seq)
        return None if found is None else base64_of(found)

    new_epoch = epoch != peer.epoch
    back = set_backs(tx.outbox.sent(), held, hash_at, new_epoch=new_epoch, whole=whole)
    for journal_id, seq in back.items():
        tx.outbox.take_back(journal_id, seq)
        _note(site, tx, "hub_set_back", journal=journal_id.hex()[:8], seq=seq)
    if new_epoch:
        tx.link.keep_peer(replace(peer, epoch=epoch))
        _note(site, tx, "hub_began_anew")
    if back or new_epoch:
        site.keys_sent.clear()
    return bool(back)


def _follow(site: Site, sent: Sequence[Sent], held: Held) -> None:
    """Where the hub holds more of the journal than we, this file was set back: go on in a new journal."""
    if (found := hub_is_ahead(sent, held)) is None:
        return
    journal, high = found
    h = bytes_of(held.high_hash.get(journal.journal_id.hex(), ""))
    _begin_journal(site, [Loss("rolled_back", Witnessed(journal.journal_id, high, h, ""), journal.last)])


def _begin_journal(site: Site, lost: Sequence[Loss]) -> None:
    till = site.till
    begin_new_journal(till.store, till.setup, till.now(), till.new_id, lost)
    with till.store.write(durable=False) as tx:
        _note(site, tx, "journal_begun", count=len(lost))


# Entries


def _push(site: Site, peer: Peer, unsent: Sequence[Unsent], link: Link, now: float) -> Link:
    outcome, moved = _deliver(site, peer, unsent)
    if outcome.forked:
        with site.till.store.read() as tx:
            place = tx.journal.place()
        if place is not None and place.journal_id in outcome.forked:
            _begin_journal(site, [])
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
        _send_keys(site, some)
        answer = site.api.journal(peer.epoch, [wire_entry(item) for item in some])
        readable = {result.id for result in answer.results if result.status in ("accepted", "duplicate")}
        with site.till.store.write(durable=False) as tx:
            for item in some:
                if item.entry.entry_id in readable:
                    tx.outbox.take_up(item.entry.entry_id)
                    _note(site, tx, "taken_up", kind=item.entry.kind, seq=item.entry.seq)
    with site.till.store.write(durable=False) as tx:
        tx.settings.put(ASIDE_SENT_BY, site.app)
    return succeeded(link)


def _deliver(site: Site, peer: Peer, unsent: Sequence[Unsent]) -> tuple[Outcome, bool]:
    """Send these entries and keep what became of them; whether any journal got further."""
    _send_keys(site, unsent)
    site.status.sending(len(unsent))
    try:
        answer = site.api.journal(peer.epoch, [wire_entry(item) for item in unsent])
    finally:
        site.status.sending(0)
    outcome = outcome_of([item.entry for item in unsent], answer.results)
    with site.till.store.write(durable=False) as tx:
        _keep(site, tx, outcome)
        held = Held(answer.high, answer.high_hash, answer.quarantine)
        set_back = _settle(site, tx, peer, answer.epoch, held, whole=False)
    site.log("sent", items=len(unsent), acked=len(outcome.acked))
    return outcome, bool(outcome.acked) and not outcome.back and not set_back


def _keep(site: Site, tx: Tx, outcome: Outcome) -> None:
    at = stamp(site.till.now())
    for journal_id, seq in outcome.acked.items():
        tx.outbox.ack(journal_id, seq, at)
    for entry, code in outcome.aside:
        tx.outbox.set_aside(entry, code, at)
        _note(site, tx, "set_aside", code=code, kind=entry.kind, seq=entry.seq)
    if outcome.aside and tx.settings.get(ASIDE_SENT_BY) == "":
        tx.settings.put(ASIDE_SENT_BY, site.app)  # this version has just tried
    for journal_id, seq in outcome.back.items():
        if seq < tx.outbox.acked(journal_id):
            tx.outbox.take_back(journal_id, seq)
            _note(site, tx, "hub_set_back", journal=journal_id.hex()[:8], seq=seq)


def wire_entry(item: Unsent) -> wire.WireEntry:
    """An entry as it travels; its body is a string with exactly the journal's bytes."""
    entry = item.entry
    return wire.WireEntry(
        id=entry.entry_id,
        journal_id=entry.journal_id.hex(),
        seq=entry.seq,
        kind=entry.kind,
        v=entry.v,
        prev=base64_of(item.prev),
        h=base64_of(entry.h),
        sig=base64_of(entry.sig),
        at=entry.at,
        business_date=entry.business_date,
        shift=entry.shift,
        staff=entry.staff,
        body=entry.body.decode(errors="replace"),
    )


# Keys of persons


def _send_keys(site: Site, unsent: Sequence[Unsent]) -> None:
    """The keys that these entries need go ahead of them, each once a run; sending one twice counts once."""
    wanted = sorted({person for item in unsent for person in persons_in(item.entry.body)} - site.keys_sent)
    if not wanted:
        return
    with site.till.store.read() as tx:
        found = tx.outbox.keys_of(wanted)
    for start in range(0, len(found), MOST_KEYS):
        some = found[start : start + MOST_KEYS]
        site.api.keys([wire.PersonKey(person=person, key=base64_of(key)) for person, key in some])
    if len(site.keys_sent) > MOST_REMEMBERED:
        site.keys_sent.clear()
    site.keys_sent.update(wanted)


def persons_in(body: bytes) -> set[str]:
    """Whose words are sealed in this body."""
    if b'"sealed"' not in body:
        return set()
    try:
        return set(_persons(json.loads(body)))
    except ValueError:
        return set()


def _persons(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        sealed = value.get("sealed")
        if isinstance(sealed, dict) and isinstance(sealed.get("person"), str):
            yield sealed["person"]
        for inner in value.values():
            yield from _persons(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _persons(inner)


def _note(site: Site, tx: Tx, event: str, **facts: str | int) -> None:
    """Tell people and the log alike."""
    tx.sync_log.add(stamp(site.till.now()), event, facts)
    site.log(event, **facts)
