"""A whole search as a table (CSV) or as records with their texts (JSON Lines), row by row."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from articles.models import Article
from search.citations.citation import one_line

#: Rows read from the table at a time, so that a large export needs little memory.
CHUNK = 500
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
COLUMNS = (
    "public_id",
    "url",
    "title",
    "outlet",
    "agency",
    "byline",
    "published",
    "published_basis",
    "dateline",
    "standfirst",
    "language",
    "original_url",
)

Locate = Callable[[Article], str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was exported, so that another can check it.

    ``query`` is the search's address; ``total`` counts what it found and ``exported`` what is
    given; ``sha256`` is that of the public ids in order, each ended by a line feed.
    """

    query: str
    understood: str
    time: str
    total: int
    exported: int
    sha256: str


def receipt_of(
    public_ids: Sequence[str], *, query: str, understood: str, time: dt.datetime, total: int
) -> Receipt:
    digest = hashlib.sha256("".join(f"{each}\n" for each in public_ids).encode()).hexdigest()
    return Receipt(query, understood, time.isoformat(), total, len(public_ids), digest)


def shown_of(ids: Iterable[int]) -> dict[int, str]:
    """Public ids by primary key, in the order given, of those that readers may see."""
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        rows = Article.objects.shown().filter(pk__in=chunk).values_list("pk", "public_id")
        names = dict(rows)
        found |= {key: names[key] for key in chunk if key in names}
    return found


def articles_of(ids: Iterable[int]) -> Iterator[Article]:
    """The articles as they are when their turn comes; who was withdrawn since is left out."""
    rows = Article.objects.shown().select_related("outlet").defer("findings", "extracted", "pins")
    for chunk in _chunks(ids):
        found = rows.in_bulk(chunk)
        yield from (found[key] for key in chunk if key in found)


def as_csv(articles: Iterable[Article], locate: Locate) -> Iterator[str]:
    """A heading and a line an article. The mark at the start tells spreadsheets it is UTF-8."""
    yield "\ufeff" + _line(COLUMNS)
    for article in articles:
        record = record_of(article, locate(article))
        record["byline"] = "; ".join(record["byline"])
        yield _line([defused(one_line(record[name] or "")) for name in COLUMNS])


def as_json_lines(
    articles: Iterable[Article], locate: Locate, receipt: Callable[[Sequence[str]], Receipt]
) -> Iterator[str]:
    """An object an article; last, under "receipt", that of those really given."""
    given = []
    for article in articles:
        given.append(article.public_id)
        record = record_of(article, locate(article)) | {
            "captions": article.captions,
            "body": article.body,
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"
    yield json.dumps({"receipt": asdict(receipt(given))}, ensure_ascii=False) + "\n"


def record_of(article: Article, url: str) -> dict[str, Any]:
    """An article's facts by column; None where one is unknown. ``url`` is its permalink."""
    date = article.published_date
    return {
        "public_id": article.public_id,
        "url": url,
        "title": article.title,
        "outlet": article.outlet.name if article.outlet else None,
        "agency": article.agency or None,
        "byline": list(article.byline),
        "published": str(date) if date else None,
        "published_basis": article.published_basis,
        "dateline": article.dateline or None,
        "standfirst": article.standfirst or None,
        "language": article.language or None,
        "original_url": article.url or None,
    }


def defused(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
