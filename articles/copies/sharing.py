"""What an article shares with others, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from articles.copies.shingles import Shingled
from articles.models import Article, ArticleQuerySet, SharedText
from articles.models.sharedtexts import COPY, SAME, SharedTextQuerySet
from articles.statements import KeyedStatement

#: Articles that a page lists: copies, and others that share less.
MOST_COPIES: Final = 10
MOST_OTHERS: Final = 5
#: Copies that the page of all copies lists.
MOST_IN_ORDER: Final = 300
#: Of a thousand words.
_EXACT: Final = 1000
#: A paragraph is shared if so much of it stands in the other text.
_PARAGRAPH: Final = 0.8


def _shared_by(key: int) -> SharedTextQuerySet:
    """What an article (primary key) shares with articles that are shown, most first."""
    rows = SharedText.objects.filter(article=key, other__withdrawn_at=None)
    return rows.order_by("-share", "other")


_COPIES_FIRST: Final = KeyedStatement(
    lambda key: (
        _shared_by(key)
        .copies_first()
        .values_list("other", "share", "share_of_other")[: MOST_COPIES + MOST_OTHERS]
    )
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another article, and in words what it has of the text of the first."""

    article: Article
    is_copy: bool
    words: str


def sharing_of(article: Article) -> list[Sharing]:
    """The copies of an article in the order of their dates, then those that share less, the one
    that shares most first. Withdrawn articles are left out."""
    # Nearly always, one query has the copies and the others, or there are none.
    first = [
        SharedText(article=article, other_id=other, share=share, share_of_other=share_of_other)
        for other, share, share_of_other in _COPIES_FIRST.all(article.pk)
    ]
    if not first:
        return []
    copies = [row for row in first if row.is_copy][:MOST_COPIES]
    others = [row for row in first if not row.is_copy]
    if len(copies) == MOST_COPIES:
        others = list(_shared_by(article.pk).no_copies()[:MOST_OTHERS])
    rows = [*copies, *others[:MOST_OTHERS]]
    articles = Article.objects.select_related("outlet").defer("findings")
    of = articles.in_bulk([row.other_id for row in rows])
    # One may have been erased since.
    found = [Sharing(of[row.other_id], True, _of_copy(row)) for row in copies if row.other_id in of]
    found.sort(key=lambda each: _by_date(each.article))
    less = [of[row.other_id] for row in others[:MOST_OTHERS] if row.other_id in of]
    paragraphs = [Shingled.of(paragraph) for paragraph in article.paragraphs] if less else []
    found += [
        Sharing(other, False, _of_paragraphs(paragraphs, Shingled.of(other.body))) for other in less
    ]
    return found


def number_of_copies(article: Article) -> int:
    """How many copies an article has, whether a page lists them or not."""
    return _copies_of(article).count()


def in_order(article: Article) -> list[Article]:
    """An article and its copies in the order of their dates, undated ones last. Of hundreds of
    copies, those that have most of its text."""
    rows = _copies_of(article).select_related("other__outlet").defer("other__findings")
    copies = [row.other for row in rows.order_by("-share", "other")[:MOST_IN_ORDER]]
    return sorted([article, *copies], key=_by_date)


def earliest(articles: Sequence[Article]) -> Article | None:
    """The article that was published before all others, as far as their dates tell: None if two
    may be of the same day, or one is undated."""
    dated = [(each.published_date, each) for each in articles]
    if any(date is None for date, _ in dated):
        return None
    (date, first), *others = sorted(
        ((date, each) for date, each in dated if date), key=lambda pair: pair[0].last_day
    )
    return first if all(date.last_day < other.first_day for other, _ in others) else None


def _copies_of(article: Article) -> SharedTextQuerySet:
    return SharedText.objects.filter(article=article, other__withdrawn_at=None).copies()


def identical_to(keys: Collection[int]) -> ArticleQuerySet:
    """The articles, but those of these primary keys, that have the same text as one of them.
    Withdrawn ones are left out."""
    rows = SharedText.objects.identical().filter(article__in=keys).exclude(other__in=keys)
    return Article.objects.shown().filter(pk__in=rows.values("other"))


def _by_date(article: Article) -> tuple[dt.date, int]:
    """Undated articles come last."""
    return article.published or dt.date.max, article.pk


def _of_copy(row: SharedText) -> str:
    if row.share >= SAME and row.share_of_other >= SAME:
        is_exact = row.share == row.share_of_other == _EXACT
        return "The same text" if is_exact else "The same text, but for a few words"
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
