"""The form of a customer: a new one, with whoever has the contact already offered first; and changes to one."""

from collections.abc import Callable, Mapping
from functools import partial

from pos.domain.customer import NewCustomer, Profile
from pos.domain.failures import Refused, Unavailable
from ui.customer.desk import Desk
from ui.customer.dialog_views import DetailsView
from ui.text import sentence

FIELD_OF = {
    "name_needed": "name",
    "contact_needed": "email",
    "bad_email": "email",
    "bad_phone": "phone",
    "card_taken": "card",
    "not_a_loyalty_card": "card",
}
"""Where in the form a refusal is said."""


class DetailsDesk:
    """`created` takes a customer who was added, `opened` the id of one who was there already, `changed` nothing."""

    def __init__(
        self,
        desk: Desk,
        created: Callable[[Profile], None],
        opened: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._desk, self._created, self._opened, self._changed = desk, created, opened, changed
        self._before: Profile | None = None
        self._same = ""
        self._warned: NewCustomer | None = None

    def ask_new(self, typed: str) -> None:
        """An empty form, with what was typed in the search where it belongs."""
        words, text = self._desk.words, typed.strip()
        digits = sum(sign.isdigit() for sign in text)
        email = text if "@" in text else ""
        phone = text if not email and digits > len(text) // 2 else ""
        name = "" if email or phone else text.title() if text.islower() else text
        self._before, self._warned, self._same = None, None, ""
        form = (words.new, words.add_customer, name, email, phone, "", self._desk.calls.language)
        self._desk.screen.ask_details(DetailsView(*form))

    def ask_change(self, profile: Profile) -> None:
        words = self._desk.words
        self._before = profile
        form = (profile.name, profile.email, profile.phone, "", profile.language)
        self._desk.screen.ask_details(DetailsView(words.change_title, words.save_customer, *form, has_card=False))

    def given(self, form: Mapping[str, str]) -> None:
        """The form was filled in. Whoever was warned of somebody with the same contact may add a second one."""
        fields = {name: text.strip() for name, text in form.items()}
        if self._before is not None:
            self._change(self._before, fields)
            return
        new = NewCustomer(**fields)  # type: ignore[arg-type]  # all but the consents, which are asked next
        work = partial(self._desk.calls.create, new, new == self._warned)
        self._desk.job(work, self._added, partial(self._not_added, new))

    def open_same(self) -> None:
        """The one who has this contact already, instead of a second one."""
        if self._same:
            self._desk.screen.end_dialog()
            self._opened(self._same)

    def _change(self, before: Profile, fields: Mapping[str, str]) -> None:
        changed = {name: text for name, text in fields.items() if name != "card" and text != getattr(before, name)}
        if changed:
            self._desk.job(partial(self._desk.calls.change, before.customer_id, changed), self._kept, self._failed)
        else:
            self._desk.screen.end_dialog()

    def _kept(self, _profile: Profile) -> None:
        self._desk.screen.end_dialog()
        self._desk.screen.tell(self._desk.words.saved)
        self._changed()

    def _added(self, profile: Profile) -> None:
        self._desk.screen.end_dialog()
        self._desk.screen.tell(self._desk.words.created.format(name=profile.name))
        self._created(profile)

    def _not_added(self, new: NewCustomer, failure: Refused | Unavailable) -> None:
        if failure.code == "customer_exists":
            self._same, self._warned = str(failure.facts["customer"]), new
            self._desk.screen.show_same(str(failure.facts["name"]))
        else:
            self._failed(failure)

    def _failed(self, failure: Refused | Unavailable) -> None:
        field = FIELD_OF.get(failure.code)
        if field is None:
            self._desk.refuse(failure)
        else:
            self._desk.screen.show_problem(field, sentence(failure))
