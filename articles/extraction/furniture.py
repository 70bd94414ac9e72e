"""The furniture of outlets: lines that recur on an outlet's pages and are not part of its stories.

``articles.learning`` learns them by counting lines in all stored captures. ``recurrence`` says
which lines of a page may be learnt, and takes the furniture out of a page.
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

    Lines in ``learnt`` were found by counting; they are furniture within the story only. Lines in
    ``ruled`` were declared furniture by a person, and are furniture in every place.
    """

    learnt: frozenset[str] = frozenset()
    ruled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Learnt:
    """The learnt lines of all outlets, and the number of their snapshot (0 if there is none).

    ``outlets`` maps each name of an outlet, in lower case, to the outlet's furniture.
    """

    snapshot: int = 0
    outlets: Mapping[str, Furniture] = field(default_factory=dict)

    def of(self, outlet: str) -> Furniture | None:
        """The furniture of an outlet, found by any of its names; None if it has none."""
        return self.outlets.get(outlet.casefold())


def normal(text: str) -> str:
    """The form in which lines are compared: folded, single blanks, and 0 for every number."""
    return numberless(" ".join(folded(text).split()))


def numberless(plain: str) -> str:
    """A folded line with 0 for every number."""
    return _DIGITS.sub("0", plain)


def key_of(line: str) -> int:
    """A 63-bit key of a normalised line."""
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest()) >> 1
