"""Lines that recur on the pages of an outlet, as the archive has learnt them.

``articles.learning`` counts them over the captures stored; ``recurrence`` says which lines of a
page may be learnt, and what becomes of a page whose lines have been.
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

    ``learnt`` recur; ``said`` are those that a person has called furniture, who is always obeyed.
    """

    learnt: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that the archive has learnt: the number of the snapshot (0: none yet) and its lines.

    ``outlets`` has every name that an outlet answers to, in small letters.
    """

    snapshot: int = 0
    outlets: Mapping[str, Furniture] = field(default_factory=dict)

    def of(self, outlet: str) -> Furniture | None:
        return self.outlets.get(outlet.casefold())


def normal(text: str) -> str:
    """A line as it is compared: in small letters, single blanks, every number as 0."""
    return numberless(" ".join(folded(text).split()))


def numberless(plain: str) -> str:
    """A folded line with single blanks, with every number as 0."""
    return _DIGITS.sub("0", plain)


def key_of(line: str) -> int:
    """A 63-bit key of a normalised line."""
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest()) >> 1
