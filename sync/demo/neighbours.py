"""The tills of the demo's other stores, as far as the hub hears of them: they joined and said hello.

Without that the hub promises nothing of what stands in their stores (`never_synced`).
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from pos.domain.journal import stamp
from sync.base64url import base64_of
from sync.hub.hub import Hub
from sync.hub.tills.enrolment import make_code, redeem
from sync.hub.tills.hello import SPEAKS, answer_hello
from sync.service import app_version
from sync.wire import EnrolRequest, Hello

_FIRST_SCHEMA = "1"
_UPTIME_MS = 3_600_000


def open_neighbour(hub: Hub, store_no: int) -> None:
    """A till of this store joins and is heard of now; its keys are thrown away, so that nobody goes on as it."""
    code = make_code(hub, store_no).code.replace("-", "")
    key, recovery = Ed25519PrivateKey.generate().public_key(), X25519PrivateKey.generate().public_key()
    asked = EnrolRequest(
        code=code,
        public_key=base64_of(key.public_bytes_raw()),
        recovery_public=base64_of(recovery.public_bytes_raw()),
        app=app_version(),
    )
    till = redeem(hub, asked)
    hello = Hello(
        till_id=till.till_id,
        store_id=store_no,
        app=app_version(),
        schema=_FIRST_SCHEMA,
        speaks=[SPEAKS],
        journal_id=bytes(16).hex(),
        seq=0,
        head=base64_of(bytes(32)),
        t_wall=stamp(hub.now()),
        t_mono_ms=_UPTIME_MS,
    )
    answer_hello(hub, till, hello)
