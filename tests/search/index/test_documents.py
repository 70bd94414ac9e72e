"""Documents that are made from articles."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.ingest.outcomes import Outcome
from articles.models import Article
from articles.models.tags import tags_called
from articles.tagging import retag
from search.index import documents as module
from search.index.documents import document_of

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

STORY = """Ferry leaves the harbour late

12 June 2021

The ferry left the harbour late on Monday because its captain had lost the only key to the bridge of the ship.
"""


@pytest.mark.django_db(transaction=True)
class TestLongArticles:
    @pytest.fixture
    def article(self, write: Write, ingest_paths: Ingest) -> Article:
        (outcome,) = ingest_paths(write("ferry.txt", STORY))
        assert outcome.article is not None
        return outcome.article

    def test_only_the_first_words_of_a_long_field_are_searchable_and_the_log_says_so(
        self, article: Article, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(module, "MOST_WORDS", 7)
        with caplog.at_level(logging.WARNING):
            document = document_of(article)
        assert document.texts["body"] == "The ferry left the harbour late on"
        assert document.texts["headline"] == "Ferry leaves the harbour late"
        assert (
            f"Of article {article.public_id}, the text, only the first 7 words are searchable."
            in caplog.text
        )

    def test_no_real_article_is_cut(
        self, article: Article, caplog: pytest.LogCaptureFixture
    ) -> None:
        article.body = "A longer sentence than most, " * 15_000
        with caplog.at_level(logging.WARNING):
            assert document_of(article).texts["body"] == article.body
        assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_an_article_is_indexed_with_its_tags_and_their_former_names(
    write: Write, ingest_paths: Ingest
) -> None:
    (outcome,) = ingest_paths(write("ferry.txt", STORY))
    article = outcome.article
    assert article is not None
    assert (document_of(article).tags, document_of(article).texts["tag"]) == ((), "")
    (tag,) = tags_called(["Ports"])
    retag([article.pk], [tag], [], None)
    tag.name = "Harbours"
    tag.save()
    document = document_of(Article.objects.get(pk=article.pk))
    assert document.tags == (tag.pk,)
    assert document.texts["tag"] == "Harbours\n\nports"
