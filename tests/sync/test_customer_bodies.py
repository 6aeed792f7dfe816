"""What a real till writes about customers is what the hub reads."""

from pathlib import Path

from pos.domain.sealed import unseal
from pos.services.customer_change import change_customer, create_customer
from pos.services.customer_consent import change_consents
from pos.services.customer_note import add_note, add_task, finish_task
from pos.services.till import open_till
from sync.hub.journal import bodies
from sync.person_keys import persons_in
from tests.store.customers import AMELIA, somebody
from tests.store.shop import Clock, make_shop

READ = (
    bodies.CustomerCreated,
    bodies.ConsentChanged,
    bodies.CustomerChanged,
    bodies.CustomerNoted,
    bodies.TaskSet,
    bodies.TaskDone,
)


def test_the_hub_reads_and_opens_every_entry_of_a_till_about_customers(tmp_path: Path) -> None:
    make_shop(tmp_path / "till", tmp_path)
    till = open_till(tmp_path / "till", now=Clock())
    create_customer(till, somebody(birthday="1990-04-28", language="en", consents=(("email", True),)), "maya")
    change_customer(till, AMELIA, {"phone": "07700 900214"}, "maya")
    change_consents(till, AMELIA, {"sms": False}, "maya")
    add_note(till, AMELIA, "walks a lot", "maya")
    finish_task(till, add_task(till, AMELIA, "call about the boots", "2026-11-28", "maya"), "sofia")

    with till.store.read() as tx:
        entries = [entry for _n, entry in tx.journal.read()]
        read = [bodies.read_body(entry.kind, entry.v, entry.body) for entry in entries]
        told = [body for body in read if isinstance(body, bodies.OfCustomer)]
        keys = dict(tx.outbox.keys_of(sorted({person for entry in entries for person in persons_in(entry.body)})))
    till.close()

    words = [
        unseal({"person": body.sealed.person, "box": body.sealed.box}, keys[body.sealed.person])
        for body in told
        if body.sealed
    ]
    assert {type(body) for body in told} == set(READ)
    assert [sorted(texts or ()) for texts in words] == [
        ["birthday", "email", "language", "name", "phone"],
        ["phone"],
        ["words"],
        ["words"],
    ]
    assert set(keys) == {body.customer for body in told}
