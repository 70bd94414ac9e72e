"""Synthetic articles and questions for ``scale.py``, which need no memory: each is made from its
number alone, so that a build goes on where it was killed."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import accumulate, islice

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.language.parsing import parse
from search.query.clauses import Filters, Query, Sort
from search.query.document import Document

#: Words of the vocabulary, of a body and of a headline; outlets; years.
VOCABULARY, LENGTH, HEADLINE, OUTLETS, YEARS = 500_000, 250, 8, 200, 20
#: The shares of articles without a date, and of those with a month.
UNDATED, MONTHLY = 0.02, 0.03
#: The share of articles with a tag, and the number of tags.
TAGGED, TAGS = 0.05, 20

#: The frequency of words falls with their rank up to this one, and with its square beyond, as in
#: large collections of news: a thousand articles have some 20,000 words, a million half a million.
KERNEL = 8_000

#: The most frequent words.
STOPS = ("the", "of", "to", "a", "in", "and", "that", "on", "for", "was", "is", "by", "with")

#: Words of a paragraph, and of a sentence.
PARAGRAPH, SENTENCE = 50, 17

#: Questions of each kind that are timed, and others that come before them.
EACH, BEFORE = 100, 20

Question = Callable[[Engine], object]


@cache
def vocabulary() -> list[str]:
    """Words, the most frequent one first."""
    rng = random.Random(42)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = dict.fromkeys(STOPS)
    while len(words) < VOCABULARY:
        words["".join(rng.choices(syllables, k=rng.randint(2, 5)))] = None
    return list(words)


@cache
def _weights() -> list[float]:
    return list(accumulate(_weight(rank) for rank in range(1, VOCABULARY + 1)))


def _weight(rank: int) -> float:
    return 1 / rank if rank <= KERNEL else KERNEL / rank**2


def document(number: int, version: int = 1, more: str = "") -> Document:
    """The article with a number, as ``manage.py reindex`` passes it to an engine. ``more`` is a
    further paragraph."""
    rng = random.Random(f"article {number}")
    words = rng.choices(vocabulary(), cum_weights=_weights(), k=LENGTH + HEADLINE + 2)
    headline, author = " ".join(words[:HEADLINE]).capitalize(), words[HEADLINE : HEADLINE + 2]
    told = words[HEADLINE + 2 :]
    paragraphs = [_prose(told[at : at + PARAGRAPH]) for at in range(0, LENGTH, PARAGRAPH)]
    body = "\n\n".join([*paragraphs, more] if more else paragraphs)
    outlet = rng.randrange(OUTLETS) + 1
    return Document(
        number,
        version,
        outlet,
        _published(rng),
        language="en",
        tags=(rng.randrange(TAGS) + 1,) if rng.random() < TAGGED else (),
        texts={
            "headline": headline,
            "byline": " ".join(author).title(),
            "outlet": f"Outlet {outlet} Times\n\noutlet-{outlet}",
            "body": body,
            "source": f"{headline}\n\n{body}",
            "url": f"https://outlet-{outlet}.example/{number}",
        },
        sequence=number,
    )


def _prose(words: list[str]) -> str:
    sentences = [words[at : at + SENTENCE] for at in range(0, len(words), SENTENCE)]
    return " ".join(" ".join(each).capitalize() + "." for each in sentences)


def _published(rng: random.Random) -> PartialDate | None:
    day = dt.date(2000, 1, 1) + dt.timedelta(days=rng.randrange(365 * YEARS))
    chance = rng.random()
    if chance < UNDATED:
        return None
    return PartialDate.parse(str(day)[:7] if chance < UNDATED + MONTHLY else str(day))


def documents(first: int, last: int) -> Iterator[Document]:
    """The articles from one number to another, both included."""
    return map(document, range(first, last + 1))


def rank_of(share: float) -> int:
    """The place in the vocabulary, counted from 0, of a word that about this share of the articles
    have."""
    often: float = 1 - (1 - share) ** (1 / LENGTH)
    weight = often * _weights()[-1]
    rank = 1 / weight
    return max(len(STOPS), round(rank if rank <= KERNEL else math.sqrt(KERNEL / weight)) - 1)


def questions(number: int) -> Mapping[str, list[Question]]:
    """Questions to an archive of so many articles, by kind. None is asked twice, since a cluster
    keeps answers."""
    rng = random.Random("questions")
    many = EACH + BEFORE
    rare, hundredth = (_around(share, many) for share in (0.0002, 0.01))
    fifth = _around(0.2, 10)
    either = [*hundredth, *fifth * 5]
    # Of the most frequent words there are few, so a filter makes each question another one.
    spans = [Filters(since=dt.date(2000, 1, 1) + dt.timedelta(days=each)) for each in range(many)]
    pairs = [rng.sample(either, 2) for _ in range(many)]
    triples = [rng.sample(either, 3) for _ in range(many)]
    phrases = [_phrase(rng, number) for _ in range(many)]
    forty = [
        Filters(
            outlets=tuple(rng.sample(range(1, OUTLETS + 1), 40)),
            since=dt.date(2005, 1, 1),
            until=dt.date(2014, 12, 31),
        )
        for _ in range(many)
    ]
    frequent = [rng.choice(fifth) for _ in range(many)]
    mixed = [rng.choice(either) for _ in range(many)]
    return {
        "rare word": [_search(word) for word in rare],
        "1 % word": [_search(word) for word in hundredth],
        "20 % word": [
            _search(word, filters) for word, filters in zip(frequent, spans, strict=True)
        ],
        "two words, all": [_search(" AND ".join(pair)) for pair in pairs],
        "two words, any": [_search(" OR ".join(pair)) for pair in pairs],
        "three words as typed": [_search(" ".join(triple)) for triple in triples],
        "phrase": [_search(f'"{phrase}"') for phrase in phrases],
        "prefix": [_search(f"{word[:4]}*") for word in _distinct(rng, many)],
        "by date": [
            _search(word, filters, sort=Sort.NEWEST)
            for word, filters in zip(mixed, spans, strict=True)
        ],
        "filtered": [_search(word, each) for word, each in zip(mixed, forty, strict=True)],
        "everything, newest": [_search("*", each, sort=Sort.NEWEST) for each in spans],
        "page 500": [
            _search(word, filters, start=9_980)
            for word, filters in zip(frequent, spans, strict=True)
        ],
        "export, first article": [
            partial(_first, Query(parse(word).tiers, filters))
            for word, filters in zip(mixed, spans, strict=True)
        ],
        "suggestions": [partial(_suggested, word[:3]) for word in _distinct(rng, many)],
        "what each page asks first": [_asked_first] * many,
    }


def _around(share: float, many: int) -> list[str]:
    middle = rank_of(share)
    start = max(len(STOPS), middle - many // 2)
    return vocabulary()[start : start + many]


def _distinct(rng: random.Random, many: int) -> list[str]:
    """Words with distinct beginnings."""
    found: dict[str, str] = {}
    while len(found) < many:
        word = rng.choice(vocabulary()[len(STOPS) :])
        found.setdefault(word[:4], word)
    return list(found.values())


def _phrase(rng: random.Random, number: int) -> str:
    """Two neighbouring words of some article."""
    while True:
        words = document(rng.randrange(number) + 1).texts["body"].split()
        place = rng.randrange(len(words) - 1)
        pair = words[place : place + 2]
        if pair[0][-1] != "." and not {each.strip(".").lower() for each in pair} & {*STOPS}:
            return " ".join(pair).strip(".")


def _search(
    text: str, filters: Filters | None = None, sort: Sort = Sort.RELEVANCE, start: int = 0
) -> Question:
    query = Query(parse(text).tiers, filters or Filters(), sort)
    return partial(_found, query, start)


def _found(query: Query, start: int, engine: Engine) -> int:
    return engine.search(query, start=start).total


def _first(query: Query, engine: Engine) -> int:
    return len([*islice(engine.ids(query), 1)])


def _suggested(beginning: str, engine: Engine) -> int:
    return len(engine.terms(beginning))


def _asked_first(engine: Engine) -> None:
    engine.mark()
    engine.languages()


def percentiles(values: list[float]) -> tuple[float, float]:
    """The 50th and the 95th percentile."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[math.ceil(0.95 * len(ordered)) - 1]
