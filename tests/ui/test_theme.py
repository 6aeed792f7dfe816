"""Colours that can be read, fonts and icons that are there, and a theme that changes everywhere at once."""

import itertools
from typing import Literal

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui import gallery
from tests.ui.written import contrast
from ui import fonts, glyphs
from ui.theme import Theme, ThemeHolder, tokens
from ui.widgets.buttons import OutlineButton
from ui.widgets.label import Label

MODES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("mode", MODES)
def test_every_text_can_be_read_on_its_surface(mode: Literal["light", "dark"]) -> None:
    theme = Theme(mode)

    poor = [
        pair for pair in tokens()["contrast"] if contrast(theme.hex(pair["fg"]), theme.hex(pair["bg"])) < pair["need"]
    ]

    assert poor == []


def test_a_colour_that_the_design_does_not_name_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Theme().color("no.such.role")


@pytest.mark.parametrize("name", sorted(tokens()["icon"]))
def test_every_named_icon_can_be_painted(name: str) -> None:
    image = Theme().icon(name).toImage()

    inked = sum(
        image.pixelColor(x, y).alpha() > 0 for x, y in itertools.product(range(image.width()), range(image.height()))
    )

    assert inked > 10


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [13, 22, 28])
def test_an_icon_is_what_its_maker_draws(size: int, ratio: float) -> None:
    import qtawesome  # the window itself does not: it loads a dozen fonts

    names = sorted(tokens()["icon"].values())[::9]
    wanted = [
        qtawesome.icon(name, color="#123456", scale_factor=8 / 7).pixmap(QSize(size, size), ratio) for name in names
    ]

    found = [glyphs.pixmap(name, "#123456", size, ratio) for name in names]

    assert [one.toImage() for one in found] == [one.toImage() for one in wanted]
    assert {one.devicePixelRatio() for one in found} == {ratio}


def test_an_icon_is_made_once_for_each_colour_and_size() -> None:
    theme = Theme()

    first, again, larger = theme.icon("sync.ok"), theme.icon("sync.ok"), theme.icon("sync.ok", size=44)

    assert first.cacheKey() == again.cacheKey()
    assert larger.deviceIndependentSize().toSize() == QSize(44, 44)


def test_the_bundled_families_are_the_ones_the_theme_asks_for() -> None:
    families = fonts.load()

    assert set(tokens()["font"]["family"]) <= set(families)


@pytest.mark.parametrize("text", ["汉", "書", "の", "한", "ש", "س", "Ł", "₹"])
def test_names_in_many_scripts_are_written_with_bundled_fonts(text: str) -> None:
    font = Theme().font(px=40)

    picture = painted(text, font_of=font)

    assert picture != painted("\N{WHITE SQUARE}", font_of=font)
    assert picture != painted("\U0010ffff", font_of=font)
    assert QFontMetricsF(font).horizontalAdvance(text) > 0


def painted(text: str, font_of: QFont) -> QImage:
    pixmap = QPixmap(80, 80)
    pixmap.fill(QColor("white"))
    painter = QPainter(pixmap)
    painter.setFont(font_of)
    painter.drawText(10, 60, text)
    painter.end()
    return pixmap.toImage()


def test_figures_of_amounts_have_one_width() -> None:
    tabular, running = Theme().font("amount", tabular=True), Theme().font("amount")

    spread, spread_running = spread_of_digits(tabular), spread_of_digits(running)

    assert spread < 1 < spread_running


def spread_of_digits(font: QFont) -> float:
    """How much wider eight of the widest digit are than eight of the narrowest, in pixels."""
    widths = [QFontMetricsF(font).horizontalAdvance(digit * 8) for digit in "0123456789"]
    return max(widths) - min(widths)


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_each_weight_is_a_face_of_its_own(weight: int) -> None:
    widths = [QFontMetricsF(Theme().font(weight=w, px=100)).horizontalAdvance("Hamburg") for w in (400, 500, 600, 700)]

    assert sorted(set(widths)) == widths


def test_the_style_sheet_names_no_font() -> None:
    assert "font" not in Theme().qss()


def test_the_theme_that_is_worn_already_polishes_nothing_again() -> None:
    page = gallery.show(a_page)
    polished = Heard(QEvent.Type.StyleChange)
    page.label.installEventFilter(polished)

    page.holder.use(Theme(page.holder.theme.mode))
    gallery.settle()

    assert polished.count == 0
    page.holder.use(Theme("dark"))
    assert polished.count > 0


class Heard(QObject):
    """Counts events of a kind."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self.kind, self.count = kind, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self.count += event.type() is self.kind
        return False


def test_a_new_theme_repaints_labels_and_painted_buttons() -> None:
    page = gallery.show(a_page)
    light = (ink_of(page.label), fill_of(page.button))

    page.holder.use(Theme("dark"))
    gallery.settle()

    assert light == (Theme("light").hex("text.primary"), Theme("light").hex("bg.surface"))
    assert (ink_of(page.label), fill_of(page.button)) == (
        Theme("dark").hex("text.primary"),
        Theme("dark").hex("bg.surface"),
    )


class APage(QWidget):
    def __init__(self, holder: ThemeHolder) -> None:
        super().__init__()
        self.holder = holder
        self.label, self.button = Label(holder, "Sale"), OutlineButton(holder, "")
        for part in (self.label, self.button):
            part.setParent(self)
        self.button.resize(120, 44)


def a_page(holder: ThemeHolder) -> APage:
    return APage(holder)


def ink_of(label: QLabel) -> str:
    label.ensurePolished()
    return label.palette().windowText().color().name().upper()


def fill_of(button: QWidget) -> str:
    return button.grab().toImage().pixelColor(60, 8).name().upper()
