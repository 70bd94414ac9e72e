from __future__ import annotations

import pytest

from articles.extraction.fields.headline.pagetitles import Repetition

HEADLINE = "storm leaves cape without its lamp"


@pytest.mark.parametrize(
    ("long", "is_held"),
    [
        (f"{HEADLINE} | the morran mail", True),
        (f"home / coast / {HEADLINE}", True),
        (f"home {HEADLINE} again", False),
        (HEADLINE, False),
        ("storm leaves cape without its boats", False),
        (f"{HEADLINE} and its keeper", False),
        (f"the night a {HEADLINE}", False),
        ("short", False),
    ],
    ids=["title", "path", "in the middle", "same", "other end", "longer", "later", "short"],
)
def test_a_line_holds_another_at_its_beginning_or_end(long: str, is_held: bool) -> None:
    repetition = Repetition({3: long, 7: HEADLINE})
    assert repetition.shorter(3) == (7 if is_held else None)
    assert repetition.is_held(7) is is_held
    assert repetition.shorter(7) is None
    assert not repetition.is_held(3)
