"""Joins the sign-in screen with its presenter."""

from ui.signin.presenter import SignInPresenter
from ui.signin.screen import SignInScreen


def wire(screen: SignInScreen, presenter: SignInPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.chose.connect(presenter.chose)
    screen.searched.connect(presenter.searched)
    screen.entered.connect(presenter.entered)
    screen.second_passed.connect(presenter.second_passed)
