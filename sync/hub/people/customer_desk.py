"""Customers who are held while something happens to them: what was written of them at tills, by channels, by files.

An entry whose words cannot be read yet, or whose customer or task nobody knows yet, waits; whenever something happens
to its customer it is looked at again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from pos.domain.free_text import why_not_free_text
from sync.entities import Activity, Customer
from sync.hub.history.activities import ENTITY, STORE, STREAM, note_id
from sync.hub.journal.bodies import (
    ConsentChanged,
    CustomerChanged,
    CustomerCreated,
    CustomerNoted,
    TaskDone,
    TaskSet,
)
from sync.hub.people import accounts as rules
from sync.hub.people.written import Written, again, opened
from sync.hub.store import accounts, persons
from sync.hub.store.accounts import Account, Answer, Wait
from sync.hub.store.engine import Connection
from sync.hub.store.stores import sheet_of
from sync.hub.store.streams import Published
from sync.hub.store.things import bodies, revs
from sync.wire import StoreSheet

CUSTOMER = "customer"
LONGEST_WORDS = 4000
_LINES = "\r\n\t"


class CustomerDesk:
    """These customers are nobody else's until the commit. `close` it last: what it gives back is to be published."""

    def __init__(self, connection: Connection, customer_ids: Collection[str]) -> None:
        self._connection = connection
        self._accounts = accounts.hold(connection, customer_ids)
        self._documents = bodies(connection, STREAM, CUSTOMER, sorted(customer_ids))
        self._revs = revs(connection, STREAM, CUSTOMER, sorted(customer_ids))
        self._customers = {one: rules.decoded(document) for one, document in self._documents.items()}
        self._waiting = [again(one) for one in accounts.waiting_of(connection, sorted(customer_ids))]
        self._sheets: dict[int, StoreSheet | None] = {}
        self._activities: dict[str, Activity] = {}
        self._told: dict[str, Published] = {}

    def customer(self, customer_id: str) -> Customer | None:
        """The customer as he is now."""
        return self._customers.get(customer_id)

    def put(self, customer: Customer, fields: Iterable[str], arrived: str) -> None:
        """A customer, new or with other words, from a side that is not a till; `fields` are those that it names."""
        account = self._accounts[customer.customer_id]
        account.field_at.update(dict.fromkeys(fields, arrived))
        self._customers[customer.customer_id] = customer

    def answer(self, customer_id: str, consents: Mapping[str, bool], at: str) -> None:
        """The customer has answered, at this moment (empty: nobody knows when), to somebody who knew what he said
        before."""
        like = Answer(False, at, after=self._revs.get(customer_id, 0))
        rules.answer(self._accounts[customer_id], self.customer(customer_id), consents, like)

    def close(self, fresh: Sequence[Written] = ()) -> list[Published]:
        """Count in what waits and these entries, as far as that can be done now; what tills are to be told."""
        for one in fresh:
            if one.is_counted:
                reached = self._accounts[one.body.customer].reached
                journal = one.entry.journal_id.hex()
                reached[journal] = max(one.counted_to, reached.get(journal, 0))
        left = self._count([*self._waiting, *fresh])
        self._keep_waiting(left, fresh)
        accounts.keep(self._connection, self._accounts)
        return [*self._changed(left), *self._told.values()]

    def _count(self, written: Sequence[Written]) -> list[Written]:
        """One may be what another waits for: again and again, until nothing moves. What is left still waits."""
        keys = persons.keys_of(self._connection, sorted({one.person for one in written} - {""}))
        tasks = [note_id(one.body.task) for one in written if isinstance(one.body, TaskDone)]
        known = bodies(self._connection, STREAM, ENTITY, sorted(set(tasks)))
        self._activities = {name: msgspec.json.decode(body, type=Activity) for name, body in known.items()}
        left = list(written)
        while left:
            still = [one for one in left if not self._counted(one, keys.get(one.person, ()))]
            if len(still) == len(left):
                break
            left = still
        return left

    def _keep_waiting(self, left: Sequence[Written], fresh: Sequence[Written]) -> None:
        places = {one.place for one in left}
        accounts.end_waiting(self._connection, [one.place for one in self._waiting if one.place not in places])
        waits = [Wait(*one.place, one.body.customer, one.person) for one in fresh if one.place in places]
        accounts.keep_waiting(self._connection, waits)

    def _changed(self, left: Iterable[Written]) -> list[Published]:
        held_back: dict[str, dict[str, int]] = {}
        for one in left:
            if one.is_counted:
                first = held_back.setdefault(one.body.customer, {})
                journal = one.entry.journal_id.hex()
                first[journal] = min(one.entry.seq, first.get(journal, one.entry.seq))
        told = [
            Published.of(CUSTOMER, name, rules.shown(self._accounts[name], customer, held_back.get(name, {})))
            for name, customer in sorted(self._customers.items())
            if customer is not None
        ]
        return [one for one in told if one.body != self._documents.get(one.id)]

    def _counted(self, one: Written, keys: Sequence[bytes]) -> bool:
        """Count an entry in; False when it must wait. What no till can have meant has no effect and waits for
        nothing."""
        account, customer = self._accounts[one.body.customer], self.customer(one.body.customer)
        match one.body:
            case ConsentChanged(consents=consents, rev=seen):
                after = self._revs.get(one.body.customer, 0)
                like = Answer(False, one.received_at, one.entry.journal_id.hex(), after)
                rules.answer(account, customer, consents, like, seen)
                return True
            case CustomerCreated() | CustomerChanged():
                return self._filled(one, account, customer, keys)
            case CustomerNoted() | TaskSet():
                return self._noted(one, keys)
            case TaskDone(task=task):
                return self._done(one, task)
        raise AssertionError(one.entry.kind)

    def _filled(self, one: Written, account: Account, customer: Customer | None, keys: Sequence[bytes]) -> bool:
        texts = opened(one.body.sealed, keys)
        is_new = isinstance(one.body, CustomerCreated)
        if texts is None or (customer is None and not is_new):
            return False
        if isinstance(one.body, CustomerCreated):
            texts = {name: text for name, text in {**texts, "card": one.body.card}.items() if text}
        elif isinstance(one.body, CustomerChanged):
            texts = {name: text for name, text in texts.items() if name in one.body.fields}
        fields = rules.readable(texts, self._country(one.store_no))
        filled = rules.fill(
            account, customer or Customer(customer_id=one.body.customer, name=""), fields, one.received_at
        )
        if filled.name:
            self._customers[one.body.customer] = filled
        return True

    def _noted(self, one: Written, keys: Sequence[bytes]) -> bool:
        texts = opened(one.body.sealed, keys)
        if texts is None:
            return False
        words = texts.get("words", "")
        if not words or why_not_free_text(words, LONGEST_WORDS, _LINES):
            return True
        is_task = isinstance(one.body, TaskSet)
        self._tell(
            Activity(
                activity_id=note_id(one.entry.entry_id),
                customer_id=one.body.customer,
                kind="task" if is_task else "note",
                channel=STORE,
                at=one.entry.at,
                place=self._place(one.store_no),
                state="open" if is_task else "",
                words=words,
                staff=one.entry.staff,
                due=_day(one.body.due) if isinstance(one.body, TaskSet) else "",
            )
        )
        return True

    def _done(self, one: Written, task: str) -> bool:
        told = self._activities.get(note_id(task))
        if told is None:
            return False
        if told.kind == "task" and told.customer_id == one.body.customer and told.state != "done":
            self._tell(replace(told, state="done"))
        return True

    def _tell(self, activity: Activity) -> None:
        self._activities[activity.activity_id] = activity
        self._told[activity.activity_id] = Published.of(ENTITY, activity.activity_id, activity)

    def _sheet(self, store_no: int) -> StoreSheet | None:
        if store_no not in self._sheets:
            self._sheets[store_no] = sheet_of(self._connection, store_no)
        return self._sheets[store_no]

    def _country(self, store_no: int) -> str:
        sheet = self._sheet(store_no)
        return "ZZ" if sheet is None else sheet.country

    def _place(self, store_no: int) -> str:
        sheet = self._sheet(store_no)
        return "" if sheet is None else sheet.name


def _day(text: str) -> str:
    """A day as ISO 8601, nothing where it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
