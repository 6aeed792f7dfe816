"""Who is at the till and how this till says times and amounts; shared by all screens of the window."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pos.domain.staff import BUILT_IN, Staff
from pos.services.till import Till
from ui.dates import DateWords, weekday, weekday_and_day
from ui.money_text import money_text
from ui.text import spoken


@dataclass
class Session:
    """The one thing that changes while the window is open: who is signed in."""

    till: Till
    staff: Staff = field(default=BUILT_IN)
    signed_in: bool = False

    @property
    def staff_id(self) -> str:
        return self.staff.staff_id

    def money(self, minor: int) -> str:
        return money_text(minor, self.till.setup.currency, self.till.setup.locale)

    @property
    def sign(self) -> str:
        """The currency's sign, as it stands at amounts."""
        return "".join(letter for letter in self.money(0) if not (letter.isdigit() or letter in ".,\N{NO-BREAK SPACE}"))

    def local(self, at: str | datetime) -> datetime:
        """A time of the journal, or a moment, in the store's zone."""
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
        return moment.astimezone(self.till.setup.time_zone)

    def time(self, at: str | datetime) -> str:
        """`14:32`."""
        return f"{self.local(at):%H:%M}"

    def day(self, at: str | datetime) -> str:
        """`Sat 21 Nov`."""
        local = self.local(at)
        return weekday_and_day(local)

    def day_near(self, at: str) -> str:
        """Today, yesterday or the weekday within a week, else the day."""
        words, then, today = spoken(DateWords), self.local(at).date(), self.local(self.till.now()).date()
        if then == today:
            return words.today
        if then == today - timedelta(days=1):
            return words.yesterday
        return weekday(then) if today - then < timedelta(days=7) else self.day(at)
