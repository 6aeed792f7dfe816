"""The return page as a whole: the screen and what stands behind it."""

from collections.abc import Callable, Sequence

from pos.domain.basket import Line
from pos.domain.sale import Sale
from pos.domain.staff import Right
from ui.jobs import Jobs
from ui.pay.card_calls import CardCalls
from ui.returns.operations import ReturnOperations
from ui.returns.presenter import ReturnPresenter
from ui.returns.screen import ReturnScreen
from ui.returns.wire import wire
from ui.returns.words import ReturnWords
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import CommonWords, spoken


class ReturnPage:
    """Owns the parts; Qt holds what is connected only weakly."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        jobs: Jobs,
        common: CommonWords,
        *,
        sound: Callable[[str], None],
        held: Callable[[], Sequence[Line]],
        completed: Callable[[Sale], None],
        exchange: Callable[[tuple[Line, ...], str], None],
        card: CardCalls | None,
        ask_yes: Callable[[Right, Callable[[str], None]], None],
        put_aside: Callable[[], None],
    ) -> None:
        words = spoken(ReturnWords)
        self.screen = ReturnScreen(shell.holder, words, common)
        operations = ReturnOperations(session, words, held)
        calls = operations.calls(
            jobs,
            sound=sound,
            completed=completed,
            exchange=exchange,
            card=card,
            ask_yes=ask_yes,
            put_aside=put_aside,
        )
        self.presenter = ReturnPresenter(self.screen, operations.teller(), common, calls)
        wire(self.screen, self.presenter)
        self.screen.told.connect(lambda words: shell.toast.say(words, "info", None))
