"""The articles on a page of results: their rows in the table, with marked passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.facts.values import text_of
from articles.models import Article
from search.highlighting import marking
from search.highlighting.marking import Marker, Snippet
from search.query.results import Hit


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article found, with its score, its title with matches marked, and matching passages.
    ``is_partial`` if it has only some of the words."""

    article: Article
    score: float
    is_partial: bool
    title: SafeString
    snippets: tuple[Snippet, ...]


def found_articles(hits: Sequence[Hit], markers: Sequence[Marker]) -> tuple[FoundArticle, ...]:
    """The hits with their rows, read from the table, so that they show the current values."""
    rows = Article.objects.listed()
    if any(marker.of_field("source") for marker in markers):
        rows = rows.select_related("capture__reading").defer("capture__compressed")
    articles = rows.in_bulk([hit.id for hit in hits])
    return tuple(
        _found(articles[hit.id], hit, markers[hit.tier]) for hit in hits if hit.id in articles
    )


def _found(article: Article, hit: Hit, marker: Marker) -> FoundArticle:
    # The title of an article without a headline is the beginning of its body.
    field = "headline" if article.headline else "body"
    spans = marking.spans(article.title, marker, field, article.language)
    title = marking.mark(article.title, spans)
    return FoundArticle(article, hit.score, hit.tier > 0, title, _snippets(article, marker))


def _snippets(article: Article, marker: Marker) -> tuple[Snippet, ...]:
    texts = {
        field: text_of(article, field)
        for field in marking.SNIPPET_FIELDS
        if field not in ("outlet", "source")  # every hit shows its outlet
    } | {"byline": ", ".join(article.byline)}
    if marker.of_field("source"):
        texts["source"] = article.capture.shown_text
    return marking.snippets(texts, marker, article.language)
