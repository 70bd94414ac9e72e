"""Captures: their bytes, the text that readers made of them, and the paths they came from."""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from articles.extraction.findings import Finding
from articles.extraction.stated import TextLayout
from articles.readers import stated_of, text_of
from articles.readers.formats import document
from articles.readers.text import unified

logger = logging.getLogger(__name__)


class Damaged(Exception):
    """The stored bytes of a capture cannot be read. The message names the capture."""


class Capture(models.Model):
    """The unchanged bytes of one captured article; one row for the same bytes.

    ``captured_at`` is when the page was captured, None if nothing says so; ``seen_at`` is a time at
    which the bytes existed: that of their file. ``kind`` is the name of their format. Captures of
    one story have the same ``comparison_key`` (``articles/readers/comparison.py``). Where a program
    recognised the text of a scan, the bytes are what it made, and ``scan_sha256`` is the hash of
    the scan itself.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    scan_sha256 = models.CharField("SHA-256 of the scan", max_length=64, blank=True, db_index=True)
    comparison_key = models.CharField(max_length=64, db_index=True)
    compressed = models.BinaryField()
    encoding = models.CharField(max_length=30)
    encoding_doubtful = models.BooleanField("encoding uncertain", default=False)
    captured_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField("seen", default=timezone.now)
    kind = models.CharField(max_length=10, default="text", editable=False)
    article = models.ForeignKey(
        "Article", null=True, on_delete=models.PROTECT, related_name="captures"
    )

    def __str__(self) -> str:
        return self.sha256[:12]

    @staticmethod
    def compress(data: bytes) -> bytes:
        return zlib.compress(data, 6)

    @property
    def raw(self) -> bytes:
        """The bytes as captured, uncompressed. Raises Damaged."""
        try:
            return zlib.decompress(bytes(self.compressed))
        except zlib.error as error:
            raise Damaged(f"The stored bytes of capture {self} are damaged.") from error

    @property
    def stored_text(self) -> str | None:
        """The text of its Reading; None if there is none or it is damaged."""
        try:
            return self.reading.text if hasattr(self, "reading") else None
        except (zlib.error, UnicodeDecodeError):
            return None

    @property
    def text(self) -> str:
        """The text that people read and findings refer to; lines end with a line feed.

        Raises Damaged if neither the reading nor the bytes can be read. Select ``reading`` with the
        capture to save a query.
        """
        stored = self.stored_text
        if stored is not None:
            return stored
        try:
            return text_of(self.raw, self.kind, self.encoding)
        except LookupError as error:
            raise Damaged(f"The encoding of capture {self} is not known.") from error

    @property
    def shown_text(self) -> str:
        """The text for pages and the index: "" if it is damaged, so that the rest can be shown."""
        try:
            return self.text
        except Damaged as damaged:
            logger.error("%s", damaged)
            return ""

    @property
    def url(self) -> str:
        """The web address that its container states; "" if it states none."""
        return self.reading.url if hasattr(self, "reading") else ""

    @property
    def given(self) -> dict[str, Any]:
        """The facts that a person gave with it (``articles/readers/given.py``)."""
        return self.reading.given if hasattr(self, "reading") else {}

    @property
    def stated(self) -> tuple[Finding, ...]:
        """The values that the bytes or their container state explicitly. Raises Damaged."""
        return stated_of(self.raw, self.kind, self.encoding, self.text, self.url, self.given)

    @property
    def layout(self) -> TextLayout:
        """How the text is laid out."""
        return document(self.kind).layout

    @property
    def lines(self) -> list[str]:
        """The lines that pages show."""
        return self.shown_text.split("\n")


#: Longest web address, in characters; longer ones do not work in practice.
LONGEST_URL = 2000


class Reading(models.Model):
    """The text of a capture as a reader made it, whose lines findings refer to.

    Newer readers and libraries do not change it. ``extract --read-again`` makes it again, and so
    does an ingest that brings an article back to an earlier capture. ``reader`` names the reader
    and its version; ``url`` is the web address that the capture's container states, ``given`` are
    facts that a person gave with the ingest.
    """

    capture = models.OneToOneField(
        Capture, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    compressed = models.BinaryField()
    reader = models.CharField(max_length=200)
    url = models.CharField(max_length=LONGEST_URL, blank=True)
    given = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.capture_id} by {self.reader}"

    @classmethod
    def of(
        cls,
        capture: Capture,
        text: str,
        reader: str,
        url: str = "",
        given: Mapping[str, Any] | None = None,
        *,
        data: bytes = b"",
    ) -> Reading:
        """Return an unsaved reading. An address that is too long is dropped.

        ``data`` are the bytes of the capture, if known: those of most texts are the same, and are
        not compressed twice.
        """
        fitting = url if len(url) <= LONGEST_URL else ""
        own = _encoded(text)
        return cls(
            capture=capture,
            compressed=capture.compressed if own == data else Capture.compress(own),
            reader=reader,
            url=fitting,
            given=dict(given or {}),
        )

    @staticmethod
    def compress(text: str) -> bytes:
        return Capture.compress(_encoded(text))

    @property
    def text(self) -> str:
        return zlib.decompress(bytes(self.compressed)).decode()


def _encoded(text: str) -> bytes:
    return unified(text).encode("utf-8", "replace")


def path_key(path: str) -> str:
    """Return a hash of a path, since a path may be longer than a database can index."""
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def storable_name(text: str) -> str:
    """Return a text without what databases cannot store: names of files and ids of records need
    not be text."""
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()


class SeenPath(models.Model):
    """A path at which a capture's bytes were seen. A path's latest row is its current content.

    Look paths up by ``key``, which is indexed.
    """

    path = models.TextField()
    key = models.CharField(max_length=32, editable=False)
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="paths")
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "capture"], name="one_row_per_key_and_capture")
        ]

    def __str__(self) -> str:
        return self.path
