from __future__ import annotations

import numpy as np
import pytest

from benchmarks.choices import Sample, fit, outcome_of
from benchmarks.train_headline import RECIPE, is_alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Storm breaks the lamp", "Storm breaks the lamp!", True),
        ("Storm breaks the lamp", "STORM BREAKS THE LAMPS", True),
        ("Storm breaks the lamp", "Storm breaks the lamp | The Morran Mail", False),
        ("Storm breaks the lamp", "Lamp breaks", False),
        ("", "", False),
    ],
)
def test_lines_are_alike_if_nearly_all_letters_are(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is alike


def test_features_of_true_headlines_gain_weight_and_training_is_repeatable() -> None:
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    right = np.array([True, False, False])
    samples = [Sample(f"outlet {n}", "full", rows, right) for n in range(4)]
    weights = fit(samples, RECIPE)
    assert weights[0] > 0 > weights[1]
    assert np.array_equal(weights, fit(samples, RECIPE))
    assert outcome_of(samples[0], weights) == "right"
    taken_away = Sample("outlet", "full", rows[1:], right[1:])
    assert outcome_of(taken_away, weights) == "none"
