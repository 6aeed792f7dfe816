"""Signing in: with keys, with fingers, with a badge, and what a wrong PIN leads to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos.domain.failures import Refused, Unavailable
from tests.ui import gallery
from tests.ui.positions import differences
from ui.shell.top_bar import SyncView
from ui.signin.frame import PlaceView
from ui.signin.presenter import SignInPresenter
from ui.signin.screen import SignInScreen
from ui.signin.view import BadgeRead, Person
from ui.signin.words import SignInWords
from ui.text import CommonWords
from ui.theme import ThemeHolder
from ui.widgets.focus import FocusRing

WORDS = SignInWords()
PEOPLE = (
    Person("mk", "Maya Kowalczyk", "Cashier", on_shift=True),
    Person("dp", "Daniel Price", "Cashier"),
    Person("sr", "Sofia Ricci", "Associate"),
    Person("jo", "James Obi", "Store manager", pin_length=6),
    Person("lw", "Lin Wei", "Associate"),
    Person("hb", "Hanna Berg", "Cashier", pin_length=0),
)


@dataclass(frozen=True)
class Answer:
    outcome: Any
    tries_left: int = 0
    seconds: int = 0


@dataclass
class Door:
    """A till's people: PINs are 1357 (six digits: 135791), badges begin with TB; jobs end when they are let."""

    tries: int = 0
    broken: bool = False
    at_once: bool = True
    waiting: list[Callable[[], None]] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)
    checked: list[tuple[str, str]] = field(default_factory=list)
    pins: dict[str, str] = field(default_factory=dict)

    def check_pin(self, staff_id: str, pin: str) -> Answer:
        self.checked.append((staff_id, pin))
        if self.broken:
            raise Unavailable("busy")
        if pin in ("1357", "135791"):
            return Answer("right")
        self.tries += 1
        return Answer("wrong", 3 - self.tries) if self.tries < 3 else Answer("locked", seconds=90)

    def badge(self, code: str) -> BadgeRead:
        """TB1 needs a PIN, TB2 does not, TB3 is of somebody who is locked."""
        if not code.startswith("TB"):
            raise Refused("unknown_badge")
        return BadgeRead("sr", code.startswith("TB2"), 90 if code.startswith("TB3") else 0)

    def signed_in(self, staff_id: str, by_badge: bool) -> None:
        self.entered.append(f"{staff_id} by badge" if by_badge else staff_id)

    def run_job(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        def end() -> None:
            try:
                result = work()
            except (Refused, Unavailable) as failure:
                failed(failure)
            else:
                done(result)

        if self.at_once:
            end()
        else:
            self.waiting.append(end)


class Stage(SignInScreen):
    """The screen with its presenter and a till behind it."""

    def __init__(self, holder: ThemeHolder, door: Door, languages: dict[str, str]) -> None:
        super().__init__(holder, WORDS, CommonWords(), "English", languages)
        self.door, self.holder = door, holder
        self.presenter = SignInPresenter(
            self,
            WORDS,
            door.run_job,
            people=lambda: PEOPLE,
            check_pin=door.check_pin,
            badge=door.badge,
            signed_in=door.signed_in,
            pins=door.pins,
        )
        self.chose.connect(self.presenter.chose)
        self.searched.connect(self.presenter.searched)
        self.entered.connect(self.presenter.entered)
        place = PlaceView("Northgate Store", "Till 2 · ground floor", SyncView("Synced 08:54", "sync.ok"), "")
        self.head.show_place(place)
        self.head.show_time("08:55", "Sat 21 Nov")
        self.foot.staff_list.setText(WORDS.staff_here)
        self.presenter.start()
        self.ring = FocusRing(self, holder)

    def press(self, keys: str) -> None:
        """Typed one after the other, each where the focus is then."""
        for key in keys:
            QTest.keyClick(self.focusWidget() or self, key)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.focusWidget() or self, key)


def a_stage(door: Door | None = None, languages: dict[str, str] | None = None, **how: Any) -> Stage:
    stage = gallery.show(lambda holder: Stage(holder, door or Door(), languages or {}), **how)
    stage.setFocus()
    gallery.settle()
    return stage


def test_sign_in_stands_where_the_design_has_it() -> None:
    stage = a_stage()
    names = {
        "Synced 08:54": "sync-pill",
        "Find nameF2": "find-name",
        "MKMaya KowalczykCashierOn shift": "person-mk",
        "DPDaniel PriceCashier": "person-dp",
        "SRSofia RicciAssociate": "person-sr",
        "JOJames ObiStore manager": "person-jo",
        "LWLin WeiAssociate": "person-lw",
        "HBHanna BergCashier": "person-hb",
        **{digit: f"key-{digit}" for digit in "1234567890"},
        "Clear": "key-clear",
        "Delete digit": "key-back",
        "Sign in Enter": "sign-in",
        "English": "language",
        "Light": "theme",
        "HelpF1": "help",
    }

    assert differences(stage, "a1-sign-in", names) == []


def test_a_wrong_pin_moves_the_keypad_to_where_the_design_has_it() -> None:
    stage = a_stage(mode="dark")

    stage.press("0000")
    gallery.settle()

    names = {**{digit: f"key-{digit}" for digit in "1234567890"}, "Sign in Enter": "sign-in"}
    assert differences(stage, "a2-sign-in-wrong-pin-dark", names) == []


def test_the_last_digit_signs_in() -> None:
    stage = a_stage()

    stage.press("1357")

    assert stage.door.entered == ["mk"]
    assert stage.panel.pin.count == 0


def test_a_pin_is_as_long_as_that_person_s_pin() -> None:
    stage = a_stage()
    stage.presenter.chose("jo")

    stage.press("1357")
    early = list(stage.door.checked)
    stage.press("91")

    assert (early, stage.door.entered) == ([], ["jo"])


def test_a_wrong_pin_clears_the_dots_and_counts_the_tries() -> None:
    stage = a_stage()

    stage.press("0000")
    first = stage.panel.problem.accessibleName()
    stage.press("0000")

    assert first == "That PIN is not right. 2 tries left, then this user is locked for a while."
    assert stage.panel.problem.accessibleName().startswith("That PIN is not right. 1 try left")
    assert stage.panel.pin.count == 0
    assert stage.door.entered == []


def test_a_locked_user_takes_no_digits_until_the_time_is_over() -> None:
    stage = a_stage()
    stage.press("0000" * 3)
    locked = stage.panel.problem.accessibleName()

    stage.press("1357")
    for _ in range(89):
        stage.presenter.second_passed()
    last = stage.panel.problem.accessibleName()
    stage.presenter.second_passed()
    stage.press("1357")

    assert locked == "This user is locked. Try again in 2 min, or a manager unlocks this user."
    assert "1 s" in last
    assert len(stage.door.checked) == 4
    assert stage.door.entered == ["mk"]


def test_a_lock_holds_one_user_and_not_the_next() -> None:
    stage = a_stage()
    stage.press("0000" * 3)

    stage.presenter.chose("dp")
    stage.press("1357")

    assert stage.door.entered == ["dp"]


def test_nothing_is_typed_while_a_pin_is_checked() -> None:
    stage = a_stage(Door(at_once=False))

    stage.press("1357" + "1357")
    stage.presenter.chose("dp")
    shown = stage.panel.name.text()
    stage.door.waiting.pop()()

    assert shown == "Maya Kowalczyk"
    assert stage.door.checked == [("mk", "1357")]
    assert stage.door.waiting == []


def test_a_till_that_cannot_check_lets_the_same_digits_be_given_again() -> None:
    stage = a_stage(Door(broken=True))
    stage.press("1357")
    told = stage.panel.problem.accessibleName()

    stage.door.broken = False
    stage.key(Qt.Key.Key_Return)

    assert told == "The till could not check that just now. Press Enter to try again."
    assert stage.door.entered == ["mk"]


def test_a_badge_signs_its_owner_in_whoever_is_chosen() -> None:
    stage = a_stage()

    stage.presenter.badge_scanned("TB2")

    assert stage.door.entered == ["sr by badge"]


def test_a_badge_that_is_not_enough_chooses_its_owner_and_asks_for_the_pin() -> None:
    stage = a_stage()

    stage.presenter.badge_scanned("TB1")
    asked = stage.panel.prompt.text(), stage.panel.name.text()
    stage.press("1357")

    assert asked == ("Your badge is read. Enter your PIN.", "Sofia Ricci")
    assert stage.door.entered == ["sr"]


def test_a_badge_of_a_locked_user_opens_nothing() -> None:
    stage = a_stage()

    stage.presenter.badge_scanned("TB3")

    assert stage.door.entered == []
    assert stage.panel.problem.accessibleName().startswith("This user is locked.")


def test_the_switch_for_training_says_what_the_pin_leads_to() -> None:
    stage = a_stage()

    stage.presenter.practise(True)

    assert (stage.panel.prompt.text(), stage.panel.sign_in.text()) == (WORDS.practise_prompt, "Practise")


def test_an_unknown_badge_is_told_and_changes_nothing() -> None:
    stage = a_stage()

    stage.presenter.badge_scanned("5012345600222")

    assert stage.door.entered == []
    assert stage.panel.problem.accessibleName().startswith("That badge is not known here.")


def test_somebody_without_a_pin_signs_in_with_enter() -> None:
    stage = a_stage()
    stage.presenter.chose("hb")
    gallery.settle()

    stage.key(Qt.Key.Key_Return)

    assert stage.door.entered == ["hb"]
    assert stage.door.checked == []


def test_arrow_keys_choose_a_person_and_digits_still_go_to_the_pin() -> None:
    stage = a_stage()

    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Left)
    chosen = stage.panel.name.text()
    stage.press("1357")

    assert chosen == "Sofia Ricci"
    assert stage.door.entered == ["sr"]


def test_a_press_on_a_tile_chooses_that_person() -> None:
    stage = a_stage()

    QTest.mouseClick(stage.findChild(QWidget, "person-lw"), Qt.MouseButton.LeftButton)

    assert stage.panel.name.text() == "Lin Wei"
    assert [tile.isChecked() for tile in stage.people.tiles] == [False, False, False, False, True, False]


def test_names_are_found_by_the_beginning_of_any_word() -> None:
    stage = a_stage()

    stage.key(Qt.Key.Key_F2)
    QTest.keyClicks(stage.name_field, "obi")
    found = [tile.view.name for tile in stage.people.tiles]
    QTest.keyClick(stage.name_field, Qt.Key.Key_Return)
    gallery.settle()

    assert found == ["James Obi"]
    assert stage.panel.name.text() == "James Obi"
    assert len(stage.people.tiles) == len(PEOPLE)
    assert stage.panel.pin.hasFocus()


def test_a_name_that_nobody_has_is_said_in_words() -> None:
    stage = a_stage()

    stage.presenter.searched("zz")

    assert stage.people.tiles == []
    assert stage.note.accessibleName() == WORDS.nobody


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1024, 720), (1366, 768), (1920, 1080)])
def test_every_control_can_be_hit_with_a_finger_at_every_size(size: tuple[int, int], mode: Any) -> None:
    stage = a_stage(mode=mode, size=size)

    small = [
        control.objectName()
        for control in [*stage.panel.keypad.keys.values(), stage.panel.sign_in, stage.find_button, stage.foot.help]
        if min(control.width(), control.height()) < 44
        or not stage.rect().contains(control.mapTo(stage, control.rect().bottomRight()))
    ]

    assert small == []


def test_another_language_can_be_chosen_before_anybody_signs_in() -> None:
    stage, chosen = a_stage(languages={"en": "English", "pl": "Polski"}), []
    stage.language_chosen.connect(chosen.append)

    QTest.mouseClick(stage.foot.language, Qt.MouseButton.LeftButton)
    QTest.mouseClick(stage.findChild(QWidget, "language-pl"), Qt.MouseButton.LeftButton)
    gallery.settle()

    assert chosen == ["pl"]
    assert stage.findChild(QWidget, "language-pl") is None


def test_a_till_with_one_language_says_so() -> None:
    stage = a_stage()

    language = stage.foot.language

    assert (language.isEnabled(), language.toolTip()) == (False, "No other language is installed on this till")


def test_a_demo_says_whose_pin_is_which() -> None:
    stage = a_stage(Door(pins={"jo": "135791"}))
    asked = stage.panel.prompt.text()

    stage.presenter.chose("jo")

    assert asked == "Enter your PIN, or scan your badge"
    assert stage.panel.prompt.text() == "Demo: the PIN is 135791"


def test_a_demo_still_says_the_pin_after_a_wrong_one() -> None:
    stage = a_stage(Door(pins={"mk": "2580"}))

    stage.press("9999")

    assert stage.panel.problem.accessibleName() == "That PIN is not right. Tries left: 2. Demo: the PIN is 2580."
