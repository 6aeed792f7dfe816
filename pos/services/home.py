"""Which folder a till lives in, for every program alike."""

import os
from pathlib import Path


def home_of(asked: str = "") -> Path:
    """The folder asked for, else TANDEM_HOME, else the platform's data folder."""
    if given := asked or os.environ.get("TANDEM_HOME", ""):
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tandem", appauthor=False)
