"""Joins the customer screens with their presenter."""

from ui.customer.presenter import CustomerPresenter
from ui.customer.screen import CustomerScreen


def wire(screen: CustomerScreen, presenter: CustomerPresenter) -> None:
    """Connect once; whoever calls keeps both alive."""
    screen.searched.connect(presenter.searching.typed)
    screen.taken.connect(presenter.taken)
    screen.add_asked.connect(presenter.add_asked)
    screen.left.connect(presenter.left)
    screen.went_back.connect(presenter.went_back)
    screen.search_again.connect(lambda: presenter.start("browse"))
    screen.contact_asked.connect(presenter.contact_asked)
    screen.change_asked.connect(presenter.change_asked)
    screen.note_asked.connect(presenter.note_asked)
    screen.task_asked.connect(presenter.task_asked)
    screen.sale_asked.connect(presenter.sale_asked)
    screen.consent_asked.connect(presenter.consent_asked)
    screen.task_finished.connect(presenter.task_finished)
    screen.tab_chosen.connect(presenter.profile.tab_chosen)
    screen.older_asked.connect(presenter.profile.older)
    screen.goods_asked.connect(presenter.goods_asked)
    screen.all_asked.connect(presenter.all_asked)
    screen.dialogs.details_given.connect(presenter.details.given)
    screen.dialogs.same_opened.connect(presenter.details.open_same)
    screen.dialogs.consents_given.connect(presenter.consents.given)
    screen.dialogs.note_given.connect(presenter.notes.note_given)
    screen.dialogs.task_given.connect(presenter.notes.task_given)
