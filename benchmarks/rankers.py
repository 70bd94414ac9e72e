"""The engines that ``benchmarks/relevance.py`` compares.

Each function indexes documents, a title and a text by their id, and returns a function that
answers a query with the ids of the best documents.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from django.utils.module_loading import import_string

from search.engines import Engine
from search.engines.registry import ENGINES
from search.engines.whoosh import WhooshEngine
from search.language.parsing import parse
from search.pasted import is_long, telling_words
from search.query.clauses import Query
from search.query.document import Document
from search.respelling import respelt

DEPTH = 10
WORD = re.compile(r"\w+")

Documents = Mapping[str, tuple[str, str]]
Ranking = list[str]
Ranker = Callable[[str], Ranking]


def ours(documents: Documents, folder: Path) -> Ranker:
    return _on(WhooshEngine(folder), documents)


def elsewhere(address: str) -> Callable[[Documents, Path], Ranker]:
    """What ``ours`` does, on the engine at an address, whose index is replaced."""

    def elsewhere(documents: Documents, folder: Path) -> Ranker:
        engine: type[Engine] = import_string(ENGINES[address.partition(":")[0]])
        return _on(engine.from_url(address), documents)

    return elsewhere


def _on(engine: Engine, documents: Documents) -> Ranker:
    keys = list(documents)
    engine.rebuild(
        Document(id=number, version=1, texts={"headline": title, "body": text})
        for number, (title, text) in enumerate(documents.values(), start=1)
    )

    def rank(query: str) -> Ranking:
        text = telling_words(query, engine) if is_long(query) else query
        tiers = respelt(engine, parse(text)).tiers
        return [keys[hit.id - 1] for hit in engine.search(Query(tiers), size=DEPTH).hits]

    return rank


def fts5(documents: Documents, folder: Path) -> Ranker:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, text, "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = ((key, title, text) for key, (title, text) in documents.items())
    connection.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows)

    def rank(query: str) -> Ranking:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(query.lower()))
        found = connection.execute(
            "SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs) LIMIT ?", (words, DEPTH)
        )
        return [key for (key,) in found]

    return rank


def bm25s(documents: Documents, folder: Path) -> Ranker:
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    keys = list(documents)
    texts = [f"{title} {text}" for title, text in documents.values()]
    retriever = library.BM25(method="lucene")
    retriever.index(
        library.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def rank(query: str) -> Ranking:
        tokens = library.tokenize(
            [" ".join(WORD.findall(query))], stopwords="en", stemmer=stemmer, show_progress=False
        )
        depth = min(DEPTH, len(keys))  # the library refuses a greater one
        found, _ = retriever.retrieve(tokens, k=depth, show_progress=False)
        return [keys[number] for number in found[0]]

    return rank


def tantivy(documents: Documents, folder: Path) -> Ranker:
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = library.Index(builder.build())
    writer = index.writer(num_threads=1)  # more threads make other segments in every run
    for key, (title, text) in documents.items():
        writer.add_document(library.Document(id=key, title=title, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(query: str) -> Ranking:
        parsed = index.parse_query(" ".join(WORD.findall(query.lower())), ["title", "text"])
        hits = searcher.search(parsed, DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return rank


RANKERS = (ours, fts5, bm25s, tantivy)
