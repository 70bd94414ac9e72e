"""Other spellings for a search that finds little, made of words that the archive has.

A word that hardly any article has may be a misspelling of one that many articles have. A proposal
is made only if it finds more under the same filters. If the search found anything, the proposal
must find many times more, because a rare word may be correct. Words with other blanks are proposed
where no other spelling helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from search.engines.base import Engine
from search.hints.respacing import with_other_blanks
from search.language.parsing import parse, words_of
from search.language.patterns import MIN_PREFIX
from search.query.clauses import Exact, Near, Phrase, Query, Stems, Term, Words
from search.text.analysis import Token, tokenize
from search.text.folding import with_final_letter
from search.text.languages import Languages
from search.text.words import is_stop

#: A search that finds at least so many articles is taken as correct.
ENOUGH: Final = 5
#: A word that at least so many articles have is taken as correct.
KNOWN: Final = 3
#: A proposal must find more than so many times what the search finds.
MANY_TIMES: Final = 10
#: How many words are checked, how many spellings of each, and how many searches are tried. These
#: bound the time.
MOST_WORDS: Final = 8
MOST_SPELLINGS: Final = 3
MOST_TRIES: Final = 4
#: In a search with one of these, blanks part more than words.
_SIGNS: Final = '"“”:*?~=()'


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another search, as it would be typed, and the number of articles that it finds."""

    text: str
    total: int


def did_you_mean(
    engine: Engine, text: str, query: Query, found: int, languages: Languages
) -> Proposal | None:
    """A search like ``text`` that finds more; None if there is none, or if none is needed.

    ``query`` is the query that was run for ``text``, which was read in ``languages``; ``found`` is
    the number of articles that match ``text`` as it was typed. Asks the engine for totals three
    times, and once for each rare word for similar words. Raises EngineUnavailable.
    """
    if found >= ENOUGH:
        return None
    reading = languages.led_by(languages.of_search(text))
    proposed = list(islice(_corrected(engine, text, query, reading), MOST_TRIES))
    if not any(sign in text for sign in _SIGNS):
        proposed += islice(with_other_blanks(engine, text, languages), MOST_TRIES)
    asked = [replace(query, tiers=(parse(each, languages).clause,)) for each in proposed]
    totals = engine.totals(asked) if asked else []
    proposals = map(Proposal, proposed, totals)
    return next((each for each in proposals if each.total > found * MANY_TIMES), None)


def _corrected(engine: Engine, text: str, query: Query, languages: Languages) -> Iterator[str]:
    """The text with its rare words replaced: first all of them at once, then each by itself. The
    first of the languages is that of the search."""
    spellings = {}
    for token, stem in _rare(engine, text, query, languages).items():
        similar = engine.similar(token.surface, limit=4 * MOST_SPELLINGS)
        others = [
            word
            for word in similar
            if not is_stop(word, languages.codes[0]) and languages.stems(word)[0] != stem
        ]
        if others:
            spellings[token] = others[:MOST_SPELLINGS]
    if len(spellings) > 1:
        yield _with(text, {token: words[0] for token, words in spellings.items()})
    for token, words in spellings.items():
        for word in words:
            yield _with(text, {token: word})


def _rare(engine: Engine, text: str, query: Query, languages: Languages) -> dict[Token, str]:
    """The words of a search that hardly any article has, each with its stem in the first of the
    languages."""
    wanted = {stems[0] for word in words_of(query.tiers[0]) for stems in _words_of(word, languages)}
    tokens: dict[str, Token] = {}
    for token in tokenize(text):
        stem = languages.stems(text[token.start : token.end])[0]
        if stem in wanted and not is_stop(token.surface, languages.codes[0]):
            tokens.setdefault(stem, token)
    asked = {
        token: stem
        for stem, token in islice(tokens.items(), MOST_WORDS)
        if len(token.surface) >= MIN_PREFIX and token.surface.isalpha()
    }
    queries = [
        Query((Term(languages.stems(text[each.start : each.end]), each.surface),)) for each in asked
    ]
    totals = zip(asked.items(), engine.totals(queries), strict=True)
    return {token: stem for (token, stem), total in totals if total < KNOWN}


def _words_of(word: Words, languages: Languages) -> tuple[Stems, ...]:
    """The stems of each word that a clause searches for; none for patterns, which match other
    spellings."""
    match word:
        case Term(stems):
            return (stems,)
        case Phrase(words) | Near(words):
            return words
        case Exact(surfaces):
            return tuple(map(languages.stems, surfaces))
        case _:
            return ()


def _with(text: str, words: dict[Token, str]) -> str:
    """The text with some words replaced. A new word gets the capitals of the old one."""
    written = text
    for token in sorted(words, key=lambda token: -token.start):
        before = text[token.start : token.end]
        word = with_final_letter(words[token])
        if before.isupper() and len(before) > 1:
            word = word.upper()
        elif before[:1].isupper():
            word = word.capitalize()
        written = written[: token.start] + word + written[token.end :]
    return written
