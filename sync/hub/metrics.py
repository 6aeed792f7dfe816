"""What the hub counts of itself, for Prometheus: numbers by kind, never who or what they are about."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Metrics:
    """One set for each hub of this process; several processes are told apart by whoever collects them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.entries = Counter(
            "tandem_entries", "Entries that tills sent, by what became of them.", ["result"], registry=self._registry
        )
        self.repriced = Counter(
            "tandem_repriced",
            "Sales that tills sent, by what became of pricing them again: same, differs, not_named, not_known.",
            ["result"],
            registry=self._registry,
        )
        self.orders = Counter("tandem_orders", "Pickup orders, by what happened.", ["step"], registry=self._registry)
        self.feed_pages = Counter("tandem_feed_pages", "Pages of feeds given out.", ["scope"], registry=self._registry)
        self.requests = Histogram(
            "tandem_request_seconds",
            "How long answers took.",
            ["method", "route", "status"],
            registry=self._registry,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )

    def text(self) -> bytes:
        """All of them in Prometheus' text format."""
        return generate_latest(self._registry)
