"""The language that a till's window speaks: chosen at sign-in, and the same after the next start."""

from pos.services.till import Till
from ui.text import Speech, available, speak

SETTING = "language"


def keep_language(till: Till, tag: str) -> None:
    with till.store.write() as tx:
        tx.settings.put(SETTING, tag)


def speak_as_kept(till: Till) -> None:
    """Before the window is built. Where nobody chose, as in training, the language of the program stays; one whose
    translation was taken away is English."""
    with till.store.read() as tx:
        tag = tx.settings.get(SETTING, "")
    if tag:
        speak(Speech(tag if tag in available() else "en"))
