"""What an export says of itself, so that another can check it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was exported.

    ``query`` is the search's address; ``total`` counts what it found and ``exported`` what is
    given. ``generation`` names the state of the index that answered; it is None for articles
    chosen one by one, and where the engine has no names for its states. ``sha256`` is that of
    the public ids in order, each ended by a line feed.
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
        """As headers of a response; what it understood is no plain ASCII and is left out."""
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
    """A search, or a choice, that was answered at a time: all of a receipt but the list."""

    query: str
    understood: str
    time: dt.datetime
    total: int
    generation: str | None

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
