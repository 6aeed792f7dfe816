"""What the list behind F1 tells: the keys of each screen in groups, and the groups that are seen together."""

from dataclasses import dataclass

from ui.keys import ACTIONS, KeyWords, Screen, action
from ui.shell.words import ShellWords

_TOGETHER = {
    ("hold", "recall"): "key_hold",
    ("return", "note"): "key_return",
    ("more", "fewer"): "key_pieces",
    ("gift_card", "points", "store_credit"): "key_balances",
    ("note_1", "note_2", "note_3"): "key_notes",
    ("choice_1", "choice_2", "choice_3"): "key_choices",
}
"""Actions that share a row of the list, and the name of the word for them."""
_BESIDES: dict[Screen, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "sell": (("key_lines", ("↑", "↓")), ("key_line_note", (action("sell", "note").hint,)))
}
"""Keys that are no shortcuts: they act while the find field is empty, or while the focus is on the lines."""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of one screen: what they do, and their names as the hints show them."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class KeySheet:
    """Groups that are seen together, and what the segment that shows them says."""

    title: str
    groups: tuple[KeyGroup, ...]


def keys_everywhere(words: ShellWords) -> KeyGroup:
    return KeyGroup(
        words.keys_everywhere,
        (
            (words.key_list, ("F1",)),
            (words.key_find, ("F2",)),
            (words.key_pages, ("Alt 1...8",)),
            (words.key_lock, ("Ctrl L",)),
            (words.key_undo, ("Ctrl Z",)),
            (words.key_back, ("Esc",)),
            (words.key_next, ("Tab",)),
            (words.key_full, ("F11",)),
        ),
    )


def keys_of(screen: Screen, title: str, words: ShellWords, names: KeyWords) -> KeyGroup:
    """What answers on one screen alone, from the table that its shortcuts come from too; kindred ones share a row."""
    hints = {one.name: one.hint for one in ACTIONS if screen in one.where}
    texts = {one.name: names.text(one) for one in ACTIONS if screen in one.where}
    rows: list[tuple[str, tuple[str, ...]]] = []
    for name in texts:
        together = next((names for names in _TOGETHER if name in names and set(names) <= set(texts)), (name,))
        if name == together[0]:
            text = getattr(words, _TOGETHER[together]) if together in _TOGETHER else texts[name]
            rows.append((text, _shown([hints[name] for name in together])))
    besides = ((getattr(words, name), keys) for name, keys in _BESIDES.get(screen, ()))
    *first, last = rows  # what the screen is there for stands last
    return KeyGroup(title, (*first, *besides, last))


def _shown(hints: list[str]) -> tuple[str, ...]:
    """Three keys side by side are told as a row of them: `F8 ... F10`."""
    return (f"{hints[0]} ... {hints[-1]}",) if len(hints) > 2 else tuple(hints)
