"""Bearers and challenges of tills: nothing is kept of them, both carry a MAC made with the hub's secret."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from pos.domain.failures import Refused

BEARER_S = 15 * 60
CHALLENGE_S = 60
LONGEST_TOKEN = 512
_MAC_BYTES = 32
_BEARER = b"tandem-bearer/1\0"
_CHALLENGE = b"tandem-challenge/1\0"


def new_bearer(secret: bytes, till_id: str, now: datetime) -> str:
    """What a till shows with every request for the next BEARER_S seconds."""
    return _sealed(secret, _BEARER, f"{till_id}|{int((now + timedelta(seconds=BEARER_S)).timestamp())}")


def till_of_bearer(secret: bytes, bearer: str, now: datetime) -> str:
    """The id of the till that a bearer was given to; Refused `bearer_refused` when it is none of ours or too old."""
    till_id, _, until = _opened(secret, _BEARER, bearer, "bearer_refused").partition("|")
    if int(until) <= now.timestamp():
        raise Refused("bearer_refused")
    return till_id


def new_challenge(secret: bytes, till_id: str, now: datetime, chance: bytes) -> str:
    """What a till has to sign within CHALLENGE_S seconds."""
    until = int((now + timedelta(seconds=CHALLENGE_S)).timestamp())
    return _sealed(secret, _CHALLENGE, f"{till_id}|{until}|{chance.hex()}")


def check_challenge(secret: bytes, till_id: str, challenge: str, now: datetime) -> None:
    """Refused `challenge_refused` unless it was made here for this till a moment ago."""
    asked, _, rest = _opened(secret, _CHALLENGE, challenge, "challenge_refused").partition("|")
    if asked != till_id or int(rest.partition("|")[0]) <= now.timestamp():
        raise Refused("challenge_refused")


def _sealed(secret: bytes, domain: bytes, text: str) -> str:
    mac = hmac.digest(secret, domain + text.encode(), sha256)
    return urlsafe_b64encode(mac + text.encode()).rstrip(b"=").decode()


def _opened(secret: bytes, domain: bytes, token: str, code: str) -> str:
    try:
        whole = urlsafe_b64decode(token + "=" * (-len(token) % 4)) if len(token) <= LONGEST_TOKEN else b""
    except ValueError:
        raise Refused(code) from None
    mac, text = whole[:_MAC_BYTES], whole[_MAC_BYTES:]
    if not text or not hmac.compare_digest(hmac.digest(secret, domain + text, sha256), mac):
        raise Refused(code)
    return text.decode()
