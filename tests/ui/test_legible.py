"""The measure of legibility finds planted faults: pale ink, foreign colours, what is painted over, false disabling."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tests.ui import gallery
from tests.ui.legible import MUTED, PRIMARY, TEXT, unreadable
from tests.ui.written import contrast, writing
from ui.theme import Mode, Theme, ThemeHolder, tokens
from ui.widgets.buttons import FilledButton, OutlineButton
from ui.widgets.label import Label

MODES: tuple[Mode, ...] = ("light", "dark")
TONES = ("success", "warning", "danger", "info", "promo", "tier")
SURFACES = ("bg.app", "bg.surface", "bg.raised")
PAIRS = (
    *((ink, ground, TEXT) for ink in ("text.primary", "text.secondary", "accent.text") for ground in SURFACES),
    *((f"{tone}.fg", f"{tone}.bg", TEXT) for tone in TONES),
    *((f"{tone}.fg", ground, TEXT) for tone in TONES[:5] for ground in SURFACES),
    *(("text.primary", ground, TEXT) for ground in ("bg.sunken", "bg.plate", "bg.selected", "bg.hover", "bg.pressed")),
    *(("text.secondary", ground, TEXT) for ground in ("bg.sunken", "bg.selected")),
    *(("text.muted", ground, MUTED) for ground in (*SURFACES, "bg.sunken", "bg.selected")),
    ("accent.text", "accent.soft", TEXT),
    ("rail.fg", "rail.bg", TEXT),
    ("rail.active.fg", "rail.active.bg", TEXT),
    ("bg.surface", "text.primary", TEXT),
    ("success.on", "success.fill", TEXT),
    *(("danger.on", f"danger.fill{state}", TEXT) for state in ("", ".hover", ".pressed")),
    *(("accent.on", f"accent.fill{state}", PRIMARY) for state in ("", ".hover", ".pressed")),
)
"""Every ink on every ground that the screens put it on, with the contrast that the design promises."""


class Page(QWidget):
    """A label, a field and a button on an ordinary surface."""

    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.theme = holder.theme
        self.label, self.field = Label(holder, "Northgate moors"), QLineEdit("Amelia", self)
        self.button = OutlineButton(holder, "Hold", parent=self)
        self.label.setParent(self)
        for top, part in ((10, self.label), (60, self.field), (120, self.button)):
            part.setGeometry(10, top, 300, 44)


def a_page(mode: Mode = "light") -> Page:
    return gallery.show(Page, mode, (400, 300))


@pytest.mark.parametrize(("ink", "ground", "need"), PAIRS, ids=lambda part: str(part))
@pytest.mark.parametrize("mode", MODES)
def test_an_ink_keeps_its_promise_on_every_ground_it_is_put_on(ink: str, ground: str, need: float, mode: Mode) -> None:
    theme = Theme(mode)

    ratio = contrast(theme.hex(ink), theme.hex(ground))

    assert ratio >= need


@pytest.mark.parametrize("mode", MODES)
def test_a_page_of_ordinary_widgets_is_legible_and_every_text_of_it_is_found(mode: Mode) -> None:
    page = a_page(mode)

    found = sorted(piece.text for piece in writing(page))

    assert found == ["Amelia", "Hold", "Northgate moors"]
    assert unreadable(page, page.theme) == []


@pytest.mark.parametrize("role", sorted({"text.disabled", "border.subtle", "border.control"} & set(tokens()["color"])))
@pytest.mark.parametrize("mode", MODES)
def test_an_ink_too_pale_for_words_is_found(role: str, mode: Mode) -> None:
    page = a_page(mode)

    page.label.setStyleSheet(f"color: {page.theme.hex(role)}")

    assert [fault.split("'")[1] for fault in unreadable(page, page.theme)] == ["Northgate moors"]


def test_a_colour_of_nobodys_theme_is_found_however_dark() -> None:
    page = a_page()

    page.label.setStyleSheet("color: #010203")

    assert ["none of the theme" in fault for fault in unreadable(page, page.theme)] == [True]


def test_a_pale_ground_under_a_white_label_is_found() -> None:
    page = a_page()
    page.button.deleteLater()

    button = FilledButton(ThemeHolder(page.theme, page), "Pay", parent=page)
    button.setGeometry(10, 200, 200, 56)
    button.looks = lambda: (QColor("#4FA3B0"), None, page.theme.color("accent.on"))  # type: ignore[method-assign]
    button.show()
    gallery.settle()

    assert [fault.split("'")[1] for fault in unreadable(page, page.theme)] == ["Pay"]


def test_a_placeholder_half_as_strong_as_text_is_found() -> None:
    page = a_page()
    page.field.clear()

    page.field.setPlaceholderText("Name, phone or card")
    by_the_theme = unreadable(page, page.theme)
    page.field.setStyleSheet("placeholder-text-color: rgba(22, 25, 28, 128)")

    assert by_the_theme == []
    assert [fault.split("'")[1] for fault in unreadable(page, page.theme)] == ["Name, phone or card"]


class _Over(QWidget):
    """Paints over what stands under it, and takes no clicks."""

    def paintEvent(self, event: object) -> None:  # noqa: N802
        QPainter(self).fillRect(self.rect(), QColor("#FFFFFF"))


def test_words_that_are_painted_over_are_found() -> None:
    page = a_page()

    over = _Over(page)
    over.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    over.setGeometry(page.label.geometry())
    over.show()
    gallery.settle()

    assert ["only" in fault for fault in unreadable(page, page.theme)] == [True]


class _Rows(QAbstractListModel):
    def rowCount(self, parent: object = None) -> int:  # noqa: N802
        return 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return None


class _Pale(QStyledItemDelegate):
    """The second row is written in the ink of metadata's edge."""

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        p.setPen(QColor(Theme().hex("border.control" if index.row() else "text.primary")))
        box: QRect = option.rect  # type: ignore[attr-defined]
        p.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"Row {index.row()}")


def test_a_row_that_a_list_paints_too_pale_is_found() -> None:
    page = a_page()
    rows, pale = _Rows(page), _Pale(page)

    listed = QListView(page)
    listed.setModel(rows)
    listed.setItemDelegate(pale)
    listed.setGeometry(10, 180, 300, 100)
    listed.show()
    gallery.settle()

    assert [fault.split("'")[1] for fault in unreadable(page, page.theme)] == ["Row 1"]


def test_what_cannot_be_used_may_be_pale() -> None:
    page = a_page()

    page.button.setEnabled(False)
    gallery.settle()

    assert unreadable(page, page.theme) == []


def test_black_on_white_is_twenty_one_to_one_whichever_way() -> None:
    ratios = {round(contrast(*pair), 2) for pair in itertools.permutations(("#000000", "#FFFFFF"))}

    assert ratios == {21.0}
