"""Records: values by keys that are one article each, shown as lines of text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from articles.extraction.findings import Finding
from articles.extraction.stated import INFERRED_RULE, TextLayout
from articles.readers.base import Document, Text, Unreadable
from articles.readers.tables.keys import ID
from articles.readers.tables.plainvalues import name_in, one_line
from articles.readers.tables.recordlines import KILL, VERSION, DayOrder, RecordLines
from articles.readers.tables.teasers import TEASER, teaser_in

__all__ = ["KILL", "TEASER", "VERSION", "DayOrder", "Fields", "RecordDocument", "parsed"]

#: The order in which facts are shown; all other keys stand before the body.
_ORDER = ("headline", "standfirst", "byline", "published", "outlet", "url")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a record, and which key states which fact.

    ``key_of`` also has ``id``, ``captured``, VERSION and KILL. ``provider`` names who gave the id,
    if it is that of one article in whatever file it comes. ``is_feed``: it is an item of a feed.
    ``day_order`` is the order in which the table writes day and month, None if it shows none.
    """

    values: Mapping[str, Any]
    key_of: Mapping[str, str] = field(default_factory=dict)
    provider: str = ""
    is_feed: bool = False
    day_order: DayOrder | None = None


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """A parsed record.

    ``text`` shows every key in its own lines, ``stated`` are the values and the lines that show
    them, and ``identity`` is the record's id or url, "" if it has neither. ``provider`` names who
    gave the id, if it is that of one article in whatever file it comes.
    """

    text: str
    stated: tuple[Finding, ...]
    identity: str
    provider: str = ""


class RecordDocument(Document):
    """A format whose files state the facts of one article by keys."""

    layout = TextLayout.RECORD

    @abstractmethod
    def fields(self, data: bytes) -> Fields:
        """Return the fields of a file. Raises Unreadable."""

    def text(self, data: bytes) -> Text:
        return Text(_record(self, data).text, "utf-8")

    def stated(self, data: bytes, text: Text) -> tuple[Finding, ...]:
        record = _record(self, data)
        if record.text == text.text:
            return record.stated
        shown = text.text.split("\n")
        return tuple(_located_in(each, record.text.split("\n"), shown) for each in record.stated)


@lru_cache(maxsize=1)
def _record(document: RecordDocument, data: bytes) -> ParsedRecord:
    """The record, remembered because what it states is asked for after its text."""
    return parsed(document.fields(data))


def parsed(fields: Fields) -> ParsedRecord:
    """Return a record's text and the values that it states. Raises Unreadable without any text."""
    lines = RecordLines(fields.day_order)
    stated = [
        each for fact, key in _ordered(fields) for each in lines.add(fact, key, fields.values[key])
    ]
    if _has_inferred_date(fields.values):
        stated = [
            replace(each, rule=INFERRED_RULE) if each.field == "published" else each
            for each in stated
        ]
    if not {"headline", "body"} & {each.field for each in stated} and KILL not in fields.key_of:
        raise Unreadable("The record has neither a headline nor a body.")
    teaser = None if KILL in fields.key_of else teaser_in(stated, is_feed=fields.is_feed)
    if teaser is not None:
        stated.append(teaser)
    return ParsedRecord("\n".join(lines.lines), tuple(stated), identity_of(fields), fields.provider)


def _has_inferred_date(values: Mapping[str, Any]) -> bool:
    """True for exports of this archive whose date was inferred: no reader should take it for one
    that the article states."""
    if values.get("published_basis") == "inferred":
        return True
    notes = [note for key in ("note", "N1") for note in _as_list(values.get(key))]
    return any(str(note).startswith("Date inferred: [") for note in notes)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def identity_of(fields: Fields) -> str:
    """Return the record's id, else its address; "" if it has neither."""
    # An id that is an object, as some databases export it, does not count.
    for fact in (ID, "url"):
        value = fields.values.get(fields.key_of.get(fact, ""), "")
        text = "" if isinstance(value, (Mapping, list)) else one_line(name_in(value))
        if text:
            return text
    return ""


def _ordered(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield (fact, key) of all fields: in the order of an article, the long body last.

    The fact is "" for a key that states none.
    """
    fact_of = {key: fact for fact, key in reversed(list(fields.key_of.items()))}
    first = [fields.key_of[fact] for fact in _ORDER if fact in fields.key_of]
    first += [
        key
        for key in ("source", fields.key_of.get(ID, ""))
        if key in fields.values and key not in first
    ]
    body = fields.key_of.get("body")
    for key in (*first, *sorted(fields.values.keys() - {*first, body})):
        if key != body:
            yield fact_of.get(key, ""), key
    if body is not None:
        yield "body", body


def _located_in(finding: Finding, own: Sequence[str], shown: Sequence[str]) -> Finding:
    """Return the finding with its lines in a text that an earlier reader made of the record.

    ``own`` are the lines that this reader makes, ``shown`` are the stored ones.
    """
    texts = {own[number - 1] for number in finding.locator.lines}
    lines = tuple(number for number, line in enumerate(shown, start=1) if line in texts)
    return replace(finding, locator=replace(finding.locator, lines=lines))
