"""Documents, clauses and filters for tests of engines."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import product

from articles.partialdate import PartialDate
from search.engines.base import Engine
from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Basis,
    Clause,
    Dated,
    Everything,
    Exact,
    Filters,
    Fuzzy,
    Has,
    InLanguage,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Sort,
    Stems,
    Term,
    Wildcard,
)
from search.query.document import Document
from search.text.analysis import tokenize
from search.text.languages import Languages

WORDS = [
    *("talks", "talk", "talking", "war", "peace", "border", "convoy", "convoys", "refugees"),
    *("province", "ceasefire", "ministers", "Erdoğan", "Moscow", "Idlib", "shelling", "shelled"),
    *("Häuser", "Haus", "valki", "války", "правительства", "北京市"),
    *("the", "of", "in", "1,800", "3.5", "U.S."),
]


#: The languages of random documents.
LANGUAGES = Languages(("en", "de", "ru", "zh"))


def words_of(text: str, languages: Languages = LANGUAGES) -> tuple[Stems, ...]:
    return tuple(languages.stems(text[token.start : token.end]) for token in tokenize(text))


def term(word: str, field: str | None = None, languages: Languages = LANGUAGES) -> Term:
    (stems,) = words_of(word, languages)
    return Term(stems, word, field)


def phrase(text: str, field: str | None = None, languages: Languages = LANGUAGES) -> Phrase:
    return Phrase(words_of(text, languages), text, field)


def near(
    text: str, distance: int, field: str | None = None, languages: Languages = LANGUAGES
) -> Near:
    return Near(words_of(text, languages), distance, text, field)


def article(id_: int, text: str = "", **more: object) -> Document:
    return replace(Document(id_, version=1, texts={"body": text}), **more)  # type: ignore[arg-type]  # by keyword


def found(engine: Engine, clause: Clause, filters: Filters | None = None) -> list[int]:
    query = Query((clause,), filters or Filters(), Sort.OLDEST)
    return sorted(hit.id for hit in engine.search(query, size=1000).hits)


def random_document(rng: random.Random, id_: int, version: int = 0) -> Document:
    def text(most: int) -> str:
        words = rng.choices(WORDS, k=rng.randint(0, most))
        return "".join(word + rng.choice([" ", " ", " ", " ", "\n\n"]) for word in words)

    date = dt.date(2019, 11, 1) + dt.timedelta(days=rng.randrange(150))
    precision = rng.choice(["day", "day", "day", "month", "year", None])
    return Document(
        id_,
        version=version,
        sequence=id_ * 37 % 60 + 1,
        outlet_id=rng.choice([0, 1, 2, 7]),
        published=PartialDate.of(date, precision) if precision else None,
        basis=rng.choice([*Basis]),
        language=rng.choice(["", "en", "en", "en", "de", "ru", "zh"]),
        texts={"headline": text(6), "body": text(40), "captions": text(5), "source": text(40)},
        tags=tuple(rng.sample([1, 2, 5, 9], rng.choice([0, 0, 1, 3]))),
    )


def history(engine: Engine, rng: random.Random) -> list[Document]:
    """Fill an index with several commits that replace and remove documents; returns those that
    remain."""
    documents = {id_: random_document(rng, id_) for id_ in range(1, 91)}
    engine.rebuild(documents.values())
    for turn in range(1, 4):
        changed = [random_document(rng, rng.randint(1, 130), turn) for _ in range(12)]
        removed = rng.sample(sorted(documents), 5)
        gone = set(removed) - {document.id for document in changed}
        engine.update(changed, gone)
        documents |= {document.id: document for document in changed}
        documents = {id_: each for id_, each in documents.items() if id_ not in gone}
    return list(documents.values())


CLAUSES: dict[str, Clause] = {
    "everything": Everything(),
    "a word": term("talks"),
    "a word in no document": term("zebra"),
    "a word of one field": term("border", "headline"),
    "a word of the source": term("border", "source"),
    "an accented word": term("Erdogan"),
    "a number": term("1800"),
    "a prefix": Prefix("sh"),
    "a prefix of one field": Prefix("convoy", "body"),
    "a prefix of no word": Prefix("zeb"),
    "a prefix of a field with words of its own": Prefix("sh", "source"),
    "a phrase": phrase("war in"),
    "a phrase of one field": phrase("peace talks", "body"),
    "a phrase with a repeated word": phrase("the the"),
    "a phrase of no words": Phrase((), ""),
    "a phrase that counts less": replace(phrase("peace talks"), weight=0.5),
    "a word or a phrase that counts less": Or(
        (term("border"), replace(phrase("peace talks"), weight=0.5))
    ),
    "a word as written": Exact(("talks",), "talks"),
    "a word as written that only has other forms": Exact(("shell",), "shell"),
    "a phrase as written": Exact(("peace", "talks"), "peace talks", "body"),
    "words side by side": near("war peace", 0),
    "words near each other": near("war of peace", 5),
    "words near each other in one field": near("Erdogan idlib", 20, "body"),
    "words farther apart than a paragraph": near("war peace", 50, "source"),
    "a word near itself": near("the war the", 8),
    "one word near": near("talks", 3),
    "an unknown word near another": near("zebra war", 20),
    "no words near": Near((), 3, ""),
    "a wildcard for one character": Wildcard("tal?"),
    "a wildcard for any characters": Wildcard("c*y*s"),
    "a wildcard for any characters or none": Wildcard("shell*ing", "body"),
    "a wildcard of no word": Wildcard("z*b?a"),
    "a wildcard of a field with words of its own": Wildcard("sh*d", "source"),
    "a fuzzy word of one edit": Fuzzy("erdogen", 1),
    "a fuzzy word of two edits": Fuzzy("sheling", 2, "body"),
    "a fuzzy word of a swap": Fuzzy("idilb", 1),
    "a fuzzy word of no word": Fuzzy("zebra", 2),
    "a fuzzy word of a field with words of its own": Fuzzy("idilb", 1, "source"),
    "with a caption": Has("captions"),
    "with a date": Has(PUBLISHED),
    "undated": Not(Has(PUBLISHED)),
    "in a language": InLanguage("de"),
    "in an unknown language": InLanguage(""),
    "in a language of no document": InLanguage("fr"),
    "inferred": Is(Basis.INFERRED),
    "stated": Is(Basis.STATED),
    "all of two": And((term("war"), term("peace"))),
    "all of none": And(()),
    "any of two": Or((term("war"), term("moscow", "headline"))),
    "any of none": Or(()),
    "two of three": AtLeast(2, (term("war"), term("peace"), term("convoy"))),
    "none needed of two": AtLeast(0, (term("war"), term("peace"))),
    "more than there are": AtLeast(3, (term("war"), term("peace"))),
    "without a word": Not(term("the")),
    "a word without another": And((term("war"), Not(term("peace")))),
    "not not": Not(Not(term("war"))),
    "dated": Dated(None, None, ""),
    "dated since": Dated(dt.date(2020, 1, 1), None, ""),
    "dated until": Dated(None, dt.date(2020, 1, 31), ""),
    "dated between": Dated(dt.date(2019, 12, 5), dt.date(2020, 2, 20), ""),
    "dated backwards": Dated(dt.date(2020, 2, 20), dt.date(2019, 12, 5), ""),
    "nested": Or((And((term("war"), phrase("the war"))), Not(Or((Prefix("mos"), term("of")))))),
}

_FILTERS = [
    Filters(outlets, tuple(map(PartialDate.parse, dates)), undated, since, until, languages, tags)
    for outlets, dates, undated, (since, until), (languages, tags) in product(
        [(), (1,), (0, 7)],
        [(), ("2020",), ("2020-01", "2020-02-03"), ("2019-11", "2020")],
        [False, True],
        [
            (None, None),
            (dt.date(2019, 12, 10), None),
            (None, dt.date(2020, 1, 31)),
            (dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
            (dt.date(2020, 3, 1), dt.date(2020, 1, 1)),
        ],
        [((), ()), (("de", ""), ()), (("en",), (2, 5))],
    )
]
FILTERS = [*_FILTERS, *(replace(filters, after=25) for filters in _FILTERS[::7])]
