"""Test collections: documents, queries, and grades that say which documents answer a query."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rankers import WORD, Documents

#: The halves of the queries or stories: settings are chosen on one and measured on the other.
HALVES = ("even", "odd")


@dataclass(frozen=True)
class QuerySet:
    """Queries by their id, and for each the grades (above 0) of its relevant documents by id."""

    name: str
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]

    def rewritten(self, change: Callable[[str], str]) -> QuerySet:
        return QuerySet(
            self.name, {key: change(text) for key, text in self.queries.items()}, self.grades
        )


@dataclass(frozen=True)
class Collection:
    """Documents, and the query sets that are put to one index of them."""

    documents: Documents
    sets: tuple[QuerySet, ...]


def read(folder: Path, half: str | None = None) -> Collection:
    """A collection as its folder holds it; only queries with a relevant document."""
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
    kept = {key: text for key, text in queries.items() if key in grades and is_in_half(key, half)}
    return Collection(documents, (QuerySet(folder.name, kept, grades),))


def is_in_half(key: str, half: str | None) -> bool:
    """True if the hash of the key is odd or even, as ``half`` says, or if ``half`` is None."""
    return half is None or HALVES[hashlib.sha256(key.encode()).digest()[0] % 2] == half


def once(text: str) -> str:
    """The words of a query in small letters, each of them once."""
    return " ".join(dict.fromkeys(WORD.findall(text.lower())))
