"""One record, read apart from the file that it comes in."""

from __future__ import annotations

from articles.readers.tables.jsonrecords import Record
from articles.readers.tables.records import ParsedRecord, parsed


def read_record(data: bytes) -> ParsedRecord:
    """Read a JSON object. Raises Unreadable."""
    return parsed(Record().fields(data))
