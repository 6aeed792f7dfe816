"""Opening the drawer without a sale, from Sell: why, with a yes where one is needed, and only then it opens."""

from collections.abc import Callable
from functools import partial

from pos.domain.failures import Refused, Unavailable
from pos.services.shift import open_drawer
from ui.jobs import Jobs
from ui.sell.dialogs import ChoiceDialog
from ui.session import Session
from ui.shell.shell import Shell
from ui.shift.cash_words import CashWords
from ui.text import CommonWords, sentence, spoken
from ui.yes import Yes


class Drawer:
    """`kick` opens it and journals nothing."""

    def __init__(
        self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords, yes: Yes, kick: Callable[[], None]
    ) -> None:
        self._session, self._shell, self._jobs, self._common = session, shell, jobs, common
        self._yes, self._kick, self._words = yes, kick, spoken(CashWords)

    def ask(self) -> None:
        """The usual reasons, the first of them under Enter; Esc leaves the drawer shut and writes nothing."""
        words = self._words
        rows = [(reason, reason, "", "", "") for reason in words.reasons["no_sale"]]
        title = words.actions["no_sale"]
        dialog = ChoiceDialog(self._shell, self._shell.holder, title, "drawer", self._common, rows)
        dialog.chosen.connect(self._because)
        dialog.ask()

    def _because(self, reason: str) -> None:
        subject = self._words.approval_drawer.format(reason=reason)
        self._yes.allowed("open_drawer", subject, partial(self._open, reason), "no sale")

    def _open(self, reason: str, approved_by: str) -> None:
        self._jobs(partial(self._write_and_kick, reason, approved_by), lambda _: None, self._failed)

    def _write_and_kick(self, reason: str, approved_by: str) -> None:
        """Journalled first, whatever the drawer then does."""
        open_drawer(self._session.till, reason, self._session.staff_id, approved_by=approved_by)
        self._kick()

    def _failed(self, failure: Refused | Unavailable) -> None:
        self._shell.toast.say(sentence(failure), "drawer", None)
