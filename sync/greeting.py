"""Hello: telling the hub how far this till is, and making good what either side has lost since."""

from collections.abc import Sequence
from dataclasses import replace

from pos.domain.journal import stamp
from pos.domain.link import Peer
from pos.services.new_journal import begin_new_journal
from pos.store.outbox import Sent
from pos.store.rollback import Loss
from pos.store.store import Tx
from pos.store.tables import SCHEMA
from pos.store.witness import Seen as Witnessed
from sync import wire
from sync.base64url import base64_of, bytes_of
from sync.protocol import Link, greeted
from sync.push import Held, hub_is_ahead, set_backs
from sync.site import Site

ASIDE_SENT_BY = "aside_sent_by"
"""The setting that names the version of the program which sent the set-aside entries last."""
LAID_OFF = ("waiting", "suspended")
"""The states of a till that may be served again."""


def greet(site: Site, peer: Peer, link: Link, now: float) -> Link:
    answer = site.api.hello(_hello(site, peer))
    held = Held(answer.high, answer.high_hash, answer.quarantine)
    with site.till.store.write(durable=False) as tx:
        settle(site, tx, peer, answer.epoch, held, whole=True)
        sent = tx.outbox.sent()
        if tx.outbox.aside_count() > held.quarantine:
            tx.settings.put(ASIDE_SENT_BY, "")  # the hub lost what it kept apart
    _follow(site, sent, held)
    site.status.hub_said(answer.till, answer.t_hub)
    return greeted(link, now, site.chance(), barred=answer.till in LAID_OFF)


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


def settle(site: Site, tx: Tx, peer: Peer, epoch: str, held: Held, *, whole: bool) -> bool:
    """Take back what the hub does not hold any more; whether there was any."""

    def hash_at(journal_id: bytes, seq: int) -> str | None:
        found = tx.outbox.hash_at(journal_id, seq)
        return None if found is None else base64_of(found)

    new_epoch = epoch != peer.epoch
    back = set_backs(tx.outbox.sent(), held, hash_at, new_epoch=new_epoch, whole=whole)
    for journal_id, seq in back.items():
        tx.outbox.take_back(journal_id, seq)
        note(site, tx, "hub_set_back", journal=journal_id.hex()[:8], seq=seq)
    if new_epoch:
        tx.link.keep_peer(replace(peer, epoch=epoch))
        note(site, tx, "hub_began_anew")
    if back or new_epoch:
        site.keys_sent.clear()
    return bool(back)


def _follow(site: Site, sent: Sequence[Sent], held: Held) -> None:
    """Where the hub holds more of the journal than we, this file was set back: go on in a new journal."""
    if (found := hub_is_ahead(sent, held)) is None:
        return
    journal, high = found
    h = bytes_of(held.high_hash.get(journal.journal_id.hex(), ""))
    begin_journal(site, [Loss("rolled_back", Witnessed(journal.journal_id, high, h, ""), journal.last)])


def begin_journal(site: Site, lost: Sequence[Loss]) -> None:
    till = site.till
    begin_new_journal(till.store, till.setup, till.now(), till.new_id, lost)
    with till.store.write(durable=False) as tx:
        note(site, tx, "journal_begun", count=len(lost))


def note(site: Site, tx: Tx, event: str, **facts: str | int) -> None:
    """Tell people and the log alike."""
    tx.sync_log.add(stamp(site.till.now()), event, facts)
    site.log(event, **facts)
