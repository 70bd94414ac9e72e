"""Which version of the program an index is of, and which were before."""

from __future__ import annotations

import pytest

from search.engines.base import schemas_before


@pytest.mark.parametrize(
    ("schema", "earlier", "last", "before"),
    [
        pytest.param(1, [], None, [], id="the first index"),
        pytest.param(1, [], 1, [], id="built again"),
        pytest.param(2, [], 1, [1], id="an upgrade"),
        pytest.param(2, [1], 2, [1], id="built again after an upgrade"),
        pytest.param(3, [1], 2, [1, 2], id="two upgrades"),
        pytest.param(1, [1], 2, [], id="back"),
        pytest.param(1, [1, 2], 3, [], id="back by two"),
        pytest.param(2, [1, 2], 3, [1], id="back by one of two"),
    ],
)
def test_going_back_forgets_the_versions_that_came_after(
    schema: int, earlier: list[int], last: int | None, before: list[int]
) -> None:
    assert schemas_before(schema, earlier, last) == before
