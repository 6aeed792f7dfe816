"""What a failure carries reaches whoever catches it, in another process too, and no traceback."""

import pickle
import traceback

import pytest

from pos.domain.failures import Refused, Unavailable


@pytest.mark.parametrize("kind", [Refused, Unavailable])
def test_a_traceback_does_not_repeat_what_somebody_typed(kind: type[Refused | Unavailable]) -> None:
    failure = kind("bad_email", value="amelia@example", line=3)

    told = "".join(traceback.format_exception(failure)) + repr(failure)

    assert "bad_email" in told and "amelia" not in told


@pytest.mark.parametrize("kind", [Refused, Unavailable])
def test_a_failure_comes_whole_from_another_process(kind: type[Refused | Unavailable]) -> None:
    failure = kind("bad_email", value="amelia@example")

    again = pickle.loads(pickle.dumps(failure))

    assert (type(again), again.code, again.facts) == (kind, failure.code, failure.facts)
