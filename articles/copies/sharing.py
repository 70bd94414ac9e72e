"""What an article shares with others, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from articles.copies.shingles import Shingled
from articles.models import Article, ArticleQuerySet, SharedText
from articles.models.sharedtexts import COPY, SAME

#: Articles that a page lists: copies, and others that share less.
MOST_COPIES: Final = 20
MOST_OTHERS: Final = 5
#: A paragraph is shared if so much of it stands in the other text.
_PARAGRAPH: Final = 0.8


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another article, and in words what it has of the text of the first."""

    article: Article
    is_copy: bool
    words: str


def sharing_of(article: Article) -> list[Sharing]:
    """The copies of an article in the order of their dates, then those that share less, the one
    that shares most first. Withdrawn articles are left out."""
    rows = (
        SharedText.objects.filter(article=article, other__withdrawn_at=None)
        .select_related("other__outlet")
        .order_by("-share", "other")
    )
    copies = sorted(rows.copies()[:MOST_COPIES], key=_by_date)
    others = rows.no_copies()[:MOST_OTHERS]
    found = [Sharing(row.other, True, _of_copy(row)) for row in copies]
    paragraphs = [Shingled.of(paragraph) for paragraph in article.paragraphs]
    for row in others:
        words = _of_paragraphs(paragraphs, Shingled.of(row.other.body))
        found.append(Sharing(row.other, False, words))
    return found


def identical_to(keys: Collection[int]) -> ArticleQuerySet:
    """The articles, but those of these primary keys, that have the same text as one of them.
    Withdrawn ones are left out."""
    rows = SharedText.objects.identical().filter(article__in=keys).exclude(other__in=keys)
    return Article.objects.shown().filter(pk__in=rows.values("other"))


def _by_date(row: SharedText) -> tuple[dt.date, int]:
    """Undated articles come last."""
    return row.other.published or dt.date.max, row.other_id


def _of_copy(row: SharedText) -> str:
    if row.share >= SAME and row.share_of_other >= SAME:
        return "The same text"
    if row.share >= SAME:
        return "All of this text, and more"
    if row.share_of_other >= SAME:
        return f"A shorter text, all of which stands here: {_percent(row.share)} of this one"
    if row.share >= COPY:
        return f"{_percent(row.share)} of this text"
    return f"{_percent(row.share)} of this text, which is {_percent(row.share_of_other)} of its own"


def _percent(share: int) -> str:
    return f"{round(share / 10)} %"


def _of_paragraphs(paragraphs: list[Shingled], other: Shingled) -> str:
    shared = sum(each.share_in(other) >= _PARAGRAPH for each in paragraphs)
    if not shared:
        return "Some sentences of this text"
    return f"{shared} of the {len(paragraphs)} paragraphs of this text"
