"""What a format must do: documents give a text, containers give what they hold.

To add a format, write one module with one class and put an instance of it into ``FORMATS`` in
``formats.py``. A document (a mail, a PDF) is one article:

    class Markdown(Document):
        name = "markdown"
        suffixes = (".md",)
        reader = "markdown 1"

        def text(self, data: bytes) -> Text:
            return read_text(data)

A container (a ZIP, a mailbox, a web archive) holds several, in whatever formats:

    class Mailbox(Container):
        name = "mbox"
        suffixes = (".mbox",)

        def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Member | Failure]:
            for message in ...:
                yield file.member(message.data, message.id, format="eml", identified=True)

Nothing else names formats: folder walks, packing with gzip, ingest, evidence and re-extraction
work with what the registry holds. Where a format states values of its own (a mail its subject and
its date), ``stated`` gives them as findings.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, ClassVar

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout


class Unreadable(ValueError):
    """This input cannot become a text. The message says why, and what to do about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Text:
    """A text as decoded, without a byte order mark; ``doubtful`` if the encoding is a guess.

    ``encoding`` is "" where the format leaves nothing to decode.
    """

    text: str
    encoding: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """What cannot be read, by the name that people call it, and a sentence that says why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """The bytes of one article, and what is known beside them.

    ``name`` is what people call it: its file, or ``FILE#NAME`` within a file of many. ``path`` is
    where it lies, by which it is known again when its content has changed; "" for what lies
    nowhere, such as pasted text. ``identified``: the name within the file is the article's own id,
    so that whatever comes under it later is this article. ``captured_at`` is aware and not in
    future. ``url`` is the address that the container states. ``format`` names a document format.
    """

    data: bytes
    name: str
    captured_at: dt.datetime
    url: str = ""
    format: str = "text"
    path: str = ""
    identified: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A file open for reading, on disk or within another one.

    ``name``, ``path``, ``captured_at`` and ``url`` are those of a Member. The end of ``filename``
    says which format it has, unless ``format`` does.
    """

    file: BinaryIO
    name: str
    captured_at: dt.datetime
    url: str = ""
    format: str = ""
    path: str = ""
    filename: str = ""

    def member(
        self,
        data: bytes,
        name: str,
        *,
        format: str,
        captured_at: dt.datetime | None = None,
        url: str = "",
        identified: bool = False,
    ) -> Member:
        """One article within this file, called ``name`` in it."""
        return Member(
            data=data,
            name=f"{self.name}#{name}",
            captured_at=captured_at or self.captured_at,
            url=url or self.url,
            format=format,
            path=f"{self.path}#{name}" if self.path else "",
            identified=identified,
        )

    def inner(
        self,
        file: BinaryIO,
        name: str,
        *,
        format: str = "",
        captured_at: dt.datetime | None = None,
        url: str = "",
    ) -> Opened:
        """A file within this one, called ``name`` in it. It is read before the next one is."""
        return replace(
            self,
            file=file,
            name=f"{self.name}#{name}",
            captured_at=captured_at or self.captured_at,
            url=url or self.url,
            format=format,
            path=f"{self.path}#{name}" if self.path else "",
            filename=name,
        )


class Format(ABC):
    """One way in which articles come.

    ``name`` is stored with captures and never changes: at most ten characters. ``suffixes`` are
    ends of file names, in small letters; folders are walked for them. ``magic`` are first bytes
    that tell the format of a file whose name tells none.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    magic: ClassVar[tuple[bytes, ...]] = ()


class Document(Format):
    """A format whose files are one article each.

    ``layout`` is how extraction reads the text. ``reader`` names the version of this reader and
    of each library that decides where a line of the text begins: it is stored with every text.
    """

    layout: ClassVar[TextLayout] = TextLayout.PAGE
    reader: ClassVar[str]

    @abstractmethod
    def text(self, data: bytes) -> Text:
        """The text that people read and findings point at, line by line. Raises Unreadable."""

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        """The values that the bytes state beside a running text; where lines of ``text`` show a
        value, its finding names them. ``text`` may have been made by an earlier version of this
        reader. Raises Unreadable."""
        return ()


class Container(Format):
    """A format whose files hold others.

    ``wraps``: it holds one, whose name is the file's own without the suffix (``story.html.gz``).
    """

    wraps: ClassVar[bool] = False

    @abstractmethod
    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Member | Failure]:
        """What the file holds, in its order: articles, files to be read in their turn, failures.

        Holds no more than one of them at a time, and none of more than ``max_bytes``, which bounds
        one article. ``file.file`` may be a stream in which nobody can go back. Raises Unreadable
        for what makes the rest of the file unreadable; its streams do so, too.
        """


def bounded(file: BinaryIO, max_bytes: int) -> bytes:
    """All of a file of at most ``max_bytes``. Raises Unreadable for a larger one."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise Unreadable(
            f"The file is too large (more than {max_bytes:,} bytes). "
            "Split it into one article per file."
        )
    return data
