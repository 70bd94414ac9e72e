"""Suggestions while a search is typed: completions of its last word, outlets and headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.models import Article, Outlet
from search.addresses.parameters import Parameters
from search.engines.base import Engine
from search.language.patterns import MIN_PREFIX
from search.query.clauses import And, Clause, Prefix, Query, Term
from search.text.analysis import Token, tokenize
from search.text.folding import with_final_letter
from search.text.languages import Languages

#: The fewest letters of a last word: fewer begin too many words to be of help.
FEWEST: Final = 2
#: A text of more characters was pasted, not typed, and gets no suggestions.
LONGEST: Final = 200
#: How many of the last words are searched for in headlines.
MOST_WORDS: Final = 8
#: How many suggestions of each kind there are at most.
WORDS: Final = 5
OUTLETS: Final = 2
HEADLINES: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``kind`` is ``word``, ``outlet`` or ``headline``. ``text`` is the text to show; for a word it
    is the whole search. ``url`` is the address of the search, outlet or article."""

    kind: str
    text: str
    url: str


def suggestions(engine: Engine, typed: str) -> list[Suggestion]:
    """Words first, then outlets, then headlines. Raises EngineUnavailable."""
    tokens = tokenize(typed) if len(typed) <= LONGEST else []
    if not tokens or len(tokens[-1].surface) < FEWEST:
        return []
    is_open = typed[tokens[-1].end :] == ""
    return [
        *(_words(engine, typed, tokens[-1]) if is_open else []),
        *_outlets(tokens),
        *_headlines(engine, typed, tokens[-MOST_WORDS:], is_open=is_open),
    ]


def _words(engine: Engine, typed: str, last: Token) -> list[Suggestion]:
    found = engine.terms(last.surface, limit=3 * WORDS)
    # A possessive is a form of a word that is suggested by itself.
    others = [word for word in found if word != last.surface and "'" not in word]
    texts = [typed[: last.start] + with_final_letter(word) for word in others[:WORDS]]
    return [Suggestion("word", text, Parameters(q=text).url) for text in texts]


def _outlets(tokens: Sequence[Token]) -> list[Suggestion]:
    """Outlets whose names have, for each word typed, a word that begins with it."""
    starts = [token.surface for token in tokens]
    keys = []
    for key, name in Outlet.objects.values_list("pk", "name"):
        words = [token.surface for token in tokenize(name)]
        if all(any(word.startswith(start) for word in words) for start in starts):
            keys.append(key)
    if not keys:
        return []
    rows = Article.objects.shown().outlets().filter(pk__in=keys[:100])[:OUTLETS]
    return [Suggestion("outlet", each.name, each.get_absolute_url()) for each in rows]


def _headlines(
    engine: Engine, typed: str, tokens: Sequence[Token], *, is_open: bool
) -> list[Suggestion]:
    languages = Languages.of(engine.languages())
    clauses: list[Clause] = [
        Term(languages.stems(typed[each.start : each.end]), each.surface, "headline")
        for each in tokens
    ]
    last = tokens[-1].surface
    if is_open and len(last) >= MIN_PREFIX:
        clauses[-1] = Prefix(last, "headline")
    results = engine.search(Query((And(tuple(dict.fromkeys(clauses))),)), size=HEADLINES)
    articles = Article.objects.listed().in_bulk([hit.id for hit in results.hits])
    rows = [articles[hit.id] for hit in results.hits if hit.id in articles]
    return [Suggestion("headline", each.headline, each.get_absolute_url()) for each in rows]
