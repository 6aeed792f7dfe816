"""Creating a customer at the till and changing one: usable and found at once, whether or not there is a network."""

import re
from collections.abc import Mapping
from datetime import date

from pos.domain.codes import check_loyalty_code, classify
from pos.domain.contact import email_of, phone_of
from pos.domain.customer import NewCustomer, Profile
from pos.domain.failures import Refused
from pos.domain.free_text import require_free_text
from pos.domain.imports.row import MAX_NAME, MAX_WORD
from pos.services.customer_consent import write_consents
from pos.services.customer_known import profile_of, require_customer, sealed_for
from pos.services.journal import write_down
from pos.services.staff import member
from pos.services.till import Till
from pos.store.customers import CHANGEABLE, Customer
from pos.store.projection_customer import SEALED_FIELDS
from pos.store.store import Tx

_LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_BIRTHDAY = re.compile("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


def create_customer(till: Till, new: NewCustomer, staff: str, even_if_known: bool = False) -> Profile:
    """A provisional customer with his own key; the hub learns of him when it can, and never merges unasked.

    Refused `name_needed`, `contact_needed`, `bad_email`, `bad_phone`, `bad_birthday`, `bad_language`,
    `not_a_loyalty_card`, `card_taken`, and `customer_exists` (`customer`, `name`) when a contact is somebody's here,
    unless `even_if_known`.
    """
    values = _checked(
        till,
        {
            "name": new.name, "email": new.email, "phone": new.phone, "card": new.card, "birthday": new.birthday,
            "language": new.language,
        },
    )  # fmt: skip
    _require_contact(values)
    customer_id = till.new_id()
    with till.store.write() as tx:
        member(tx, staff)
        _require_free_card(tx, values["card"], "")
        if not even_if_known and (known := tx.search.customer_by_contact(values["email"], values["phone"])):
            raise Refused("customer_exists", customer=known.customer_id, name=known.name)
        sealed = sealed_for(tx, till, customer_id, {name: values[name] for name in SEALED_FIELDS if values[name]})
        body = {"customer": customer_id, "card": values["card"], "sealed": sealed}
        write_down(tx, till, "customer_created", body, staff)
        if new.consents:
            write_consents(tx, till, customer_id, dict(new.consents), staff)
        tx.customers.create(customer_id, values)
        return profile_of(tx, require_customer(tx, customer_id))


def change_customer(till: Till, customer_id: str, changes: Mapping[str, str], staff: str) -> Profile:
    """Change fields of a customer (CHANGEABLE); what is as it was is not written again.

    Refused `unknown_customer`, `unknown_field`, `contact_needed` when the last contact would go, and as
    `create_customer` for what a field does not take.
    """
    for field in changes:
        if field not in CHANGEABLE:
            raise Refused("unknown_field", field=field)
    asked = _checked(till, changes)
    with till.store.write() as tx:
        member(tx, staff)
        customer = require_customer(tx, customer_id)
        values = {field: value for field, value in asked.items() if value != getattr(customer, field)}
        if not values:
            return profile_of(tx, customer)
        _require_kept_contact(customer, values)
        _require_free_card(tx, values.get("card", ""), customer_id)
        sealed = sealed_for(tx, till, customer_id, values)
        body = {"customer": customer_id, "fields": sorted(values), "sealed": sealed}
        write_down(tx, till, "customer_changed", body, staff)
        tx.customers.lay_over(customer_id, values)
        return profile_of(tx, require_customer(tx, customer_id))


def _checked(till: Till, values: Mapping[str, str]) -> dict[str, str]:
    """The values as they are kept: trimmed, contacts in their one form."""
    checked = {field: value.strip() for field, value in values.items()}
    if "name" in checked and not checked["name"]:
        raise Refused("name_needed")
    require_free_text("name", checked.get("name", ""), MAX_NAME)
    require_free_text("card", checked.get("card", ""), MAX_WORD)
    if checked.get("email"):
        checked["email"] = email_of(checked["email"])
    if checked.get("phone"):
        checked["phone"] = phone_of(checked["phone"], till.setup.country)
    if checked.get("birthday"):
        _require_birthday(checked["birthday"])
    if checked.get("language") and not _LANGUAGE.fullmatch(checked["language"]):
        raise Refused("bad_language", value=checked["language"])
    return checked


def _require_birthday(text: str) -> None:
    try:
        date.fromisoformat(text if _BIRTHDAY.fullmatch(text) else "")
    except ValueError:
        raise Refused("bad_birthday", value=text) from None


def _require_contact(values: Mapping[str, str]) -> None:
    if not (values["email"] or values["phone"]):
        raise Refused("contact_needed")


def _require_kept_contact(customer: Customer, values: Mapping[str, str]) -> None:
    """Somebody who was imported without any contact may stay without."""
    before = {"email": customer.email, "phone": customer.phone}
    if any(before.values()):
        _require_contact(before | {field: values[field] for field in before if field in values})


def _require_free_card(tx: Tx, card: str, customer_id: str) -> None:
    """A card in the shape of ours must also check; another scheme's has its own rules."""
    if classify(card) == "loyalty_card":
        check_loyalty_code(card)
    owner = tx.customers.by_card(card)
    if owner is not None and owner.customer_id != customer_id:
        raise Refused("card_taken", card=card, name=owner.name)
