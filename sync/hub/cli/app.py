"""All commands of `tandem-hub`, in the order in which a hub needs them."""

from pos.cli.command import group
from sync.hub.cli import accounts, channels, coupons, days, enrolling, importing, keys, measuring, serving, stores

app = group("tandem-hub", "The hub of a shop: serve tills and channels, set up stores, import, enrol.")
for part in (serving, stores, importing, enrolling, channels, accounts, coupons, keys, days, measuring):
    part.add_to(app)
