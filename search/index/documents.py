"""Converts articles to documents for the index."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from django.db.models import QuerySet

from articles.facts.values import text_of
from articles.mentions.corrected import quoted_in
from articles.models import Article
from search.query.clauses import Basis
from search.query.document import Document
from search.query.fields import TEXT_FIELDS
from search.text.analysis import beginning
from search.text.languages import primary

logger = logging.getLogger(__name__)

#: Only this many words of a field are indexed, as many as a long novel has: no story has more,
#: and a garbage file cannot hold up indexing for long.
MOST_WORDS = 100_000

#: The fields of quotations and of their speakers.
SPOKEN = ("quote", "speaker")
FIELD_LABELS = {each.name: each.label for each in TEXT_FIELDS}


def document_of(article: Article) -> Document:
    """The document of an article. Prefetch its outlet and tags, their aliases, the
    capture's reading and what is stored of its quotations: otherwise each costs a query."""
    names = [field.name for field in TEXT_FIELDS if not field.opens and field.name not in SPOKEN]
    texts = {name: _text_of(article, name) for name in names} | _spoken(article)
    return Document(
        id=article.pk,
        version=article.version,
        sequence=article.sequence,
        outlet_id=article.outlet_id or 0,
        published=article.published_date,
        basis=_basis_of(article),
        language=primary(article.language),
        tags=tuple(tag.pk for tag in article.tags.all()),
        texts={field: _searchable(article, field, text) for field, text in texts.items()},
    )


def _spoken(article: Article) -> dict[str, str]:
    """What is said in the article, and by whom."""
    quoted = quoted_in(article)
    speakers = dict.fromkeys(each.speaker for each in quoted if each.speaker)
    texts = ("\n\n".join(each.text for each in quoted), "\n\n".join(speakers))
    return dict(zip(SPOKEN, texts, strict=True))


def _text_of(article: Article, field: str) -> str:
    if field == "source":
        return article.capture.shown_text
    if field == "url":
        return f"{article.url}\n\n{article.public_id}"
    if field == "tag":
        return "\n\n".join(
            name
            for tag in article.tags.all()
            for name in (tag.name, *(alias.key for alias in tag.aliases.all()))
        )
    outlet = article.outlet
    if field == "outlet" and outlet:
        names = [outlet.name, outlet.slug, *(alias.name for alias in outlet.aliases.all())]
        return "\n\n".join(names)
    return text_of(article, field)


def is_cut(text: str) -> bool:
    """Whether the text is so long that only its beginning is searchable."""
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
    """The basis of the date. An unknown basis means that somebody wrote the date directly into
    the table."""
    known = set(Basis)
    return Basis(article.published_basis) if article.published_basis in known else Basis.EDITED


def documents(articles: QuerySet[Article]) -> Iterator[Document]:
    """The documents of all given articles that are not withdrawn, ordered by primary key. Each
    200 articles cost a few queries."""
    rows = (
        articles.filter(withdrawn_at__isnull=True)
        .select_related("outlet", "capture__reading", "mention_reading")
        .defer("findings", "extracted", "pins", "capture__compressed")
        .prefetch_related("outlet__aliases", "tags__aliases", "quotations", "mention_corrections")
        .order_by("pk")
    )
    for article in rows.iterator(chunk_size=200):
        yield document_of(article)
