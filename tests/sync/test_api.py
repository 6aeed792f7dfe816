"""What counts as an answer: everything else that a network gives is told apart by a code, and never believed."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import zstandard

from pos.domain.failures import Refused, Unavailable
from sync.api import Api
from sync.wire import LARGEST_BODY_BYTES
from tests.sync.odd_server import (
    HELLO,
    HUB_ID,
    OURS,
    SIGNER,
    Answered,
    Asked,
    Say,
    a_hello,
    a_server,
    document,
    hub_says,
    token_says,
)

HTML = {"Content-Type": "text/html"}


def instead(answered: Answered | Say) -> Say:
    """A hub that gives bearers, and to everything else this answer."""

    def say(asked: Asked) -> Answered:
        if asked.path == "/v1/token":
            return token_says(asked)
        return answered(asked) if callable(answered) else answered

    return say


@contextmanager
def an_api(say: Say) -> Iterator[tuple[Api, list[Asked]]]:
    with a_server(say) as (port, asked):
        api = Api(f"http://127.0.0.1:{port}", hub_id=HUB_ID, till_id="till-1", signer=SIGNER)
        try:
            yield api, asked
        finally:
            api.close()


def failure_of(answered: Answered | Say) -> Unavailable | Refused:
    with an_api(instead(answered)) as (api, _asked), pytest.raises((Unavailable, Refused)) as told:
        api.hello(a_hello())
    return told.value  # type: ignore[return-value]


def test_an_answer_of_our_hub_is_taken_and_one_bearer_serves_several_calls() -> None:
    with an_api(hub_says) as (api, asked):
        answers = [api.hello(a_hello()) for _ in range(3)]

    assert {answer.epoch for answer in answers} == {"epoch-1"}
    assert [x.path for x in asked] == ["/v1/token"] * 2 + ["/v1/tills/hello"] * 3
    assert asked[-1].headers["authorization"] == "Bearer bearer-1"
    assert len({x.request_id for x in asked}) == 5


def test_a_bearer_that_does_not_count_any_more_is_renewed_once() -> None:
    seen: list[str] = []

    def forgetful(asked: Asked) -> Answered:
        seen.append(asked.path)
        error = {"code": "bearer_refused", "message": "…"}
        return Answered(401, body=document(asked, error=error))

    failure = failure_of(forgetful)

    assert failure.code == "bearer_refused"
    assert len(seen) == 2


PORTAL_HTML = b"<html>Welcome to the Wi-Fi</html>"


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        (Answered(200, HTML, PORTAL_HTML), "captive_portal"),
        (Answered(511, HTML, PORTAL_HTML), "captive_portal"),
        (Answered(302, {"Location": "http://portal.example/"}, b""), "captive_portal"),
        (Answered(307, {**OURS, "Location": "http://portal.example/"}, b"{}"), "captive_portal"),
        (Answered(404, HTML, b"nothing here"), "not_our_hub"),
        (Answered(407, HTML, b""), "proxy_login"),
        (Answered(502, HTML, b""), "hub_busy"),
        (Answered(500, HTML, b""), "hub_failed"),
        (Answered(413, HTML, b""), "body_too_large"),
        (Answered(200, OURS, b""), "bad_answer"),
        (Answered(200, OURS, b'{"proto": "tandem/1", "request'), "bad_answer"),
        (Answered(200, OURS, b"[" * 100_000), "bad_answer"),
        (Answered(200, OURS, b"\xff\xfe\x00"), "bad_answer"),
        (Answered(200, {**OURS, "Content-Encoding": "gzip"}, b"no gzip"), "bad_answer"),
        (Answered(200, {**OURS, "Content-Encoding": "gzip"}, gzip.compress(b"{}")[:-9]), "bad_answer"),
        (Answered(200, {**OURS, "Content-Encoding": "zstd"}, b"no zstd"), "bad_answer"),
        (Answered(200, {**OURS, "Content-Encoding": "br"}, b"{}"), "bad_answer"),
    ],
)
def test_what_is_no_answer_of_ours_is_told_apart(answered: Answered, code: str) -> None:
    assert failure_of(answered).code == code


def test_a_redirect_is_never_followed() -> None:
    elsewhere = Answered(307, {**OURS, "Location": "/elsewhere"})

    with an_api(instead(elsewhere)) as (api, asked), pytest.raises(Unavailable):
        api.hello(a_hello())

    assert "/elsewhere" not in [x.path for x in asked]


def test_another_hub_is_not_ours_though_it_speaks_our_language() -> None:
    def staging(asked: Asked) -> Answered:
        return Answered(body=document(asked, **HELLO).replace(b"hub-1", b"hub-2"))

    def newer(asked: Asked) -> Answered:
        return Answered(body=document(asked, **HELLO).replace(b"tandem/1", b"tandem/2"))

    assert (failure_of(staging).code, failure_of(newer).code) == ("not_our_hub", "not_our_hub")


def test_an_answer_to_another_request_does_not_count() -> None:
    def replayed(asked: Asked) -> Answered:
        return Answered(body=document(asked, **HELLO).replace(asked.request_id.encode(), b"old"))

    assert failure_of(replayed).code == "bad_answer"


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_body_that_unpacks_without_end_is_given_up_at_the_limit(packing: str) -> None:
    bomb = bytes(LARGEST_BODY_BYTES * 40)
    packed = zlib_gzip(bomb) if packing == "gzip" else zstandard.compress(bomb, 19)

    failure = failure_of(Answered(200, {**OURS, "Content-Encoding": packing}, packed))

    assert (failure.code, failure.facts["why"]) == ("bad_answer", "too_large")


@pytest.mark.parametrize("packing", ["gzip", "zstd", "identity"])
def test_a_packed_answer_is_read(packing: str) -> None:
    pack = {"gzip": gzip.compress, "zstd": zstandard.compress, "identity": bytes}[packing]

    def say(asked: Asked) -> Answered:
        return Answered(200, {**OURS, "Content-Encoding": packing}, pack(document(asked, **HELLO)))  # type: ignore[operator]

    with an_api(instead(say)) as (api, _asked):
        assert api.hello(a_hello()).epoch == "epoch-1"


def test_how_long_the_hub_wants_to_be_left_alone_comes_with_its_refusal() -> None:
    def busy(asked: Asked) -> Answered:
        body = document(asked, error={"code": "too_many", "message": "…"})
        return Answered(503, {**OURS, "Retry-After": "17"}, body)

    failure = failure_of(busy)

    assert (failure.code, failure.facts["asked_s"]) == ("hub_busy", 17)


def test_a_refusal_of_the_hub_keeps_its_code_and_only_plain_facts() -> None:
    def revoked(asked: Asked) -> Answered:
        error = {"code": "till_revoked", "message": "…", "facts": {"since": "x", "code": "y", "deep": {"a": 1}}}
        return Answered(403, body=document(asked, error=error))

    failure = failure_of(revoked)

    assert isinstance(failure, Refused)
    assert (failure.code, failure.facts) == ("till_revoked", {"since": "x"})


def test_a_hub_that_is_not_there_is_unreachable() -> None:
    with a_server(hub_says) as (port, _asked):
        pass
    api = Api(f"http://127.0.0.1:{port}", hub_id=HUB_ID, till_id="till-1", signer=SIGNER)

    with pytest.raises(Unavailable) as told:
        api.hello(a_hello())

    api.close()
    assert told.value.code == "unreachable"


def test_a_part_of_a_snapshot_comes_line_by_line() -> None:
    def say(asked: Asked) -> Answered:
        head = document(asked, epoch="epoch-1", scope="policy", after="", things=1)
        change = b'{"entity":"staff","id":"maya","rev":3,"body":{"name":"Maya"}}'
        tail = b'{"next":"","cursor":"c1"}'
        packed = zstandard.compress(b"\n".join((head, change, tail)) + b"\n")
        return Answered(200, {"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"}, packed)

    with an_api(instead(say)) as (api, _asked):
        part = api.snapshot("policy", "")

    assert (part.head.things, part.changes[0].id, part.tail.cursor) == (1, "maya", "c1")


def test_a_part_that_was_cut_off_is_no_part() -> None:
    def say(asked: Asked) -> Answered:
        head = document(asked, epoch="epoch-1", scope="policy", after="", things=1)
        return Answered(200, {"Content-Type": "application/x-ndjson"}, head + b'\n{"entity":"st')

    with an_api(instead(say)) as (api, _asked), pytest.raises(Unavailable) as told:
        api.snapshot("policy", "")

    assert told.value.code == "bad_answer"


def test_a_proxy_that_wants_a_name_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_server(lambda _asked: Answered(407, HTML, b"")) as (port, _asked):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("no_proxy", raising=False)
        api = Api("https://hub.example", hub_id=HUB_ID, till_id="till-1", signer=SIGNER)
        with pytest.raises(Unavailable) as told:
            api.hello(a_hello())
        api.close()

    assert told.value.code == "proxy_login"


def zlib_gzip(content: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(content) + packer.flush()
