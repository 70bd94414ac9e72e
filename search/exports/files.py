"""Files of articles, written row by row: a table (CSV), records with their texts (JSON Lines), or
citations for programs (BibTeX, RIS, CSL-JSON)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from articles.facts.record import record
from articles.facts.values import value_of
from articles.facttable import FACTS
from articles.models import Article
from search.exports.citations import reference_formats
from search.exports.citations.citation import Citation, citation_of, one_line
from search.exports.receipts import Answered

#: Rows that are read from the table at a time, so that a large export needs little memory.
CHUNK = 500
#: Characters with which a spreadsheet begins a formula.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FACTS = sorted(
    (fact for fact in FACTS.values() if fact.export.column is not None),
    key=lambda fact: fact.export.column or 0,
)
_WITH_TEXTS = [fact.name for fact in FACTS.values() if fact.export.with_texts]
COLUMNS = ("public_id", "url", "title", *record(None, _FACTS, exported=True))

Locate = Callable[[Article], str]


def shown_of(ids: Iterable[int]) -> dict[int, str]:
    """The public ids of visible articles by primary key, in the order of ``ids``."""
    found: dict[int, str] = {}
    for chunk in _chunks(ids):
        rows = Article.objects.shown().filter(pk__in=chunk).values_list("pk", "public_id")
        names = dict(rows)
        found |= {key: names[key] for key in chunk if key in names}
    return found


def articles_of(ids: Iterable[int]) -> Iterator[Article]:
    """The articles as they are when they are read; those withdrawn in the meantime are left out."""
    rows = Article.objects.listed()
    for chunk in _chunks(ids):
        found = rows.in_bulk(chunk)
        yield from (found[key] for key in chunk if key in found)


def chosen_of(public_ids: Sequence[str]) -> dict[int, str]:
    """The public ids of visible articles by primary key, in the order of ``public_ids``."""
    rows = Article.objects.shown().filter(public_id__in=public_ids)
    keys = {public_id: key for key, public_id in rows.values_list("pk", "public_id")}
    return {keys[each]: each for each in public_ids if each in keys}


def as_csv(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """A heading and one line for each article. The byte order mark tells spreadsheets that the
    file is UTF-8."""
    yield "\ufeff" + line_of(COLUMNS)
    for article in articles:
        cells = record_of(article, locate(article)).values()
        yield line_of(_cell(value) for value in cells)


def as_json_lines(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """One object for each article; at the end, under "receipt", the receipt of those written."""
    written = []
    for article in articles:
        written.append(article.public_id)
        texts = {name: value_of(article, name) for name in _WITH_TEXTS}
        whole = record_of(article, locate(article)) | texts
        yield json.dumps(whole, ensure_ascii=False) + "\n"
    yield json.dumps({"receipt": asdict(answered.receipt(written))}, ensure_ascii=False) + "\n"


def as_bibtex(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """One entry for each article; at the end, as comments, the receipt of those written."""
    written = []
    for article in articles:
        written.append(article.public_id)
        yield reference_formats.bibtex(_cited(article, locate, answered)) + "\n"
    for name, value in asdict(answered.receipt(written)).items():
        if value is not None:
            # An at sign begins an entry even in a comment.
            yield f"% {name}: {one_line(str(value)).replace('@', '(at)')}\n"


def as_ris(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """One reference for each article, with empty lines between them. RIS has no comments, so there
    is no receipt."""
    for article in articles:
        yield reference_formats.ris(_cited(article, locate, answered)) + "\r\n"


def as_csl_json(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """A list with one item on each line. Neither JSON nor CSL has a place for a receipt."""
    before = "[\n"
    for article in articles:
        item = reference_formats.csl(_cited(article, locate, answered))
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _cited(article: Article, locate: Locate, answered: Answered) -> Citation:
    return citation_of(article, locate(article), answered.time.date())


def record_of(article: Article, url: str) -> dict[str, Any]:
    """The facts of an article by column, None for an unknown one. ``url`` is its permalink."""
    own = {"public_id": article.public_id, "url": url, "title": article.title}
    return own | record(article, _FACTS, exported=True)


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def defused(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def line_of(cells: Iterable[str]) -> str:
    """A line of a table (CSV), of which a spreadsheet runs no cell as a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([defused(one_line(cell)) for cell in cells])
    return line.getvalue()


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its label for users, its media type, and the function that writes it."""

    label: str
    media_type: str
    write: Callable[[Iterable[Article], Locate, Answered], Iterator[str]]


#: By the file extension.
FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", as_bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", as_ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl_json),
    "csv": Format("Table (CSV)", "text/csv", as_csv),
    "jsonl": Format("Texts (JSON Lines)", "application/jsonl", as_json_lines),
}
