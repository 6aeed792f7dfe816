"""Everything is drawn as large as the screen needs it (DESIGN.md, "Layout grid, scale and breakpoints")."""

import pytest

from pos.domain.failures import Refused
from ui.scale import scale_of, wished


@pytest.mark.parametrize(
    ("inches", "width", "height", "scale"),
    [(15.6, 1366, 768, 1.0), (15.6, 1920, 1080, 1.375), (21.5, 1920, 1080, 1.0), (13.3, 1920, 1080, 1.5)],
)
def test_a_screen_is_scaled_by_its_real_size(inches: float, width: int, height: int, scale: float) -> None:
    dots_per_inch = (width**2 + height**2) ** 0.5 / inches

    found = scale_of(dots_per_inch, width, height)

    assert found == scale


def test_the_smallest_window_always_fits() -> None:
    found = scale_of(200, 1366, 768)

    assert found == 1.0


def test_a_screen_that_lies_about_its_size_makes_nothing_smaller_or_huge() -> None:
    found = [scale_of(dots_per_inch, 3840, 2160) for dots_per_inch in (0, 20, 10_000)]

    assert found == [1.0, 1.0, 1.75]


@pytest.mark.parametrize("text", ["", "0.9", "2", "large", "nan", "inf"])
def test_a_wish_is_a_number_from_one_to_one_and_three_quarters(text: str) -> None:
    with pytest.raises(Refused, match="bad_scale"):
        wished(text)
