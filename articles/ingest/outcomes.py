"""The outcomes of an ingest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from articles.models import Article


class Kind(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one file or record.

    ``article`` is None if it failed; in a dry run a new article is unsaved. ``container`` is the
    name of the file that held it, "" if it is a file itself. ``note`` tells users what they should
    look at. ``capture`` is the primary key of its capture, ``before`` that of the one that an
    updated article had.
    """

    source: str
    kind: Kind
    sha256: str = ""
    article: Article | None = None
    error: str = ""
    container: str = ""
    capture: int | None = None
    before: int | None = None
    note: str = ""

    @property
    def member(self) -> str:
        """The name of the article within its container."""
        return self.source.removeprefix(self.container)[1:] if self.container else ""
