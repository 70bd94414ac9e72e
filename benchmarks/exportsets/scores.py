"""Whether an archive has the documents of an invented export right (benchmarks/exports.py)."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.exportsets.first.exports import Truth

FACTS = ("headline", "outlet", "date", "byline", "body")


class Found(NamedTuple):
    """What an archive says of an article. ``outlets`` are its outlet's name and aliases."""

    headline: str
    outlets: frozenset[str]
    date: str
    bylines: frozenset[str]
    body: str


def plain(text: str) -> str:
    """The text with single spaces, and one form of each letter."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _name(text: str) -> str:
    return plain(text).casefold().removeprefix("the ")


def right(found: Found, truth: Truth, others: Sequence[Truth]) -> dict[str, bool]:
    """Which facts of an article are right. ``others`` are the truths of all documents.
    An agency that signs alone may be a byline or not."""
    same_headline = plain(found.headline).rstrip(".") == plain(truth.headline).rstrip(".")
    names, agency = {_name(name) for name in truth.bylines}, _name(truth.agency)
    has_ends = plain(truth.first) in found.body and plain(truth.last) in found.body
    return {
        "headline": same_headline,
        "outlet": _name(truth.outlet) in found.outlets,
        "date": found.date == truth.date,
        "byline": found.bylines == names or (not names and found.bylines == {agency}),
        "body": has_ends
        and not any(plain(other.first) in found.body for other in others if other is not truth),
    }


def judged(
    articles: Sequence[Found], truths: Sequence[Truth]
) -> list[tuple[Truth, Found | None, dict[str, bool]]]:
    """Each document, its article and which facts are right. An article is that of a document if
    its body holds the document's first or last sentence; without one, no fact is right."""
    answer = []
    for truth in truths:
        first, last = plain(truth.first), plain(truth.last)
        own = next((item for item in articles if first in item.body), None)
        own = own or next((item for item in articles if last in item.body), None)
        none = dict.fromkeys(FACTS, False)
        answer.append((truth, own, right(own, truth, truths) if own else none))
    return answer


def scores(articles: Sequence[Found], truths: Sequence[Truth]) -> tuple[float, ...]:
    """The shares of documents with each fact right."""
    judgements = judged(articles, truths)
    return tuple(
        sum(facts[fact] for _, _, facts in judgements) / max(len(truths), 1) for fact in FACTS
    )


def wrong(articles: Sequence[Found], truths: Sequence[Truth]) -> list[str]:
    """A line for each fact that is wrong (but for the body): what is true and what was found."""
    lines = []
    for truth, found, facts in judged(articles, truths):
        if found is None:
            lines.append(f"no article: {truth.headline}")
            continue
        pairs = {
            "headline": (truth.headline, found.headline),
            "outlet": (truth.outlet, sorted(found.outlets)),
            "date": (truth.date, found.date),
            "byline": (truth.bylines, sorted(found.bylines)),
        }
        for fact, (true, read) in pairs.items():
            if not facts[fact]:
                lines.append(f"{fact}: {true} but found {read}")
    return lines


def stored(archive: Path) -> list[Found]:
    """The articles of an archive that readers see."""
    with closing(sqlite3.connect(archive / "archive.sqlite3")) as database:
        aliases: dict[int, set[str]] = {}
        for outlet, name in database.execute(
            "SELECT id, name FROM articles_outlet "
            "UNION SELECT outlet_id, name FROM articles_outletalias"
        ):
            aliases.setdefault(outlet, set()).add(_name(name))
        rows = database.execute(
            "SELECT headline, outlet_id, published, byline, standfirst, body "
            "FROM articles_article WHERE withdrawn_at IS NULL"
        ).fetchall()
    return [
        Found(
            headline,
            frozenset(aliases.get(outlet, ())),
            date or "",
            frozenset(_name(name) for name in json.loads(byline)),
            plain(f"{standfirst} {body}"),
        )
        for headline, outlet, date, byline, standfirst, body in rows
    ]
