"""What belongs to a store, from the feed into the till: the stores, stock, pickup orders and their keys, exceptions,
baskets put aside."""

from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pos.domain.failures import Refused
from pos.store.store import Tx
from sync import entities
from sync.feed_kinds import Kind, Reader, decoded, plain

KEY_BYTES, SIGNATURE_BYTES = 32, 64

_Document = tuple[dict[str, Any], int]
_Stock = tuple[str, str, int, str, dict[str, int], int]
_Keys = tuple[int, list[tuple[int, bytes]], int]


def _document(_reader: Reader, body: entities.Thing, rev: int) -> _Document:
    return plain(body), rev


def _put_stores(tx: Tx, rows: Sequence[_Document]) -> None:
    tx.stores.put(rows)


def _put_exceptions(tx: Tx, rows: Sequence[_Document]) -> None:
    tx.exceptions.put(rows)


def _put_held_baskets(tx: Tx, rows: Sequence[_Document]) -> None:
    tx.held.put(rows)
    for told, _rev in rows:
        if told.get("taken_by"):
            tx.drafts.drop_taken(told["basket_id"], told["entry"])


def _put_orders(tx: Tx, rows: Sequence[_Document]) -> None:
    tx.orders.put([(body, tx.balances.own_n(body["includes"]), rev) for body, rev in rows])


def _stock(_reader: Reader, body: entities.Stock, rev: int) -> _Stock:
    return body.sku, body.location, body.qty_milli, body.as_of, dict(body.includes), rev


def _put_stock(tx: Tx, rows: Sequence[_Stock]) -> None:
    tx.balances.put_stock(
        [
            (sku, location, quantity, as_of, tx.balances.own_n(includes), rev)
            for sku, location, quantity, as_of, includes, rev in rows
        ]
    )


def _pickup_keys(reader: Reader, body: entities.PickupKeys, rev: int) -> _Keys:
    """Refused `bad_signature` for a list that our hub did not sign, `older_keys` for one that was replaced already."""
    if reader.peer is None:
        raise Refused("bad_signature")
    words = entities.keys_words(reader.peer.hub_id, body.number, body.keys)
    try:
        hub_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(reader.peer.hub_key))
        hub_key.verify(decoded(body.sig, SIGNATURE_BYTES), words)
    except InvalidSignature:
        raise Refused("bad_signature") from None
    if body.number < reader.keys_number:
        raise Refused("older_keys")
    return body.number, [(key.kid, decoded(key.public_key, KEY_BYTES)) for key in body.keys], rev


def _put_pickup_keys(tx: Tx, rows: Sequence[_Keys]) -> None:
    for number, keys, rev in rows:
        tx.stores.put_pickup_keys(number, keys, rev)
        tx.copies.keep_rev("policy", "pickup_keys", "pickup_keys", rev)


KINDS = {
    "store": Kind(lambda body: str(body.store_no), _document, _put_stores),
    "pickup_keys": Kind(lambda _body: "pickup_keys", _pickup_keys, _put_pickup_keys),
    "stock": Kind(lambda body: f"{body.sku}|{body.location}", _stock, _put_stock),
    "order": Kind(lambda body: str(body.order_id), _document, _put_orders),
    "exception": Kind(lambda body: str(body.exception_id), _document, _put_exceptions),
    "held_basket": Kind(lambda body: str(body.basket_id), _document, _put_held_baskets),
}
