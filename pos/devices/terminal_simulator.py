"""A card terminal that is a file: it approves by itself, and does everything that terminals do wrong when told to.

What it has seen stands in `terminal-simulator.json` of its folder, as a real terminal remembers, so asking works after
a restart of the till. What it does with the next payment is told by the word in `terminal-simulator.txt` beside it
(used up by one payment), or by the amount, where nobody's basket comes to so little (minor units):

====  =============  ==================================================================================
   1  `decline`      the bank says no
   2  `silent`       no answer, and nothing charged
   3  `lost_answer`  charged, and the answer lost: asking brings it
   4  `power_cut`    charged, then dark: also the first question after it stays unanswered
   5  `wait`         no card is presented until somebody cancels or the patience ends
   6  `part`         one minor unit less than asked is approved
   7  `unreachable`  not connected, nothing sent
====  =============  ==================================================================================
"""

import json
import threading
from pathlib import Path
from typing import Any

from pos.devices.terminal import Charge
from pos.domain.card import Answer
from pos.domain.failures import Unavailable

MEMORY, TOLD = "terminal-simulator.json", "terminal-simulator.txt"
MOST_REMEMBERED = 1000
BY_AMOUNT = {
    1: "decline",
    2: "silent",
    3: "lost_answer",
    4: "power_cut",
    5: "wait",
    6: "part",
    7: "unreachable",
}
APPROVES_S, PATIENCE_S = 1.2, 20.0


class TerminalSimulator:
    """`approves_s` is how long a customer and the bank take, `patience_s` how long the till waits for an answer."""

    def __init__(self, folder: Path, approves_s: float = APPROVES_S, patience_s: float = PATIENCE_S) -> None:
        self._folder, self.approves_s, self.patience_s = folder, approves_s, patience_s
        self._lock = threading.Lock()
        self._woken = threading.Condition(self._lock)
        self._cancelled, self._hung_up = "", False

    def pay(self, charge: Charge) -> Answer:
        with self._lock:
            how = self._told(charge)
            if how == "unreachable":
                raise Unavailable("terminal_unreachable")
            memory = self._memory()
            if charge.attempt_id in memory["attempts"]:
                return self._answer_of(memory, charge.attempt_id)
            if how != "silent":
                self._see(memory, charge, how)
        if how in ("silent", "lost_answer", "power_cut"):
            self._pause(self.patience_s)
            raise Unavailable("terminal_silent")
        return self._served(charge.attempt_id, self.patience_s if how == "wait" else self.approves_s, how == "wait")

    def reverse(self, charge: Charge) -> Answer:
        with self._lock:
            memory = self._memory()
            if charge.attempt_id not in memory["attempts"]:
                how = self._told(charge) if (self._folder / TOLD).exists() else ""
                if how == "unreachable":
                    raise Unavailable("terminal_unreachable")
                if how == "silent":
                    raise Unavailable("terminal_silent")
                left = self._left_of(memory, charge.reference)
                reason = (
                    "declined_by_bank" if how == "decline" else "more_than_paid" if charge.amount_minor > left else ""
                )
                self._note(
                    memory, charge, Answer("declined", reason=reason) if reason else self._approved(memory, charge)
                )
                if how in ("lost_answer", "power_cut"):
                    raise Unavailable("terminal_silent")
            return self._answer_of(memory, charge.attempt_id)

    def ask(self, attempt_id: str) -> Answer:
        with self._lock:
            memory = self._memory()
            if memory.pop("dark", None):
                self._write(memory)
                raise Unavailable("terminal_silent")
            if attempt_id not in memory["attempts"]:
                memory["attempts"][attempt_id] = {"outcome": "cancelled", "reason": "never_seen"}
                self._write(memory)
            return self._answer_of(memory, attempt_id)

    def cancel(self, attempt_id: str) -> None:
        with self._woken:
            self._cancelled = attempt_id
            self._woken.notify_all()

    def hang_up(self) -> None:
        with self._woken:
            self._hung_up = True
            self._woken.notify_all()

    def _served(self, attempt_id: str, seconds: float, ends_itself: bool) -> Answer:
        """Wait while the customer is at it; whoever cancels before that ends it."""
        self._pause(seconds, attempt_id)
        with self._lock:
            memory = self._memory()
            if self._cancelled == attempt_id or ends_itself:
                reason = "cancelled_here" if self._cancelled == attempt_id else "no_card"
                memory["attempts"][attempt_id] = {"outcome": "cancelled", "reason": reason}
                self._write(memory)
            elif self._hung_up:
                raise Unavailable("terminal_silent")
            return self._answer_of(memory, attempt_id)

    def _pause(self, seconds: float, attempt_id: str = "") -> None:
        with self._woken:
            self._woken.wait_for(lambda: self._hung_up or (bool(attempt_id) and self._cancelled == attempt_id), seconds)

    def _told(self, charge: Charge) -> str:
        """What to do with this one: the word in the file, once, else what its amount says."""
        told = self._folder / TOLD
        try:
            word = told.read_text(encoding="utf-8").strip()
            told.unlink()
        except OSError:
            word = ""
        return word if word in BY_AMOUNT.values() else BY_AMOUNT.get(charge.amount_minor, "")

    def _see(self, memory: dict[str, Any], charge: Charge, how: str) -> None:
        """Remember at once what the payment comes to: a till that dies meanwhile finds it when it asks."""
        memory |= {"dark": True} if how == "power_cut" else {}
        declined = Answer("declined", reason="declined_by_bank")
        self._note(memory, charge, declined if how == "decline" else self._approved(memory, charge, int(how == "part")))

    def _approved(self, memory: dict[str, Any], charge: Charge, less: int = 0) -> Answer:
        memory["number"] += 1
        return Answer("approved", max(1, charge.amount_minor - less), f"SIM-{memory['number']:06d}")

    def _note(self, memory: dict[str, Any], charge: Charge, answer: Answer) -> None:
        memory["attempts"][charge.attempt_id] = {
            "outcome": answer.outcome,
            "amount_minor": answer.amount_minor,
            "reference": answer.reference,
            "reason": answer.reason,
            "takes_back": charge.reference,
        }
        self._write(memory)

    def _answer_of(self, memory: dict[str, Any], attempt_id: str) -> Answer:
        kept = memory["attempts"][attempt_id]
        return Answer(
            kept["outcome"], kept.get("amount_minor", 0), kept.get("reference", ""), kept.get("reason", "")
        )  # fmt: skip

    def _left_of(self, memory: dict[str, Any], reference: str) -> int:
        """What can still be given back of a payment; one that somebody else took is not known here."""
        attempts = [(key, kept) for key, kept in memory["attempts"].items() if kept["outcome"] == "approved"]
        paid = sum(
            kept["amount_minor"]
            for key, kept in attempts
            if not kept.get("takes_back") and reference in (kept["reference"], key)
        )
        back = sum(kept["amount_minor"] for _, kept in attempts if kept.get("takes_back") == reference)
        return int(paid - back)

    def _memory(self) -> dict[str, Any]:
        try:
            memory: dict[str, Any] = json.loads((self._folder / MEMORY).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"number": 0, "attempts": {}}
        return memory

    def _write(self, memory: dict[str, Any]) -> None:
        for oldest in list(memory["attempts"])[:-MOST_REMEMBERED]:
            del memory["attempts"][oldest]
        part = self._folder / f"{MEMORY}.part"
        part.write_text(json.dumps(memory), encoding="utf-8")
        part.replace(self._folder / MEMORY)
