"""The style sheet made from the tokens: fills, edges and padding of the widgets that do not paint themselves.

Selectors are roles (`kind`, `tone`, `panel`, `state`), never single widgets, and no rule names a font.
"""

from collections.abc import Callable, Sequence


def style_sheet(color: Callable[[str], str], radius: Callable[[str], int], roles: Sequence[str]) -> str:
    """One style sheet for the application; `color` gives `#RRGGBB` for a role, `radius` logical pixels."""
    tones = "".join(f'QLabel[tone="{role}"] {{ color:{color(role)}; }}\n' for role in roles)
    return tones + _surfaces(color, radius) + _fields(color, radius) + _lists(color)


def _surfaces(color: Callable[[str], str], radius: Callable[[str], int]) -> str:
    return f"""
        QWidget[surface="app"] {{ background:{color("bg.app")}; }}
        QWidget[surface="rail"] {{ background:{color("rail.bg")}; }}
        QWidget[surface="topbar"] {{
            background:{color("bg.surface")}; border:0; border-bottom:1px solid {color("border.subtle")};
        }}
        QWidget[surface="head"] {{ background:{color("bg.app")}; border:0; }}
        QFrame[panel="true"] {{
            background:{color("bg.surface")}; border:1px solid {color("border.subtle")};
            border-radius:{radius("card")}px;
        }}
        QFrame[rule="true"] {{ background:{color("border.subtle")}; border:0; }}
        QLabel {{ background:transparent; border:0; }}
        QToolTip {{
            background:{color("bg.raised")}; color:{color("text.primary")};
            border:1px solid {color("border.control")}; padding:6px;
        }}
    """


def _fields(color: Callable[[str], str], radius: Callable[[str], int]) -> str:
    return f"""
        QLineEdit, QComboBox, QPlainTextEdit {{
            background:{color("bg.surface")}; color:{color("text.primary")};
            border:1px solid {color("border.control")}; border-radius:{radius("control")}px; padding:0 12px;
            selection-background-color:{color("accent.fill")}; selection-color:{color("accent.on")};
            placeholder-text-color:{color("text.muted")};
        }}
        QLineEdit[state="error"] {{ border:2px solid {color("danger.fg")}; padding:0 11px; }}
        QLineEdit[kind="bare"] {{
            background:transparent; border:0; padding:0;
            selection-background-color:transparent; selection-color:{color("text.primary")};
        }}
        QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
            background:{color("bg.app")}; border-color:{color("border.subtle")}; color:{color("text.disabled")};
        }}
        QComboBox::drop-down {{ border:0; width:40px; }}
        QComboBox::down-arrow {{ image:none; }}
        QComboBox QAbstractItemView {{
            background:{color("bg.raised")}; color:{color("text.primary")}; border:1px solid {color("border.control")};
            selection-background-color:{color("bg.selected")}; selection-color:{color("text.primary")}; outline:0;
        }}
        QComboBox QAbstractItemView::item {{ min-height:44px; padding:0 12px; }}
    """


def _lists(color: Callable[[str], str]) -> str:
    return f"""
        QAbstractScrollArea {{ background:transparent; border:0; outline:0; }}
        QListView[kind="rows"]::item {{
            min-height:52px; padding:0 16px; border:0; border-bottom:1px solid {color("border.subtle")};
        }}
        QListView[kind="rows"]::item:hover {{ background:{color("bg.hover")}; }}
        QListView[kind="rows"]::item:selected {{ background:{color("bg.selected")}; color:{color("text.primary")}; }}
        QTableView[kind="figures"]::item {{
            padding:0 12px; border:0; border-bottom:1px solid {color("border.subtle")};
        }}
        QTableView[kind="figures"]::item:selected {{
            background:{color("bg.selected")}; color:{color("text.primary")};
        }}
        QTableView[kind="figures"] QHeaderView {{ background:{color("bg.app")}; border:0; }}
        QTableView[kind="figures"] QHeaderView::section {{
            background:{color("bg.app")}; color:{color("text.secondary")}; border:0; padding:0 15px;
            border-bottom:1px solid {color("border.subtle")};
        }}
        QScrollBar:vertical {{ width:12px; background:transparent; margin:0; }}
        QScrollBar::handle:vertical {{
            background:{color("border.control")}; border-radius:4px; margin:2px; min-height:44px;
        }}
        QScrollBar:horizontal {{ height:12px; background:transparent; margin:0; }}
        QScrollBar::handle:horizontal {{
            background:{color("border.control")}; border-radius:4px; margin:2px; min-width:44px;
        }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height:0; width:0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}
    """
