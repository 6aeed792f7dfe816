"""Who is at the till: signing in by PIN or badge, locking, taking over, and going into training."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from pos.domain.basket import Basket
from pos.domain.failures import Refused, Unavailable
from pos.domain.staff import BUILT_IN, Staff
from pos.services import staff as people
from pos.services.people import change_pin, require_own_people
from pos.services.take_over import kept_by, take_over_basket
from ui.demo_desk import DemoDesk
from ui.jobs import Jobs
from ui.language import keep_language
from ui.line_desk import LineDesk
from ui.session import Session
from ui.shell.shell import Shell
from ui.shell.words import ShellWords
from ui.signin.frame import PlaceView
from ui.signin.operations import everybody, read_badge
from ui.signin.pin_dialog import ChangePinDialog, ChangePinWords
from ui.signin.presenter import SignInPresenter
from ui.signin.screen import SignInScreen
from ui.signin.wire import wire
from ui.signin.words import SignInWords
from ui.taking_over import TakeOverDialog, TakeOverWords
from ui.text import LANGUAGES, CommonWords, available, language, sentence, spoken
from ui.training import TrainingDesk
from ui.unlocking import Unlocking
from ui.widgets.approval import ApprovalDialog
from ui.widgets.dialog import Scrim

PAGE = "sign-in"


@dataclass(frozen=True, slots=True)
class SigningWords:
    """What is said about badges and roles away from the sign-in screen."""

    band: str = "TRAINING: nothing here is sold, no drawer opens. To leave, lock and choose Leave training."
    own_badge: str = "This is your own badge, {name}. Lock the till with Ctrl L."
    close_first: str = "Close this first"
    no_role: str = "The role {role} is no more"
    no_role_words: str = "{name} may sign in and do nothing else alone. Import roles or a staff file that has it."
    waits: str = "Training is ready. Choose it again at sign-in."


@dataclass(frozen=True, slots=True)
class Rung:
    """What signing in needs to know of the basket that is being rung up, and may do with it."""

    basket: Callable[[], Basket]
    total_minor: Callable[[], int]
    hold: Callable[[], None]


class Signing(QObject):
    """`entered` is told who works here now, `lock` puts everything away and comes back here."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        line: LineDesk,
        demo: DemoDesk,
        *,
        entered: Callable[[Staff], None],
        lock: Callable[[], None],
    ) -> None:
        super().__init__(shell)
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self._entered, self._lock = entered, lock
        self._words = spoken(SigningWords)
        self.rung: Rung | None = None
        self.speaks_anew = False
        """Another language was chosen; whoever runs the window looks at it when the window has ended."""
        self.training = TrainingDesk(session, jobs, self._prepare, self._not_made)
        self.unlocking = Unlocking(session, shell, jobs, common, lambda who: self.presenter.unlocked(who), self._say)
        setup, words = session.till.setup, spoken(SignInWords)
        if self.training.is_on:
            words = replace(words, demo_prompt=words.training_pin, wrong_demo=words.wrong_training)
            shell.band.say(self._words.band)
        self._sign_in_words = words
        self.screen = SignInScreen(shell.holder, words, common, LANGUAGES.get(language(), language()), available())
        self.screen.language_chosen.connect(self._language_chosen)
        self.presenter = SignInPresenter(
            self.screen,
            words,
            jobs,
            people=lambda: everybody(session),
            check_pin=lambda staff_id, pin: people.check_pin(session.till, staff_id, pin),
            badge=lambda code: read_badge(session.till, code),
            signed_in=self._signed_in,
            pins=self.training.pins() if self.training.is_on else demo.pins if setup.demo else {},
        )
        wire(self.screen, self.presenter)
        self._show_place(line)
        self._build_foot()
        shell.add_full_page(PAGE, self.screen)

    def start(self) -> None:
        """Nobody is at the till: the page is shown with whoever was here last chosen."""
        self._show_switch(on=False)
        self.presenter.start()
        self._shell.show_page(PAGE)

    def _language_chosen(self, tag: str) -> None:
        """Words are taken when a window is built, so it is built anew."""
        keep_language(self._session.till, tag)
        self.speaks_anew = True
        QApplication.quit()

    def sign_in(self, staff_id: str) -> None:
        """Somebody whose PIN was checked elsewhere, as on the way into training."""
        self._jobs(partial(people.sign_in, self._session.till, staff_id), self._enter, self._failed)

    def badge_scanned(self, code: str) -> None:
        """A badge, wherever it was scanned: at sign-in, over a question for approval, or by the next person."""
        dialog = next((one for one in self._shell.findChildren(ApprovalDialog) if one.isVisible()), None)
        if dialog is None and not self._session.signed_in:
            self.presenter.badge_scanned(code)
            return
        try:
            holder = people.badge_holder(self._session.till, code)
        except (Refused, Unavailable) as failure:
            self._failed(failure)
            return
        if dialog is not None:
            self._approve(dialog, holder, code)
        elif any(scrim.isVisible() for scrim in self._shell.findChildren(Scrim)):
            self._shell.toast.say(self._words.close_first, "scan", None)
        elif holder.staff_id == self._session.staff_id:
            self._shell.toast.say(self._words.own_badge.format(name=holder.short_name), "customer", None)
        else:
            self._lock()
            self.presenter.badge_scanned(code)

    def _approve(self, dialog: ApprovalDialog, holder: Staff, code: str) -> None:
        if dialog.take_badge(holder.staff_id, code, alone=holder.role.badge_alone):
            return
        own = holder.staff_id == self._session.staff_id
        refused = Refused("own_approval") if own else Refused("approval_not_allowed", staff=holder.short_name)
        dialog.show_problem(sentence(refused), "")

    def _signed_in(self, staff_id: str, by_badge: bool) -> None:
        if self.presenter.practises:
            self.training.enter(staff_id)
            return
        work = partial(people.sign_in, self._session.till, staff_id, by_badge=by_badge)
        self._jobs(work, self._enter, self._failed)

    def _enter(self, person: Staff) -> None:
        self._entered(person)
        if not person.role.rights and person != BUILT_IN:
            words = self._words
            title = words.no_role.format(role=person.role.title)
            self._shell.show_strip(title, words.no_role_words.format(name=person.short_name))
        basket = self.rung.basket() if self.rung else None
        if basket is not None and basket.lines:
            keeper = kept_by(self._session.till, basket.basket_id)
            if keeper is not None and keeper.staff_id != person.staff_id:
                self._ask_take_over(keeper, basket)

    def _ask_take_over(self, keeper: Staff, basket: Basket) -> None:
        assert self.rung is not None
        words, till = spoken(TakeOverWords), self._session.till
        count, amount = len(basket.lines), self._session.money(self.rung.total_minor())
        told = words.one if count == 1 else words.many
        go_on = partial(take_over_basket, till, basket.basket_id, self._session.staff_id)
        TakeOverDialog(
            self._shell,
            self._shell.holder,
            words,
            self._common,
            keeper.short_name,
            told.format(count=count, amount=amount),
            go_on=lambda: self._jobs(go_on, lambda _: None, self._failed),
            hold=self.rung.hold,
            lock=self._lock,
        ).ask()

    def _show_place(self, line: LineDesk) -> None:
        setup, words, shop = self._session.till.setup, self._sign_in_words, spoken(ShellWords)
        head, foot = self.screen.head, self.screen.foot
        foot.staff_list.setText(words.staff_here)
        demo = shop.demo if setup.demo else ""
        place = PlaceView(setup.name, shop.till.format(till=setup.till), line.pill, words.staff_here, demo)
        head.show_place(place)
        line.pill_changed.connect(lambda: head.show_place(replace(place, sync=line.pill)))

    def _build_foot(self) -> None:
        foot, words = self.screen.foot, self._sign_in_words
        foot.training.setText(words.leave_training if self.training.is_on else words.training)
        foot.training_asked.connect(self._training_asked)
        foot.pin_asked.connect(self._pin_asked)
        self.screen.panel.unlock_asked.connect(self._unlock_asked)

    def _pin_asked(self) -> None:
        """Whoever is chosen changes the own PIN; where a hub keeps the people it is said at once."""
        till, words = self._session.till, spoken(ChangePinWords)
        person = next((one for one in everybody(self._session) if one.staff_id == self.presenter.chosen), None)
        if person is None or not person.pin_length:
            return
        try:
            require_own_people(till, person.staff_id)
        except Refused as refused:
            self._say(sentence(refused))
            return
        ChangePinDialog(
            self._shell,
            self._shell.holder,
            words,
            self._common,
            person,
            self._jobs,
            change=partial(change_pin, till, person.staff_id),
            done=lambda: self._say(words.done.format(name=person.name)),
        ).ask()

    def _unlock_asked(self) -> None:
        chosen = self.presenter.chosen
        name = next(one.name for one in everybody(self._session) if one.staff_id == chosen)
        self.unlocking.ask(chosen, name)

    def _say(self, words: str) -> None:
        """Below the people, as the toasts of the pages are not to be seen here."""
        self.screen.note.say(words)

    def _training_asked(self) -> None:
        if self.training.is_on:
            self.training.leave()
        else:
            self._show_switch(on=not self.presenter.practises)
            self.presenter.practise(not self.presenter.practises)
            self.screen.panel.pin.setFocus()

    def _show_switch(self, *, on: bool) -> None:
        if not self.training.is_on:
            words, button = self._sign_in_words, self.screen.foot.training
            button.icon_name = "tick" if on else "info"
            button.setText(words.training_on if on else words.training)

    def _prepare(self, many: int) -> None:
        words = self._sign_in_words
        self.presenter.prepare(words.preparing_many.format(count=f"{many:,}") if many else words.preparing)

    def _not_made(self, failure: Refused | Unavailable) -> None:
        self.start()
        self._failed(failure)

    def _failed(self, failure: Refused | Unavailable) -> None:
        if not self._session.signed_in:
            self._say(sentence(failure))
            return
        self._shell.toast.say(sentence(failure), "info", None)
