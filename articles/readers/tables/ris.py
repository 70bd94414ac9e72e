"""RIS: references as Zotero, EndNote, ProQuest and this archive export them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.heads import as_text
from articles.readers.lines import TooLongError, lines_of
from articles.readers.tables.keys import CAPTURED, ID
from articles.readers.tables.recordmembers import RecordMembers
from articles.readers.tables.records import Fields, RecordDocument
from articles.readers.text import read_text, unified

_BEGIN = re.compile(rb"(?:\xef\xbb\xbf)?TY  ?- ?")
_END = re.compile(rb"ER  ?-\s*$")
_HEAD = re.compile(r"(?:[^\n]{0,200}\n){0,9}?TY  ?- ?[A-Z]{2,8}\s*\n\s*[A-Z][A-Z0-9]  ?-")
#: The tags that may state each fact; the first that a reference has counts.
_TAGS = {
    "headline": ("TI", "T1", "CT", "ST"),
    "standfirst": ("AB", "N2"),
    "byline": ("AU", "A1"),
    "outlet": ("T2", "JO", "JF", "JA", "J2", "BT"),
    "published": ("DA", "PY", "Y1"),
    "url": ("UR", "L2"),
    "language": ("LA",),
    ID: ("ID", "AN", "DO"),
    CAPTURED: ("Y2",),
}
_LISTS = ["A1", "A2", "A3", "A4", "AU", "KW", "N1", "UR", "AB", "N2"]
_DATE = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?(?:/.*)?\s*")
_MAPPING = {tag: tag for tag in TAG_KEY_MAPPING}


class RisReference(RecordDocument):
    """One reference, from ``TY`` to ``ER``."""

    name = "risentry"
    reader = f"risentry 1 rispy {rispy.__version__}"

    def fields(self, data: bytes) -> Fields:
        text = unified(read_text(data).text).strip() + "\n"
        try:
            found = rispy.loads(
                text if "\nER  -" in text else f"{text}ER  - \n",
                mapping=_MAPPING,
                list_tags=_LISTS,
            )
        except Exception as error:  # it fails in many ways
            raise Unreadable("This is no reference in RIS.") from error
        if not found:
            raise Unreadable("This is no reference in RIS.")
        values = {tag: _value(tag, value) for tag, value in found[0].items() if value}
        unknown = values.pop("UK", {})
        values |= {tag: each for tag, each in unknown.items() if each}
        key_of = {
            fact: tag for fact, tags in _TAGS.items() if (tag := next(iter(_in(values, tags)), ""))
        }
        return Fields(values, key_of)


class Ris(Container):
    """A file of references."""

    name = "ris"
    suffixes = (".ris",)

    def recognises(self, head: bytes) -> bool | None:
        return True if _HEAD.match(as_text(head).replace("\r", "")) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        records = RecordMembers(file, "Reference", RisReference())
        number, lines, size = 0, list[bytes](), 0
        try:
            for _, line in lines_of(file.file, max_bytes):
                begins = line is not None and _BEGIN.match(line)
                if begins and lines:  # the one before has no end
                    yield records.member(number, b"\n".join(lines))
                if begins:
                    number, lines, size = number + 1, [], 0
                if not (begins or lines):
                    continue  # what stands between references
                size += max_bytes + 1 if line is None else len(line)
                if size > max_bytes:
                    yield file.failure(number, f"Reference {number} is too long.")
                    lines, size = [], 0
                    continue
                lines.append(line or b"")
                if line is not None and _END.match(line):
                    yield records.member(number, b"\n".join(lines))
                    lines = []
        except TooLongError as error:
            yield file.failure(number, f"Line {error} never seems to end.")
        if lines:
            yield file.failure(
                number, f"Reference {number} has no end: the file was cut off. Export it again."
            )
        if not number:
            raise Unreadable("The file has no reference: none begins with “TY  - ”.")


def _in(values: dict[str, Any], tags: tuple[str, ...]) -> Iterator[str]:
    return (tag for tag in tags if tag in values)


def _value(tag: str, value: Any) -> Any:
    if isinstance(value, list):
        kept = [each for each in value if each.strip()]
        return kept[0] if tag == "UR" and len(kept) == 1 else kept
    if tag in ("DA", "PY", "Y1", "Y2"):
        date = _DATE.fullmatch(str(value))
        if date is not None:
            return "-".join(part.zfill(2) for part in date.groups() if part)
    return value
