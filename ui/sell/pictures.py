"""Pictures of products at the size they are shown: decoded off the main thread, kept in Qt's pixmap cache."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

MOST_BYTES = 8 * 1024 * 1024
"""A larger file is no product picture; it is not read."""


class Pictures(QObject):
    """`ready` says that something asked for before can be painted now. What cannot be decoded stays without picture."""

    ready = Signal()
    _decoded = Signal(str, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: set[str] = set()
        self._on_the_way = 0
        self._pool = ThreadPoolExecutor(1, "pictures")
        self._decoded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def get(self, path: str, size: QSize, ratio: float) -> QPixmap | None:
        """The picture fitted into `size` logical pixels, or None until it is there."""
        key = f"{path}|{size.width()}x{size.height()}@{ratio}"
        found = QPixmap()
        if QPixmapCache.find(key, found):
            return found
        if key not in self._asked:
            self._asked.add(key)
            self._on_the_way += 1
            self._pool.submit(_decode, path, size * ratio, ratio, partial(self._decoded.emit, key))
        return None

    @property
    def is_waiting(self) -> bool:
        """Whether something that was asked for is not here yet."""
        return self._on_the_way > 0

    def wait(self) -> None:
        """Until everything asked for is decoded."""
        self._pool.submit(int).result()  # one thread takes them in their order

    def _keep(self, key: str, image: QImage) -> None:
        self._on_the_way -= 1
        if not image.isNull():
            self._asked.discard(key)
            QPixmapCache.insert(key, QPixmap.fromImage(image))
            self.ready.emit()


def _decode(path: str, size: QSize, ratio: float, tell: Callable[[QImage], None]) -> None:
    image = decode(Path(path), size)
    image.setDevicePixelRatio(ratio)
    with suppress(RuntimeError):  # the page that asked is gone
        tell(image)


def decode(path: Path, size: QSize) -> QImage:
    """The file as an image that fits into `size` device pixels; a null image when there is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return QImage()
    except OSError:
        return QImage()
    if path.suffix.lower() != ".svg":
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        reader.setScaledSize(reader.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()
    renderer = QSvgRenderer(str(path))
    if not renderer.isValid():
        return QImage()
    fitted = renderer.defaultSize().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(fitted, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    p = QPainter(image)
    renderer.render(p, QRectF(image.rect()))
    p.end()
    return image
