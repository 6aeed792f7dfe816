"""Lists of the Sell screen: a scan is one row, never a new list."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.gallery import application
from ui.money_text import money_text
from ui.sell.models import HitModel, LineModel, TileModel
from ui.sell.shop import Variant
from ui.sell.variants import variants_view
from ui.sell.view import HitView, LineView, TileView
from ui.sell.words import SellWords


def a_line(line_id: str, **changed: Any) -> LineView:
    return replace(LineView(line_id, f"Name {line_id}", "1", "£1.00", f"1 Name {line_id}, £1.00"), **changed)


def watched(model: QAbstractItemModel) -> list[str]:
    """What the model announces, while Qt's own tester checks it."""
    application()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert tester is not None
    told: list[str] = []
    model.rowsInserted.connect(lambda _parent, first, last: told.append(f"inserted {first}-{last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(f"removed {first}-{last}"))
    model.dataChanged.connect(lambda first, last, _roles: told.append(f"changed {first.row()}-{last.row()}"))
    model.modelReset.connect(lambda: told.append("reset"))
    return told


@pytest.fixture
def lines() -> LineModel:
    model = LineModel()
    model.show([a_line("a"), a_line("b")])
    return model


def test_a_new_line_is_one_insert(lines: LineModel) -> None:
    told = watched(lines)

    lines.show([a_line("a"), a_line("b"), a_line("c")])

    assert told == ["inserted 2-2"]


def test_a_piece_more_changes_one_row(lines: LineModel) -> None:
    told = watched(lines)

    lines.show([a_line("a"), a_line("b", quantity="2", total="£2.00")])

    assert told == ["changed 1-1"]


def test_a_removed_line_is_one_removal_and_comes_back_as_an_insert(lines: LineModel) -> None:
    told = watched(lines)

    lines.show([a_line("b")])
    lines.show([a_line("a"), a_line("b")])

    assert told == ["removed 0-0", "inserted 0-0"]


def test_another_basket_changes_places_by_a_reset_only_when_lines_moved(lines: LineModel) -> None:
    told = watched(lines)

    lines.show([a_line("b"), a_line("a")])

    assert told == ["reset"]
    assert [line.line_id for line in lines.lines] == ["b", "a"]


def test_nothing_is_told_when_nothing_changed(lines: LineModel) -> None:
    told = watched(lines)

    lines.show([a_line("a"), a_line("b")])

    assert told == []


def test_stock_changes_in_place_and_another_category_is_another_list() -> None:
    model = TileModel()
    told = watched(model)

    model.show((TileView("A", "Map", "£1.00"), TileView("B", "Mug", "£2.00")))
    model.show((TileView("A", "Map", "£1.00"), TileView("B", "Mug", "£2.00", "1 left")))
    model.show((TileView("C", "Tent", "£3.00"),))

    assert told == ["reset", "changed 1-1", "reset"]


def test_heads_of_groups_are_stepped_over() -> None:
    model = HitModel()
    watched(model)
    customer = HitView("Amelia", "customer")
    model.show((HitView("Products"), HitView("Map", "product", "A"), HitView("Customers"), customer))

    steps = [model.first(), model.step(1, 1), model.step(3, 1), model.step(3, -1), model.step(1, -1)]

    assert steps == [1, 3, 3, 1, 1]


def test_sizes_in_two_measures_stand_side_by_side() -> None:
    boots = tuple(Variant(f"BOOT-{n}", "Ridgeline Mid Boot", f"UK {n} · EU {n + 33}", 145_00) for n in range(5, 11))

    view = variants_view(boots, SellWords(), lambda minor: money_text(minor, "GBP"))

    assert [len(row.cells) for row in view.rows] == [5, 1]
    assert view.rows[0].cells[0] is not None
    assert view.rows[0].cells[0].label == "UK 5 · EU 38"
