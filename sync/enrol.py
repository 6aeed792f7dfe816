"""Joining a hub with a one-time code: ask it, check its answer, and make the till that it tells of."""

import secrets as random_source
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from pos.domain.failures import Refused
from pos.domain.link import Peer
from pos.services.enrolment import (
    Joining,
    begin_joining,
    finish_joining,
    join_again,
    restored_till,
    setup_from,
    unfinished_joining,
)
from pos.services.shop import Setup
from pos.services.till import new_uuid, utc_now
from pos.store.secrets import Home, recovery_public
from sync.feed_kinds import decoded
from sync.wire import EnrolAnswer, EnrolRequest, fingerprint_of

KEY_BYTES = 32
FEWEST, MOST = 10, 32
"""Symbols of a code."""


Ask = Callable[[bytes, bytes], tuple[EnrolAnswer, Peer]]
"""Redeem the code for this public key and this public half of a recovery key."""


class Hub(Protocol):
    """The hub that is asked, as sync/api.py reaches it."""

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer: ...


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A till that has joined. `fingerprint` is shown at the hub too; `is_waiting` until a manager said yes there.
    `recovery_key` is empty for a till that joined again: it keeps the one that it has."""

    home: str
    hub: str
    hub_id: str
    till_id: str
    store: str
    till: int
    receipts: str
    fingerprint: str
    recovery_key: str
    is_waiting: bool


def enrol(
    home: Path,
    url: str,
    code: str,
    hub: Hub,
    *,
    app: str,
    machine: str = "",
    key_home: Home = "file",
    now: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_uuid,
    chance: Callable[[int], bytes] = random_source.token_bytes,
) -> Enrolled:
    """Join the hub at `url`; the same call again after a lost answer gives the same till, and so it does until whoever
    printed the recovery key says `forget_joining`.

    Refused `bad_enrol_code` for what cannot be a code, `code_refused` by the hub, `till_exists`, `not_our_protocol`;
    Unavailable when the hub is not reached.
    """
    asked_code = _plain(code)
    if (before := unfinished_joining(home)) is not None and before[2].url == url:
        return _enrolled(home, *before)
    ask = partial(_asked, hub, url, asked_code, app=app, machine=machine, request_id=new_id())
    if (restored := restored_till(home)) is not None:
        return _again(home, *restored, ask)
    joining = begin_joining(home, chance)
    answer, peer = ask(joining.secrets.public_key, joining.recovery_public)
    store_key = _key(answer.store_key)
    sheet = answer.store
    told = {
        "name": sheet.name,
        "currency": sheet.currency,
        "country": sheet.country,
        "code": sheet.code,
        "till": answer.till,
        "store_no": sheet.store_no,
        "zone": sheet.zone,
        "locale": sheet.locale,
    }
    joining = replace(joining, is_waiting=answer.state == "waiting")
    setup = finish_joining(
        home, joining, setup_from(told, sheet.setup), peer, store_key, key_home=key_home, now=now, new_id=new_id
    )
    return _enrolled(home, joining, setup, peer)


def _again(home: Path, public_key: bytes, setup: Setup, before: Peer, ask: Ask) -> Enrolled:
    """A restored till joins its own hub with its new key, as the till that it was. Refused `other_hub`, `other_till`,
    `till_in_use`."""
    answer, peer = ask(public_key, recovery_public(home))
    if answer.hub_id != before.hub_id:
        raise Refused("other_hub")
    if (answer.store.store_no, answer.till) != (setup.store_no, setup.till):
        raise Refused("other_till", till=answer.till, store=answer.store.store_no, wanted=setup.till)
    peer = replace(peer, outbox_from=before.outbox_from)
    join_again(home, peer)
    return _told(home, setup, peer, public_key, "", answer.state == "waiting")


def _enrolled(home: Path, joining: Joining, setup: Setup, peer: Peer) -> Enrolled:
    return _told(home, setup, peer, joining.secrets.public_key, joining.recovery_words, joining.is_waiting)


def _told(home: Path, setup: Setup, peer: Peer, public_key: bytes, recovery_key: str, is_waiting: bool) -> Enrolled:
    return Enrolled(
        str(home),
        peer.url,
        peer.hub_id,
        peer.till_id,
        setup.name,
        setup.till,
        setup.series,
        fingerprint_of(public_key, bytes.fromhex(peer.hub_key)),
        recovery_key,
        is_waiting,
    )


def _asked(
    hub: Hub, url: str, code: str, public_key: bytes, recovery: bytes, *, app: str, machine: str, request_id: str
) -> tuple[EnrolAnswer, Peer]:
    """The answer, checked, and the hub as the till will know it. Refused `not_our_protocol`."""
    answer = hub.enrol(
        EnrolRequest(
            request_id=request_id,
            code=code,
            public_key=_text(public_key),
            recovery_public=_text(recovery),
            app=app,
            machine=machine,
        )
    )
    hub_key = _key(answer.hub_key)
    if answer.fingerprint != fingerprint_of(public_key, hub_key):
        raise Refused("not_our_protocol", what="fingerprint")
    return answer, Peer(url, answer.hub_id, answer.epoch, hub_key.hex(), answer.till_id, 0, tuple(answer.pins))


def _plain(code: str) -> str:
    """A code as the hub reads it: people type it with dashes, blanks and small letters."""
    plain = "".join(code.split()).replace("-", "").upper()
    if not (FEWEST <= len(plain) <= MOST and plain.isascii() and plain.isalnum()):
        raise Refused("bad_enrol_code")
    return plain


def _key(text: str) -> bytes:
    try:
        return decoded(text, KEY_BYTES)
    except Refused:
        raise Refused("not_our_protocol", what="key") from None


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
