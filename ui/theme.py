"""Design tokens as Qt values: colours, fonts, icons, sizes and the generated style sheet, light and dark.

One `ThemeHolder` lives per window and is handed to every widget that paints itself. Such a widget asks
`holder.theme` anew in each `paintEvent` and connects `holder.changed` to its `update`, so switching the theme at run
time restyles everything: `ui.theme.use` sets palette and style sheet for ordinary widgets, `changed` repaints the rest.
Fonts are set with `QWidget.setFont(theme.font(...))`; the style sheet never names a font, because Qt would then drop
the tabular figures.
"""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui import glyphs
from ui.style_sheet import style_sheet

Mode = Literal["light", "dark"]

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@cache
def tokens() -> dict[str, Any]:
    """The design tokens as written in resources/theme/tokens.json."""
    text = (RESOURCES / "theme" / "tokens.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class Theme:
    """The tokens of one mode. Cheap to make; what is slow to make is cached for all themes together."""

    def __init__(self, mode: Mode = "light") -> None:
        self.mode: Mode = mode

    def hex(self, role: str) -> str:
        """The colour of a role as `#RRGGBB`."""
        value: str = tokens()["color"][role][self.mode]
        return value

    def color(self, role: str) -> QColor:
        return _color(self.hex(role))

    def font(
        self, role: str = "body", weight: int | None = None, tabular: bool = False, px: int | None = None
    ) -> QFont:
        """The font of a text role; `tabular` gives figures one width, as every amount needs. Do not change it."""
        return _font(role, weight, tabular, px)

    def icon(self, name: str, role: str = "text.primary", size: int = 22) -> QPixmap:
        """The icon of a semantic name, `size` logical pixels square, for the sharpest screen in use."""
        return _icon(tokens()["icon"][name], self.hex(role), size, _sharpest_ratio())

    def tinted(self, name: str, ink: QColor, size: int = 22) -> QPixmap:
        """The same icon in a colour already looked up, for widgets whose ink depends on their state."""
        return _icon(tokens()["icon"][name], ink.name(), size, _sharpest_ratio())

    def size(self, name: str) -> int:
        """A size of the design in logical pixels, such as `target` or `topbar`."""
        value: int = tokens()["size"][name]
        return value

    def space(self, step: int) -> int:
        value: int = tokens()["space"][str(step)]
        return value

    def radius(self, name: str) -> int:
        value: int = tokens()["radius"][name]
        return value

    def line(self, role: str) -> int:
        """The line height of a text role in logical pixels."""
        value: int = tokens()["font"]["scale"][role]["line"]
        return value

    def motion_ms(self, name: str) -> int:
        value: int = tokens()["motion"][name]
        return value

    def qss(self) -> str:
        return style_sheet(self.hex, self.radius, tuple(tokens()["color"]))


class ThemeHolder(QObject):
    """The theme in use, shared by every widget of a window; `changed` says that it is another one now.

    Qt paints every widget anew when its style changes: only who keeps something of the old theme need listen.
    """

    changed = Signal()

    def __init__(self, theme: Theme | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme or Theme()

    def use(self, theme: Theme) -> None:
        """Restyle the whole application with `theme`."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply(app, theme)
        self.changed.emit()


def apply(app: QApplication, theme: Theme) -> None:
    """Give the application the looks of `theme`: Fusion, palette, base font and style sheet.

    A style sheet is set again only when it is another one: every widget there is would be polished anew.
    """
    sheet = theme.qss()
    if app.styleSheet() == sheet:
        return
    if not app.styleSheet():  # below a style sheet the style says no name to know it by
        app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(sheet)


def _palette(theme: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for group_role, name in (
        (role.Window, "bg.app"),
        (role.Base, "bg.surface"),
        (role.AlternateBase, "bg.app"),
        (role.Button, "bg.surface"),
        (role.ToolTipBase, "bg.raised"),
        (role.WindowText, "text.primary"),
        (role.Text, "text.primary"),
        (role.ButtonText, "text.primary"),
        (role.ToolTipText, "text.primary"),
        (role.PlaceholderText, "text.muted"),
        (role.Highlight, "accent.fill"),
        (role.HighlightedText, "accent.on"),
        (role.Link, "accent.text"),
    ):
        palette.setColor(group_role, theme.color(name))
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, disabled, theme.color("text.disabled"))
    return palette


@cache
def _color(value: str) -> QColor:
    return QColor(value)


@cache
def _font(role: str, weight: int | None, tabular: bool, px: int | None) -> QFont:
    scale = tokens()["font"]["scale"][role]
    font = QFont()
    font.setFamilies(tokens()["font"]["family"])
    font.setPixelSize(px or scale["px"])
    font.setWeight(QFont.Weight(weight or scale["weight"]))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _sharpest_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


@lru_cache(maxsize=1024)
def _icon(name: str, color: str, size: int, ratio: float) -> QPixmap:
    return glyphs.pixmap(name, color, size, ratio)
