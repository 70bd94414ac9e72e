"""Articles on the same subject as another one, with the words that they share.

An article is searched for by its most distinctive words: those frequent in it and rare in the
archive. Articles that have several of them are related. This needs only the index that answers
searches.
"""

from __future__ import annotations

import calendar
import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

from articles.models import Article
from search.engines.base import Engine
from search.index.agreement import searched
from search.query.clauses import AtLeast, Query, Term
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.languages import Languages, primary
from search.text.words import is_stop

#: Related articles.
MOST: Final = 5

#: Words searched for, and how many of them a related article must have.
WORDS: Final = 12
SHARED: Final = 3
#: Shared words shown beside each related article.
SHOWN: Final = 4

#: How many of an article's most frequent words are looked up in the index.
_CANDIDATES: Final = 60
#: Characters of the body that are read: a news story opens with its subject.
_LOOKED_AT: Final = 20_000
#: Names of weekdays and months, which articles on any subject have.
_CALENDAR: Final = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name))
#: A word in the headline counts as much as so many in the body.
_HEADLINE: Final = 3
#: The weight of names against other words, since news is about people and places.
_NAME: Final = 2
#: Words in more than this share of the archive are left out: they distinguish little and are the
#: slowest to search for. In a small archive a word may be in _FEW articles, but not in all.
_COMMON: Final = 0.05
_FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Related:
    """A related article. ``words`` are those that both articles have, the most distinctive first,
    as the article that was asked about writes them."""

    article: Article
    words: tuple[str, ...]


def related_to(article: Article) -> list[Related]:
    """At most MOST articles, the nearest first. Raises EngineUnavailable."""
    engine = searched()
    words = _distinctive(article, engine)
    if len(words) < SHARED:
        return []
    query = Query((AtLeast(SHARED, tuple(words)),))
    hits = engine.search(query, size=MOST + 1).hits
    found = Article.objects.listed().in_bulk([hit.id for hit in hits if hit.id != article.pk])
    return [
        Related(found[hit.id], _shared(found[hit.id], words)) for hit in hits if hit.id in found
    ][:MOST]


def _distinctive(article: Article, engine: Engine) -> list[Term]:
    """The words that distinguish an article from the rest of the archive, the best first."""
    language = primary(article.language)
    languages = Languages.of(engine.languages())
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for text, weight in ((article.headline, _HEADLINE), (article.body[:_LOOKED_AT], 1)):
        for token in tokenize(text, language):
            if _may_distinguish(token, language):
                counts[token.stem] += weight
                written.setdefault(token.stem, Counter())[text[token.start : token.end]] += 1
    stems = [stem for stem, _ in counts.most_common(_CANDIDATES)]
    frequencies, size = engine.frequencies(stems), engine.status().documents
    most = max(min(_FEW, size - 1), size * _COMMON)
    worth = {
        # Rarity counts as in ranking. Repetition adds weight, but less and less (saturation).
        stem: counts[stem]
        / (counts[stem] + 2)
        * math.log1p(size / frequency)
        * (_NAME if _is_name(written[stem]) else 1)
        for stem, frequency in frequencies.items()
        if 1 < frequency <= most
    }
    best = sorted(worth, key=lambda stem: (-worth[stem], stem))[:WORDS]
    words = [written[stem].most_common(1)[0][0] for stem in best]
    # In other languages too: names are mostly the same there.
    return [
        Term(tuple(dict.fromkeys((stem, *languages.stems(word)))), word)
        for stem, word in zip(best, words, strict=True)
    ]


def _is_name(written: Counter[str]) -> bool:
    """True for a word that is mostly written with a capital letter."""
    capital = sum(times for word, times in written.items() if word[0].isupper())
    return 2 * capital > written.total()


def _may_distinguish(token: Token, language: str) -> bool:
    word = token.surface
    return (
        (len(word) > 2 or is_lone_character(word[0]))
        and not word.isdigit()
        and not is_stop(word, language)
        and word not in _CALENDAR
    )


def _shared(other: Article, words: list[Term]) -> tuple[str, ...]:
    texts = (other.headline, other.standfirst, other.body[:_LOOKED_AT], *other.captions)
    language = primary(other.language)
    stems = {
        stem for text in texts for token in tokenize(text, language) for stem in token.word.stems
    }
    return tuple(word.text for word in words if not stems.isdisjoint(word.stems))[:SHOWN]
