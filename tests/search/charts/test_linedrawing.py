"""The upper end of a chart's scale."""

from __future__ import annotations

import pytest

from search.charts.linedrawing import round_top


@pytest.mark.parametrize(
    ("value", "whole", "top"),
    [
        (0, True, 1),
        (1, True, 1),
        (1.2, True, 2),
        (5, True, 5),
        (11, True, 15),
        (1000, True, 1000),
        (1001, True, 1500),
        (4001, True, 5000),
        (100, False, 100),
        (1.2, False, 1.5),
        (0.31, False, 0.4),
        (0.02, False, 0.02),
        (0.3, True, 1),
    ],
)
def test_the_scale_ends_at_a_round_number(value: float, whole: bool, top: float) -> None:
    assert round_top(value, whole=whole) == pytest.approx(top)
