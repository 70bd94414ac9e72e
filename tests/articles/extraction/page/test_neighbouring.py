from __future__ import annotations

import pytest

from articles.extraction.lines.triggers import worded
from articles.extraction.page.kinds import Kind, kinds_of
from articles.extraction.page.neighbouring import in_context

STORY = "The old bridge was closed to lorries on Monday."
LONG = (
    "The office that looks after the bridge said in a letter to the council that its piers "
    "must be looked at before the spring"
)


@pytest.mark.parametrize(
    ("texts", "at", "kind"),
    [
        ([STORY, "It stays closed."], 1, Kind.PARAGRAPH),
        ([STORY, "It stays ..."], 1, Kind.HEADING),
        ([STORY, LONG], 1, Kind.HEADING),
        ([STORY, LONG, STORY], 1, Kind.PARAGRAPH),
        (["Bridges", LONG, "Roads"], 1, Kind.HEADING),
        (["Bridge is shut now #bridge", "— Ann Lee (@annlee) March 4, 2019"], 0, Kind.PARAGRAPH),
        (["Bridge is shut now #bridge", "— Ann Lee (@annlee) March 4, 2019"], 1, Kind.PARAGRAPH),
        ([STORY, "The River Letter", "Sign up for our newsletter"], 1, Kind.FURNITURE),
        (["Subscribe", "Old bridge closed", "Sign up for our newsletter", STORY], 1, Kind.HEADING),
        ([STORY, "Sign up for our newsletter", "You are listed, thank you!"], 2, Kind.FURNITURE),
        ([STORY, "Sign up for our newsletter", STORY], 2, Kind.PARAGRAPH),
        ([STORY, "You are on the list, thank you!"], 1, Kind.HEADING),
    ],
    ids=[
        "short sentence",
        "cut short",
        "long line at the end",
        "long line between paragraphs",
        "long line among labels",
        "words of a post",
        "who posted them",
        "name of a letter",
        "headline above a box",
        "line of a box",
        "story after a box",
        "no box",
    ],
)
def test_neighbours_tell_the_kind(texts: list[str], at: int, kind: Kind) -> None:
    lines = worded(texts)
    assert in_context(lines, kinds_of(lines))[at] is kind
