"""Records: JSON objects that are one article each, shown as lines of text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import MachineDate, read_machine_date
from articles.extraction.stated import CAPTURED, OPEN_DATE_RULE, TextLayout
from articles.extraction.words.explanations import listed, quoted
from articles.extraction.words.knownoutlets import known_outlets
from articles.facttable import FACTS
from articles.readers.base import Document, Text, Unreadable
from articles.readers.text import unified

_TEXTS = tuple(name for name, fact in FACTS.items() if fact.kind.is_text)
_LISTS = tuple(name for name, fact in FACTS.items() if fact.kind.is_list)
# Characters that databases and JSON cannot store: NUL and lone surrogates.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: Longest value of an unknown key in a finding, in characters; the capture has all of it.
_LONGEST = 2000
_LONGEST_QUOTE = 80  # characters of a date that a sentence quotes
_DEEPEST = 50  # nested objects or lists
_PARAGRAPHS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BETWEEN_NAMES = re.compile(r"\s*;\s*")


class Record(Document):
    """A JSON object with the facts of one article."""

    name = "record"
    reader = "record 1"
    layout = TextLayout.RECORD

    def text(self, data: bytes) -> Text:
        return Text(read_record(data).text, "utf-8")

    def stated(self, data: bytes, text: Text) -> tuple[Finding, ...]:
        record = read_record(data)
        if record.text == text.text:
            return record.stated
        shown = text.text.split("\n")
        return tuple(_located_in(each, record.text.split("\n"), shown) for each in record.stated)


def _located_in(finding: Finding, own: Sequence[str], shown: Sequence[str]) -> Finding:
    """Return the finding with its lines in a text that an earlier reader made of the record.

    ``own`` are the lines that this reader makes, ``shown`` are the stored ones.
    """
    texts = {own[number - 1] for number in finding.locator.lines}
    lines = tuple(number for number, line in enumerate(shown, start=1) if line in texts)
    return replace(finding, locator=replace(finding.locator, lines=lines))


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """A parsed record.

    ``text`` shows every key in its own lines, ``stated`` are the values and the lines that show
    them, and ``identity`` is the record's id or url, "" if it has neither.
    """

    text: str
    stated: tuple[Finding, ...]
    identity: str


def read_record(data: bytes) -> ParsedRecord:
    """Read a record, such as one line of a ``.jsonl`` file. Raises Unreadable with the reason."""
    fields = _object(data)
    shown = _Lines()
    stated = [finding for key in _ordered_keys(fields) for finding in shown.add(key, fields[key])]
    if not {"headline", "body"} & {each.field for each in stated}:
        raise Unreadable("The record has neither a headline nor a body.")
    # An id that is an object, as some databases export it, does not count.
    identity = next(filter(None, (_scalar(fields.get(key, "")) for key in ("id", "url"))), "")
    return ParsedRecord("\n".join(shown.lines), tuple(stated), identity)


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        raise Unreadable(f"Byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    except RecursionError as error:
        raise Unreadable("The JSON is nested too deeply.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"This is not JSON: {error.msg} (column {error.colno}).") from error
    except ValueError as error:  # a number that is too large, or NaN
        raise Unreadable(f"This is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Unreadable("This is JSON, but not an object with an article’s keys.")
    if _is_deep(value):
        raise Unreadable("The JSON is nested too deeply.")
    return {_clean(key): each for key, each in value.items() if each not in (None, "", [], {})}


def _is_deep(value: Any) -> bool:
    """True if a value is nested so deeply that later steps might fail."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            below
            for each in level
            if isinstance(each, (dict, list))
            for below in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a valid value.")


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:  # Python's own message is not meant for users
        raise ValueError("a number has too many digits.") from error


def _finite_float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:20]} is too large.")
    return number


def _ordered_keys(fields: dict[str, Any]) -> Iterator[str]:
    """Yield known keys first, in the order of an article, and the body last, since it is long."""
    known = ("headline", "standfirst", "byline", "published", "outlet", "url", "source", "id")
    yield from (key for key in known if key in fields)
    yield from sorted(key for key in fields if key not in known and key != "body")
    if "body" in fields:
        yield "body"


class _Lines:
    """Collects the lines of text that show a record."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, key: str, value: Any) -> Iterator[Finding]:
        if key == "body":
            paragraphs = _paragraphs(key, value)
            if paragraphs:
                yield self._finding(key, key, paragraphs, "\n\n".join(paragraphs), label=False)
        elif key in _LISTS:
            names = tuple(_one_line(each) for each in _texts(key, value))
            if key == "byline":
                names = tuple(part for name in names for part in _BETWEEN_NAMES.split(name))
            names = tuple(name for name in names if name)
            if names:
                yield self._finding(key, key, names, "; ".join(names))
        elif key in _TEXTS or key == "outlet":
            text = _one_line(_text(key, value))
            if text:
                known = known_outlets().named(text) if key == "outlet" else None
                yield self._finding(key, key, known.name if known else text, text)
        elif key == "published":
            text = _one_line(_text(key, value))
            read = read_machine_date(text)
            if read is not None and read.date is not None:
                yield self._finding(key, "published", read.date, text)
            else:  # It is kept, but not as the date of publication.
                finding = self._finding(key, "other", text, text)
                yield replace(finding, rule=OPEN_DATE_RULE, why=_open_date(text, read))
        elif key == "captured":
            text = _one_line(_text(key, value))
            finding = self._finding(key, "other", text, text)
            yield replace(finding, rule=f"record{CAPTURED}")
        else:
            text = _clean(value if isinstance(value, str) else _json(value))
            short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            yield self._finding(key, "other", short, text)

    def _finding(
        self, key: str, field: str, value: Any, text: str, *, label: bool = True
    ) -> Finding:
        if label:
            text = f"{_one_line(key)}: {text}"
        elif self.lines:
            self.lines.append("")
        new = unified(text).split("\n")
        first = len(self.lines) + 1
        self.lines.extend(new)
        numbers = tuple(first + index for index, line in enumerate(new) if line.strip())
        why = f"The record states it as “{_one_line(key)[:80]}”."
        return Finding(
            field, value, Locator(numbers, f"key {_one_line(key)[:80]}"), "record.key", why
        )


def _text(key: str, value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise Unreadable(f"“{key}” must be text.")
    return _clean(str(value))


def _texts(key: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(key, each) for each in value if each is not None]
    return [_text(key, value)]


def _paragraphs(key: str, value: Any) -> tuple[str, ...]:
    """Split at blank lines; in a text without any, each line is a paragraph."""
    paragraphs: list[str] = []
    for text in _texts(key, value):
        whole = unified(text)
        parts = _PARAGRAPHS.split(whole)
        if len(parts) == 1:
            parts = whole.split("\n")
        paragraphs += filter(None, map(_one_line, parts))
    return tuple(paragraphs)


def _open_date(text: str, read: MachineDate | None) -> str:
    """The reason why the date of a record is not known."""
    shown = quoted(text, _LONGEST_QUOTE)
    if read is None:
        return f"The record’s date, {shown}, was not understood."
    either = listed([each.words for each in read.readings], "or")
    return f"The record’s date, {shown}, may mean {either}."


def _scalar(value: Any) -> str:
    return "" if isinstance(value, (dict, list, bool)) else _one_line(_clean(str(value)))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _clean(text: str) -> str:
    return _UNSTORABLE.sub(lambda match: "" if match[0] == "\x00" else "\ufffd", text)
