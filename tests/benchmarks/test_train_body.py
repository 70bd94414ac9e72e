from __future__ import annotations

import pytest

from articles.extraction.fields.body.rules import chance_of
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import PARAGRAPH
from benchmarks.train_body import Story, fit, shares_of

BODY = "The gates of the canal will be rebuilt before winter.\nA short line\nNobody was asked."


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The gates of the canal will be rebuilt before winter.", 1.0),
        ("THE GATES OF THE CANAL, and much more that is said elsewhere", 5 / 12),
        ("A short line", 1.0),
        ("short line", 0.0),
        ("Sign up for the news of the canal", 0.0),
    ],
)
def test_the_share_of_a_block_that_the_true_body_has(text: str, share: float) -> None:
    block = Block.of((1,), text, PARAGRAPH)
    assert shares_of([block], BODY) == [pytest.approx(share)]


def test_features_of_what_belongs_to_stories_gain_weight_and_training_is_repeatable() -> None:
    blocks = [Block.of((number,), text, PARAGRAPH) for number, text in enumerate("ab", 1)]
    features = [{"of the story": 1.0, "always": 1.0}, {"a notice": 1.0, "always": 1.0}]
    stories = [
        Story(f"outlet {number}", "full", blocks, [40, 20], features, [1.0, 0.0], "word " * 40)
        for number in range(4)
    ]
    weights = fit(stories)
    assert weights["of the story"] > 0 > weights["a notice"]
    assert chance_of(features[0], weights) > 0.5 > chance_of(features[1], weights)
    assert weights == fit(stories)
