"""What was given: bytes, and the paths at which they were seen."""

from __future__ import annotations

import zlib
from typing import ClassVar

from django.db import models

from articles.extraction.findings import Finding
from articles.readers import Kind, given_of, text_of


class Capture(models.Model):
    """The bytes of one captured text, kept as given. One row per distinct bytes."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, db_index=True)
    compressed = models.BinaryField()
    encoding = models.CharField(max_length=30)
    encoding_doubtful = models.BooleanField("encoding uncertain", default=False)
    captured_at = models.DateTimeField()
    kind = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value) for kind in Kind],
        default=Kind.TEXT.value,
        editable=False,
    )
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
        """The bytes as given."""
        return zlib.decompress(bytes(self.compressed))

    @property
    def text(self) -> str:
        """What people read: the text as decoded, a page's visible text, a record's keys."""
        return text_of(self.raw, Kind(self.kind), self.encoding)

    @property
    def given(self) -> tuple[Finding, ...]:
        """What the bytes state beside their text."""
        return given_of(self.raw, Kind(self.kind), self.encoding)

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


class SeenPath(models.Model):
    """A path at which a capture's bytes were seen. A path's latest row is what lies there now."""

    path = models.TextField(db_index=True)
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="paths")
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seen_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path", "capture"], name="one_row_per_path_and_capture")
        ]

    def __str__(self) -> str:
        return self.path
