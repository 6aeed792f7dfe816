"""What a loop does when a call fails: it rests, says why, and goes on later."""

from pos.domain.failures import Refused, Unavailable
from sync.protocol import Link, failed
from sync.site import LOCAL, Site

READ_ONLY = "till_read_only"
GATES = {"till_revoked": "revoked", "till_suspended": "suspended", "till_waiting": "waiting"}
"""How the hub refuses a till that it does not serve."""


def rest_after(site: Site, loop: str, link: Link, failure: Unavailable | Refused, now: float) -> Link:
    """The line after a failure. A till that may not be written any more ends the program: Refused goes on up."""
    if failure.code == READ_ONLY:
        raise failure
    facts = dict(failure.facts)
    asked_s = facts.pop("asked_s", 0)
    wanted_s = float(asked_s) if isinstance(asked_s, int) else 0.0
    link = failed(link, failure.code, facts, now, site.chance(), wanted_s)
    site.log("failed", loop=loop, code=failure.code, failures=link.failures, **_known(facts))
    if failure.code in GATES:
        site.status.hub_said(GATES[failure.code], "")
    elif failure.code not in LOCAL:
        site.status.failed(loop, failure.code, link.facts)
    return link


def _known(facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in ("loop", "code", "failures")}
