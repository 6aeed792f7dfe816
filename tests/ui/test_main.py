"""`tandem` from outside: what it says when it cannot open a window, in words and as JSON."""

import json
from pathlib import Path

import pytest

from ui.__main__ import main


def test_a_home_without_a_till_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--home", str(tmp_path / "nowhere"), "--json"])

    told = capsys.readouterr()
    assert code == 1
    assert json.loads(told.out)["error"]["code"] == "no_till"
    assert told.err == ""


def test_the_same_in_words_goes_to_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--home", str(tmp_path / "nowhere")])

    told = capsys.readouterr()
    assert code == 1
    assert "There is no till in" in told.err
    assert told.out == ""


def test_wrong_usage_is_an_error_document_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["demo", "--turo", "x", "--json"])

    assert end.value.code == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "wrong_usage"


def test_a_scale_that_is_none_is_refused_with_what_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--scale", "3", "--json"])

    told = json.loads(capsys.readouterr().out)["error"]
    assert (code, told["code"]) == (1, "bad_scale")
    assert "1.25" in told["message"]
