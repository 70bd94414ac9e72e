"""JSON Lines: files with one record per line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.lines import TooLongError, lines_of
from articles.readers.tables.records import Record, read_record

_BOM = b"\xef\xbb\xbf"
#: So many unreadable lines, or empty ones, in a row end the file: it contains something else.
MOST_UNREADABLE = 1_000
MOST_EMPTY = 100_000


class JsonLines(Container):
    """A file with one record per line, each of them one article."""

    name = "jsonl"
    suffixes = (".jsonl",)

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        seen: dict[str, tuple[int, str]] = {}  # line number and hash, by identity
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
                member = _member(file, number, data, max_bytes, seen)
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
                error,
                f"Line {error} never seems to end. Nothing from here on was read.",
            )
        if empty:
            yield Failure(
                file.name, "The file is empty. It should contain one JSON object per line."
            )


def _given_up(file: Opened, number: int, why: str) -> Failure:
    return file.failure(number, f"{why}. Nothing from here on was read.")


def _member(
    file: Opened,
    number: int,
    data: bytes | None,
    max_bytes: int,
    seen: dict[str, tuple[int, str]],
) -> Member | Failure:
    if data is None:
        return file.failure(number, f"Line {number} is too long (more than {max_bytes:,} bytes).")
    try:
        record = read_record(data)
    except Unreadable as unreadable:
        return file.failure(number, f"Line {number}: {unreadable}")
    sha256 = hashlib.sha256(data).hexdigest()
    identity = record.identity or sha256
    first, before = seen.setdefault(identity, (number, sha256))
    if before != sha256:
        return file.failure(
            number,
            f"Line {number} has the same id as line {first}, “{identity[:100]}”, but is "
            "a different article. Give each article its own id.",
        )
    return file.member(data, identity, format=Record.name, identified=True)
