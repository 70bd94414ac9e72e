"""The interface of a format: a document yields one text, a container yields its members.

To add a format, write one module with one class and put an instance of it into ``FORMATS`` in
``formats.py``. A document (a mail, a PDF) is one article:

    class Outline(Document):
        name = "outline"
        suffixes = (".outline",)
        reader = "outline 1"

        def text(self, data: bytes) -> Text:
            return read_text(data)

A container (a ZIP, a mailbox, a web archive) holds several files, each in its own format:

    class Mailbox(Container):
        name = "mbox"
        suffixes = (".mbox",)

        def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Member | Failure]:
            for message in ...:
                yield file.member(message.data, message.id, format="eml", identified=True)

No other module needs to know the format: folder walks, archives, ingest, evidence and re-extraction
all use the registry. A file is recognised by its first bytes (``recognises``), and by its name only
where they leave it open. Where a format states values explicitly (a mail states its subject and its
date), ``stated`` returns them as findings.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import BinaryIO, ClassVar

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout


class Unreadable(ValueError):
    """The input cannot be turned into text. The message says why, and what to do about it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


#: How many of a file's first bytes ``Format.recognises`` sees.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded text without a byte order mark; ``doubtful`` if the encoding is a guess.

    ``encoding`` is "" for formats in which there is nothing to decode.
    """

    text: str
    encoding: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that cannot be read: its name as shown to users, and a sentence that says why.

    ``container`` is the name of the file that it is in, "" if it is a file itself.
    """

    name: str
    reason: str
    container: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Entries of a folder or container that are not read: what they are, in the singular.

    ``name`` is that of the entry, or of the container where ``count`` entries are counted together.
    """

    name: str
    kind: str
    count: int = 1

    @classmethod
    def unknown(cls, name: str) -> PassedOver:
        """Return the entry ``name``, whose format is unknown."""
        ending = PurePath(name.rpartition("#")[2]).suffix.lower()
        return cls(name, f"{ending} file" if ending else "file without an ending")


#: Bytes that each packed byte of a large file may unpack to. Texts reach some 30, pages with the
#: same menus some 100; gzip itself could reach 1,000.
MOST_FOR_EACH = 200
#: Articles of the largest size that a file may hold however well it is packed.
_ALWAYS = 2


class Budget:
    """What a packed file may unpack to, with all that is packed within it.

    ``packed`` are the bytes of the outermost file that were read so far; whoever reads them counts.
    """

    def __init__(self, max_bytes: int, *, unbounded: bool = False) -> None:
        self.packed = 0
        self._always = _ALWAYS * max_bytes
        self._unbounded = unbounded
        self._unpacked = 0

    def unpack(self, size: int) -> None:
        """Count unpacked bytes. Raises Unreadable where they are far too many."""
        self._unpacked += size
        if self._unbounded or self._unpacked <= self._always:
            return
        if self._unpacked > MOST_FOR_EACH * self.packed:
            raise Unreadable(
                f"It unpacks to more than {MOST_FOR_EACH} times its size, as no text does. "
                "Nothing from here on was read. If it is right, unpack it and ingest that file."
            )


@dataclass(frozen=True, slots=True)
class Member:
    """The bytes of one article, and what is known about them.

    ``name`` is shown to users: the file's name, or ``FILE#NAME`` within a container. ``path`` is
    its location, by which it is recognised when its content has changed; "" if it has none, such
    as pasted text. ``identified``: the name within the file is the article's own id, so anything
    that later comes under that name is the same article. ``captured_at`` is when the page
    was captured, None if nothing says so; ``seen_at`` is a time at which the bytes existed, such as
    the file's. Both are timezone-aware and not in the future. ``url`` is the address that the
    container states. ``format`` names a document format. ``container`` is the name of the file that
    it is in and ``within`` that file's path, both "" if it is a file itself. ``columns`` are those
    of Opened, for tables within the document. ``scan`` is the SHA-256 of the scan that a program
    has added text to, or of one whose text is stored already; "" for all else.
    """

    data: bytes
    name: str
    captured_at: dt.datetime | None = None
    url: str = ""
    format: str = "text"
    path: str = ""
    identified: bool = False
    seen_at: dt.datetime | None = None
    container: str = ""
    within: str = ""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file open for reading, on disk or within another one.

    ``name``, ``path``, ``captured_at``, ``seen_at``, ``url`` and ``container`` are as in Member.
    The content determines the format, and the suffix of ``filename`` where the content does not,
    unless ``format`` names it. ``budget`` bounds what the file may unpack to, if it was itself
    unpacked. ``columns`` says which columns of tables state which facts
    (``tables/tablecolumns.py``), and ``layout`` names the layout of text exports that a user has
    chosen.
    """

    file: BinaryIO
    name: str
    captured_at: dt.datetime | None = None
    url: str = ""
    format: str = ""
    path: str = ""
    filename: str = ""
    seen_at: dt.datetime | None = None
    container: str = ""
    budget: Budget | None = None
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layout: str = ""

    def member(
        self,
        data: bytes,
        name: str,
        *,
        format: str,
        captured_at: dt.datetime | None = None,
        url: str = "",
        identified: bool = False,
        path: str = "",
    ) -> Member:
        """Return the article called ``name`` within this file.

        ``path`` takes the place of its path where it has an id that is the same in every file.
        """
        return Member(
            data=data,
            name=f"{self.name}#{name}",
            captured_at=captured_at or self.captured_at,
            url=url or self.url,
            format=format,
            path=path or (f"{self.path}#{name}" if self.path else ""),
            identified=identified,
            seen_at=self.seen_at,
            container=self.name,
            within=self.path,
            columns=self.columns,
        )

    def failure(self, place: object, reason: str) -> Failure:
        """Return the failure to read what is at ``place``: a line, a number or a name."""
        return Failure(f"{self.name}:{place}", reason, container=self.name)

    def refused(self, name: str, reason: str) -> Failure:
        """Return the failure to read the file called ``name`` within this one."""
        return Failure(f"{self.name}#{name}", reason, self.name)

    def inner(
        self,
        file: BinaryIO,
        name: str,
        *,
        format: str = "",
        captured_at: dt.datetime | None = None,
        url: str = "",
    ) -> Opened:
        """Return the file called ``name`` within this one. It must be read before the next one."""
        return replace(
            self,
            file=file,
            name=f"{self.name}#{name}",
            captured_at=captured_at or self.captured_at,
            url=url or self.url,
            format=format,
            path=f"{self.path}#{name}" if self.path else "",
            filename=name,
            container=self.name,
        )


class Format(ABC):
    """A file format.

    ``name`` is stored with captures, so it must never change; it has at most ten characters.
    ``suffixes`` are the lower-case file name suffixes that a folder walk looks for. ``magic`` are
    first bytes that only files of this format have.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    magic: ClassVar[tuple[bytes, ...]] = ()

    def recognises(self, head: bytes) -> bool | None:
        """Return whether a file with these first bytes (at most ``HEAD``) has this format.

        True or False: it surely has, or surely has not, whatever its name is. None: its name
        decides. ``heads.py`` helps to look at the beginning of a text.
        """
        return True if self.magic and head.startswith(self.magic) else None


class Document(Format):
    """A format whose files contain one article each.

    ``layout`` tells extraction how the text is laid out. ``reader`` names the version of this
    reader and of each library that affects how the text is divided into lines; it is stored with
    every text.
    """

    layout: ClassVar[TextLayout] = TextLayout.PAGE
    reader: ClassVar[str]

    @abstractmethod
    def text(self, data: bytes) -> Text:
        """Return the text that people read and whose lines findings refer to. Raises Unreadable."""

    def stated(self, data: bytes, text: Text) -> Sequence[Finding]:
        """Return the values that the bytes state explicitly, apart from the running text.

        A finding lists the lines of ``text`` that show its value, if any do. ``text`` may come
        from an earlier version of this reader. Raises Unreadable.
        """
        return ()

    def text_of_export(self, data: bytes, text: Text) -> str:
        """Return the text in which documents of an export are looked for, with its blank lines.

        ``text`` is the one that people read, whose blank lines may have been left out.
        """
        return text.text

    def parts(self, member: Member) -> Sequence[Opened | Member | Failure]:
        """Return the articles and files in a document, if it holds several; () if it is one.

        The document itself is among them if it is an article too. Called once, before it is stored,
        by the process that reads it: the document is small, unlike a container. Raises Unreadable.
        """
        return ()


class Container(Format):
    """A format whose files contain other files.

    ``wraps``: it contains exactly one, named like the file itself without the suffix
    (``story.html.gz``). ``is_folder``: it holds files as a folder does, so those of unknown formats
    are passed over.
    """

    wraps: ClassVar[bool] = False
    is_folder: ClassVar[bool] = False

    @abstractmethod
    def members(
        self, file: Opened, max_bytes: int
    ) -> Iterator[Opened | Member | Failure | PassedOver]:
        """Yield the file's content in order: articles, files to be read in turn, and failures.

        Keeps at most one of them in memory, and none larger than ``max_bytes``, the limit for one
        article. ``file.file`` may be a stream that cannot seek. Raises Unreadable where the rest
        of the file cannot be read; so do the streams of the files yielded.
        """


def bounded(file: BinaryIO, max_bytes: int) -> bytes:
    """Read a whole file of at most ``max_bytes``. Raises Unreadable for a larger one."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise Unreadable(
            f"The file is too large (more than {max_bytes:,} bytes). "
            "Split it into one article per file."
        )
    return data


def head_of(file: BinaryIO) -> bytes:
    """Peek at the first bytes of a file; b"" for a stream that can neither peek nor seek."""
    if hasattr(file, "peek"):
        return bytes(file.peek(HEAD))[:HEAD]
    if not file.seekable():
        return b""
    start = file.tell()
    head = file.read(HEAD)
    file.seek(start)
    return head
