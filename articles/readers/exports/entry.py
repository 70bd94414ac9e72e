"""What one document of an export states, and the findings that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.extraction.findings import Finding, Locator
from articles.extraction.stated import OPEN_DATE_RULE
from articles.extraction.words.explanations import quoted
from articles.readers.exports.days import day_in
from articles.readers.exports.fieldvalues import Value
from articles.readers.exports.publications import publication_in
from articles.readers.exports.signedpeople import people_in
from articles.readers.statedlanguages import language_code

_LONGEST = 2000  # characters of a note in a finding; the capture has all of it
_LONGEST_QUOTE = 80
#: Fields without a fact of their own are notes. Each note says what it is.
_NOTES = {
    "section": "Section",
    "page": "Page",
    "edition": "Edition",
    "length": "Length",
    "copyright": "Copyright",
    "loaded": "A date of the database, which is not the date of publication",
    "year": "Year",
    "id": "The database’s own number of the document",
    "source": "Source",
    "link": "Address in the database",
    "other": "A field of the database",
}
#: The rule of a finding that says that a document is a part of a story.
PART_RULE = "export.part"
_PART = (
    "It is a part of a story that was sent in takes. The other parts are not in this file, or it "
    "is not sure which they are. Look for them, and paste them as one text if they belong together."
)
_THE = re.compile(r"\bthe\s*$", re.IGNORECASE)
_FACTS = (
    "headline",
    "outlet",
    "agency",
    "published",
    "byline",
    "standfirst",
    "dateline",
    "language",
)


@dataclass(slots=True)
class Entry:
    """The fields of one document.

    ``fields`` has a list of values for each key (the keys of ``labels.py``), in the order of the
    text; facts use the first one. ``body`` are the paragraphs of the article.
    """

    fields: dict[str, list[Value]] = field(default_factory=dict)
    body: list[Value] = field(default_factory=list)

    def add(self, key: str, value: Value) -> None:
        if value.text:
            self.fields.setdefault(key, []).append(value)

    def first(self, key: str) -> Value | None:
        return next(iter(self.fields.get(key, ())), None)

    def text(self, key: str) -> str:
        """The first value of a field; "" if there is none."""
        value = self.first(key)
        return value.text if value else ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a database writes names and dates. ``database`` is its name for people."""

    database: str
    surname_first: bool = False
    month_first: bool = False


def findings(entry: Entry, manner: Manner) -> Iterator[Finding]:
    """Yield a finding for each fact that the document states, its notes, and its body."""
    for key in _FACTS:
        value = entry.first(key)
        if value is not None:
            yield from _fact(key, value, manner, entry.text("outlet"))
    for key, values in entry.fields.items():
        for index, value in enumerate(values):
            if key in _NOTES or (key in _FACTS and index and key != "headline"):
                yield _note(key, value, manner)
    part = entry.first("part")
    if part is not None:
        locator = Locator(part.lines, f"field {part.label}")
        yield Finding("other", part.text, locator, PART_RULE, _PART)
    if entry.body:
        lines = tuple(number for value in entry.body for number in value.lines)
        text = tuple(value.text for value in entry.body)
        why = f"It is the text of the document as {manner.database} lays it out."
        yield Finding("body", text, Locator(lines, "text"), "export.body", why)


def _fact(key: str, value: Value, manner: Manner, outlet: str) -> Iterator[Finding]:
    match key:
        case "published":
            yield _published(value, manner)
        case "byline":
            signed = people_in(value.text, surname_first=manner.surname_first)
            names = tuple(_without_outlet(name, publication_in(outlet)) for name in signed)
            if len(names) > 1:  # "Ann Lee, Harbour Gazette"
                names = tuple(name for name in names if name.casefold() != outlet.casefold())
            if names:
                yield _finding(key, names, value, manner)
        case "outlet":
            yield _finding(key, publication_in(value.text), value, manner)
        case "dateline" if value.text[:1].isdigit():  # "2019-03-03 @ 20:51"
            yield _note(key, value, manner)
        case "language":
            code = language_code(value.text)
            if code:
                yield _finding(key, code, value, manner)
            else:
                yield _note(key, value, manner)
        case _:
            yield _finding(key, value.text, value, manner)


def _without_outlet(text: str, outlet: str) -> str:
    """Return a byline without the outlet that may stand behind the names."""
    name = outlet.removeprefix("The ")
    if not name or not text.casefold().endswith(name.casefold()):
        return text
    return _THE.sub("", text[: -len(name)]).rstrip(" ,-–—/") or text


def _published(value: Value, manner: Manner) -> Finding:
    date = day_in(value.text, month_first=manner.month_first)
    if date is not None:
        return _finding("published", date, value, manner)
    shown = quoted(value.text, _LONGEST_QUOTE)
    why = f"The document’s date, {shown}, was not understood."
    return Finding("other", value.text, Locator(value.lines, "date"), OPEN_DATE_RULE, why)


def _finding(key: str, found: Any, value: Value, manner: Manner) -> Finding:
    place = f"field {value.label}" if value.label else "heading"
    if value.label:
        why = f"{manner.database} states it as “{value.label}”."
    else:
        why = f"It stands where {manner.database} puts it."
    return Finding(key, found, Locator(value.lines, place), "export.field", why)


def _note(key: str, value: Value, manner: Manner) -> Finding:
    text = value.text if len(value.text) <= _LONGEST else value.text[: _LONGEST - 1] + "…"
    label = value.label or _NOTES.get(key, key).partition(",")[0]
    why = f"{manner.database}: {_NOTES.get(key, key.capitalize())}."
    return Finding("other", text, Locator(value.lines, f"field {label}"), "export.note", why)


def numbers(indices: Sequence[int]) -> tuple[int, ...]:
    """The 1-based numbers of lines with these indices."""
    return tuple(index + 1 for index in indices)
