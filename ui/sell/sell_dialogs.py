"""The dialogs that Sell opens, one at a time, and what comes back from them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.sell.dialogs import ChoiceDialog, NoteDialog, QuantityDialog
from ui.sell.discount_dialog import DiscountDialog
from ui.sell.goods_dialogs import AgeDialog, PriceDialog, SerialDialog, WeightDialog
from ui.sell.held_dialog import HeldDialog, SwapDialog
from ui.sell.item_dialog import ItemDialog
from ui.sell.variant_dialog import VariantDialog
from ui.sell.view import (
    ActionView,
    AdvisorsView,
    AgeView,
    DiscountView,
    HeldView,
    ItemView,
    NoteView,
    PickView,
    PreviewView,
    PriceView,
    QuantityView,
    SerialView,
    SwapView,
    VariantsView,
    WeightView,
)
from ui.sell.words import DiscountWords, SellWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.approval_host import ApprovalHost
from ui.widgets.approval_view import ApprovalView
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.dialog import Dialog


class SellDialogs(QObject):
    """`quantity_given`, `note_given`, `recalled`, `discount_wished` … carry what was entered; `acted` an action."""

    quantity_given = Signal(str)
    note_given = Signal(str)
    price_given = Signal(str, str)
    weight_typed = Signal(str, str)
    weight_given = Signal(str, str)
    serial_given = Signal(str)
    age_confirmed = Signal()
    age_refused = Signal()
    advisor_chosen = Signal(str)
    variant_marked = Signal(str, int)
    variant_chosen = Signal(str, int)
    item_added = Signal(str)
    recalled = Signal(str)
    discarded = Signal(str)
    swapped = Signal()
    category_chosen = Signal(str)
    acted = Signal(str)
    discount_wished = Signal(str, str, str)
    discount_applied = Signal(str, str, str)
    discount_removed = Signal()
    approval_entered = Signal(str, str)
    approval_closed = Signal()

    def __init__(
        self,
        page: QWidget,
        holder: ThemeHolder,
        words: SellWords,
        discount_words: DiscountWords,
        common: CommonWords,
    ) -> None:
        super().__init__(page)
        self._page, self._holder = page, holder
        self._words, self._discount_words, self._common = words, discount_words, common
        self._actions: dict[str, ActionView] = {}
        self.open_dialog: Dialog | None = None
        self.approval = ApprovalHost(page, holder, common)
        self.approval.entered.connect(self.approval_entered)
        self.approval.closed.connect(self.approval_closed)

    def show_actions(self, actions: dict[str, ActionView]) -> None:
        self._actions = actions

    def close(self) -> None:
        """Whatever is open goes away, as when its answer was taken."""
        self.approval.end()
        if self.open_dialog is not None:
            self.open_dialog.dismiss()
        self.open_dialog = None

    def ask_quantity(self, view: QuantityView) -> None:
        dialog = QuantityDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.quantity_given)
        self._take(dialog)
        dialog.ask()

    def ask_price(self, view: PriceView) -> None:
        dialog = PriceDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.price_given)
        self._take(dialog)
        dialog.ask()

    def ask_free_reason(self, words: str) -> None:
        if isinstance(self.open_dialog, PriceDialog):
            self.open_dialog.ask_reason(words)

    def ask_weight(self, view: WeightView) -> None:
        dialog = WeightDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.weighed.connect(self.weight_typed)
        dialog.given.connect(self.weight_given)
        self._take(dialog)
        dialog.ask()

    def show_net(self, words: str) -> None:
        if isinstance(self.open_dialog, WeightDialog):
            self.open_dialog.show_net(words)

    def ask_serial(self, view: SerialView) -> None:
        dialog = SerialDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.serial_given)
        self._take(dialog)
        dialog.ask()

    @property
    def asks_serial(self) -> bool:
        """Whether a scan is the number of a piece now."""
        return isinstance(self.open_dialog, SerialDialog) and self.open_dialog.isVisible()

    def ask_age(self, view: AgeView) -> None:
        dialog = AgeDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.confirmed.connect(self.age_confirmed)
        dialog.refused.connect(self.age_refused)
        self._take(dialog)
        dialog.ask()

    def choose_advisor(self, view: AdvisorsView) -> None:
        chosen = self._words.advisor_chosen
        rows = [(row.staff_id, row.name, "", chosen if row.is_chosen else "", "") for row in view.rows]
        self._choose(view.title, "customer", rows).chosen.connect(self.advisor_chosen)

    def choose_variant(self, view: VariantsView) -> None:
        dialog = VariantDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.marked.connect(self.variant_marked)
        dialog.chosen.connect(self.variant_chosen)
        self._take(dialog)
        dialog.ask()

    def show_pick(self, view: PickView) -> None:
        if isinstance(self.open_dialog, VariantDialog):
            self.open_dialog.show_pick(view)

    def show_item(self, view: ItemView) -> None:
        dialog = ItemDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.added.connect(self.item_added)
        self._take(dialog)
        dialog.ask()

    def ask_note(self, view: NoteView) -> None:
        dialog = NoteDialog(self._page.window(), self._holder, self._words, self._common, view)
        dialog.given.connect(self.note_given)
        self._take(dialog)
        dialog.ask()

    def choose_held(self, held: tuple[HeldView, ...]) -> None:
        dialog = HeldDialog(self._page.window(), self._holder, self._words.held_title, self._common, held)
        dialog.chosen.connect(self.recalled)
        dialog.discarded.connect(self.discarded)
        self._take(dialog)
        dialog.ask()

    def ask_swap(self, view: SwapView) -> None:
        dialog = SwapDialog(self._page.window(), self._holder, self._common, view)
        dialog.agreed.connect(self.swapped)
        self._take(dialog)
        dialog.ask()

    def choose_category(self, categories: tuple[tuple[str, str], ...]) -> None:
        rows = [(category, name, "", "", "") for category, name in categories]
        self._choose(self._words.categories, "filter", rows).chosen.connect(self.category_chosen)

    def choose_action(self, has_line: bool, without_room: tuple[str, ...] = ()) -> None:
        """What has no room in the bar: always these, and what a narrow window leaves out."""
        words = self._words
        no_line = "" if has_line else words.no_line
        labels = {"return": words.add_return, "drawer": words.drawer}
        rows = [(name, labels[name], "", "", self._actions[name].reason) for name in without_room]
        rows += [
            ("quantity", words.quantity_of_line, "", "", no_line),
            ("line_discount", words.discount_of_line, "", "", no_line),
            ("line_salesperson", words.salesperson_of_line, "", "", no_line),
            ("salesperson", words.salesperson_of_sale, "", "", self._actions["void"].reason),
            ("void", words.void_basket, "", "", self._actions["void"].reason),
        ]
        self._choose(words.more_title, "more", rows).chosen.connect(self.acted)

    def ask_discount(self, view: DiscountView) -> None:
        dialog = DiscountDialog(self._page.window(), self._holder, self._discount_words, self._common, view)
        dialog.wished.connect(self.discount_wished)
        dialog.applied.connect(self.discount_applied)
        dialog.removed.connect(self.discount_removed)
        self._take(dialog)
        dialog.ask()

    def show_preview(self, view: PreviewView) -> None:
        if isinstance(self.open_dialog, DiscountDialog):
            self.open_dialog.show_preview(view)

    def ask_approval(self, view: ApprovalView) -> None:
        self.approval.ask(view)

    def show_approval_problem(self, problem: str, advice: str) -> None:
        self.approval.show_problem(problem, advice)

    def refuse(self, words: str) -> None:
        if isinstance(self.open_dialog, QuantityDialog | AskingDialog | NoteDialog | DiscountDialog):
            self.open_dialog.refuse(words)

    def _choose(self, title: str, icon: str, rows: Sequence[tuple[str, str, str, str, str]]) -> ChoiceDialog:
        dialog = ChoiceDialog(self._page.window(), self._holder, title, icon, self._common, rows)
        self._take(dialog)
        dialog.ask()
        return dialog

    def _take(self, dialog: Dialog) -> None:
        self.close()
        self.open_dialog = dialog
