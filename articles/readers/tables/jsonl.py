"""JSON Lines: files with one record per line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.readers.base import Container, Failure, Member, Opened
from articles.readers.heads import as_text
from articles.readers.lines import TooLongError, lines_of
from articles.readers.tables.recordmembers import RecordMembers, is_receipt

_BOM = b"\xef\xbb\xbf"
#: So many unreadable lines, or empty ones, in a row end the file: it contains something else.
MOST_UNREADABLE = 1_000
MOST_EMPTY = 100_000
# A first line that is an object, or begins one and does not end in sight.
_OBJECT_LINE = re.compile(r"\{\s?\"[^\n]*(?:\}[ \t]*\r?(?:\n|\Z)|\Z)")


class JsonLines(Container):
    """A file with one record per line, each of them one article."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def recognises(self, head: bytes) -> bool | None:
        return True if _OBJECT_LINE.match(as_text(head)) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        records = RecordMembers(file, "Line")
        empty = True
        unreadable_in_a_row = empty_in_a_row = 0
        try:
            for number, line in lines_of(file.file, max_bytes):
                data = line.removeprefix(_BOM) if line and number == 1 else line
                if data is not None and b"\x00" in data:
                    # JSON contains no NUL bytes, and the lines of a binary file are meaningless.
                    yield file.failure(
                        number,
                        f"Line {number}: this is a binary file, or UTF-16. Save it as UTF-8. "
                        "Nothing from here on was read.",
                    )
                    return
                if data is not None and not data.strip():
                    empty_in_a_row += 1
                    if empty_in_a_row == MOST_EMPTY:
                        yield _given_up(file, number, f"{MOST_EMPTY:,} lines in a row are empty")
                        return
                    continue
                empty, empty_in_a_row = False, 0
                if data is None:
                    why = f"Line {number} is too long (more than {max_bytes:,} bytes)."
                    member: Member | Failure = file.failure(number, why)
                elif is_receipt(data):
                    continue
                else:
                    member = records.member(number, data)
                yield member
                is_unreadable = isinstance(member, Failure)
                unreadable_in_a_row = unreadable_in_a_row + 1 if is_unreadable else 0
                if unreadable_in_a_row == MOST_UNREADABLE:
                    why = f"{MOST_UNREADABLE:,} lines in a row cannot be read"
                    yield _given_up(file, number, why)
                    return
        except TooLongError as error:
            empty = False
            yield file.failure(
                error, f"Line {error} never seems to end. Nothing from here on was read."
            )
        if empty:
            yield Failure(
                file.name,
                "The file is empty. It should contain one JSON object per line.",
                container=file.container,
            )


def _given_up(file: Opened, number: int, why: str) -> Failure:
    return file.failure(number, f"{why}. Nothing from here on was read.")
