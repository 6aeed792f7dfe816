"""Stores of the shop: set up at the hub, known to every till of the shop by the policy feed."""

from dataclasses import dataclass, field
from typing import Any

from pos.domain.failures import Refused
from pos.services.shop import Setup, checked
from pos.services.till import known_currencies, zone_of_country
from sync.entities import Store
from sync.hub.hub import Hub
from sync.hub.store import identity, stores
from sync.hub.store.streams import Published, publish
from sync.texts import require_showable
from sync.wire import StoreSheet

STORE_KEY_BYTES = 32
_OWN_FIELDS = ("vat_number", "return_policy", "patterns", "difference_limit", "unseen_limit", "planned_float")
"""Fields of a till's set-up that the hub gives beside those that every store has."""


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store as somebody names it; what is left out is filled in. `setup` are more fields of the tills' set-up."""

    name: str
    currency: str
    country: str
    store_no: int = 0
    code: str = ""
    zone: str = ""
    locale: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    open_until: str = ""
    setup: dict[str, Any] = field(default_factory=dict)


def add_store(hub: Hub, new: NewStore) -> StoreSheet:
    """A new store; Refused `bad_setup` names the first field that is wrong, `store_exists` its number or code."""
    if unknown := [name for name in new.setup if name not in _OWN_FIELDS]:
        raise Refused("unknown_setting", field=unknown[0])
    with hub.write() as connection:
        identity.hold_setting(connection, "hub_id")  # two at once would take one number
        here = stores.all_sheets(connection)
        store_no = new.store_no or max((sheet.store_no for sheet in here), default=0) + 1
        sheet = _sheet(new, store_no)
        if any(sheet.store_no == other.store_no or sheet.code == other.code for other in here):
            raise Refused("store_exists", store=store_no, store_code=sheet.code)
        stores.keep_store(connection, sheet, hub.chance(STORE_KEY_BYTES))
        told = Store(
            store_no=store_no,
            name=sheet.name,
            code=sheet.code,
            address=list(new.address),
            phone=new.phone,
            open_until=new.open_until,
        )
        require_showable(told)
        change = Published.of("store", str(store_no), told)
        publish(connection, {"policy": [change]}, hub.chance(16))
    return sheet


def _sheet(new: NewStore, store_no: int) -> StoreSheet:
    own: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in new.setup.items()
    }
    setup = checked(
        Setup(
            new.name,
            new.currency,
            new.country,
            code=new.code,
            store_no=store_no,
            zone=new.zone,
            locale=new.locale,
            address=new.address,
            **own,
        ),
        zone_of_country(),
        known_currencies(),
    )
    given = {"address": list(new.address), **new.setup}
    return StoreSheet(
        store_no=store_no,
        name=setup.name,
        code=setup.code,
        currency=setup.currency,
        country=setup.country,
        zone=setup.zone,
        locale=setup.locale,
        setup={name: value for name, value in given.items() if value},
    )
