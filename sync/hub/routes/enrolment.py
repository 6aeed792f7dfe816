"""Joining, and proving afterwards that one is who joined."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.failures import Refused
from sync.base64url import base64_of, bytes_of
from sync.hub.calls.access import TillAccess
from sync.hub.calls.call import Call, call
from sync.hub.store import stores
from sync.hub.store.tills import till_access
from sync.hub.tills.enrolment import fingerprint, redeem
from sync.hub.tills.tokens import BEARER_S, check_challenge, new_bearer, new_challenge
from sync.wire import EnrolAnswer, EnrolRequest, TokenAnswer, TokenRequest, token_words


@call("POST", "/v1/enrol", takes=EnrolRequest, gives=EnrolAnswer, who=("anybody",))
def enrol(call: Call[EnrolRequest]) -> EnrolAnswer:
    """Redeem a one-time code with the public half of the till's new key pair."""
    hub, address = call.hub, call.address
    hub.tries.check(address, hub.now())
    try:
        till = redeem(hub, call.asked)
    except Refused as no:
        if no.code == "code_refused":
            hub.tries.wrong(address, hub.now())
        raise
    return _answer(call, till)


@call("POST", "/v1/token", takes=TokenRequest, gives=TokenAnswer, who=("anybody",))
def token(call: Call[TokenRequest]) -> TokenAnswer:
    """Get a challenge, then a bearer for the challenge signed by the till's key."""
    hub, asked = call.hub, call.asked
    if not asked.challenge:
        challenge = new_challenge(hub.secret, asked.till_id, hub.now(), hub.chance(16))
        return call.answer(TokenAnswer, challenge=challenge)
    check_challenge(hub.secret, asked.till_id, asked.challenge, hub.now())
    with hub.read() as connection:
        till = till_access(connection, asked.till_id)
    if till is None or not _signed(hub.hub_id, till, asked):
        raise Refused("challenge_refused")
    return call.answer(TokenAnswer, bearer=new_bearer(hub.secret, till.till_id, hub.now()), seconds=BEARER_S)


def _answer(call: Call[EnrolRequest], till: TillAccess) -> EnrolAnswer:
    hub = call.hub
    with hub.read() as connection:
        sheet, key = stores.sheet_of(connection, till.store_no), stores.store_key(connection, till.store_no)
    assert sheet is not None
    return call.answer(
        EnrolAnswer,
        till_id=till.till_id,
        till=till.number,
        state="waiting" if till.state == "waiting" else "active",
        fingerprint=fingerprint(hub, till.public_key),
        epoch=hub.epoch,
        hub_key=base64_of(hub.signer.public_key().public_bytes_raw()),
        pins=list(hub.pins),
        store=sheet,
        store_key=base64_of(key),
    )


def _signed(hub_id: str, till: TillAccess, asked: TokenRequest) -> bool:
    words = token_words(hub_id, till.till_id, asked.challenge)
    try:
        Ed25519PublicKey.from_public_bytes(till.public_key).verify(bytes_of(asked.sig), words)
    except (InvalidSignature, ValueError):
        return False
    return True


HANDLERS = [enrol, token]
