"""The customer page as a whole: the screen and what stands behind it."""

from PySide6.QtWidgets import QWidget

from ui.customer.desk import Desk
from ui.customer.find_again import FindAgain
from ui.customer.operations import CustomerOperations, SaleCalls
from ui.customer.presenter import CustomerPresenter
from ui.customer.screen import CustomerScreen
from ui.customer.wire import wire
from ui.customer.words import CustomerWords
from ui.jobs import Jobs
from ui.session import Session
from ui.shell.shell import Shell
from ui.text import CommonWords, spoken


class CustomerPage(QWidget):
    """Owns the parts; Qt holds what is connected only weakly."""

    def __init__(self, session: Session, shell: Shell, jobs: Jobs, common: CommonWords, basket: SaleCalls) -> None:
        super().__init__()
        self.words = spoken(CustomerWords)
        self.screen_ = CustomerScreen(shell.holder, self.words, common)
        self.find_again = FindAgain(shell.holder, self.words)
        operations = CustomerOperations(session, self.words)
        desk = Desk(self.screen_, operations.teller(), jobs, operations.calls(basket))
        self.presenter = CustomerPresenter(desk)
        wire(self.screen_, self.presenter)
        self.screen_.told.connect(lambda words, undo: shell.toast.say(words, "customer", undo))
