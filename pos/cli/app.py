"""All commands of `tandem-till`, in the order of a shop's day."""

from pos.cli import (
    bench,
    doctor,
    enrolling,
    explaining,
    finding,
    importing,
    keeping,
    pickup,
    proving,
    report,
    selling,
    setting_up,
    shift,
    staff,
)
from pos.cli.command import group

app = group("tandem-till", "The till without a window: set up, import, sell, price, count, report, verify, back up.")
_PARTS = (
    setting_up, enrolling, importing, selling, finding, pickup, shift, staff, report, explaining,
    proving, keeping, doctor, bench,
)  # fmt: skip
for part in _PARTS:
    part.add_to(app)
