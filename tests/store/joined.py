"""A till that has joined a hub, and what that hub sends it: pages, parts of a snapshot, documents of things."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pos.domain.staff import pin_hash
from pos.services.enrolment import forget_joining
from pos.services.till import Till
from pos.store.pace import Pace
from sync.enrol import Enrolled, enrol
from sync.entities import PickupKey, keys_words
from sync.feeds import apply_page, cursor_of
from sync.wire import Change, EnrolAnswer, EnrolRequest, FeedPage, Scope, StoreSheet, fingerprint_of

HUB_ID, EPOCH, URL, CODE = "hub-1", "epoch-1", "http://127.0.0.1:8800", "ABCD-EFGH-JKMN"
HUB_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SALT = b"s" * 16
SHEET = StoreSheet(
    store_no=7,
    name="Northgate",
    code="N",
    currency="GBP",
    country="GB",
    zone="Europe/London",
    setup={"printer": "none", "address": ["1 Market Row"], "of_a_newer_hub": 1},
)


class AHub:
    """Answers everybody who asks with this code, and remembers what was asked."""

    def __init__(self, **changed: Any) -> None:
        self.asked: list[EnrolRequest] = []
        self._changed = changed

    def enrol(self, asked: EnrolRequest) -> EnrolAnswer:
        self.asked.append(asked)
        key = bytes_of(asked.public_key)
        hub_key = HUB_KEY.public_key().public_bytes_raw()
        answer = EnrolAnswer(
            request_id=asked.request_id,
            hub_id=HUB_ID,
            till_id="till-2",
            till=2,
            state="active",
            fingerprint=fingerprint_of(key, hub_key),
            epoch=EPOCH,
            hub_key=text_of(hub_key),
            pins=[],
            store=SHEET,
            store_key=text_of(b"k" * 32),
        )
        return msgspec.structs.replace(answer, **self._changed)


def join(home: Path, hub: Any = None, code: str = CODE, **how: Any) -> Enrolled:
    """Make a till in this home that has joined the hub, without the space it keeps for a full disk."""
    done = enrol(home, URL, code, hub or AHub(), app="tandem 0", **how)
    forget_joining(home)
    (home / "ballast").unlink(missing_ok=True)
    return done


def text_of(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    from sync.feed_kinds import decoded

    return decoded(text)


def put(entity: str, thing_id: str, rev: int, **body: Any) -> Change:
    return Change(entity=entity, id=thing_id, rev=rev, body=msgspec.Raw(msgspec.json.encode(body)))


def gone(entity: str, thing_id: str, rev: int) -> Change:
    return Change(entity=entity, id=thing_id, rev=rev, op="del")


def a_product(sku: str, rev: int, **changed: Any) -> Change:
    return put("product", sku, rev, **{"sku": sku, "name": f"Thing {sku}", "price_minor": 10_00} | changed)


def a_rule(name: str, rev: int, document: Any) -> Change:
    return put("rule", name, rev, document=document)


def a_person(staff_id: str, rev: int, role: str = "cashier", pin: str = "2580") -> Change:
    told = {"staff_id": staff_id, "name": staff_id.title(), "role": role, "pin_length": len(pin)}
    return put("staff", staff_id, rev, **told, pin_salt=text_of(SALT), pin_hash=text_of(pin_hash(pin, SALT)))


def a_stock(sku: str, rev: int, qty_milli: int, **includes: int) -> Change:
    told = {"sku": sku, "location": "floor", "qty_milli": qty_milli, "as_of": "2026-11-21T12:00:00.000Z"}
    return put("stock", f"{sku}|floor", rev, **told, includes=includes)


def an_order(order_id: int, rev: int, **changed: Any) -> Change:
    told: dict[str, Any] = {
        "order_id": order_id,
        "number": f"N-{order_id}",
        "store_no": 7,
        "channel": "web",
        "state": "placed",
        "placed_at": "2026-11-21T09:00:00.000Z",
        "promised_at": "2026-11-21T17:00:00.000Z",
        "hold_until": "2026-11-28T17:00:00.000Z",
        "currency": "GBP",
        "total_minor": 18_00,
        "lines": [{"line": 1, "sku": "SOCK", "name": "Socks", "qty_milli": 2000}],
        "includes": {},
    }
    return put("order", str(order_id), rev, **told | changed)


def keys_list(number: int, rev: int, signer: Ed25519PrivateKey = HUB_KEY) -> Change:
    keys = [PickupKey(kid=number, public_key=text_of(bytes([number]) * 32))]
    told = [{"kid": key.kid, "public_key": key.public_key} for key in keys]
    sig = text_of(signer.sign(keys_words(HUB_ID, number, keys)))
    return put("pickup_keys", "pickup_keys", rev, number=number, keys=told, sig=sig)


def a_page(till: Till, scope: Scope, changes: Sequence[Change], **changed: Any) -> FeedPage:
    """The page that follows what the till has read, to a cursor named after its last rev."""
    page = FeedPage(
        request_id="-",
        hub_id=HUB_ID,
        epoch=EPOCH,
        scope=scope,
        prev=cursor_of(till, scope)[1],
        cursor=f"{scope}@{max((change.rev for change in changes), default=0)}",
        up_to_date=True,
        changes=list(changes),
    )
    return msgspec.structs.replace(page, **changed)


def brought(till: Till, scope: Scope, *changes: Change, **changed: Any) -> None:
    """The till takes a page with these changes in."""
    apply_page(till, a_page(till, scope, changes, **changed), no_pauses(till))


def no_pauses(till: Till) -> Pace:
    """The pace of a test: nobody sleeps."""
    return Pace(till.store, sleep=lambda _seconds: None)
