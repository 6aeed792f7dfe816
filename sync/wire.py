"""The messages between till and hub, `tandem/1`; PROTOCOL.md. Both sides use these types, the hub's OpenAPI too.

Bytes (hashes, signatures, keys) travel as base64url without padding, journal ids as 32 hexadecimal digits, moments as
the journal writes them. A field that a reader does not know is left alone.
"""

from hashlib import sha256
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

PROTO = "tandem/1"
MEDIA_TYPE = "application/vnd.tandem+json"
LARGEST_BODY_BYTES = 8 * 1024 * 1024
"""No body, unpacked, is larger: whatever says it is, is no answer of ours."""
MOST_ITEMS = 200
"""Entries in one batch at the most."""
MOST_CHANGES = 500
"""Changes on one page of a feed at the most."""
LONGEST_WAIT_S = 25

Scope = Literal["policy", "catalogue", "orders", "stock", "customers"]
SCOPES: tuple[Scope, ...] = ("policy", "catalogue", "orders", "stock", "customers")
"""In the order in which a new till needs them: who works here and what tax is, what is sold, what waits, the rest."""

Id = Annotated[str, Meta(min_length=1, max_length=64)]
JournalId = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
Base64 = Annotated[str, Meta(max_length=128, pattern="^[A-Za-z0-9_-]*$")]
Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Minor = Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)]
Milli = Minor
Text = Annotated[str, Meta(max_length=4096)]
Includes = dict[JournalId, Count]
"""Up to which seq of each journal a figure counts in what happened at the tills."""


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every request says of itself."""

    proto: str = PROTO
    request_id: Id = "-"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What every reply says: a reply that does not echo the request of this hub is none."""

    proto: str = PROTO
    request_id: str
    hub_id: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal in words, with the status that fits; `code` is for programs."""

    code: str
    message: str
    facts: dict[str, Any] = {}


class ProblemAnswer(Answer, frozen=True, kw_only=True):
    error: Problem


# Enrolment and keys ---------------------------------------------------------------------------------------------------


class EnrolRequest(Message, frozen=True, kw_only=True):
    """A one-time code and the public half of the key pair that the till has just made; `code` without dashes."""

    code: Annotated[str, Meta(min_length=10, max_length=32, pattern="^[0-9A-Z]+$")]
    public_key: Base64
    recovery_public: Base64
    app: Text
    machine: Text = ""


class StoreSheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a till must know of its store to begin; `setup` are fields of the till's own set-up by name."""

    store_no: Count
    name: Text
    code: Annotated[str, Meta(pattern="^[A-Z]{1,4}$")]
    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    zone: Text
    locale: Text = ""
    setup: dict[str, Any] = {}


class EnrolAnswer(Answer, frozen=True, kw_only=True):
    """`fingerprint` is six digits that both sides show; `hub_key` signs key lists; `pins` are SHA-256 sums of the
    public keys that the hub's certificate may carry, in hexadecimal (empty on loopback). `store_key` makes the check
    characters of receipts."""

    till_id: Id
    till: Count
    state: Literal["active", "waiting"]
    fingerprint: Annotated[str, Meta(pattern="^[0-9]{6}$")]
    epoch: str
    hub_key: Base64
    pins: list[str]
    store: StoreSheet
    store_key: Base64


def fingerprint_of(public_key: bytes, hub_key: bytes) -> str:
    """Six digits of the till's and the hub's public keys: whoever stands between the two has other ones."""
    both = sha256(b"tandem-fingerprint/1\0" + public_key + hub_key).digest()
    return f"{int.from_bytes(both[:8]) % 1_000_000:06d}"


class TokenRequest(Message, frozen=True, kw_only=True):
    """First without, then with the challenge that came back, signed over `token_words` by the till's key."""

    till_id: Id
    challenge: Text = ""
    sig: Base64 = ""


class TokenAnswer(Answer, frozen=True, kw_only=True):
    """Either a challenge (good for a minute), or a bearer with the seconds it is good for."""

    challenge: str = ""
    bearer: str = ""
    seconds: int = 0


def token_words(hub_id: str, till_id: str, challenge: str) -> bytes:
    """What the till signs to get a bearer."""
    return f"tandem-token/1\0{hub_id}\0{till_id}\0{challenge}".encode()


class PersonKey(msgspec.Struct, frozen=True, kw_only=True):
    person: Id
    key: Base64


class KeysRequest(Message, frozen=True, kw_only=True):
    keys: Annotated[list[PersonKey], Meta(max_length=1000)]


class KeysAnswer(Answer, frozen=True, kw_only=True):
    kept: int


# Hello and the journal ------------------------------------------------------------------------------------------------


class HubSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The hub as this till saw it last: how far its own journals were acknowledged."""

    epoch: str
    high: Includes


class Hello(Message, frozen=True, kw_only=True):
    """`seq` and `head` (base64url of its h) are the end of journal `journal_id`; `queued` entries wait, `dead` are set
    aside."""

    till_id: Id
    store_id: Count
    app: Text
    schema: Text
    speaks: list[int]
    entry_versions: dict[str, list[int]] = {}
    journal_id: JournalId
    seq: Count
    head: Base64
    hub_seen: HubSeen | None = None
    t_wall: Moment
    t_mono_ms: Count
    queued: Count = 0
    dead: Count = 0


class HelloAnswer(Answer, frozen=True, kw_only=True):
    """`high` and `high_hash` (base64url) by journal of this till: what the hub holds without a gap."""

    epoch: str
    speak: int
    high: Includes
    high_hash: dict[str, str]
    quarantine: int
    t_hub: Moment
    policy_rev: int
    keys_rev: int
    till: Literal["active", "waiting", "suspended", "revoked", "fork"]
    min_app: str


class WireEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A journal entry; `body` is a string with exactly the journal's bytes."""

    id: Id
    journal_id: JournalId
    seq: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    kind: Annotated[str, Meta(min_length=1, max_length=64)]
    v: Count
    prev: Base64
    h: Base64
    sig: Base64
    at: str
    business_date: str
    shift: str = ""
    staff: str = ""
    body: str


class JournalRequest(Message, frozen=True, kw_only=True):
    """`items` are decoded one by one, so that one which cannot be read never blocks the others."""

    till_id: Id
    epoch: str
    items: Annotated[list[msgspec.Raw], Meta(max_length=MOST_ITEMS)]


class ItemResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one entry. `deferred`: a gap before it, `need_seq` is wanted first."""

    id: str
    status: Literal["accepted", "duplicate", "fork", "deferred", "set_aside"]
    code: str = ""
    need_seq: int = 0


class JournalAnswer(Answer, frozen=True, kw_only=True):
    """`exceptions` name those that these entries opened."""

    epoch: str
    results: list[ItemResult]
    exceptions: list[str]
    high: Includes
    high_hash: dict[str, str]
    quarantine: int


class JournalCopy(Answer, frozen=True, kw_only=True):
    """The hub's copy of one journal of a till, oldest first; `next` is the seq to go on after, 0 at the end. `journals`
    are all that this till ever had, in the order in which they began."""

    journal_id: str
    items: list[WireEntry]
    next: int
    journals: list[str] = []


# Feeds ----------------------------------------------------------------------------------------------------------------


def _nothing() -> msgspec.Raw:
    return msgspec.Raw(b"null")


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing as it is now; `body` is a document of sync/entities.py, absent where it was deleted."""

    entity: Annotated[str, Meta(max_length=32)]
    id: Annotated[str, Meta(max_length=600)]
    rev: Count
    op: Literal["put", "del"] = "put"
    body: msgspec.Raw = msgspec.field(default_factory=_nothing)


class FeedPage(Answer, frozen=True, kw_only=True):
    """`prev` is the cursor that was asked from: a till applies the page only where it still stands there."""

    epoch: str
    scope: str
    prev: str
    cursor: str
    up_to_date: bool
    changes: Annotated[list[Change], Meta(max_length=MOST_CHANGES)]


class SnapshotHead(Answer, frozen=True, kw_only=True):
    """The first line of a part of a snapshot. Changes follow, one on each line, and a SnapshotTail."""

    epoch: str
    scope: str
    after: str
    things: int


class SnapshotTail(msgspec.Struct, frozen=True, kw_only=True):
    """The last line: `next` asks for the following part; the last part has none, but the `cursor` that the feed goes on
    from."""

    next: str
    cursor: str


# What must happen once, and proof of equality -------------------------------------------------------------------------


class ClaimRequest(Message, frozen=True, kw_only=True, omit_defaults=True):
    """`refs` name what is claimed: `ORDER/LINE/UNIT/TURN` of a pickup; the entry that put a `basket` aside;
    `SALE/LINE/THOUSANDTHS` of what comes back; of `value` one account (`gift:…`, `credit:…`, `account:…`, `points:…`);
    of `coupon` personal ones (`coupon:SERIAL`).

    `value`, `refund` and `coupon` hold: `sale` is the basket that wants it, and the same basket asking again for the
    same thing replaces what it held. A hold ends when the sale of that id arrives, with `release`, or after a day.
    Nothing is held for an `amount` (minor units, or points) or thousandths of 0: only what is left is told.
    """

    till_id: Id
    claim: Id
    kind: Literal["pickup", "refund", "value", "basket", "coupon"]
    refs: Annotated[list[Annotated[str, Meta(max_length=300)]], Meta(min_length=1, max_length=200)]
    mode: Literal["online", "offline"] = "online"
    entry: str = ""
    sale: Annotated[str, Meta(max_length=64)] = ""
    amount: Count = 0
    currency: Annotated[str, Meta(max_length=3)] = ""
    release: bool = False


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """Who was first."""

    ref: str
    by: str
    at: str
    store: str


class ClaimAnswer(Answer, frozen=True, kw_only=True):
    """All of a claim is granted or nothing. `refused` says why: of an order `unknown_order`, `cancelled`, …; of a value
    `unknown_account`, `blocked`, `expired`, `wrong_currency`, `not_enough`; of what comes back `unknown_sale`,
    `not_enough`.

    `balance` is what may still be spent after this hold, in minor units or points, of an account on which one owes
    within its `limit`; `as_of` when that was so. `left` are the thousandths that may still come back, by `SALE/LINE`.
    """

    result: Literal["granted", "already", "refused"]
    already: list[Held] = []
    why: str = ""
    balance: int | None = None
    limit: int | None = None
    as_of: str = ""
    left: dict[str, int] = {}


class KinSale(msgspec.Struct, frozen=True, kw_only=True):
    """A sale that a return or an exchange joins to another one, at any remove; `body` is the journal's."""

    sale_id: str
    receipt: str
    store: str
    at: Moment
    business_date: str
    staff: str
    body: str


class ReceiptAnswer(Answer, frozen=True, kw_only=True):
    """A sale that any till of the shop made, as the hub has it: `body` is the journal's, byte for byte. `left` are the
    thousandths of each line that neither came back anywhere nor are held, by `SALE/LINE`; `kin` says where its money
    went since."""

    sale_id: str
    receipt: str
    store_no: Count
    store: str
    till: Count
    at: Moment
    business_date: str
    staff: str
    body: str
    left: dict[str, int]
    kin: list[KinSale] = []


class DayFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One journal's business date in figures: `first` and `last` seq of `n` entries, `head` the hash of the last
    (base64url). Maps run from `NAME RATE` of a tax and from the tender's type to [count, minor units]; `stock_qty` is
    the sum of movements in thousandths, `handed_over` counts units."""

    journal_id: JournalId
    business_date: Day
    n: int
    first: int
    last: int
    head: str
    sales: int
    gross: int
    refunds: int
    refunds_gross: int
    tax: dict[str, list[int]]
    tenders: dict[str, list[int]]
    stock_moves: int
    stock_qty: int
    points: int
    handed_over: int
    stored_value: int = 0


class FeedFigures(msgspec.Struct, frozen=True, kw_only=True):
    """A copy in one number: sum64 = Σ first 8 bytes of SHA-256(entity ‖ 0 ‖ id ‖ 0 ‖ rev) mod 2⁶⁴, in hexadecimal."""

    scope: Scope
    cursor: str
    n: int
    sum64: str


class ReconcileRequest(Message, frozen=True, kw_only=True):
    till_id: Id
    days: Annotated[list[DayFigures], Meta(max_length=400)]
    feeds: list[FeedFigures] = []


class DayResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`hub` are the hub's own figures, always, so that both can be shown side by side."""

    journal_id: str
    business_date: str
    equal: bool
    hub: DayFigures


class FeedResult(msgspec.Struct, frozen=True, kw_only=True):
    """`behind`: the till has not read to the end, so nothing can be said."""

    scope: str
    result: Literal["equal", "behind", "different"]
    n: int
    sum64: str


class ReconcileAnswer(Answer, frozen=True, kw_only=True):
    days: list[DayResult]
    feeds: list[FeedResult]
    open_exceptions: int


class RangeRequest(Message, frozen=True, kw_only=True):
    """Ranges of one journal, each with what the till holds there."""

    till_id: Id
    journal_id: JournalId
    ranges: Annotated[list["Range"], Meta(min_length=1, max_length=64)]


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Entries `first` to `last` in one number: `n` of them, and SHA-256 over their hashes in order (base64url)."""

    first: Count
    last: Count
    n: Count
    digest: Base64


class RangeAnswer(Answer, frozen=True, kw_only=True):
    """The hub's own number for each range, in the order asked."""

    ranges: list[Range]
