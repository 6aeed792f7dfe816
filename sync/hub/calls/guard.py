"""Who may make a call: a till with its bearer, a channel with its key, or whoever sits at the hub's own machine."""

from contextlib import suppress
from functools import partial
from ipaddress import ip_address
from typing import Any

import anyio.to_thread
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler

from pos.domain.failures import Refused
from sync.hub.calls.access import ChannelAccess, TillAccess
from sync.hub.calls.call import CALL, Declared
from sync.hub.calls.channels import KEY_MARK, channel_of
from sync.hub.calls.envelope import request_id_of, unpacked
from sync.hub.hub import Hub
from sync.hub.store.tills import till_access
from sync.hub.tills.tokens import till_of_bearer

__all__ = ["ChannelAccess", "TillAccess", "guard", "may_pull"]

_PULLING = ("active", "fork")
_STANDING = {"revoked": "till_revoked", "suspended": "till_suspended", "waiting": "till_waiting"}


async def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Leaves who asks in the request's state (`till`, `channel`); a handler that declares nothing is for nobody."""
    try:
        await _admit(connection, handler.opt[CALL])
    except Refused:
        await _name_request(connection)  # a refusal says which request it answers
        raise


async def _admit(connection: ASGIConnection[Any, Any, Any, Any], declared: Declared) -> None:
    if "anybody" in declared.who or ("local" in declared.who and _is_local(connection)):
        return
    key = _key_of(connection)
    hub: Hub = connection.app.state.hub
    if key.startswith(KEY_MARK):
        connection.state.channel = await anyio.to_thread.run_sync(partial(_channel, hub, key, declared))
    else:
        connection.state.till = await anyio.to_thread.run_sync(partial(_till, hub, key, declared))


async def _name_request(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    assert isinstance(connection, Request)
    with suppress(Refused, HTTPException):
        body = unpacked(await connection.body(), connection.headers.get("content-encoding", ""))
        connection.state.request_id = request_id_of(connection, body)


def _key_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    scheme, _, key = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Refused("key_needed")
    return key.strip()


def _till(hub: Hub, key: str, declared: Declared) -> TillAccess:
    """The till of a bearer as it stands now; Refused `till_revoked`, `till_suspended`, `till_waiting`."""
    till_id = till_of_bearer(hub.secret, key, hub.now())
    with hub.read() as connection:
        till = till_access(connection, till_id)
    if till is None:
        raise Refused("bearer_refused")
    if "any_till" not in declared.who:
        if "till" not in declared.who:
            raise Refused("not_allowed")
        may_pull(till)
    return till


def may_pull(till: TillAccess) -> None:
    """Refused `till_revoked`, `till_suspended`, `till_waiting`."""
    if till.state not in _PULLING:
        raise Refused(_STANDING[till.state])


def _channel(hub: Hub, key: str, declared: Declared) -> ChannelAccess:
    with hub.read() as connection:
        channel = channel_of(connection, key)
    if channel is None:
        raise Refused("bearer_refused")
    if "any_channel" not in declared.who and channel.scopes.isdisjoint(declared.who):
        raise Refused("not_allowed")
    return channel


def _is_local(connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """Whether the client is on this machine itself, not somebody whom a proxy here speaks for."""
    if connection.client is None or "x-forwarded-for" in connection.headers or "forwarded" in connection.headers:
        return False
    try:
        return ip_address(connection.client.host).is_loopback
    except ValueError:
        return False
