"""How long a line rests after a failure: full jitter, so that a thousand tills do not come back in one second."""

FIRST_S = 1.0
LONGEST_S = 300.0
LEAST_S = 0.25
"""However lucky the draw: no loop runs without a pause."""
LONGEST_ASKED_S = 3600.0
"""A hub may ask for at most this much patience."""


def rest_s(failures: int, chance: float) -> float:
    """Seconds to rest after so many failures in a row: anything up to 1 s · 2ⁿ, at most 5 minutes."""
    assert failures >= 1
    longest = min(LONGEST_S, FIRST_S * 2.0 ** min(failures, 32))
    return max(LEAST_S, chance * longest)


def asked_rest_s(asked_s: float, chance: float) -> float:
    """Seconds to rest where the hub said how long: at least that, and a tenth more by chance."""
    return max(LEAST_S, min(asked_s, LONGEST_ASKED_S) * (1 + chance / 10))
