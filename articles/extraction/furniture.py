"""The lines that recur on the pages of an outlet, as the archive has learnt them.

``articles.learning`` counts them in all stored captures. ``recurrence`` says which lines of a page
may be learnt, and makes them furniture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from articles.extraction.words.vocabulary import folded

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The furniture of one outlet: normalised lines (see ``normal``).

    The lines ``learnt`` recur. A person has ruled that the lines ``said`` are furniture, and that
    holds in every place.
    """

    learnt: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the archive has learnt: the number of the snapshot (0 if there is none) and its lines.

    ``outlets`` has the furniture of an outlet under each of its names, in lower case.
    """

    snapshot: int = 0
    outlets: Mapping[str, Furniture] = field(default_factory=dict)

    def of(self, outlet: str) -> Furniture | None:
        """The furniture of an outlet by any of its names; None if nothing is learnt of it."""
        return self.outlets.get(outlet.casefold())


def normal(text: str) -> str:
    """A line for comparing: folded, with single blanks and with 0 for every number."""
    return numberless(" ".join(folded(text).split()))


def numberless(plain: str) -> str:
    """A folded line with 0 for every number."""
    return _DIGITS.sub("0", plain)


def key_of(line: str) -> int:
    """A 63-bit key of a normalised line."""
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest()) >> 1
