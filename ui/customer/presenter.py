"""The customer screens: from a search, a card or the basket to a customer, and on into the sale. No Qt here."""

from pos.domain.customer import Profile, Viewed
from pos.domain.customer_consent import may_contact
from pos.domain.quantity import ONE
from ui.customer.consent_desk import ConsentDesk
from ui.customer.desk import Desk
from ui.customer.details_desk import DetailsDesk
from ui.customer.notes_desk import NotesDesk
from ui.customer.profile import ProfileDesk
from ui.customer.searching import Searching
from ui.customer.view import GoodsFrom, Mode


class CustomerPresenter:
    """`searching` finds, `profile` shows, and the others answer the dialogs."""

    def __init__(self, desk: Desk) -> None:
        self._screen, self._words, self._calls = desk.screen, desk.words, desk.calls
        self.searching, self.profile = Searching(desk), ProfileDesk(desk)
        self.notes = NotesDesk(desk, self.profile.refresh)
        self.consents = ConsentDesk(desk, self.profile.refresh)
        self._from_sale = False
        self.details = DetailsDesk(desk, self._created, self.taken, self.profile.refresh)

    def start(self, mode: Mode, text: str = "") -> None:
        """Begin to search."""
        self._from_sale = False
        self.profile.forget()
        self.searching.begin(mode, text)

    def open(self, customer_id: str, reason: Viewed) -> None:
        """Show a customer; whoever came from the basket goes back to it."""
        self.searching.mode = "browse"
        self._from_sale = reason == "basket"
        self.profile.open(customer_id, reason)

    def taken(self, customer_id: str, reason: Viewed = "search") -> None:
        """A customer was chosen: for the sale, or to be looked at; without an id a new one is added."""
        if not customer_id:
            self.add_asked()
        elif self.searching.mode == "choose":
            self._calls.serve(customer_id)
        else:
            self.open(customer_id, reason)

    def card_scanned(self, card: str) -> bool:
        """Whether somebody has this card, who is chosen or opened then."""
        customer_id = self._calls.by_card(card)
        if customer_id:
            self.taken(customer_id, "card")
        return bool(customer_id)

    def went_back(self) -> None:
        """From a customer to the search, or to the sale that the customer or the search was opened from."""
        if self.searching.mode == "choose" or self._from_sale:
            self._calls.leave()
        else:
            self.start("browse", self.searching.text if self.profile.is_open else "")

    def left(self) -> None:
        """Go on without a customer, where nobody was found or wanted."""
        self._calls.leave()

    def put_away(self) -> None:
        """The till is locked: nobody's name stands on the page for whoever comes next."""
        self._screen.end_dialog()
        self.start("browse")

    def changed(self) -> None:
        """Something was written into the till's file."""
        self.profile.refresh()

    def sale_asked(self) -> None:
        if self.profile.customer_id and self._calls.sale() != "paying":
            self._calls.serve(self.profile.customer_id)

    def goods_asked(self, sku: str, units: int) -> None:
        """Goods of the right column go into the sale with this customer."""
        self._bring([sku] * units)

    def all_asked(self, name: GoodsFrom) -> None:
        """Everything that is sold here; what is weighed is brought once and weighed at the till."""
        known = self.profile.known
        if known is None:
            return
        goods = {"basket": known.basket, "wishlist": known.wishlist}.get(name)
        pieces = [one for one in goods.goods for _ in range(max(1, one.qty_milli // ONE))] if goods is not None else []
        sold = self._calls.sold([one.sku for one in pieces])
        self._bring([one.sku for one in pieces if one.sku in sold])

    def _bring(self, skus: list[str]) -> None:
        if not self.profile.customer_id or not skus:
            return
        if self._calls.sale() == "paying":
            self._screen.tell(self._words.paying)
            return
        went = self._calls.bring(self.profile.customer_id, skus)
        self.profile.show_sale()
        if went:
            self._screen.tell(self._words.added_one if went == 1 else self._words.added_more.format(count=went))

    def contact_asked(self, name: str) -> None:
        """Copies a contact, or says why that is not to be: consent is asked for here."""
        known = self.profile.known
        if known is None:
            return
        if name == "email":
            value, may, why_not = known.profile.email, may_contact(known, "email"), self._words.no_consent_email
        else:
            may = may_contact(known, "phone") or may_contact(known, "sms")
            value, why_not = known.profile.phone, self._words.no_consent_phone
        if may and value:
            self._screen.copy(value)
            self._screen.tell(self._words.copied.format(value=value))
        elif value:
            self._screen.tell(self._words.not_copied.format(reason=why_not))

    def add_asked(self) -> None:
        self.details.ask_new(self.searching.text)

    def change_asked(self) -> None:
        if (known := self.profile.known) is not None:
            self.details.ask_change(known.profile)

    def consent_asked(self) -> None:
        if (known := self.profile.known) is not None:
            self.consents.ask(known.profile, known.consents)

    def note_asked(self) -> None:
        if (known := self.profile.known) is not None:
            self.notes.ask_note(known.profile)

    def task_asked(self) -> None:
        if (known := self.profile.known) is not None:
            self.notes.ask_task(known.profile)

    def task_finished(self, task_id: str) -> None:
        known = self.profile.known
        task = next((one for one in known.tasks if one.event_id == task_id), None) if known is not None else None
        if known is not None and task is not None:
            self.notes.finish(known.profile.customer_id, task)

    def _created(self, profile: Profile) -> None:
        """Into the sale or onto its page; consent is asked over it."""
        self.taken(profile.customer_id)
        self.consents.ask(profile)
