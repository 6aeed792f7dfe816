"""Soft shadows from one nine-patch per elevation and screen ratio: blurred once, stretched ever after."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from ui import paint
from ui.theme import tokens

_MIDDLE = 8
"""Logical pixels of the part that is stretched."""


def margins(level: int) -> int:
    """How far the shadow of an elevation reaches over its surface, in logical pixels, on every side."""
    spec = tokens()["elevation"][str(level)]
    return int(spec["blur"] + spec["y"])


def paint_shadow(p: QPainter, surface: QRectF, level: int, radius: int) -> None:
    """Paint the shadow of a rounded `surface`; the surface itself comes over it afterwards."""
    reach, ratio = margins(level), p.device().devicePixelRatioF()
    patch = _patch(level, radius, ratio)
    corner = reach + radius + 2
    whole = 2 * corner + _MIDDLE
    outer = surface.adjusted(-reach, -reach, reach, reach)
    xs, ys = _cuts(outer.left(), outer.width(), corner), _cuts(outer.top(), outer.height(), corner)
    source = (0.0, float(corner), float(whole - corner), float(whole))
    for row in range(3):
        for column in range(3):
            if row == column == 1:
                continue  # wholly under the surface
            target = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
            piece = QRectF(
                source[column] * ratio,
                source[row] * ratio,
                (source[column + 1] - source[column]) * ratio,
                (source[row + 1] - source[row]) * ratio,
            )
            p.drawPixmap(target, patch, piece)


def _cuts(start: float, length: float, corner: float) -> tuple[float, float, float, float]:
    corner = min(corner, length / 2)
    return start, start + corner, start + length - corner, start + length


@lru_cache(maxsize=16)
def _patch(level: int, radius: int, ratio: float) -> QPixmap:
    """The blur, made of rounded boxes that shrink by one pixel and add up to the falling alpha of a shadow."""
    spec, reach = tokens()["elevation"][str(level)], margins(level)
    side = 2 * (reach + radius + 2) + _MIDDLE
    deep = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_RGBA64_Premultiplied)
    deep.setDevicePixelRatio(ratio)
    deep.fill(Qt.GlobalColor.transparent)  # 16 bits a channel: the single layers are fainter than 1/255
    p = QPainter(deep)
    blur, drop = spec["blur"], spec["y"]
    core = QRectF(reach, reach + drop, side - 2 * reach, side - 2 * reach)
    before = 0.0
    for step in range(2 * blur):
        out = blur - step
        depth = (step + 1) / (2 * blur)
        wanted = spec["alpha"] * depth * depth * (3 - 2 * depth)
        layer = QColor(0, 0, 0)
        layer.setAlphaF((wanted - before) / (1 - before))
        before = wanted
        box = core.adjusted(-out, -out, out, out)
        if box.width() > 0 and box.height() > 0:
            paint.rounded(p, box, max(0.5, min(radius + out, box.width() / 2)), layer)
    p.end()
    return QPixmap.fromImage(deep)
