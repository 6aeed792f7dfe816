"""The pickup page as a whole: the screen and what stands behind it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ui.jobs import Jobs
from ui.pickup.desk import Desk
from ui.pickup.operations import PickupOperations
from ui.pickup.presenter import PickupPresenter
from ui.pickup.screen import PickupScreen
from ui.pickup.wire import wire
from ui.pickup.words import PickupWords
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import CommonWords, spoken


class PickupPage(QWidget):
    """Owns the parts; Qt holds what is connected only weakly."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        sound: Callable[[str], None],
        sell: Callable[[Sequence[str]], None],
    ) -> None:
        super().__init__()
        words = spoken(PickupWords)
        self.screen_ = PickupScreen(shell.holder, words, common)
        operations = PickupOperations(session, words)
        calls = operations.calls(sound=sound, sell=sell)
        self.desk = Desk(self.screen_, operations.teller(), common, jobs, calls)
        self.presenter = PickupPresenter(self.desk)
        wire(self.screen_, self.desk, self.presenter)
        self.screen_.told.connect(lambda words: shell.toast.say(words, "info", None))
