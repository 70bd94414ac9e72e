from __future__ import annotations

import pytest

from articles.extraction.page.blocks import Block
from articles.extraction.page.insertions import is_ending, without_endings
from articles.extraction.page.kinds import Kind

STORY = "The old bridge was closed to lorries on Monday, and it may stay closed until spring."
WRITER = "Ann Lee is a reporter who covers roads and rivers."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRITER, True),
        ("Lee covers courts and is based in Leeds.", True),
        ("Bo van der Ek is a freelance journalist from Ghent.", True),
        ("Ann Lee and Bo Ek contributed to this report.", True),
        ("Additional reporting by Ann Lee in Leeds.", True),
        ("Follow her on Twitter: @annlee.", True),
        ("Ann Lee is a farmer who opposed the bridge.", False),
        ("Heavy lorries contributed the most of the damage.", False),
        (STORY, False),
    ],
)
def test_an_ending_speaks_of_writers(text: str, expected: bool) -> None:
    assert is_ending(text) is expected


def test_endings_are_cut_off_below_the_story_only() -> None:
    blocks = [
        Block.of((number,), text, kind)
        for number, (text, kind) in enumerate(
            [
                (WRITER, Kind.PARAGRAPH),
                (STORY, Kind.PARAGRAPH),
                ("Ann Lee", Kind.HEADING),
                (WRITER, Kind.PARAGRAPH),
            ],
            1,
        )
    ]
    assert without_endings(blocks) == blocks[:3]
    assert without_endings(blocks[:1]) == blocks[:1]
    assert without_endings([]) == []
