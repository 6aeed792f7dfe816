"""The language of the window: chosen at sign-in, kept, and spoken by the window that opens next."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos.services.till import open_till
from tests.ui import gallery
from tests.ui.languages import speaking
from tests.ui.real_app import an_app, dialogs, press, settle, sign_in
from ui.language import keep_language, speak_as_kept
from ui.run import open_window
from ui.text import Speech, language


def test_a_language_chosen_at_sign_in_is_spoken_by_the_next_window(tmp_path: Path) -> None:
    with an_app() as app:
        app.sign_in_screen.open_languages()
        chosen = app.shell.findChild(QWidget, "language-pl")
        assert chosen is not None
        chosen.click()  # type: ignore[attr-defined]
        settle(app)
        speaks_anew = app.signing.speaks_anew
        shutil.copytree(app.till.home, tmp_path / "till")

    with speaking(Speech()):
        after = open_window(gallery.application(), open_till(tmp_path / "till"))
        said = after.sign_in_screen.foot.language.text(), after.shell.rail.buttons["sell"].text()
        after.close()

    assert (speaks_anew, said) == (True, ("Polski", "Sprzedaż"))


def test_the_list_of_keys_names_them_in_the_language_of_the_window() -> None:
    with speaking(Speech("pl")), an_app() as app:
        sign_in(app)

        press(app, Qt.Key.Key_F1)

        told = " ".join(widget.accessibleDescription() for widget in dialogs(app)[0].findChildren(QWidget))
        assert "Karta za resztę" in told
        assert "Card for what is left" not in told


def test_where_nobody_chose_the_language_of_the_program_stays() -> None:
    with speaking(Speech("pl")), an_app() as app:
        speak_as_kept(app.till)

        assert language() == "pl"


def test_a_language_whose_translation_is_gone_is_english() -> None:
    with speaking(Speech("pl")), an_app() as app:
        keep_language(app.till, "tlh")

        speak_as_kept(app.till)

        assert language() == "en"
