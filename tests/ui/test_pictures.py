"""Pictures of products are decoded beside the main thread, and whoever shows them knows when all are here."""

from pathlib import Path

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from ui.sell.pictures import Pictures

SIZE = QSize(64, 48)
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6" fill="#123456"/></svg>'


def test_a_picture_is_on_its_way_until_it_can_be_painted(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_text(DRAWN, encoding="utf-8")
    pictures = Pictures()

    asked = pictures.get(str(path), SIZE, 1.0)
    on_its_way = pictures.is_waiting
    with qtbot.waitSignal(pictures.ready):
        pictures.wait()
    found = pictures.get(str(path), SIZE, 1.0)

    assert (asked, on_its_way, pictures.is_waiting) == (None, True, False)
    assert found is not None and found.size() == SIZE


def test_nobody_waits_for_ever_for_a_picture_that_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = Pictures()

    pictures.get(str(tmp_path / "gone.svg"), SIZE, 1.0)
    pictures.wait()
    qtbot.waitUntil(lambda: not pictures.is_waiting)
    again = pictures.get(str(tmp_path / "gone.svg"), SIZE, 1.0)

    assert again is None
    assert not pictures.is_waiting
