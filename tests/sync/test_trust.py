"""Certificates and pins over real connections: what is no hub of ours gets nothing, and is told by a code."""

from pathlib import Path

import pytest

from pos.domain.failures import Refused, Unavailable
from sync.api import Api
from sync.reach import Reach, in_turns
from sync.trust import checked_url, pin_of
from tests.sync.odd_server import HUB_ID, SIGNER, Authority, a_hello, a_server, an_authority, hub_says


def asked_over_tls(port: int, pins: tuple[str, ...] = ()) -> object:
    api = Api(f"https://127.0.0.1:{port}", hub_id=HUB_ID, till_id="till-1", signer=SIGNER, pins=pins)
    try:
        return api.hello(a_hello())
    finally:
        api.close()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this computer trusts."""
    authority = an_authority()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.keep(tmp_path / "ca.pem")))
    return authority


def test_a_certificate_of_a_trusted_authority_is_taken(tmp_path: Path, trusted: Authority) -> None:
    context, certificate = trusted.server(tmp_path)

    with a_server(hub_says, context) as (port, _asked):
        answers = asked_over_tls(port), asked_over_tls(port, (pin_of(certificate),))

    assert all(answer.hub_id == HUB_ID for answer in answers)  # type: ignore[attr-defined]


def test_with_another_key_than_at_enrolment_not_a_byte_is_sent(tmp_path: Path, trusted: Authority) -> None:
    context, _certificate = trusted.server(tmp_path)

    with a_server(hub_says, context) as (port, asked), pytest.raises(Unavailable) as told:
        asked_over_tls(port, ("00" * 32,))

    assert told.value.code == "certificate_other"
    assert asked == []


def test_an_expired_certificate_is_told_with_its_date(tmp_path: Path, trusted: Authority) -> None:
    context, _certificate = trusted.server(tmp_path, days=-3)

    with a_server(hub_says, context) as (port, asked), pytest.raises(Unavailable) as told:
        asked_over_tls(port)

    assert told.value.code == "certificate_expired"
    assert len(str(told.value.facts["date"])) == len("2026-11-21")
    assert asked == []


def test_an_unknown_authority_is_refused(tmp_path: Path) -> None:
    context, _certificate = an_authority().server(tmp_path)

    with a_server(hub_says, context) as (port, asked), pytest.raises(Unavailable) as told:
        asked_over_tls(port)

    assert (told.value.code, asked) == ("certificate_unknown", [])


def test_a_certificate_for_another_name_is_not_our_hub(tmp_path: Path, trusted: Authority) -> None:
    context, _certificate = trusted.server(tmp_path, "other.example")

    with a_server(hub_says, context) as (port, asked), pytest.raises(Unavailable) as told:
        asked_over_tls(port)

    assert (told.value.code, told.value.facts["why"], asked) == ("not_our_hub", "name", [])


def test_a_server_that_speaks_no_tls_is_not_our_hub() -> None:
    with a_server(hub_says) as (port, asked), pytest.raises(Unavailable) as told:
        asked_over_tls(port)

    assert (told.value.code, asked) == ("not_our_hub", [])


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hub.example", "plain_http"),
        ("http://192.168.1.5:8800", "plain_http"),
        ("ftp://hub.example", "bad_hub_url"),
        ("https://", "bad_hub_url"),
        ("https://user:word@hub.example", "bad_hub_url"),
        ("https://hub.example:99999", "bad_hub_url"),
        ("hub.example", "bad_hub_url"),
    ],
)
def test_an_address_that_is_none_or_would_send_secrets_in_the_clear_is_refused(url: str, code: str) -> None:
    with pytest.raises(Refused) as told:
        checked_url(url)

    assert told.value.code == code


@pytest.mark.parametrize(
    "url", ["http://localhost:8800", "http://127.0.0.1", "http://[::1]:8800", "https://hub.example"]
)
def test_https_goes_anywhere_and_plain_http_to_this_computer(url: str) -> None:
    assert checked_url(url).geturl() == url


def test_an_address_that_leads_nowhere_is_passed_over_and_the_good_one_kept() -> None:
    tried: list[str] = []

    def answers(address: str, _port: int, limit_s: float) -> bool:
        assert limit_s <= 3.0
        tried.append(address)
        return address == "192.0.2.7"

    reach = Reach("hub.example", 443, lambda *_: ["2001:db8::1", "2001:db8::2", "192.0.2.7"], answers)

    first, second = reach.address(), reach.address()

    assert (first, second) == ("192.0.2.7", "192.0.2.7")
    assert tried == ["2001:db8::1", "192.0.2.7"]


def test_when_the_name_cannot_be_asked_the_last_good_address_serves() -> None:
    names = [["192.0.2.7"]]
    reach = Reach("hub.example", 443, lambda *_: names.pop() if names else [], lambda *_: True)

    before = reach.address()
    reach.failed()

    assert (before, reach.address()) == ("192.0.2.7", "192.0.2.7")


def test_families_take_turns_beginning_with_the_first_choice_of_the_system() -> None:
    assert in_turns(["::1", "::2", "::3", "127.0.0.1"]) == ["::1", "127.0.0.1", "::2", "::3"]
    assert in_turns([]) == []
