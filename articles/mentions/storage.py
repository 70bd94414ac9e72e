"""Store the names and quotations of articles, in step with the table of articles.

An article is due when it was never read, or it or the rules changed since. Whoever changes articles
need not remember them: a reading that was interrupted or failed is made by `manage.py mentions`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from logging import getLogger
from typing import Final

from django.db.models import F, Model, Q

from articles.mentions.corrected import mentions_of, rows_of
from articles.mentions.reading import RULES
from articles.models import Article, ArticleQuerySet, Mention, MentionReading, Quotation
from newsarchive.transactions import writing

logger = getLogger(__name__)

#: Articles read in one go.
_BATCH: Final = 50


def due() -> ArticleQuerySet:
    """The articles whose present text has not been read by the present rules."""
    current = Q(mention_reading__version=F("version"), mention_reading__rules=RULES)
    return Article.objects.filter(Q(mention_reading__isnull=True) | ~current).order_by("pk")


def bring_up_to_date() -> int:
    """Read the articles that are due; returns how many were read."""
    return read_all(list(due().values_list("pk", flat=True)))


def read_all(keys: Sequence[int]) -> int:
    """Read these articles (primary keys) in batches; returns how many were."""
    return sum(read(keys[start : start + _BATCH]) for start in range(0, len(keys), _BATCH))


def read(keys: Collection[int]) -> int:
    """Read these articles (primary keys) and store what they mention; returns how many were stored.

    Nobody is kept waiting while texts are read. An article that changes meanwhile, or at which a
    rule fails, stays due; nothing of what it said before is kept then.
    """
    read_now = [(article, mentions_of(article)) for article in _rows(keys)]
    found = [(article, *rows_of(article, each)) for article, each in read_now if not each.failed]
    failed = [article for article, each in read_now if each.failed]
    for article in failed:
        logger.error("Names and quotations of article %s were not read.", article.public_id)
    with writing():
        current = dict(Article.objects.filter(pk__in=keys).values_list("pk", "version"))
        unchanged = [each for each in found if current.get(each[0].pk) == each[0].version]
        pks = [article.pk for article in (*(article for article, *_ in unchanged), *failed)]
        Mention.objects.filter(article__in=pks).delete()
        Quotation.objects.filter(article__in=pks).delete()
        Mention.objects.bulk_create(name for _, names, _ in unchanged for name in names)
        Quotation.objects.bulk_create(speech for *_, speeches in unchanged for speech in speeches)
        MentionReading.objects.bulk_create(
            (
                MentionReading(article_id=article.pk, version=article.version, rules=RULES)
                for article, _, _ in unchanged
            ),
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["version", "rules"],
        )
    return len(unchanged)


def differing(most: int = 200) -> list[str]:
    """The public ids of articles whose stored names or quotations differ from their texts, in a
    random sample of those that are not due."""
    keys = Article.objects.exclude(pk__in=due().values("pk")).order_by("?").values_list("pk")[:most]
    wrong = []
    for article in _rows([key for (key,) in keys], stored=True):
        names, speeches = rows_of(article, mentions_of(article))
        stored = article.mentions.all(), article.quotations.all()
        if [_plain(names), _plain(speeches)] != [_plain(list(each)) for each in stored]:
            wrong.append(article.public_id)
    return sorted(wrong)


def forget() -> None:
    """Let every article be due again."""
    MentionReading.objects.all().delete()


def _rows(keys: Collection[int], *, stored: bool = False) -> list[Article]:
    rows = Article.objects.filter(pk__in=keys).select_related("outlet").order_by("pk")
    rows = rows.only("public_id", "version", "body", "language", "byline", "outlet__name")
    further = ("mentions", "quotations") if stored else ()
    return list(rows.prefetch_related("mention_corrections", *further))


def _plain(rows: Sequence[Model]) -> list[tuple[object, ...]]:
    return [
        tuple(
            getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"
        )
        for row in rows
    ]
