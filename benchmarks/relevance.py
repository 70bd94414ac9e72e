"""The quality of the ranking: nDCG@10 on test collections, compared with other engines.

    python benchmarks/relevance.py DIR…

Each DIR holds ``docs.jsonl`` ({id, title, text}), ``queries.tsv`` (id, text) and ``qrels.txt``
(TREC format: query, 0, document, grade). Ours is what a user gets by pasting the query into the
box: the parser, the engine and the defaults. The others get the words of the same queries as one
any-of query, a repeated word as often as it occurs (with ``--once`` each word once, for all
engines): SQLite FTS5 (porter, bm25), and bm25s and tantivy if they are installed
(``pip install bm25s tantivy``). Only queries with a relevant document count.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search.engines.whoosh import WhooshEngine
from search.language.parsing import parse
from search.query.clauses import Query
from search.query.document import Document
from search.relaxation import relaxed

DEPTH = 10
#: Random sign flips of the paired test, as Smucker, Allan and Carterette (2007) advise.
FLIPS = 10_000
WORD = re.compile(r"\w+")

Ranking = list[str]
Ranker = Callable[[str], Ranking]


@dataclass(frozen=True)
class Collection:
    """Documents as (title, text) by id, queries and grades by id."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


def read(folder: Path, *, once: bool = False) -> Collection:
    documents = {}
    for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        documents[str(record["id"])] = (record.get("title") or "", record.get("text") or "")
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.txt").read_text(encoding="utf-8").splitlines():
        query, _, document, grade = line.split()
        if int(grade) > 0:
            grades.setdefault(query, {})[document] = int(grade)
    lines = (folder / "queries.tsv").read_text(encoding="utf-8").splitlines()
    queries = dict(line.split("\t", 1) for line in lines if line.strip())
    if once:
        queries = {
            key: " ".join(dict.fromkeys(WORD.findall(text.lower())))
            for key, text in queries.items()
        }
    return Collection(
        folder.name, documents, {key: queries[key] for key in queries if key in grades}, grades
    )


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10 with the grades as gains (Järvelin and Kekäläinen 2002)."""
    gained = sum(
        grades.get(document, 0) / math.log2(place + 2)
        for place, document in enumerate(ranking[:DEPTH])
    )
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return gained / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))


def ours(collection: Collection, folder: Path) -> Ranker:
    keys = list(collection.documents)
    engine = WhooshEngine(folder / collection.name)
    engine.rebuild(
        Document(id=number, version=1, texts={"headline": title, "body": text})
        for number, (title, text) in enumerate(collection.documents.values(), start=1)
    )

    def rank(query: str) -> Ranking:
        tiers = relaxed(engine, parse(query)).tiers
        return [keys[hit.id - 1] for hit in engine.search(Query(tiers), size=DEPTH).hits]

    return rank


def fts5(collection: Collection, folder: Path) -> Ranker:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, text, "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    rows = ((key, title, text) for key, (title, text) in collection.documents.items())
    connection.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows)

    def rank(query: str) -> Ranking:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(query.lower()))
        found = connection.execute(
            "SELECT id FROM docs WHERE docs MATCH ? ORDER BY bm25(docs) LIMIT ?", (words, DEPTH)
        )
        return [key for (key,) in found]

    return rank


def bm25s(collection: Collection, folder: Path) -> Ranker:
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    keys = list(collection.documents)
    texts = [f"{title} {text}" for title, text in collection.documents.values()]
    retriever = library.BM25(method="lucene")
    retriever.index(
        library.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def rank(query: str) -> Ranking:
        tokens = library.tokenize(
            [" ".join(WORD.findall(query))], stopwords="en", stemmer=stemmer, show_progress=False
        )
        found, _ = retriever.retrieve(tokens, k=DEPTH, show_progress=False)
        return [keys[number] for number in found[0]]

    return rank


def tantivy(collection: Collection, folder: Path) -> Ranker:
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="en_stem")
    builder.add_text_field("text", tokenizer_name="en_stem")
    index = library.Index(builder.build())
    writer = index.writer()
    for key, (title, text) in collection.documents.items():
        writer.add_document(library.Document(id=key, title=title, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(query: str) -> Ranking:
        parsed = index.parse_query(" ".join(WORD.findall(query.lower())), ["title", "text"])
        hits = searcher.search(parsed, DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return rank


def significance(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided p of a paired randomisation test; seeded, so that it repeats."""
    flips = random.Random(1)
    differences = [a - b for a, b in zip(one, other, strict=True)]
    observed = abs(sum(differences))
    extreme = sum(
        abs(sum(d if flips.random() < 0.5 else -d for d in differences)) >= observed - 1e-12
        for _ in range(FLIPS)
    )
    return (extreme + 1) / (FLIPS + 1)


def measure(collection: Collection, folder: Path) -> dict[str, list[float]]:
    """nDCG@10 of every query, by engine."""
    scores = {}
    for make in (ours, fts5, bm25s, tantivy):
        try:
            rank = make(collection, folder)
        except ImportError as error:
            print(f"{make.__name__} is left out: {error}", file=sys.stderr)
            continue
        scores[make.__name__] = [
            ndcg(rank(query), collection.grades[key]) for key, query in collection.queries.items()
        ]
    return scores


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--once", action="store_true", help="count repeated query words once")
    options = parser.parse_args()
    folders = options.folders
    for folder in folders:
        if not (folder / "qrels.txt").is_file():
            parser.error(f"{folder} has no docs.jsonl, queries.tsv and qrels.txt")
    means: dict[str, list[float]] = {}
    print("| collection | queries | engine | nDCG@10 | ours against it, p |")
    print("|---|---|---|---|---|")
    for folder in folders:
        collection = read(folder, once=options.once)
        with tempfile.TemporaryDirectory() as scratch:
            scores = measure(collection, Path(scratch))
        for engine, values in scores.items():
            means.setdefault(engine, []).append(mean(values))
            p = "" if engine == "ours" else f"{significance(scores['ours'], values):.3f}"
            print(f"| {collection.name} | {len(values)} | {engine} | {mean(values):.4f} | {p} |")
    for engine, values in means.items():
        print(f"| mean | | {engine} | {mean(values):.4f} | |")


if __name__ == "__main__":
    main()
