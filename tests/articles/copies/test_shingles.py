"""Two texts are compared by their shingles, and found by a sample of them."""

from __future__ import annotations

import random

import numpy as np
import pytest

from articles.copies.shingles import SPARSEST, WANTED, Shingled, sample

WORDS = [f"{a}{b}" for a in ("ferry", "harbour", "captain", "storm", "bridge") for b in range(200)]


def text(words: int, seed: int = 1) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def share(one: str, two: str) -> float:
    return Shingled.of(one).share_in(Shingled.of(two))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("the ferry was late today", "the ferry was late today", 1),
        ("The Ferry was LATE today.", "the ferry, was “late” today", 1),
        ("the ferry was late today", "the ferry was late today and again on friday", 1),
        ("the ferry was late today", "another story about a bridge over the river", 0),
        ("the ferry was late today", "the ferry was early at noon", 3 / 5),
        ("the ferry", "the ferry", 1),
        ("the ferry", "the ferry was late", 0),
        ("ﬁne caf\u00e9 by the sea", "fine cafe\u0301 by the sea", 1),
        ("北京今天下雨了", "昨天北京今天下雨了吗", 1),
        ("", "the ferry was late", 0),
        ("the ferry was late", "", 0),
        ("", "", 0),
    ],
)
def test_the_share_of_a_text_that_stands_in_another(one: str, two: str, expected: float) -> None:
    assert share(one, two) == pytest.approx(expected)


@pytest.mark.parametrize("kept", [0.9, 0.7, 0.5, 0.3])
def test_the_share_is_that_of_the_sentences_that_were_kept(kept: float) -> None:
    sentences = [text(12, seed) for seed in range(40)]
    other = [
        each if number < kept * 40 else text(12, 100 + number)
        for number, each in enumerate(sentences)
    ]
    random.Random(5).shuffle(other)
    assert share(" ".join(sentences), " ".join(other)) == pytest.approx(kept, abs=0.02)


def test_texts_that_share_most_share_much_of_their_samples() -> None:
    one = text(600)
    two = f"{text(100, 2)} {one[: len(one) * 4 // 5]}"
    common = np.intersect1d(sample(one), sample(two))
    assert len(common) > 0.6 * len(sample(one))


def test_a_short_text_is_found_within_a_long_one() -> None:
    short, long = text(120), f"{text(900, 2)} {text(120)} {text(900, 3)}"
    assert len(np.intersect1d(sample(short), sample(long))) >= 2


@pytest.mark.parametrize("words", [30, 100, 250, 600, 3000])
def test_a_sample_is_small_and_large_enough(words: int) -> None:
    found = len(sample(text(words)))
    assert min(WANTED, words) / 2 < found < max(3 * WANTED, 1.5 * words / SPARSEST)


def test_a_sample_is_the_same_everywhere() -> None:
    # Stored keys would be of no use otherwise.
    assert sample("The ferry was late today.").tolist() == [7991650715772022361]
