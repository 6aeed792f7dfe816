"""All commands of `tandem-till`, in the order of a shop's day."""

from pos.cli import importing, proving, selling, setting_up
from pos.cli.command import group

app = group("tandem-till", "The till without a window: set up, import, sell, price, count, report, verify, back up.")
for part in (setting_up, importing, selling, proving):
    part.add_to(app)
