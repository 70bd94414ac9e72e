"""JSON files: a list of records, one record, or an answer of a service with a list in it.

CSL-JSON, NINJS and JSON Feed are such files; what their keys mean is in ``keys.py``.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.heads import as_text
from articles.readers.tables.jsonobjects import json_value
from articles.readers.tables.jsonrecords import with_inner
from articles.readers.tables.keys import keys_of
from articles.readers.tables.recordmembers import RecordMembers

_CHUNK = 1 << 16
_LIST = re.compile(r"\[\s*(?:\{|\]\s*$)")
_OBJECT = re.compile(r"\{\s*\"[^\"\n]{1,80}\"\s*:")
_MORE_OBJECTS = re.compile(r"^\{ ?\"", re.MULTILINE)
_PART = re.compile(r'\{\s*"type"\s*:\s*"(?P<kind>header|database|table)"\s*,')
_BLANK = re.compile(r"\s*")
_DEEPEST = 4  # keys that lead to the list of records


class JsonFile(Container):
    """A file with a list of records, or with one record."""

    name = "json"
    suffixes = (".json",)

    def recognises(self, head: bytes) -> bool | None:
        text = as_text(head)
        if _LIST.match(text):
            return True
        if not _OBJECT.match(text):
            return None
        # Several lines that begin an object may be JSON Lines.
        return None if _MORE_OBJECTS.search(text, 1) else True

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        reader = _Text(file.file)
        records = RecordMembers(file, "Article")
        number = 0
        is_list = reader.begins("[")
        if is_list:
            elements = _with_tables(reader.elements(max_bytes))
        elif (data := reader.rest(max_bytes)) is not None:
            yield from _of_object(file, data, records)
            return
        else:
            elements = _listed_records(reader, max_bytes)
        try:
            for number, element in enumerate(elements, start=1):
                yield records.member(number, element.encode("utf-8", "surrogatepass"))
        except Unreadable as unreadable:
            yield file.failure(
                number + 1, f"Article {number + 1}: {unreadable} Nothing from here on was read."
            )
            return
        if not number:
            what = "is an empty list" if is_list else "has no list of articles"
            raise Unreadable(f"The file {what}. It should contain JSON objects.")


def _with_tables(elements: Iterator[str]) -> Iterator[str]:
    """Yield the elements of a list; of an export of a whole database by phpMyAdmin, the records of
    its tables, which are elements beside a header."""
    for element in elements:
        kind = _PART.match(element)
        if kind is None:
            yield element
        elif kind["kind"] == "table" and isinstance(table := json_value(element.encode()), Mapping):
            rows = table.get("data")
            records = [each for each in rows if _is_record(each)] if isinstance(rows, list) else []
            yield from (json.dumps(each, ensure_ascii=False) for each in records)


def _of_object(file: Opened, data: bytes, records: RecordMembers) -> Iterator[Member | Failure]:
    value = json_value(data)
    if not isinstance(value, Mapping):
        raise Unreadable("This is JSON, but not an object with an article’s keys.")
    found = [] if _is_record(value) else _records_in(value)
    if not found:
        yield records.member(1, data)
    for number, each in enumerate(found, start=1):
        yield records.member(
            number, json.dumps(each, ensure_ascii=False).encode("utf-8", "replace")
        )


def _is_record(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    return bool({"headline", "body"} & keys_of(with_inner(value)).keys())


def _listed_records(reader: _Text, max_bytes: int) -> Iterator[str]:
    """Yield the elements of the first list of records that keys of a large object lead to."""
    found = 0  # the number of the list
    before = 0
    for number, element in reader.listed(max_bytes):
        if found and number != found:
            return
        is_first, before = number != before, number
        own = json_value(element.encode("utf-8", "surrogatepass"))
        own = own.get("_source", own) if isinstance(own, Mapping) else own
        if is_first and _is_record(own):
            found = number
        if found:
            yield json.dumps(own, ensure_ascii=False)


def _records_in(value: Any) -> list[Any]:
    """Return the longest list of records that keys lead to; of Elasticsearch, its sources.

    Lists that the same keys lead to, through the elements of a list, are one.
    """
    level: list[tuple[str, Any]] = [("", value)]
    for _ in range(_DEEPEST):
        lists: dict[str, list[Any]] = {}
        below: list[tuple[str, Any]] = []
        for path, one in level:
            for key, each in one.items():
                inner = each if isinstance(each, list) else [each]
                own = [one.get("_source", one) for one in inner if isinstance(one, Mapping)]
                below += ((f"{path}\n{key}", one) for one in own)
                if isinstance(each, list) and any(map(_is_record, own)):
                    lists[f"{path}\n{key}"] = [*lists.get(f"{path}\n{key}", ()), *own]
        if lists:
            return max(lists.values(), key=len)
        level = below
    return []


class _Text:
    """The text of a JSON file, read in pieces."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()
        self._buffer, self._at, self._ended = "", 0, False

    def begins(self, sign: str) -> bool:
        """True if the text begins with this sign."""
        return self._next_sign() == sign

    def rest(self, max_bytes: int) -> bytes | None:
        """Return all of it; None if it is too large. What was read is read again then."""
        while not self._ended:
            self._read(_CHUNK)
            if len(self._buffer) > max_bytes:
                return None
        return self._buffer.encode("utf-8", "surrogatepass")

    def listed(self, most: int) -> Iterator[tuple[int, str]]:
        """Yield the elements of each list that keys lead to, with the number of the list.

        Raises Unreadable where it is no JSON.
        """
        lists = depth = 0
        while True:
            sign = self._next_sign() or "end"
            if sign == "[":
                lists += 1
                yield from ((lists, each) for each in self.elements(most))
            elif sign in "},:" or (sign == "{" and depth < _DEEPEST):
                self._at += 1
                depth += (sign == "{") - (sign == "}")
                if not depth:
                    return
            else:
                self._element(most)  # a key, or a value without a list of records

    def elements(self, most: int) -> Iterator[str]:
        """Yield the text of each element of the list. Raises Unreadable where it is no JSON."""
        self._at += 1
        if self._next_sign() == "]":
            return
        while True:
            self._next_sign()
            yield self._element(most)
            sign = self._next_sign()
            self._at += 1
            if sign == "]":
                return
            if sign != ",":
                raise Unreadable("This is not JSON: the list is not closed.")

    def _element(self, most: int) -> str:
        while True:
            try:
                _, end = self._json.raw_decode(self._buffer, self._at)
                if end < len(self._buffer) or self._ended:
                    found = self._buffer[self._at : end]
                    self._buffer, self._at = self._buffer[end:], 0
                    return found
            except RecursionError as error:
                raise Unreadable("The JSON is nested too deeply.") from error
            except json.JSONDecodeError as error:
                if self._ended:
                    raise Unreadable(f"This is not JSON: {error.msg}.") from error
            except ValueError as error:  # a number with too many digits
                raise Unreadable("This is not JSON: a number has too many digits.") from error
            if len(self._buffer) - self._at > most:
                raise Unreadable(f"It is too long (more than {most:,} bytes) or is not JSON.")
            # As much again as there is, so that trying again costs no more than reading.
            self._read(max(_CHUNK, len(self._buffer) - self._at))

    def _next_sign(self) -> str:
        while True:
            blank = _BLANK.match(self._buffer, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if self._ended:
                return ""
            self._buffer, self._at = "", 0
            self._read(_CHUNK)

    def _read(self, size: int) -> None:
        data = self._file.read(size)
        self._ended = not data
        try:
            self._buffer += self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise Unreadable("It is not UTF-8. Save the file as UTF-8.") from error
