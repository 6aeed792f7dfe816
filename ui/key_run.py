"""Tells a wedge scanner from a person by the time between keys; plain values, no Qt."""

from typing import Literal

from pos.domain.barcode import MAX_BYTES

MIN_CHARACTERS = 4
DEFAULT_GAP_MS = 35
GAPS_MS = range(20, 101)
SILENCE_MS = 100
"""A scan without Enter or Tab behind it ends after this long."""

Outcome = Literal["scan", "typed", "noise"]


class KeyRun:
    """Keys that followed each other without a pause, from the first one on that might begin a scan.

    Behind a scan the run stays warm for one gap: a line feed, a second line or a control key that a code carries is
    part of the scan, not of somebody's typing. `gap_ms` is the longest time between keys of a scan, `prefix` what the
    scanner puts in front of every code, if anything; behind it the gaps may be as long as the silence.
    """

    def __init__(self, gap_ms: int = DEFAULT_GAP_MS, prefix: str = "") -> None:
        assert gap_ms in GAPS_MS
        self._gap_ms, self._prefix = gap_ms, prefix
        self._text: list[str] = []
        self._written = 0
        self._last_ms: int | None = None
        self._is_open = False
        self._after_scan = False

    @property
    def is_open(self) -> bool:
        return self._is_open

    @property
    def is_long(self) -> bool:
        """Whether it is a scan once it ends, be it by Enter, Tab or silence."""
        return self._written >= MIN_CHARACTERS

    @property
    def is_full(self) -> bool:
        """No code is longer; what comes still belongs to the run and is not kept."""
        return len(self._text) > MAX_BYTES

    @property
    def patience_ms(self) -> int:
        """How long silence must last before the run is over."""
        return SILENCE_MS if self.is_long or self._has_prefix() else self._gap_ms

    @property
    def code(self) -> str:
        return "".join(self._text).removeprefix(self._prefix)

    def continues(self, at_ms: int) -> bool:
        """Whether a key pressed now follows without a pause."""
        gap_ms = SILENCE_MS if self._has_prefix() else self._gap_ms
        return self._last_ms is not None and 0 <= at_ms - self._last_ms <= gap_ms

    def press(self, text: str, at_ms: int, writes: bool = True) -> None:
        """Take in a key and what stands for it in a code; one that `writes` nothing, such as F12, makes no scan."""
        if not self._is_open:
            self._after_scan = self._after_scan and self.continues(at_ms)
        if not self.is_full:
            self._text.extend(text)
            self._written += len(text) if writes else 0
        self._last_ms, self._is_open = at_ms, True

    def quiet_ms(self, at_ms: int) -> int:
        """How long no key had come when the one of this moment did; the clocks of two keyboards may disagree."""
        assert self._last_ms is not None
        return max(0, at_ms - self._last_ms)

    def outcome(self, quiet_ms: int) -> Outcome:
        """What the run was, when it ended by that much silence."""
        if self.is_full or (self.is_long and quiet_ms >= SILENCE_MS):
            return "scan"
        return "noise" if self._after_scan else "typed"

    def close(self, scan_ended_ms: int | None = None) -> None:
        """Begin anew; after a scan with the time of its last key."""
        self._text, self._written, self._is_open = [], 0, False
        self._last_ms, self._after_scan = scan_ended_ms, scan_ended_ms is not None

    def _has_prefix(self) -> bool:
        return bool(self._prefix) and "".join(self._text[: len(self._prefix)]) == self._prefix
