"""Files of articles, written row by row: a table (CSV), records with their texts (JSON Lines), or
citations for programs (BibTeX, RIS, CSL-JSON)."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import IO, Any

from articles.facts.record import record
from articles.facts.values import value_of
from articles.facttable import FACTS
from articles.models import Article
from articles.spreadsheets import BYTE_ORDER_MARK, defused, one_line
from search.exports.citations import reference_formats
from search.exports.citations.citation import Citation, citation_of
from search.exports.receipts import Answered

#: Rows that are read from the table at a time, so that a large export needs little memory.
CHUNK = 500
#: Bytes of a finished file that is not written to the disk.
_IN_MEMORY = 1_000_000
_FACTS = sorted(
    (fact for fact in FACTS.values() if fact.export.column is not None),
    key=lambda fact: fact.export.column or 0,
)
_WITH_TEXTS = [fact.name for fact in FACTS.values() if fact.export.with_texts]
COLUMNS = ("public_id", "url", "title", *record(None, _FACTS, exported=True), "tags")

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
    rows = Article.objects.listed().prefetch_related("tags")
    for chunk in _chunks(ids):
        found = rows.in_bulk(chunk)
        yield from (found[key] for key in chunk if key in found)


def chosen_of(public_ids: Sequence[str]) -> dict[int, str]:
    """The public ids of visible articles by primary key, in the order of ``public_ids``."""
    rows = Article.objects.shown().filter(public_id__in=public_ids)
    keys = {public_id: key for key, public_id in rows.values_list("pk", "public_id")}
    return {keys[each]: each for each in public_ids if each in keys}


def as_csv(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """A heading and one line for each article."""
    yield BYTE_ORDER_MARK + line_of([*COLUMNS, *_more_columns(answered)])
    for article in articles:
        cells = map(_cell, record_of(article, locate(article)).values())
        yield line_of([*cells, *_remarks_cell(article, answered)])


def as_csv_with_texts(
    articles: Iterable[Article], locate: Locate, answered: Answered
) -> Iterator[str]:
    """The same table with captions and text, whose paragraphs are lines within a cell."""
    yield BYTE_ORDER_MARK + line_of([*COLUMNS, *_more_columns(answered), *_WITH_TEXTS])
    for article in articles:
        cells = map(_cell, record_of(article, locate(article)).values())
        texts = [_text_cell(value_of(article, name)) for name in _WITH_TEXTS]
        before = map(one_line, [*cells, *_remarks_cell(article, answered)])
        yield _csv_line([*before, *texts])


def as_json_lines(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """One object for each article."""
    for article in articles:
        texts = {name: value_of(article, name) for name in _WITH_TEXTS}
        whole = record_of(article, locate(article)) | texts
        if answered.remarks is not None:
            whole |= {"notes": [asdict(each) for each in answered.remarks.get(article.pk, ())]}
        yield json.dumps(whole, ensure_ascii=False) + "\n"


def as_json_lines_with_receipt(
    articles: Iterable[Article], locate: Locate, answered: Answered
) -> Iterator[str]:
    """The same; at the end, under "receipt", the receipt of the articles written."""
    written: list[str] = []
    yield from as_json_lines(_noted(articles, written), locate, answered)
    yield json.dumps({"receipt": asdict(answered.receipt(written))}, ensure_ascii=False) + "\n"


def as_bibtex(articles: Iterable[Article], locate: Locate, answered: Answered) -> Iterator[str]:
    """One entry for each article; at the end, as comments, the receipt of those written."""
    written: list[str] = []
    for article in _noted(articles, written):
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


def _noted(articles: Iterable[Article], public_ids: list[str]) -> Iterator[Article]:
    """The articles, each of which is added to ``public_ids`` when it is taken."""
    for article in articles:
        public_ids.append(article.public_id)
        yield article


def _cited(article: Article, locate: Locate, answered: Answered) -> Citation:
    day = answered.time.date()
    notes = [each.words for each in (answered.remarks or {}).get(article.pk, ())]
    return citation_of(article, locate(article), day, keywords=article.tag_names, notes=notes)


def record_of(article: Article, url: str) -> dict[str, Any]:
    """The facts of an article by column, None for an unknown one. ``url`` is its permalink."""
    own = {"public_id": article.public_id, "url": url, "title": article.title}
    return own | record(article, _FACTS, exported=True) | {"tags": article.tag_names}


def _cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""


def _more_columns(answered: Answered) -> list[str]:
    return [] if answered.remarks is None else ["notes"]


def _remarks_cell(article: Article, answered: Answered) -> list[str]:
    if answered.remarks is None:
        return []
    return [" | ".join(each.words for each in answered.remarks.get(article.pk, ()))]


def _text_cell(value: Any) -> str:
    """Texts with line breaks, each line without control characters."""
    text = "\n\n".join(value) if isinstance(value, list) else value or ""
    return "\n".join(map(one_line, text.splitlines()))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def line_of(cells: Iterable[str]) -> str:
    """A line of a table (CSV), of which a spreadsheet runs no cell as a formula."""
    return _csv_line(map(one_line, cells))


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([defused(cell) for cell in cells])
    return line.getvalue()


Write = Callable[[Iterable[Article], Locate, Answered], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its label for users, its media type, and the function that writes it.

    ``option`` and ``value`` are the parameter of an address that asks for the fuller file, which
    ``write_more`` writes and which users know as ``more``; "" if there is none.
    """

    label: str
    media_type: str
    write: Write
    option: str = ""
    value: str = ""
    write_more: Write | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that is complete, at its beginning, and the public ids of the articles in it."""

    file: IO[bytes]
    public_ids: tuple[str, ...]


def finished(write: Write, ids: Iterable[int], locate: Locate, answered: Answered) -> Finished:
    """Write a file, which is gone when it is closed; a large one is on the disk. Raises OSError if
    the disk is full."""
    file: IO[bytes] = io.BytesIO()
    written: list[str] = []
    try:
        for text in write(_noted(articles_of(ids), written), locate, answered):
            file.write(text.encode())
            if isinstance(file, io.BytesIO) and file.tell() > _IN_MEMORY:
                file = _on_disk(file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Finished(file, tuple(written))


def _on_disk(file: io.BytesIO) -> IO[bytes]:
    # Not closed here, because it is sent later.
    larger = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    larger.write(file.getbuffer())
    return larger


#: By the file extension.
FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", as_bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", as_ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl_json),
    "csv": Format(
        "Table (CSV)",
        "text/csv",
        as_csv,
        option="texts",
        value="yes",
        write_more=as_csv_with_texts,
        more="Table with texts (CSV)",
    ),
    "jsonl": Format(
        "Texts (JSON Lines)",
        "application/jsonl",
        as_json_lines,
        option="receipt",
        value="last",
        write_more=as_json_lines_with_receipt,
    ),
}
