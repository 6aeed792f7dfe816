"""Notes about a customer, and tasks: what is to be done until which day, and that it was done."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from pos.domain.customer import Event, Profile
from ui.customer.desk import Desk
from ui.customer.dialog_views import DayView, TaskView
from ui.dates import day_of_week

DAYS_OFFERED = 6


class NotesDesk:
    """`changed` is called when something was written."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk, self._changed = desk, changed
        self._customer_id = ""

    def ask_note(self, profile: Profile) -> None:
        self._customer_id = profile.customer_id
        self._desk.screen.ask_note(self._desk.words.note_title.format(name=profile.name))

    def note_given(self, text: str) -> None:
        words = self._desk.words
        if not text.strip():
            self._desk.screen.refuse(words.note_needed)
            return
        work = partial(self._desk.calls.note, self._customer_id, text.strip())
        self._desk.job(work, lambda _: self._kept(words.note_kept))

    def ask_task(self, profile: Profile) -> None:
        """The days of the coming week are one press away; the others are written."""
        self._customer_id = profile.customer_id
        words, today = self._desk.words, self._desk.teller.today()
        names = {0: words.day_today, 1: words.day_tomorrow}
        days = [today + timedelta(days=n) for n in range(DAYS_OFFERED)]
        offered = tuple(DayView(day.isoformat(), names.get(n, day_of_week(day))) for n, day in enumerate(days))
        self._desk.screen.ask_task(TaskView(words.task_title.format(name=profile.name), offered))

    def task_given(self, text: str, day: str) -> None:
        problem = self._problem(text, day.strip())
        if problem:
            self._desk.screen.refuse(problem)
            return
        work = partial(self._desk.calls.task, self._customer_id, text.strip(), day.strip())
        self._desk.job(work, lambda _: self._kept(self._desk.words.task_kept))

    def finish(self, customer_id: str, task: Event) -> None:
        """Done; undone by setting it once more with the same words and day, for facts are added and not taken back."""
        again = partial(self._desk.calls.task, customer_id, task.words, task.due)
        self._desk.job(partial(self._desk.calls.finish, task.event_id), lambda _: self._finished(again))

    def _finished(self, again: Callable[[], object]) -> None:
        self._changed()
        self._desk.screen.tell(self._desk.words.finished, lambda: self._desk.job(again, lambda _: self._changed()))

    def _problem(self, text: str, day: str) -> str:
        words = self._desk.words
        if not text.strip():
            return words.task_words_needed
        try:
            due = date.fromisoformat(day)
        except ValueError:
            return words.bad_day
        return words.past_day if due < self._desk.teller.today() else ""

    def _kept(self, told: str) -> None:
        self._desk.screen.end_dialog()
        self._desk.screen.tell(told)
        self._changed()
