"""After a sale in the words of the shop: change, receipt, and the next customer."""

from dataclasses import replace

from pos.domain.failures import Unavailable
from pos.domain.sale import Sale
from pos.domain.tender import Tender
from tests.ui.complete_page import Printer, amelias_sale
from ui.complete.presenter import CompletePresenter
from ui.complete.view import ChoiceView, CompleteView
from ui.complete.words import CompleteWords


class Shown:
    def __init__(self) -> None:
        self.view: CompleteView | None = None
        self.problem = ("", "")

    def show_title(self, title: str, subtitle: str) -> None:
        self.title = (title, subtitle)

    def show_sale(self, view: CompleteView) -> None:
        self.view = view

    def show_problem(self, title: str, words: str) -> None:
        self.problem = (title, words)


class Done:
    """A sale just completed."""

    def __init__(self, sale: Sale | None = None, **printer: object) -> None:
        self.printer, self.shown = Printer(**printer), Shown()  # type: ignore[arg-type]
        self.left: list[str] = []
        self.presenter = CompletePresenter(self.shown, self.printer.shop(), CompleteWords(), self.left.append)
        self.presenter.start(sale or amelias_sale())

    @property
    def view(self) -> CompleteView:
        assert self.shown.view is not None
        return self.shown.view

    def choice(self, name: str) -> ChoiceView:
        return next(choice for choice in self.view.choices if choice.name == name)


def test_the_change_comes_first_with_the_coins_that_make_it() -> None:
    done = Done()

    assert (done.view.change.label, done.view.change.amount) == ("Give change", "£6.71")
    assert done.view.change.facts == ("Cash received £250.00", "Sale total £243.29")
    assert done.view.change.drawer == "Drawer open"
    assert done.view.coins == ("1 × £5", "1 × £1", "1 × 50p", "1 × 20p", "1 × 1p")


def test_where_all_came_back_nothing_says_that_something_was_sold() -> None:
    sale = amelias_sale()
    back = tuple(replace(line, qty_milli=-line.qty_milli) for line in sale.lines)

    done = Done(
        replace(
            sale,
            lines=back,
            total_minor=-243_29,
            change_minor=0,
            customer_id="",
            tenders=(Tender("cash", -243_29),),
        )
    )

    assert done.view.change.facts == ("Cash given back £243.29", "Refund total £243.29")
    assert done.view.nobody == "Without a customer"
    assert done.view.refund_reason == "Nothing was sold with it that could come back"


def test_without_a_line_a_sale_is_saved_here_and_sends_itself() -> None:
    done = Done(confirmed=False)

    assert (done.view.saved, done.view.saved_detail) == ("Saved on this till", "Sends by itself when the line is back")


def test_paid_to_the_penny_there_is_no_change_and_no_coin() -> None:
    done = Done(amelias_sale(Tender("card", 243_29)))

    assert (done.view.change.label, done.view.change.amount) == ("Paid in full", "£243.29")
    assert done.view.coins == ()
    assert done.view.change.drawer == ""


def test_the_title_names_the_sale() -> None:
    assert Done().shown.title == ("Sale complete", "Sale 2-004117")


def test_the_receipt_is_printed_once_asked_and_says_so() -> None:
    done = Done()

    done.presenter.chosen("print")
    done.presenter.chosen("gift")

    assert done.printer.printed == ["receipt", "gift"]
    assert (done.choice("print").detail, done.choice("gift").detail) == ("Printed", "Printed")


def test_while_it_prints_it_is_not_printed_again() -> None:
    done = Done(slow=True)
    done.presenter.chosen("print")
    reason = done.choice("print").reason

    done.presenter.chosen("print")
    done.presenter.chosen("gift")
    for finish in done.printer.waiting:
        finish()

    assert reason == "Printing"
    assert done.printer.printed == ["receipt"]


def test_a_printer_that_is_gone_leaves_the_sale_done() -> None:
    done = Done(failing=Unavailable("printer_gone"))

    done.presenter.chosen("print")

    assert done.shown.problem == ("Sentence for printer_gone.", "The sale is done; only the paper is missing.")
    assert done.choice("print").reason == ""


def test_a_print_that_ends_after_the_next_sale_began_says_nothing_there() -> None:
    done = Done(slow=True)
    done.presenter.chosen("print")
    done.presenter.start(amelias_sale(Tender("card", 243_29)))

    for finish in done.printer.waiting:
        finish()

    assert done.choice("print").detail == "On the receipt printer"


def test_ways_that_do_not_exist_say_why_and_do_nothing() -> None:
    done = Done()

    done.presenter.chosen("email")
    done.presenter.chosen("refund")

    assert done.choice("email").reason == "No mail account is set up"
    assert done.printer.asked == ["refund"]


def test_a_scan_begins_the_next_sale_with_its_code() -> None:
    done = Done()

    done.presenter.scanned("MAP")
    done.presenter.next_sale()

    assert done.left == ["MAP"], "the page is left once"


def test_points_that_a_hub_has_not_counted_are_to_be_confirmed() -> None:
    counted, waiting = Done().view.customer, Done(confirmed=False).view.customer

    assert counted is not None and waiting is not None
    assert counted.detail == "New balance 2,480"
    assert waiting.detail == "New balance 2,480 · to be confirmed"


def test_points_that_went_with_the_goods_are_told_as_taken_back() -> None:
    view = Done(earned=-1_243).view

    assert view.customer is not None
    assert view.customer.title == "1,243 points taken back from Amelia"


def test_points_are_told_with_the_name() -> None:
    view = Done().view

    assert view.customer is not None
    assert view.customer.title == "Amelia earned 243 points"
    assert view.saved_detail == "Sale N-2-004117 · 14:34:10"
