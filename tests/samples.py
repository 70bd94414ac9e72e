"""Long tables of which an ordinary run takes a sample, and the rest with ``--slow``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet


def sampled(
    rows: Iterable[Any], quick: Collection[Any] | None = None, every: int = 1
) -> list[ParameterSet]:
    """The rows for ``parametrize``: those that are not of the sample are marked slow.

    The sample has the rows whose value or id is in ``quick``, or else one row of ``every``, from
    the first on.
    """
    found = []
    for number, row in enumerate(rows):
        if isinstance(row, ParameterSet):
            given = row
        else:
            given = pytest.param(*row) if isinstance(row, tuple) else pytest.param(row)
        is_quick = number % every == 0 if quick is None else (given.id or row) in quick
        marks = () if is_quick else (pytest.mark.slow,)
        found.append(pytest.param(*given.values, marks=(*given.marks, *marks), id=given.id))
    return found
