"""Mailboxes: files with one mail after the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from articles.readers.base import Container, Failure, Member, Opened, Unreadable
from articles.readers.documents.eml import Eml
from articles.readers.documents.mails import header, header_names, parsed

# The line before each mail: From ana@example.org Mon Mar  4 10:02:14 2024
_FROM = re.compile(
    rb"From \S.*\b\d{1,2}:\d\d(?::\d\d)?\b.*\d{4}\s*$|From \S+\s*$|From - .*\d{4}\s*$"
)
_QUOTED = re.compile(rb"^>+From ")
_LONGEST_LINE = 1 << 20


class Mbox(Container):
    """A mailbox, as exported by mail programs; each mail is read like a file of its own."""

    name = "mbox"
    suffixes = (".mbox", ".mbx")

    def recognises(self, head: bytes) -> bool | None:
        first, _, rest = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
        return True if _FROM.match(first) and header_names(rest) else None

    def members(self, file: Opened, max_bytes: int) -> Iterator[Member | Failure]:
        number = 0
        for data in _mails(file, max_bytes):
            number += 1
            if data is None:
                yield file.refused(
                    str(number),
                    f"Mail {number} is too large (more than {max_bytes:,} bytes).",
                )
                continue
            try:
                own = header(parsed(data), "Message-ID").strip("<> ")
            except Unreadable as unreadable:
                yield file.refused(str(number), f"Mail {number}: {unreadable}")
                continue
            name = own or hashlib.sha256(data).hexdigest()
            yield file.member(data, name, format=Eml.name, identified=True)
        if not number:
            raise Unreadable("The file has no mails (lines that begin with “From ”).")


def _mails(file: Opened, max_bytes: int) -> Iterator[bytes | None]:
    """Yield each mail; None for one that is too large."""
    lines: list[bytes] = []
    size, began, blank = 0, False, True
    while line := file.file.readline(_LONGEST_LINE):
        if blank and _FROM.match(line):
            if began:
                yield b"".join(lines) if size <= max_bytes else None
            lines, size, began, blank = [], 0, True, False
            continue
        blank = not line.strip()
        size += len(line)
        if began and size <= max_bytes:
            lines.append(line[1:] if _QUOTED.match(line) else line)
    if began:
        yield b"".join(lines) if size <= max_bytes else None
