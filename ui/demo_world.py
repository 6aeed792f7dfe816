"""What the demo's till has around it: a hub on loopback and a web shop, as programs, made anew for each demo."""

import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos.services.demo import FOLDER
from pos.services.demo import HUB as HUB
from pos.services.demo import SHEET as SHEET
from pos.services.demo import TILL as TILL
from pos.store.secrets import KEY_FILE
from ui.programs import Program, environment

DATABASE = "sqlite:///hub.db"
MAKE_LIMIT_S = 60.0
READY_LIMIT_S = 10.0
STEP_S = 0.02


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the demo's hub is, and the tokens that customers' phones show, by number of order."""

    port: int
    url: str
    key_file: str
    tokens: dict[str, str] = field(default_factory=dict)


def make_world(folder: Path) -> bool:
    """Make the hub and a till that has joined it, in a program of its own; False when that cannot be."""
    sheet = folder / SHEET
    if (folder / TILL / KEY_FILE).exists():
        return sheet.exists()
    command = [sys.executable, "-m", "sync.demo", str(folder), "--files", str(FOLDER)]
    child = subprocess.Popen(
        command, env=dict(environment()), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        told, _nothing = child.communicate(timeout=MAKE_LIMIT_S)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if child.returncode != 0:
        return False
    sheet.touch(mode=0o600)
    sheet.write_bytes(told)
    return True


class World:
    """The hub and the web shop of one demo while its window is open."""

    def __init__(self, folder: Path) -> None:
        self.sheet = Sheet(**json.loads((folder / SHEET).read_text(encoding="utf-8")))
        python = (sys.executable, "-m")
        serve = ("serve", "--database", DATABASE, "--port", str(self.sheet.port))
        self.hub = Program((*python, "sync.hub", "--home", str(folder / HUB), *serve))
        self.shop = Program(
            (
                *(*python, "sync.simulator", "--hub", self.sheet.url),
                *("--key-file", self.sheet.key_file, "--files", str(FOLDER)),
            )
        )

    def start(self, *, with_shop: bool = True) -> bool:
        """Have both run; whether the hub answers by now."""
        self.hub.start()
        if with_shop:
            self.shop.start()
        return self.wait()

    def wait(self) -> bool:
        """Until the hub can be reached, for READY_LIMIT_S at most."""
        until = time.monotonic() + READY_LIMIT_S
        while time.monotonic() < until:
            QApplication.processEvents()
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.sheet.port)) == 0:
                    return True
            time.sleep(STEP_S)
        return False

    def stop(self) -> None:
        self.shop.stop()
        self.hub.stop()
