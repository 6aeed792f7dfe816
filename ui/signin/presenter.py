"""Who is at the till: choosing a person, checking a PIN or badge, and telling what went wrong."""

from collections.abc import Callable, Mapping
from functools import partial

from pos.domain.failures import Refused, Unavailable
from ui.run_job import RunJob
from ui.signin.view import BadgeRead, Person, PinAnswer, PinView, SignInDisplay, SignInView, TileView
from ui.signin.words import SignInWords


class SignInPresenter:
    """`people` come by last use; `check_pin` counts the tries; `badge` says whose a scanned badge is or is refused;
    `signed_in` is told who may sell now, and whether a badge alone said so. `pins` are those that may be shown, as a
    demo's may."""

    def __init__(
        self,
        screen: SignInDisplay,
        words: SignInWords,
        run_job: RunJob,
        *,
        people: Callable[[], tuple[Person, ...]],
        check_pin: Callable[[str, str], PinAnswer],
        badge: Callable[[str], BadgeRead],
        signed_in: Callable[[str, bool], None],
        pins: Mapping[str, str],
    ) -> None:
        self._screen, self._words, self._run_job = screen, words, run_job
        self._load_people, self._check_pin, self._read_badge, self._signed_in = people, check_pin, badge, signed_in
        self._pins = pins
        self._people: tuple[Person, ...] = ()
        self._chosen, self._sought = "", ""
        self._badge_of = ""
        self._practises = False
        self._busy = False
        self._locked_s: dict[str, int] = {}

    def start(self) -> None:
        """Show everybody anew, as after a lock; the one who was here last is chosen."""
        self._people = self._load_people()
        self._sought = self._badge_of = ""
        self._practises = self._busy = False
        self._chosen = self._people[0].staff_id if self._people else ""
        self._show()

    def chose(self, staff_id: str) -> None:
        if staff_id != self._chosen and not self._busy:
            self._chosen, self._badge_of = staff_id, ""
            self._show()

    @property
    def chosen(self) -> str:
        return self._chosen

    @property
    def practises(self) -> bool:
        """Whether whoever signs in now goes into training."""
        return self._practises

    def practise(self, on: bool) -> None:
        """The switch for training was pressed: what a PIN leads to is said beside it."""
        self._practises = on
        self._show()

    def prepare(self, words: str) -> None:
        """Something has to be made first; nobody signs in meanwhile, until `start`."""
        self._busy = True
        self._screen.show_pin(self._pin(words, closed=True))

    def searched(self, text: str) -> None:
        """Only people whose name has a word that begins with the text stay; the first of them is chosen."""
        self._sought = text.strip().casefold()
        found = self._found()
        if found and self._chosen not in {person.staff_id for person in found}:
            self._chosen = found[0].staff_id
        self._show()

    def entered(self, pin: str) -> None:
        """The last digit was typed, or Enter was pressed by somebody without a PIN."""
        person = self._person()
        if person is None or self._busy or self._locked_s.get(person.staff_id):
            return
        if not person.pin_length:
            self._signed_in(person.staff_id, False)
            return
        self._busy = True
        self._screen.show_pin(self._pin(self._words.checking, closed=True))
        self._run_job(
            partial(self._check_pin, person.staff_id, pin),
            done=partial(self._checked, person.staff_id),
            failed=self._not_checked,
        )

    def badge_scanned(self, code: str) -> None:
        """A badge says who it is, whoever is chosen; the PIN is asked where it is not enough alone."""
        if not self._busy:
            self._busy = True
            self._run_job(partial(self._read_badge, code), done=self._known, failed=self._unknown_badge)

    def unlocked(self, staff_id: str) -> None:
        """Somebody who may has let this user try again."""
        self._locked_s.pop(staff_id, None)
        self._show()

    def second_passed(self) -> None:
        """Locks run out while the till runs; no clock is asked, so changing it ends none."""
        if not self._locked_s:
            return
        self._locked_s = {staff_id: left - 1 for staff_id, left in self._locked_s.items() if left > 1}
        if not self._busy:
            self._screen.show_pin(self._pin())

    def _checked(self, staff_id: str, answer: PinAnswer) -> None:
        self._busy = False
        if answer.outcome == "right":
            self._locked_s.pop(staff_id, None)
            self._screen.clear_pin(wrong=False)
            self._signed_in(staff_id, False)
            return
        if answer.outcome == "locked":
            self._locked_s[staff_id] = answer.seconds
            self._screen.show_pin(self._pin())
        else:
            self._screen.show_pin(self._pin(problem=self._words.wrong, advice=self._advice(answer.tries_left)))
        self._screen.clear_pin(wrong=True)

    def _advice(self, tries_left: int) -> str:
        """The warning takes the place of the prompt, so it says a demo's PIN too."""
        if pin := self._pins.get(self._chosen):
            return self._words.wrong_demo.format(tries=tries_left, pin=pin)
        more = self._words.wrong_last if tries_left == 1 else self._words.wrong_more
        return more.format(tries=tries_left)

    def _not_checked(self, failure: Refused | Unavailable) -> None:
        self._busy = False
        self._screen.show_pin(self._pin(problem=self._words.busy, advice=self._words.busy_more))

    def _known(self, read: BadgeRead) -> None:
        self._busy = False
        self._screen.clear_pin(wrong=False)
        if read.alone:
            self._signed_in(read.staff_id, True)
            return
        self._sought, self._chosen, self._badge_of = "", read.staff_id, read.staff_id
        if read.locked_s:
            self._locked_s[read.staff_id] = read.locked_s
        self._show()

    def _unknown_badge(self, failure: Refused | Unavailable) -> None:
        self._busy = False
        self._screen.clear_pin(wrong=False)
        problem, advice = self._words.unknown_badge, self._words.unknown_badge_more
        self._screen.show_pin(self._pin(problem=problem, advice=advice))

    def _person(self) -> Person | None:
        return next((person for person in self._people if person.staff_id == self._chosen), None)

    def _found(self) -> tuple[Person, ...]:
        def named(person: Person) -> bool:
            name = person.name.casefold()
            return name.startswith(self._sought) or any(word.startswith(self._sought) for word in name.split())

        return tuple(person for person in self._people if named(person))

    def _show(self) -> None:
        found = self._found()
        tiles = tuple(
            TileView(
                person.staff_id,
                person.name,
                person.role,
                self._words.on_shift if person.on_shift else "",
                person.staff_id == self._chosen,
            )
            for person in found
        )
        note = self._words.hint if found else self._words.nobody
        self._screen.show_view(SignInView(tiles, self._pin() if self._person() else None, note))

    def _pin(self, prompt: str = "", *, problem: str = "", advice: str = "", closed: bool = False) -> PinView:
        person = self._person()
        assert person is not None
        left = self._locked_s.get(person.staff_id, 0)
        if left:
            problem, advice, closed = self._words.locked, self._words.locked_more.format(time=self._time(left)), True
        return PinView(
            name=person.name,
            length=person.pin_length,
            prompt=prompt or self._prompt(person),
            field_name=self._words.pin_of.format(name=person.name),
            problem=problem,
            advice=advice,
            closed=closed,
            action=self._words.unlock if left else self._words.practise if self._practises else "",
            unlocks=bool(left),
        )

    def _prompt(self, person: Person) -> str:
        if not person.pin_length:
            return self._words.no_pin
        if self._badge_of == person.staff_id:
            return self._words.badge_read
        if self._practises:
            return self._words.practise_prompt
        pin = self._pins.get(person.staff_id)
        return self._words.demo_prompt.format(pin=pin) if pin else self._words.prompt

    def _time(self, seconds: int) -> str:
        """Minutes rounded up while there is more than one, then seconds."""
        if seconds > 60:
            return self._words.minutes.format(count=-(-seconds // 60))
        return self._words.seconds.format(count=seconds)
