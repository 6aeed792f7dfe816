"""What somebody who tries the demo may want to know and do: the PINs, the hub off and on again, everything wiped."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

from pos.domain.money import parse_minor
from pos.services.demo import FOLDER
from ui.money_text import money_text
from ui.shell.demo_dialog import DemoDialog, DemoWords, WipeDialog
from ui.shell.shell import Shell
from ui.text import CommonWords, spoken


class Hub(Protocol):
    """The program that the demo's hub is."""

    @property
    def is_running(self) -> bool: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass
class DemoDesk:
    """`hub` is None where the demo stands alone, `folder` where nobody said which folder could be wiped.

    `wiped` says that it was asked for; whoever opened the window removes the folder once that is closed.
    """

    hub: Hub | None = None
    folder: Path | None = None
    wiped: bool = field(default=False, init=False)

    @property
    def pins(self) -> Mapping[str, str]:
        """Everybody's PIN by the id of the person: nobody's secret in a store that is made up."""
        return demo_pins()

    def show(self, shell: Shell, common: CommonWords) -> None:
        """Open what stands behind the chip."""
        words, hub = spoken(DemoWords), self.hub
        running = (lambda: hub.is_running) if hub is not None else None
        dialog = DemoDialog(
            shell,
            shell.holder,
            words,
            common,
            named_pins(),
            gift_cards(),
            can_wipe=self.folder is not None,
            is_hub_running=running,
        )
        dialog.hub_switched.connect(self.switch_hub)
        dialog.wipe_asked.connect(lambda: self._ask_twice(dialog, shell, words, common))
        dialog.ask()

    def _ask_twice(self, dialog: DemoDialog, shell: Shell, words: DemoWords, common: CommonWords) -> None:
        dialog.close()
        sure = WipeDialog(shell, shell.holder, words, common)
        sure.agreed.connect(lambda: self.wipe(shell.close))
        sure.ask()

    def switch_hub(self) -> None:
        assert self.hub is not None
        if self.hub.is_running:
            self.hub.stop()
        else:
            self.hub.start()

    def wipe(self, close: Callable[[], object]) -> None:
        """Remember that the folder is to go, and close the window."""
        self.wiped = True
        close()


@cache
def demo_pins() -> Mapping[str, str]:
    return {row["id"]: row["pin"] for row in _staff()}


def named_pins() -> tuple[tuple[str, str], ...]:
    """Names with their PINs, in the order of the staff list."""
    return tuple((row["name"], row["pin"]) for row in _staff())


def gift_cards() -> tuple[tuple[str, str], ...]:
    """The numbers of the cards that were sold, and what they began with."""
    told = json.loads((FOLDER / "value.json").read_text(encoding="utf-8"))
    currency = json.loads((FOLDER / "store.json").read_text(encoding="utf-8"))["currency"]
    return tuple(
        (card["code"], money_text(parse_minor(card["amount"], currency), currency)) for card in told["gift_cards"]
    )


@cache
def _staff() -> tuple[Mapping[str, str], ...]:
    with (FOLDER / "staff.csv").open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))
