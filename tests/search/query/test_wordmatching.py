"""Which words a pattern matches."""

from __future__ import annotations

import pytest

from search.query.clauses import Fuzzy, Pattern, Prefix, Wildcard
from search.query.wordmatching import matching_words

WORDS = ["talks", "walks", "talk", "tall", "tale", "tells", "stalk"]


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        (Prefix("tal"), {"talks": 0, "talk": 0, "tall": 0, "tale": 0}),
        (Prefix("zeb"), {}),
        (Wildcard("t*s"), {"talks": 0, "tells": 0}),
        (Wildcard("tal?"), {"talk": 0, "tall": 0, "tale": 0}),
        (Wildcard("t?l*k*"), {"talks": 0, "talk": 0}),
        (Fuzzy("talk", 1), {"talks": 1, "talk": 0, "tall": 1, "tale": 1}),
        (Fuzzy("tlaks", 2), {"talks": 1, "talk": 2}),
    ],
    ids=str,
)
def test_a_pattern_matches_words_by_prefix_shape_or_spelling(
    pattern: Pattern, fitting: dict[str, int]
) -> None:
    assert matching_words(pattern, WORDS) == fitting
