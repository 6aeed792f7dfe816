"""What needs a look, in words: exceptions with both sides side by side, and entries that the hub set aside."""

from collections.abc import Callable, Mapping

from pos.services.link import Decision
from pos.store.sync_centre import SetAside, ShopException
from ui.session import Session
from ui.sync.records import Clerk
from ui.sync.view import ChoiceView, IssueRow, IssueView, SideRow
from ui.sync.words import SyncWords

_QUANTITIES = ("qty_milli", "sold_milli")
_LONGEST = 60
NameOf = Callable[[str], str]


class Referee:
    """Puts both sides into words and says what can be chosen; never who is right."""

    def __init__(self, session: Session, words: SyncWords, name_of: NameOf) -> None:
        self._session, self._words, self._name_of = session, words, name_of
        self._clerk = Clerk(session, words)

    def row(self, one: ShopException) -> IssueRow:
        _title, short = self._words.exceptions.get(one.kind, self._words.other_exception)
        return IssueRow(one.exception_id, one.ref or one.exception_id, f"{short} · {self._session.time(one.at)}")

    def aside_row(self, one: SetAside) -> IssueRow:
        words = self._clerk.words(one.entry, one.entry.content)
        return IssueRow(one.entry.entry_id, words, self._words.set_aside_short.format(time=self._session.time(one.at)))

    def view(self, one: ShopException, *, is_manager: bool) -> IssueView:
        words, session = self._words, self._session
        title, short = words.exceptions.get(one.kind, words.other_exception)
        here, there = dict(one.here), dict(one.there)
        return IssueView(
            key=one.exception_id,
            title=title,
            subtitle=words.raised.format(ref=one.ref, day=session.day(one.at), time=session.time(one.at)),
            banner=(short + ".", words.both_saved),
            rows=tuple(self._side(name, here, there) for name in _names(here, there)),
            choices=() if one.decided not in ("", "for_manager") else self._choices(is_manager),
            closing=self._closing(one),
        )

    def aside_view(self, one: SetAside) -> IssueView:
        words, session = self._words, self._session
        record = self._clerk.words(one.entry, one.entry.content)
        made = words.raised.format(ref=record, day=session.day(one.entry.at), time=session.time(one.entry.at))
        rows = (
            SideRow(words.record, record, record, False),
            SideRow(words.state, words.kept, words.set_aside_there.format(code=one.code), True),
        )
        banner = (words.set_aside_title + ".", words.set_aside_words)
        return IssueView(one.entry.entry_id, words.set_aside_title, made, banner, rows, (), "")

    def _choices(self, is_manager: bool) -> tuple[ChoiceView, ...]:
        words = self._words
        offered: list[tuple[Decision, str, str]] = [
            ("both_true", words.both_true, "F6"),
            ("ours_wrong", words.ours_wrong, "F7"),
        ]
        if not is_manager:
            offered.append(("for_manager", words.for_manager, "F8"))
        return tuple(ChoiceView(*one) for one in offered)

    def _closing(self, one: ShopException) -> str:
        words, name = self._words, self._name_of(one.decided_by)
        if one.decided == "for_manager":
            return words.asked_by.format(name=name)
        choice = {"both_true": words.both_true, "ours_wrong": words.ours_wrong}.get(one.decided, one.decided)
        return words.decided_by.format(choice=choice, name=name) if one.decided else ""

    def _side(self, name: str, here: Mapping[str, str], there: Mapping[str, str]) -> SideRow:
        left, right = (self._value(name, side.get(name, "")) for side in (here, there))
        return SideRow(self._label(name), left, right, left != right)

    def _label(self, name: str) -> str:
        """A fact by its name; figures of a sale say of which tax or line they are, and what of it."""
        words = self._words
        if name in words.fields:
            return words.fields[name]
        kind, _, of = name.partition(" ")
        if kind not in ("line", "tax", "net") or not of:
            return name.replace("_", " ").capitalize()
        of, _, part = of.partition(" ") if kind == "line" else (of, "", "")
        label = words.figures[kind].format(of=of)
        return f"{label}, {words.figures.get(part, part)}" if part else label

    def _value(self, name: str, value: str) -> str:
        """Quantities, times and reasons as this till says them; a fact of a newer hub as it came."""
        if name in _QUANTITIES and value.lstrip("-").isdigit():
            return f"{int(value) / 1000:g}".replace("-", "−")
        if name == "at" and value.endswith("Z"):
            return f"{self._session.day(value)}, {self._session.local(value):%H:%M:%S}"
        if name == "staff":
            return self._name_of(value) or "–"
        return value[:_LONGEST] or "–"


def _names(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """What both sides say goes first: that is what can be compared."""
    return sorted(dict.fromkeys((*here, *there)), key=lambda name: not (name in here and name in there))
