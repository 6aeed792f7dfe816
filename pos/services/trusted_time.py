"""The time that decides whether a pickup code still counts (domain/trusted_time.py), as this till knows it."""

from datetime import timedelta

from pos.domain.journal import moment_of
from pos.domain.trusted_time import TrustedTime, trusted_time
from pos.services.till import Till
from pos.services.uptime import uptime
from pos.store.store import Tx


def trusted_now(tx: Tx, till: Till) -> TrustedTime:
    line, newest, now = tx.link.line(), tx.journal.newest_at(), uptime()
    hub_at = line.hub_at if line else ""
    since = now.seconds - line.hub_mono_s if line and line.boot and line.boot == now.boot else None
    return trusted_time(
        till.now(),
        moment_of(newest) if newest else None,
        moment_of(hub_at) if hub_at else None,
        timedelta(seconds=since) if since is not None and since >= 0 else None,
    )
