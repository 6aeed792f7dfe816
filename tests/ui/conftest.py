"""Every test of a screen has the one application, and fails on what Qt warns about."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tests.ui import gallery

_HARMLESS = ("This plugin does not support",)
"""What the platform without a screen says about itself."""


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return gallery.application()


@pytest.fixture(autouse=True)
def _no_qt_warnings(qapp: QApplication) -> Iterator[None]:
    told: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith(_HARMLESS):
            told.append(message)

    before = qInstallMessageHandler(hear)
    yield
    gallery.settle()
    qInstallMessageHandler(before)
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    gallery.settle()
    assert not told
