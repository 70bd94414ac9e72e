"""The records of a file as members, each with an identity of its own."""

from __future__ import annotations

import hashlib

from articles.readers.base import Failure, Member, Opened, Unreadable
from articles.readers.tables.jsonrecords import Record
from articles.readers.tables.records import RecordDocument, parsed


class RecordMembers:
    """Makes members of the records of one file.

    Two records with the same id must have the same bytes: otherwise the second one is a Failure.
    """

    def __init__(self, file: Opened, noun: str, document: RecordDocument | None = None) -> None:
        self._file, self._noun = file, noun
        self._document = document or Record()
        self._seen: dict[str, tuple[int, str]] = {}  # number and hash, by identity

    def member(self, number: int, data: bytes, *, cells: bytes | None = None) -> Member | Failure:
        """Return the record with this number and these bytes.

        ``cells`` are the bytes that identify a record without an id, where they are not ``data``.
        """
        place = f"{self._noun} {number}"
        try:
            record = parsed(self._document.fields(data))
        except Unreadable as unreadable:
            return self._file.failure(number, f"{place}: {unreadable}")
        sha256 = hashlib.sha256(data).hexdigest()
        identity = record.identity or hashlib.sha256(cells or data).hexdigest()
        first, before = self._seen.setdefault(identity, (number, sha256))
        if before != sha256:
            return self._file.failure(
                number,
                f"{place} has the same id as {self._noun.lower()} {first}, “{identity[:100]}”, but "
                "is a different article. Give each article its own id.",
            )
        path = f"{record.provider}:{identity}" if record.provider else ""
        return self._file.member(
            data, identity, format=self._document.name, identified=True, path=path
        )


def is_receipt(data: bytes) -> bool:
    """True for the last line of an export of this archive, which is no article."""
    return data.startswith(b'{"receipt": {')
