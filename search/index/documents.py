"""Articles as documents of an index."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db.models import QuerySet

from articles.facts.values import text_of
from articles.models import Article
from search.query.clauses import Basis
from search.query.document import Document
from search.query.fields import TEXT_FIELDS
from search.text.analysis import beginning

logger = logging.getLogger(__name__)

#: So many words of a field can be found, as many as a long novel has: no story has more, and a
#: file of garbage can't hold up the index for long.
MOST_WORDS = 100_000

FIELD_LABELS = {each.name: each.label for each in TEXT_FIELDS}


def document_of(article: Article) -> Document:
    """Read outlet, its aliases and the capture's reading with the article, or each costs a
    query."""
    texts = {field.name: _text_of(article, field.name) for field in TEXT_FIELDS}
    return Document(
        id=article.pk,
        version=article.version,
        outlet_id=article.outlet_id or 0,
        published=article.published_date,
        basis=_basis_of(article),
        texts={field: _searchable(article, field, text) for field, text in texts.items()},
    )


def _text_of(article: Article, field: str) -> str:
    if field == "source":
        return article.capture.shown_text
    outlet = article.outlet
    if field == "outlet" and outlet:
        names = [outlet.name, outlet.slug, *(alias.name for alias in outlet.aliases.all())]
        return "\n\n".join(names)
    return text_of(article, field)


def is_cut(text: str) -> bool:
    """True for a text of which only the beginning is searchable."""
    return len(beginning(text, MOST_WORDS)) < len(text)


def _searchable(article: Article, field: str, text: str) -> str:
    if is_cut(text):
        logger.warning(
            "Of article %s, %s, only the first %s words are searchable.",
            *(article.public_id, FIELD_LABELS[field], f"{MOST_WORDS:,}"),
        )
        return beginning(text, MOST_WORDS)
    return text


def _basis_of(article: Article) -> Basis:
    """How the date is known; one of no known origin was written into the table by somebody."""
    known = set(Basis)
    return Basis(article.published_basis) if article.published_basis in known else Basis.EDITED


def documents(articles: QuerySet[Article]) -> Iterator[Document]:
    """The documents of those of the articles that readers may see, in a few queries each 200."""
    rows = (
        articles.filter(withdrawn_at__isnull=True)
        .select_related("outlet", "capture__reading")
        .defer("capture__compressed")
        .prefetch_related("outlet__aliases")
        .order_by("pk")
    )
    for article in rows.iterator(chunk_size=200):
        yield document_of(article)
