"""The choice of the language, in a dialog: every language in its own words."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ui.signin.words import SignInWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.buttons import OutlineButton, TonalButton
from ui.widgets.dialog import Dialog


def language_dialog(
    window: QWidget,
    holder: ThemeHolder,
    words: SignInWords,
    common: CommonWords,
    languages: Mapping[str, str],
    current: str,
    chosen: Callable[[str], None],
) -> Dialog:
    """`languages` are names by tag, `current` is the name of the one in use. `chosen` gets the tag of another one; the
    caller opens the dialog and shows the screens anew."""
    dialog = Dialog(window, holder, words.language, "language", common.close, width=420)

    def choose(tag: str) -> None:
        dialog.close()
        if languages[tag] != current:
            chosen(tag)

    dialog.closed.connect(dialog.dismiss)
    for tag, name in languages.items():
        button = TonalButton(holder, name, "tick") if name == current else OutlineButton(holder, name)
        button.setObjectName(f"language-{tag}")
        button.clicked.connect(lambda checked=False, tag=tag: choose(tag))
        dialog.content.addWidget(button)
    return dialog
