"""Articles on the same matter as another, with the words that say why.

The words that tell most of an article (often in it, seldom in the archive) are searched for; what
has several of them is related. Nothing is learnt or kept: the index that answers searches does.
"""

from __future__ import annotations

import calendar
import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

from articles.models import Article
from search.engines import get_engine
from search.engines.base import Engine
from search.query.clauses import AtLeast, Query, Term
from search.text.analysis import Token, tokenize
from search.text.words import is_stop

MOST: Final = 5

#: Words searched for, and how many of them an article must share.
WORDS: Final = 12
SHARED: Final = 3
#: Words that say why, beside each.
SAID: Final = 4

#: So many of an article's most frequent words are looked up in the index.
_CANDIDATES: Final = 60
#: Characters of an article that are read: news says first what it is about.
_LOOKED_AT: Final = 20_000
#: All news has weekdays and months.
_CALENDAR: Final = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name))
#: A word in the headline tells as much as this many in the text.
_HEADLINE: Final = 3
#: News is about people and places: their names tell more than other words.
_NAME: Final = 2
#: A word in more than this share of the archive says nothing, and costs most. A few articles are
#: no share, though of a small archive what all have says nothing either.
_COMMON: Final = 0.05
_FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Related:
    """``words``: those it shares, the most telling first, as the other article writes them."""

    article: Article
    words: tuple[str, ...]


def related_to(article: Article) -> list[Related]:
    """At most MOST articles, the nearest first. Raises EngineUnavailable."""
    engine = get_engine()
    words = _telling(article, engine)
    if len(words) < SHARED:
        return []
    query = Query((AtLeast(SHARED, tuple(words)),))
    hits = engine.search(query, size=MOST + 1).hits
    found = Article.objects.listed().in_bulk([hit.id for hit in hits if hit.id != article.pk])
    return [
        Related(found[hit.id], _shared(found[hit.id], words)) for hit in hits if hit.id in found
    ][:MOST]


def _telling(article: Article, engine: Engine) -> list[Term]:
    """The words that tell an article from the others of the archive, the best first."""
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text, weight in ((article.headline, _HEADLINE), (article.body[:_LOOKED_AT], 1)):
        for token in tokenize(text):
            if _may_tell(token):
                counts[token.stem] += weight
                written.setdefault(token.stem, Counter())[text[token.start : token.end]] += 1
    stems = [stem for stem, _ in counts.most_common(_CANDIDATES)]
    frequencies, size = engine.frequencies(stems), engine.status().documents
    most = max(min(_FEW, size - 1), size * _COMMON)
    worth = {
        # Rarity counts as in ranking; a word that comes back says more, but not without end.
        stem: counts[stem]
        / (counts[stem] + 2)
        * math.log1p(size / frequency)
        * (_NAME if _is_name(written[stem]) else 1)
        for stem, frequency in frequencies.items()
        if 1 < frequency <= most
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:WORDS]
    return [Term(stem, written[stem].most_common(1)[0][0]) for stem in best]


def _is_name(written: Counter[str]) -> bool:
    """True for a word that is mostly written with a capital; sentences seldom begin with it."""
    capital = sum(times for word, times in written.items() if word[0].isupper())
    return 2 * capital > written.total()


def _may_tell(token: Token) -> bool:
    word = token.surface
    return len(word) > 2 and not word.isdigit() and not is_stop(word) and word not in _CALENDAR


def _shared(other: Article, words: list[Term]) -> tuple[str, ...]:
    texts = (other.headline, other.standfirst, other.body[:_LOOKED_AT], *other.captions)
    stems = {token.stem for text in texts for token in tokenize(text)}
    return tuple(word.text for word in words if word.stem in stems)[:SAID]
