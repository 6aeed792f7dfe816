"""The two kinds of failure that a caller may catch; the third, a bug, is an assert."""


class Refused(Exception):
    """A rule of the shop says no. Nothing changed; the cashier can be told why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        return self.code if not self.facts else f"{self.code} {self.facts}"


class Unavailable(Exception):
    """The world did not answer: a disk, a device, the hub. Nothing is known to have changed."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code, self.facts = code, facts
