"""Related articles, and the words that they share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.ingest.ingest import Outcome
from articles.models import Article
from search.hints.related import MOST, related_to

pytestmark = pytest.mark.django_db(transaction=True)

HARBOUR = "The harbour council voted for the dredging of the Tagus estuary after the storm."
LIGHTS = "Engineers tested the lanterns of the lighthouse and the foghorn before winter."


@pytest.fixture
def stories(
    write: Callable[[str, str | bytes], Path], ingest_paths: Callable[..., list[Outcome]]
) -> Callable[[str, int], list[Article]]:
    """Makes articles that share a sentence; each also has a sentence of its own."""

    def make(sentence: str, number: int) -> list[Article]:
        made = []
        for each in range(number):
            own = f"Reporter number {each} adds that item{each} was seen at place{each} that day."
            story = f"{sentence} {own}\n\nMore will be said about this on another day.\n"
            name = f"{sentence[:3]}-{each}.txt"
            (outcome,) = ingest_paths(write(name, f"A headline of {each}\n\n{story}"))
            assert outcome.article is not None
            made.append(outcome.article)
        return made

    return make


def test_articles_that_share_distinctive_words_are_related(
    stories: Callable[[str, int], list[Article]],
) -> None:
    harbour = stories(HARBOUR, 3)
    stories(LIGHTS, 3)
    found = related_to(harbour[0])
    assert {each.article for each in found} == set(harbour[1:])


def test_the_shared_words_are_listed(stories: Callable[[str, int], list[Article]]) -> None:
    harbour = stories(HARBOUR, 2)
    stories(LIGHTS, 4)
    [other] = related_to(harbour[0])
    assert other.words
    for word in other.words:
        assert word in HARBOUR
    assert "the" not in other.words


def test_only_the_most_similar_articles_are_shown(
    stories: Callable[[str, int], list[Article]],
) -> None:
    harbour = stories(HARBOUR, MOST + 3)
    stories(LIGHTS, MOST + 3)
    assert len(related_to(harbour[0])) == MOST


def test_a_withdrawn_article_is_related_to_nothing(
    stories: Callable[[str, int], list[Article]],
) -> None:
    harbour = stories(HARBOUR, 2)
    Article.objects.filter(pk=harbour[1].pk).update(withdrawn_at="2026-01-01T00:00Z")
    assert related_to(harbour[0]) == []


@pytest.mark.parametrize("body", ["", "the of and", "2020 2021 2022", "x " * 50_000])
def test_a_text_without_distinctive_words_has_no_related_articles(
    stories: Callable[[str, int], list[Article]], body: str
) -> None:
    article, _ = stories(HARBOUR, 2)
    article.headline, article.body = "", body
    assert related_to(article) == []
