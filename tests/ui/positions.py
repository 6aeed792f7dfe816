"""Where the design puts each control, and how far a real widget is from there."""

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

TOLERANCE = 8
_DESIGN = Path(__file__).resolve().parents[3] / "shared" / "design" / "ui" / "positions.json"

RAIL = {
    "Sell": "rail-sell",
    "Customers": "rail-customers",
    "Pickups7": "rail-pickups",
    "Returns": "rail-returns",
    "Stock": "rail-stock",
    "Shift": "rail-shift",
    "Sync": "rail-sync",
    "Settings": "rail-settings",
    "MKMaya K.": "user-pill",
}
"""Controls of every page inside the frame: the design's name and the widget's."""


@cache
def _design() -> dict[str, Any]:
    if not _DESIGN.exists():
        if os.environ.get("CI"):
            pytest.fail("the positions of the design are missing")
        pytest.skip("the positions of the design lie beside the repository, and are not there")
    loaded: dict[str, Any] = json.loads(_DESIGN.read_text(encoding="utf-8"))
    return loaded


def differences(window: QWidget, mockup: str, names: Mapping[str, str]) -> list[str]:
    """What stands more than TOLERANCE pixels from its place; `names` maps the design's names to object names."""
    controls = {control["name"]: control for control in _design()[mockup]["controls"]}
    found = []
    for design_name, object_name in names.items():
        wanted = controls[design_name]
        called = window.findChildren(QWidget, object_name)
        assert called, f"no widget is called {object_name}"
        widget = next((one for one in called if one.isVisible()), None)  # another page may call one of its own so
        assert widget is not None, f"{object_name} is not visible"
        real = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        off = {
            side: got - wanted[side]
            for side, got in (("x", real.x()), ("y", real.y()), ("w", real.width()), ("h", real.height()))
            if abs(got - wanted[side]) > TOLERANCE
        }
        if off:
            found.append(f"{design_name}: off by {off}")
    return found
