"""The engines that ``benchmarks/search.py`` compares.

Every answer is the ten best ids, the exact count, and counts by outlet and by month.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from articles.partialdate import PartialDate
from search.engines.whoosh import WhooshEngine
from search.language.parsing import parse
from search.pasted import is_long, telling_words
from search.query.clauses import Filters, Query, Sort
from search.query.document import Document
from search.respelling import respelt

DEPTH = 10


class Story(NamedTuple):
    """``date`` is a day in ISO format, or empty."""

    id: int
    title: str
    body: str
    outlet: int
    date: str


class Ask(NamedTuple):
    """A query. ``words`` are folded; ``how`` is "all", "any", "phrase", "prefix" or "text", for
    words typed or pasted without operators, which the other engines answer as "any"."""

    words: tuple[str, ...]
    how: str = "all"
    newest: bool = False
    outlets: tuple[int, ...] = ()
    since: str = ""
    until: str = ""


class Bench(ABC):
    name: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        """Raises ImportError if the engine is not installed."""
        self.folder = folder

    @abstractmethod
    def build(self, stories: Iterable[Story]) -> None: ...

    @abstractmethod
    def open(self) -> None:
        """Open the index again, with empty caches."""

    @abstractmethod
    def answer(self, ask: Ask) -> int:
        """Compute a whole answer and return the exact number of matches."""

    @abstractmethod
    def update(self, stories: Iterable[Story]) -> None:
        """Replace stories. They are visible to searches when this returns."""


class Ours(Bench):
    name = "ours"

    def build(self, stories: Iterable[Story]) -> None:
        WhooshEngine(self.folder).rebuild(map(_document, stories))

    def open(self) -> None:
        self._engine = WhooshEngine(self.folder)
        self._engine.search(Query())

    def answer(self, ask: Ask) -> int:
        text = {
            "all": " AND ".join(ask.words),
            "any": " OR ".join(ask.words),
            "phrase": f'"{" ".join(ask.words)}"',
            "prefix": f"{ask.words[0]}*",
            "text": " ".join(ask.words),
        }[ask.how]
        if is_long(text):
            text = telling_words(text, self._engine)
        days = [dt.date.fromisoformat(day) if day else None for day in (ask.since, ask.until)]
        filters = Filters(outlets=ask.outlets, since=days[0], until=days[1])
        sort = Sort.NEWEST if ask.newest else Sort.RELEVANCE
        tiers = respelt(self._engine, parse(text)).tiers
        return self._engine.search(Query(tiers, filters, sort), size=DEPTH).total

    def update(self, stories: Iterable[Story]) -> None:
        self._engine.update(map(_document, stories))
        self._engine.search(Query())


def _document(story: Story) -> Document:
    published = PartialDate.parse(story.date) if story.date else None
    texts = {"headline": story.title, "body": story.body, "outlet": f"outlet{story.outlet}"}
    return Document(story.id, 1, story.outlet, published, texts=texts)


class Sourced(Ours):
    """Ours with the field ``source``, as in an archive, where the whole capture is searchable."""

    name = "sourced"

    def build(self, stories: Iterable[Story]) -> None:
        WhooshEngine(self.folder).rebuild(map(_sourced, stories))


def _sourced(story: Story) -> Document:
    plain = _document(story)
    source = f"{story.title}\n\n{story.body}"
    return replace(plain, texts={**plain.texts, "source": source})


class Fts5(Bench):
    name = "fts5"

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.folder / "fts5.db")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("PRAGMA mmap_size = 2000000000")
        return connection

    def build(self, stories: Iterable[Story]) -> None:
        connection = self._connect()
        connection.execute(
            "CREATE VIRTUAL TABLE docs USING fts5(title, body, "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        connection.execute(
            "CREATE TABLE facts (id INTEGER PRIMARY KEY, outlet INTEGER, day TEXT, month TEXT)"
        )
        self._put(connection, stories)
        connection.execute("ANALYZE facts")
        connection.close()

    def _put(self, connection: sqlite3.Connection, stories: Iterable[Story]) -> None:
        with connection:
            for story in stories:
                connection.execute(
                    "INSERT INTO docs (rowid, title, body) VALUES (?, ?, ?)",
                    (story.id, story.title, story.body),
                )
                connection.execute(
                    "INSERT INTO facts VALUES (?, ?, ?, ?)",
                    (story.id, story.outlet, story.date, story.date[:7]),
                )

    def open(self) -> None:
        self._connection = self._connect()
        self._connection.execute("SELECT count(*) FROM facts").fetchone()

    def answer(self, ask: Ask) -> int:
        quoted = [f'"{word}"' for word in ask.words]
        match = {
            "all": " AND ".join(quoted),
            "any": " OR ".join(quoted),
            "text": " OR ".join(quoted),
            "phrase": f'"{" ".join(ask.words)}"',
            "prefix": f"{quoted[0]} *",
        }[ask.how]
        where, values = "", [match]
        if ask.outlets:
            outlets = ",".join(map(str, ask.outlets))
            where = f" AND outlet IN ({outlets}) AND day BETWEEN ? AND ?"
            values += [ask.since, ask.until]
        order = "day DESC" if ask.newest else "bm25(docs)"
        joined = "docs JOIN facts ON facts.id = docs.rowid" if where or ask.newest else "docs"
        best = f"SELECT docs.rowid FROM {joined} WHERE docs MATCH ?{where} ORDER BY {order} LIMIT ?"
        self._connection.execute(best, (*values, DEPTH)).fetchall()
        groups = self._connection.execute(
            "WITH found AS MATERIALIZED (SELECT rowid AS id FROM docs WHERE docs MATCH ?) "
            "SELECT outlet, month, count(*) FROM found JOIN facts USING (id) "
            f"WHERE 1{where} GROUP BY outlet, month",
            values,
        )
        by_outlet: Counter[int] = Counter()
        months: Counter[str] = Counter()
        for outlet, month, count in groups:
            by_outlet[outlet] += count
            months[month] += count
        return by_outlet.total()

    def update(self, stories: Iterable[Story]) -> None:
        listed = list(stories)
        with self._connection:
            for story in listed:
                self._connection.execute("DELETE FROM docs WHERE rowid = ?", (story.id,))
                self._connection.execute("DELETE FROM facts WHERE id = ?", (story.id,))
        self._put(self._connection, listed)


class Tantivy(Bench):
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        import tantivy

        self._library: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True, fast=True)
        builder.add_text_field("title", tokenizer_name="en_stem")
        builder.add_text_field("body", tokenizer_name="en_stem")
        for name in ("outlet", "day", "month"):
            builder.add_integer_field(name, indexed=True, fast=True)
        self._schema = builder.build()

    def build(self, stories: Iterable[Story]) -> None:
        self._put(self._library.Index(self._schema, path=str(self.folder)), stories)

    def _put(self, index: Any, stories: Iterable[Story], replaced: Iterable[int] = ()) -> None:
        writer = index.writer()
        for id_ in replaced:
            writer.delete_documents("id", id_)
        for story in stories:
            day = dt.date.fromisoformat(story.date).toordinal() if story.date else 0
            month = int(story.date[:7].replace("-", "")) if story.date else 0
            writer.add_document(
                self._library.Document(
                    id=story.id,
                    title=story.title,
                    body=story.body,
                    outlet=story.outlet,
                    day=day,
                    month=month,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = self._library.Index.open(str(self.folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def _query(self, ask: Ask) -> Any:
        library = self._library
        if ask.how == "prefix":
            must = library.Occur.Should
            parts = [
                (must, library.Query.regex_query(self._schema, field, f"{ask.words[0]}.*"))
                for field in ("title", "body")
            ]
            return library.Query.boolean_query(parts)
        text = {
            "all": " AND ".join(ask.words),
            "any": " OR ".join(ask.words),
            "text": " OR ".join(ask.words),
            "phrase": f'"{" ".join(ask.words)}"',
        }[ask.how]
        if ask.outlets:
            days = [dt.date.fromisoformat(day).toordinal() for day in (ask.since, ask.until)]
            outlets = " OR ".join(f"outlet:{outlet}" for outlet in ask.outlets)
            text = f"({text}) AND ({outlets}) AND day:[{days[0]} TO {days[1]}]"
        return self._index.parse_query(text, ["title", "body"])

    def answer(self, ask: Ask) -> int:
        query = self._query(ask)
        by = {"order_by_field": "day"} if ask.newest else {}
        found = self._searcher.search(query, DEPTH, count=True, **by)
        for _, address in found.hits:
            self._searcher.doc(address)
        facets = {name: {"terms": {"field": name, "size": 1000}} for name in ("outlet", "month")}
        self._searcher.aggregate(query, facets)
        return int(found.count)

    def update(self, stories: Iterable[Story]) -> None:
        listed = list(stories)
        self._put(self._index, listed, [story.id for story in listed])
        self._index.reload()
        self._searcher = self._index.searcher()


ENGINES: dict[str, type[Bench]] = {bench.name: bench for bench in (Ours, Sourced, Fts5, Tantivy)}
