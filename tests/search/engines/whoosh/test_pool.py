"""The pool collects the tokens of texts with their positions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.engines.whoosh import pool as pool_module
from search.engines.whoosh.pool import Pool
from search.engines.whoosh.postings import Block, Entry
from search.engines.whoosh.schema import stem_term, word_term
from search.query.document import Document
from search.text.analysis import tokenize

FOLDER = Path(gettempdir())

Places = dict[tuple[str, bytes], list[tuple[int, int]]]

#: Words, numbers, line ends and blanks of all kinds, and characters that may end a line.
PARTS = st.sampled_from(
    [
        *(
            "war",
            "talks",
            "Talking",
            "U.S",
            "U.S.",
            "1,800",
            "3.",
            "O'",
            "’s",
            "é",
            "北京",
            "大",
            "války",
        ),
        *("=x", "-", ".", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\r\r", "\n \n", "\u2028"),
    ]
)
TEXTS = st.lists(PARTS, max_size=25).map("".join)
LANGUAGES = st.sampled_from(["", "en", "cs", "zh"])


def decoded(entries: Iterable[Entry]) -> Places:
    places: Places = {}
    for entry in entries:
        block = Block(entry.data, 0, entry.df)
        docs = [d for d, n in zip(block.docs(), block.counts(), strict=True) for _ in range(n)]
        places[entry.key] = [*zip(map(int, docs), block.positions.tolist(), strict=True)]
        assert (entry.first, entry.last) == (docs[0], docs[-1])
        assert (entry.most, entry.occurrences) == (max(block.counts()), len(docs))
    return places


def expected(documents: list[Document]) -> Places:
    places: defaultdict[tuple[str, bytes], list[tuple[int, int]]] = defaultdict(list)
    for number, document in enumerate(documents):
        for field, text in document.texts.items():
            for token in tokenize(text, document.language):
                for stem in token.word.stems:
                    places[field, stem_term(stem)].append((number, token.position))
                places[field, word_term(token.surface)].append((number, token.position))
    return dict(places)


@given(st.lists(st.tuples(LANGUAGES, TEXTS, TEXTS, TEXTS), max_size=4), st.sampled_from([10, 1000]))
@example([("", "war\r\n\r\ntalks", "war\r\n\r\ntalks", "a\r\r\nb")], 1000)
@example([("cs", "války valky", "valky války", ""), ("en", "valky", "", "")], 1000)
def test_all_tokens_are_collected_in_order(
    texts: list[tuple[str, str, str, str]], budget: int
) -> None:
    documents = [
        Document(
            number,
            version=1,
            language=language,
            texts={"headline": headline, "body": body, "source": f"{headline}\n\n{body}\n{more}"},
        )
        for number, (language, headline, body, more) in enumerate(texts)
    ]
    pool = Pool(FOLDER, budget)
    half = len(documents) // 2
    measures = [
        fields
        for first, part in ((0, documents[:half]), (half, documents[half:]))
        for fields, _ in pool.gather(first, part)
    ]
    entries = [*pool.iter_postings()]
    pool.cleanup()
    assert decoded(entries) == expected(documents)
    assert [entry.key for entry in entries] == sorted(entry.key for entry in entries)
    for document, fields in zip(documents, measures, strict=True):
        for field, text in document.texts.items():
            tokens = tokenize(text)
            extent = tokens[-1].position + 1 if tokens else 0
            assert fields[field] == (len(tokens), extent)


def test_frequent_terms_are_not_split_between_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "AT_ONCE", 3)
    texts = ["war talks war of war", "war of talks"]
    documents = [Document(1, version=1, texts={"body": text}) for text in texts]
    pool = Pool(FOLDER, 1000)
    pool.gather(0, documents)
    assert decoded(pool.iter_postings()) == expected(documents)
