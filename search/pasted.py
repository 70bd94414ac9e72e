"""Long texts, such as a whole article that somebody pasted into the search box.

A search reads at most MAX_CLAUSES words, and an address holds a few thousand bytes. So a longer
text is replaced by its most telling words: rare in the archive, and frequent in the text. Each part
of an article contributes one. The copies of an article by others are mostly cut at the end, and
being shorter, they would rank above the article itself in a search for words of its beginning.
"""

from __future__ import annotations

import logging
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice, zip_longest
from typing import Final
from urllib.parse import quote_plus

from search.engines import Engine, get_engine
from search.engines.base import EngineUnavailable
from search.language.leaves import MAX_CLAUSES
from search.language.lexemes import Kind, Notes
from search.language.lexing import MAX_CHARACTERS, lex
from search.query.clauses import Query, Stems
from search.text.analysis import Token, tokenize
from search.text.languages import Languages
from search.text.words import is_stop

#: The number of words that stand for an article.
MOST_WORDS: Final = 30
#: Bytes of a search text in an address. Servers refuse long addresses (gunicorn those of more than
#: 4,094 bytes), and filters need room too.
MAX_BYTES: Final = 2500
#: Only this much of a text is read, in characters; no article is longer.
MAX_PASTED: Final = 200_000
#: Characters that are left of a text without words.
_BEGINNING: Final = 100

logger = logging.getLogger(__name__)


def shortened(q: str) -> str:
    """The telling words of a long text, or its beginning if it has no words; any other search as
    it is. Never fails."""
    if not is_long(q):
        return q
    return telling_words(q, get_engine()) or q[:_BEGINNING]


def is_long(q: str) -> bool:
    """True if a search or an address would not hold the text. A search with operators or fields
    may have any number of words, because it is no pasted text, but not more than MAX_CHARACTERS."""
    if not _fits(q):
        return True
    if len(q.split()) <= MAX_CLAUSES:
        return False
    content = {token.stem for token in tokenize(q) if not is_stop(token.surface)}
    return len(content) > MAX_CLAUSES and not any(
        lexeme.kind in (Kind.AND, Kind.OR, Kind.NOT)
        or lexeme.field is not None
        or lexeme.exact
        or lexeme.near
        for lexeme in lex(q, Notes())
    )


def _fits(q: str) -> bool:
    return len(q) <= MAX_CHARACTERS and len(quote_plus(q)) <= MAX_BYTES


def telling_words(text: str, engine: Engine) -> str:
    """The words that stand for a text, in its order and as they are written in it.

    Of a text that an address can hold these are MAX_CLAUSES words, as often as the text has them,
    since repetitions show what it is about; of a longer one MOST_WORDS from all its parts. Stop
    words and words that no article has are left out, unless there are no others. Never fails:
    while the engine is unavailable all words are taken to be equally rare.
    """
    text = text[:MAX_PASTED]
    languages = _languages(engine)
    language = languages.of_search(text)
    tokens = tokenize(text)
    places: dict[Stems, list[Token]] = defaultdict(list)
    for token in [each for each in tokens if not is_stop(each.surface, language)] or tokens:
        places[languages.stems(text[token.start : token.end])].append(token)
    weights = _weights({stems: len(each) for stems, each in places.items()}, engine)

    is_article = len(quote_plus(text)) > MAX_BYTES
    most = MOST_WORDS if is_article else MAX_CLAUSES
    parts: list[list[Stems]] = [[] for _ in range(MOST_WORDS if is_article else 1)]
    for stems in sorted(weights, key=weights.__getitem__, reverse=True):
        parts[places[stems][0].start * len(parts) // len(text)].append(stems)
    # The best word of every part, then the second best ones, and so on.
    ranked = filter(None, chain.from_iterable(zip_longest(*parts)))
    chosen: list[Token] = []
    for stems in islice(ranked, most):
        found = places[stems][:1] if is_article else places[stems]
        more = sorted([*chosen, *found], key=lambda token: token.start)
        if _fits(_joined(text, more)):
            chosen = more
    return _joined(text, chosen)


def _joined(text: str, tokens: Iterable[Token]) -> str:
    return " ".join(text[token.start : token.end] for token in tokens)


def _languages(engine: Engine) -> Languages:
    try:
        return Languages.of(engine.languages())
    except EngineUnavailable:
        return Languages()


def _weights(times: Mapping[Stems, int], engine: Engine) -> dict[Stems, float]:
    """The weights of the words that articles have; of all words if articles have none of them or
    the engine cannot tell. ``times`` says how often the text has each word."""
    try:
        total = engine.totals([Query()])[0]
        by_stem = engine.frequencies({stem for stems in times for stem in stems})
        articles = {stems: sum(by_stem.get(stem, 0) for stem in stems) for stems in times}
    except EngineUnavailable as error:
        logger.warning("The words of a long text were chosen without the index: %s", error)
        total, articles = 0, {}
    rarity = {stems: math.log(1 + total / number) for stems, number in articles.items() if number}
    rarity = rarity or dict.fromkeys(times, 1.0)
    return {stems: rare * math.sqrt(times[stems]) for stems, rare in rarity.items()}
