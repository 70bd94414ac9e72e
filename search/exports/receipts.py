"""Receipts of exports: which articles a search found and when, so that others can verify it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from search.exports.remarks import Remark


@dataclass(frozen=True, slots=True)
class Receipt:
    """The description of an export.

    ``query`` is the address of the search, ``understood`` the search in words, ``time`` an ISO
    time. ``total`` is the number of articles found, ``exported`` the number in the file.
    ``generation`` names the state of the index that answered; it is None for articles selected
    one by one, and for an engine without names for its states. ``sha256`` is the hash of the
    public ids in order, each followed by a line feed.
    """

    query: str
    understood: str
    time: str
    total: int
    exported: int
    generation: str | None
    sha256: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a response. ``understood`` is left out, because it is not plain ASCII."""
        pairs = asdict(self)
        named = {
            "Archive-Query": "query",
            "Archive-Time": "time",
            "Archive-Total": "total",
            "Archive-Exported": "exported",
            "Archive-Generation": "generation",
            "Archive-SHA256": "sha256",
        }
        return {
            header: str(pairs[name]) for header, name in named.items() if pairs[name] is not None
        }


@dataclass(frozen=True, slots=True)
class Answered:
    """A search or selection and when it was answered: a receipt without the list of articles.

    ``remarks`` are what people wrote about the articles, by primary key; None where files have no
    place for it.
    """

    query: str
    understood: str
    time: dt.datetime
    total: int
    generation: str | None
    remarks: Mapping[int, Sequence[Remark]] | None = None

    def receipt(self, public_ids: Sequence[str]) -> Receipt:
        digest = hashlib.sha256("".join(f"{each}\n" for each in public_ids).encode()).hexdigest()
        return Receipt(
            self.query,
            self.understood,
            self.time.isoformat(),
            self.total,
            len(public_ids),
            self.generation,
            digest,
        )
