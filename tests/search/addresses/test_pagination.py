"""The numbered pages of a list."""

from __future__ import annotations

import pytest

from search.addresses.pagination import Pages, pages_of


def written(pages: Pages) -> str:
    return " ".join(
        f"[{link.number}]" if link.is_current else str(link.number or "…") for link in pages.links
    )


@pytest.mark.parametrize(
    ("number", "count", "shown"),
    [
        (1, 1, "[1]"),
        (2, 4, "1 [2] 3 4"),
        (1, 20, "[1] 2 3 … 20"),
        (4, 20, "1 2 3 [4] 5 6 … 20"),
        (5, 20, "1 2 3 4 [5] 6 7 … 20"),
        (6, 20, "1 … 4 5 [6] 7 8 … 20"),
        (20, 20, "1 … 18 19 [20]"),
    ],
)
def test_the_first_the_last_and_the_near_pages_are_linked(
    number: int, count: int, shown: str
) -> None:
    assert written(pages_of(number, count, str)) == shown


def test_each_page_has_its_address_and_the_ends_have_no_neighbours() -> None:
    pages = pages_of(2, 3, lambda number: f"?page={number}")
    assert (pages.previous_url, pages.next_url) == ("?page=1", "?page=3")
    assert [link.url for link in pages.links] == ["?page=1", "?page=2", "?page=3"]
    assert pages_of(1, 3, str).previous_url == pages_of(3, 3, str).next_url == ""
