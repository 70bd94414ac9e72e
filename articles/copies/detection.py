"""Find the articles that share text, and keep what was found in step with the table.

An article is due when it was never compared, or changed since. Whoever changes articles need not
remember them: a comparison that was interrupted or failed is made by the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Count, F, Q

from articles.copies.shingles import Shingled, sample
from articles.models import Article, ArticleQuerySet, ComparedText, SharedText, TextKey
from articles.models.sharedtexts import SAME
from newsarchive.sharedlocks import held
from newsarchive.transactions import writing

#: Pairs that share less of both texts are not stored.
LEAST: Final = 0.2
#: Keys that two articles must have in common before their texts are read and compared.
_FEWEST: Final = 2
#: A key of more articles belongs to an outlet's standing words.
_COMMON: Final = 300
#: Articles compared in one go.
_BATCH: Final = 500
#: Rows stored in one transaction, and perhaps those of one article more.
_STORED: Final = 500
#: Seconds that one process waits while another compares, which then has compared most of what this
#: one would.
_PATIENCE: Final = 600.0
#: Keys of a text that is not stored by which articles are found, and articles that are then read.
_MOST_SOUGHT: Final = 500
_MOST_READ: Final = 5
#: Texts whose shingles are remembered, of some kilobytes each.
_REMEMBERED: Final = 5_000

_Rows = TypeVar("_Rows", bound=Sized)


@dataclass(frozen=True, slots=True)
class _Row:
    version: int
    body: str


def due() -> ArticleQuerySet:
    """The articles whose present text has not been compared."""
    return Article.objects.filter(
        Q(compared__isnull=True) | ~Q(compared__version=F("version"))
    ).order_by("pk")


def bring_up_to_date() -> int:
    """Compare the articles that are due; returns how many were."""
    texts = _Texts()
    done = 0
    with held("copies", wait=_PATIENCE):
        keys = list(due().values_list("pk", flat=True))
        for batch in _batches(keys):
            compare(batch, texts)
            done += len(batch)
    return done


def number_of_copies() -> int:
    """The number of articles that have copies."""
    return SharedText.objects.copies().values("article").distinct().count()


def differing(most: int = 200) -> list[str]:
    """The public ids of articles whose stored pairs differ from their texts, in a random sample of
    those that are not due."""
    chosen = Article.objects.exclude(pk__in=due().values("pk")).order_by("?")[:most]
    rows = {each.pk: _Row(each.version, each.body) for each in chosen}
    texts = _Texts()
    stored = {
        (each.article_id, each.other_id): each.share
        for each in SharedText.objects.filter(article__in=rows)
    }
    found = {
        (each.article_id, each.other_id): each.share
        for each in _pairs(rows, texts)
        if each.article_id in rows
    }
    for first, second in stored.keys() - found.keys():
        # Keys that have become common lead to no pair any more, but what they led to stands.
        share = texts.of(first, rows[first]).share_in(texts.of(second, None))
        found[first, second] = round(share * 1000)
    wrong = {pair[0] for pair in found if found[pair] != stored.get(pair)}
    return sorted(each.public_id for each in chosen if each.pk in wrong)


def article_with(body: str) -> Article | None:
    """An article that has this text, of a story that is not stored yet. None if there is none."""
    keys = [int(key) >> 1 for key in sample(body)[:_MOST_SOUGHT]]
    found = (
        TextKey.objects.filter(key__in=_rare(keys), article__withdrawn_at=None)
        .values_list("article")
        .annotate(common=Count("pk"))
        .order_by("-common", "article")[:_MOST_READ]
    )
    shingled = Shingled.of(body)
    for article in Article.objects.in_bulk([key for key, _ in found]).values():
        other = Shingled.of(article.body)
        if 1000 * min(shingled.share_in(other), other.share_in(shingled)) >= SAME:
            return article
    return None


def forget() -> None:
    """Let every article be due again."""
    ComparedText.objects.all().delete()


def compare(keys: Collection[int], texts: _Texts | None = None) -> None:
    """Compare these articles (primary keys) with all others, and store what they share.

    Nobody is kept waiting while texts are compared. An article that changes meanwhile stays due.
    """
    texts = texts or _Texts()
    rows = {
        key: _Row(version, body)
        for key, version, body in Article.objects.filter(pk__in=keys)
        .order_by()
        .values_list("pk", "version", "body")
    }
    # Committed before others are looked for: of two processes that compare two copies at the same
    # time, one finds the keys of the other.
    for chunk in _chunks({key: sample(row.body) for key, row in rows.items()}):
        with writing():
            TextKey.objects.filter(article__in=chunk).delete()
            TextKey.objects.insert(
                (article, int(key) >> 1) for article, found in chunk.items() for key in found
            )
    for part in _chunks(_by_last(_pairs(rows, texts), list(rows))):
        with writing():
            _store({key: rows[key].version for key in part}, list(chain(*part.values())))


def _chunks(rows: Mapping[int, _Rows]) -> Iterator[dict[int, _Rows]]:
    """Articles and the rows of each, as many together as are stored in a moment: whoever saves
    meanwhile waits for no more than that."""
    chunk: dict[int, _Rows] = {}
    size = 0
    for key, found in rows.items():
        chunk[key] = found
        size += len(found)
        if size >= _STORED:
            yield chunk
            chunk, size = {}, 0
    if chunk:
        yield chunk


def _by_last(pairs: Iterable[SharedText], order: Sequence[int]) -> dict[int, list[SharedText]]:
    """The rows of pairs by the article of the pair that comes last in an order of articles, which
    has one at least: all others of the pair are stored by then."""
    places = {key: place for place, key in enumerate(order)}
    found: dict[int, list[SharedText]] = {key: [] for key in order}
    for pair in pairs:
        last = max(pair.article_id, pair.other_id, key=lambda key: places.get(key, -1))
        found[last].append(pair)
    return found


def _store(versions: Mapping[int, int], pairs: Sequence[SharedText]) -> None:
    """Replace the rows of these articles, but for those that have changed from these versions."""
    current = dict(Article.objects.filter(pk__in=versions).values_list("pk", "version"))
    unchanged = {key for key, version in versions.items() if current.get(key) == version}
    SharedText.objects.filter(Q(article__in=unchanged) | Q(other__in=unchanged)).delete()
    others = {key for pair in pairs for key in (pair.article_id, pair.other_id)}
    present = set(Article.objects.filter(pk__in=others).values_list("pk", flat=True))
    SharedText.objects.bulk_create(
        pair
        for pair in pairs
        if {pair.article_id, pair.other_id} <= present
        and (pair.article_id in unchanged or pair.other_id in unchanged)
    )
    ComparedText.objects.bulk_create(
        (ComparedText(article_id=key, version=versions[key]) for key in unchanged),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["version"],
    )


def _pairs(rows: dict[int, _Row], texts: _Texts) -> Iterator[SharedText]:
    """Both rows of each pair that shares enough, with one article in ``rows`` at least."""
    found = _candidates(list(rows))
    for first, second in texts.reading(found, rows):
        one, two = (texts.of(key, rows.get(key)) for key in (first, second))
        share, share_of_other = one.share_in(two), two.share_in(one)
        if max(share, share_of_other) >= LEAST:
            parts = round(share * 1000), round(share_of_other * 1000)
            yield SharedText(
                article_id=first, other_id=second, share=parts[0], share_of_other=parts[1]
            )
            yield SharedText(
                article_id=second, other_id=first, share=parts[1], share_of_other=parts[0]
            )


def _candidates(keys: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of articles with keys in common, of which one at least is among ``keys``."""
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.format(keys=marks), [*keys, _COMMON, _FEWEST])
        found = cursor.fetchall()
    return sorted({(min(pair), max(pair)) for pair in found})


def _rare(keys: Sequence[int]) -> list[int]:
    """Those of these keys that do not belong to standing words."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RARE.format(keys=", ".join(["(%s)"] * len(keys))), [*keys, _COMMON])
        return [key for (key,) in cursor.fetchall()]


#: Holds for a key of too many articles. It reads no more of their rows than it must: standing words
#: may be in all of them.
_IS_COMMON: Final = """
    (SELECT 1 FROM articles_textkey WHERE articles_textkey.key = sought.key LIMIT 1 OFFSET %s)
    IS NOT NULL
"""
_RARE: Final = f"""
    WITH sought (key) AS (VALUES {{keys}})
    SELECT key FROM sought WHERE NOT ({_IS_COMMON})
"""  # noqa: S608 - of constants; what is sought are parameters
# CROSS JOIN keeps the order: the other articles of a key come last, when it is known to be rare.
_PAIRS: Final = f"""
    WITH own AS (SELECT article_id, key FROM articles_textkey WHERE article_id IN ({{keys}})),
    sought AS (SELECT DISTINCT key FROM own),
    rare AS MATERIALIZED (SELECT key FROM sought WHERE NOT ({_IS_COMMON}))
    SELECT own.article_id, other.article_id
    FROM own CROSS JOIN rare CROSS JOIN articles_textkey other
    WHERE rare.key = own.key AND other.key = rare.key AND other.article_id <> own.article_id
    GROUP BY own.article_id, other.article_id HAVING COUNT(*) >= %s
"""  # noqa: S608 - of constants; what is sought are parameters


class _Texts:
    """Texts as shingles, the last ones remembered."""

    def __init__(self) -> None:
        self._shingled: dict[int, Shingled] = {}

    def of(self, key: int, row: _Row | None) -> Shingled:
        """The shingles of an article; ``row``: what was read of it already."""
        found = self._shingled.get(key)
        if found is None:
            bodies = Article.objects.filter(pk=key).values_list("body", flat=True)
            found = self._remember(key, row.body if row else bodies.first() or "")
        return found

    def reading(
        self, pairs: Sequence[tuple[int, int]], rows: Mapping[int, _Row]
    ) -> Iterator[tuple[int, int]]:
        """The pairs themselves. The texts of many are read at once, but for those in ``rows``."""
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            new = {key for pair in batch for key in pair} - rows.keys() - self._shingled.keys()
            bodies = Article.objects.filter(pk__in=new).order_by().values_list("pk", "body")
            for key, body in bodies:
                self._remember(key, body)
            yield from batch

    def _remember(self, key: int, body: str) -> Shingled:
        found = Shingled.of(body)
        if len(self._shingled) >= _REMEMBERED:
            self._shingled.pop(next(iter(self._shingled)))
        self._shingled[key] = found
        return found


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
