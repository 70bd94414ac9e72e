from __future__ import annotations

import pytest

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import Kind
from articles.extraction.page.markers import marker_of


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("ByAda Brill", Kind.BYLINE),
        ("Author: Ada Brill", Kind.BYLINE),
        ("Words by Ada Brill", None),
        ("Ada Brill/November 18, 2016", Kind.DATE),
        ("Posted on 3rd Oct 2016", Kind.DATE),
        ("Thu, Mar 11, 2021 - 7:15 AM", Kind.DATE),
        ("6 min read", Kind.DATE),
        ("4 hours ago", Kind.DATE),
        ("By the sea", None),
        ("Storm of 1998 remembered", None),
        ("Oct 14, 2020 " + "and on " * 20, None),
        ("", None),
    ],
)
def test_a_line_signs_or_dates_a_story_however_loosely(text: str, sign: Kind | None) -> None:
    assert marker_of(Block.of((1,), text, Kind.HEADING)) is sign


@pytest.mark.parametrize("kind", [Kind.BYLINE, Kind.DATE])
def test_what_is_read_strictly_is_a_sign(kind: Kind) -> None:
    assert marker_of(Block.of((1,), "whatever it says", kind)) is kind
