"""The till's secrets come back whole or not at all, and never stand in what a program writes about itself."""

from dataclasses import astuple
from pathlib import Path

import pytest

from pos.domain.failures import Refused, Unavailable
from pos.store.backup import Kept
from pos.store.secrets import KEY_BYTES, KEY_FILE, SALT_BYTES, Secrets, keep_secrets, read_secrets, recovery_public

SECRETS = Secrets(b"\1" * KEY_BYTES, b"\2" * SALT_BYTES, b"\3" * KEY_BYTES, b"\4" * KEY_BYTES, b"\5" * KEY_BYTES)
PUBLIC = b"\6" * KEY_BYTES


def test_secrets_come_back_as_they_were_kept(tmp_path: Path) -> None:
    keep_secrets(tmp_path, SECRETS, "file", PUBLIC)

    assert (read_secrets(tmp_path), recovery_public(tmp_path)) == (SECRETS, PUBLIC)
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_home_without_a_key_file_has_no_till(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_till"):
        read_secrets(tmp_path)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (f'salt = "{SECRETS.salt.hex()}"', ""),
        (f'salt = "{SECRETS.salt.hex()}"', 'salt = "02"'),
        (f'salt = "{SECRETS.salt.hex()}"', "salt = 2"),
        (SECRETS.pepper.hex(), "no hexadecimal digits"),
        ("[secrets]", "[other]"),
        ('home = "file"', 'home = "file'),
        ('home = "file"', 'home = "nowhere"'),
    ],
)
def test_a_key_file_that_was_changed_is_not_guessed_at(tmp_path: Path, written: str, instead: str) -> None:
    keep_secrets(tmp_path, SECRETS, "file", PUBLIC)
    file = tmp_path / KEY_FILE
    assert written in file.read_text()
    file.write_text(file.read_text().replace(written, instead))

    with pytest.raises(Unavailable, match="key_unreadable"):
        read_secrets(tmp_path)


@pytest.mark.parametrize("value", [SECRETS, Kept(b"\1" * 32, b"\2" * 16, b"\3" * 32, b"\4" * 32, PUBLIC)])
def test_what_a_program_says_of_secrets_has_none_in_it(value: Secrets | Kept) -> None:
    said = repr(value)

    assert not any(repr(part)[2:-1] in said or part.hex() in said for part in astuple(value))
