"""The two kinds of failure that a caller may catch; the third, a bug, is an assert.

The facts of a failure may repeat what somebody typed, so a traceback shows the code alone.
"""


class Refused(Exception):
    """A rule of the shop says no. Nothing changed; the cashier can be told why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Unavailable(Exception):
    """The world did not answer: a disk, a device, the hub. Nothing is known to have changed."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
