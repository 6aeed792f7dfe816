"""Whether every text of a page can be read: the contrast the design promises for its role, measured in the picture."""

from collections.abc import Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from tests.ui.written import Picture, Written, contrast, writing
from ui.complete.paper import ReceiptPaper
from ui.theme import Theme, tokens
from ui.widgets.paper import Slip

TEXT, MUTED, PRIMARY = 7.0, 5.1, 9.0
"""The design's promises: all text, metadata, and the one primary action of a screen."""
SEEN = 0.5
"""How much of an ink's contrast the darkest pixel of a thin letter keeps, as letters are smoothed."""


def unreadable(page: QWidget, theme: Theme, pieces: Sequence[Written] | None = None) -> list[str]:
    """Each text of a page that breaks a promise, in words; `pieces` is what it writes, where that is known."""
    picture = Picture(page)
    faults = ((piece, _fault(piece, picture, theme_of(piece, theme))) for piece in pieces or writing(page))
    return [f"{piece.told}: {fault}" for piece, fault in faults if fault]


def theme_of(piece: Written, theme: Theme) -> Theme:
    """Paper is light in the dark theme too."""
    return Theme("light") if isinstance(piece.owner, ReceiptPaper | Slip) else theme


def _fault(piece: Written, picture: Picture, theme: Theme) -> str:
    colours = picture.colours(piece.box)
    ground = picture.around(piece.box)
    roles = roles_of(piece.ink, theme)
    if "text.disabled" in roles or piece.opacity < 1:
        return "" if not piece.is_enabled() else f"looks disabled on {ground}"
    if not roles:
        return "its colour is none of the theme"
    ratio, need = contrast(piece.ink, ground), need_of(roles, ground, theme)
    if ratio < need:
        return f"{ratio:.2f} on {ground}, not {need}"
    seen = max(contrast(colour, ground) for colour in colours)
    return "" if seen >= SEEN * ratio else f"only {seen:.2f} of {ratio:.2f} is to be seen on {ground}"


def roles_of(ink: str, theme: Theme) -> set[str]:
    """The colour roles that are this colour."""
    return {role for role in tokens()["color"] if QColor(theme.hex(role)) == QColor(ink)}


def need_of(roles: set[str], ground: str, theme: Theme) -> float:
    """The contrast that a text of these roles has to have on a ground."""
    if roles == {"text.muted"}:
        return MUTED
    return PRIMARY if "accent.on" in roles and QColor(ground) == theme.color("accent.fill") else TEXT
