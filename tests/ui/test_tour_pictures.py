"""What the pictures of the tour show."""

from pathlib import Path

from PySide6.QtGui import QImage

from tests.ui.real_app import an_app, open_screen, settle
from ui.tour import Tour


def test_a_picture_shows_what_has_just_changed_laid_out(tmp_path: Path) -> None:
    with an_app() as app:
        open_screen(app, "sell")
        settle(app)
        heard = app.router
        tour = Tour(app, tmp_path, "light")
        app.router = heard  # the tour brings its own, which is put in before a window starts

        app.shell.top.show_title("A title that is much longer than the one before", "Sale 2-000001")
        tour.picture("sell")

        settle(app)
        seen = app.shell.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        kept = QImage(str(tmp_path / "sell-light.png")).convertToFormat(QImage.Format.Format_RGB32)
        assert not kept.isNull()
        assert kept.copy(app.shell.top.geometry()) == seen.copy(app.shell.top.geometry())
