"""What can be asked: the clauses of a search, its filters and its order.

A clause says which documents match and, for clauses of words, how well. Engines compile
clauses; they never see what a user typed. ``search.language.parsing`` reads that.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

from articles.partialdate import PartialDate


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


#: Of ``Has``: what is no field of text.
PUBLISHED = "date"


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with any form of one word; ``field`` None: in a field that bare words search.

    A question that names a word several ``times`` is the more about it, and scores by it more.
    """

    stem: str
    text: str
    field: str | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a word that begins with ``start``.

    It is folded and has three characters or more; a Chinese, Japanese or Korean one may
    stand alone, since such text is indexed in pairs.
    """

    start: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with these stems at consecutive positions of one field: in one paragraph."""

    stems: tuple[str, ...]
    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """Documents with these folded words, just as written, at consecutive positions of a field."""

    words: tuple[str, ...]
    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Documents with all of these stems, in any order, close together in one field.

    They lie in a run of words that has at most ``distance`` words more than there are stems: with
    a distance of 0 they stand side by side. A stem that is given twice must occur twice. A run
    is shorter than ``analysis.PARAGRAPH_GAP``, so it stays in one paragraph.
    """

    stems: tuple[str, ...]
    distance: int
    text: str
    field: str | None = None

    @property
    def reach(self) -> int:
        """The most positions from the first word of such a run to its last."""
        return len(self.stems) - 1 + self.distance


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Documents with a word, as written, of this shape: ``*`` stands for any characters, none
    too, ``?`` for one. The shape is folded; its first character is neither."""

    shape: str
    field: str | None = None

    @property
    def start(self) -> str:
        """What all such words begin with."""
        return re.split("[*?]", self.shape, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Documents with a word, as written, at most ``edits`` edits from a folded one, which has
    the same first character.

    An edit adds, drops or replaces a character or swaps two neighbours.
    """

    word: str
    edits: int
    field: str | None = None

    @property
    def start(self) -> str:
        """What all such words begin with."""
        return self.word[:1]


@dataclass(frozen=True, slots=True)
class Has:
    """Documents of which this field of text is not empty, or which have a date (PUBLISHED)."""

    field: str


class Basis(StrEnum):
    """How a published date is known."""

    STATED = "stated"
    INFERRED = "inferred"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Is:
    """Documents whose published date is known in this way. Undated documents never match."""

    basis: Basis


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents whose whole published date lies between two days, both inclusive.

    None leaves that end open. An article dated by year alone lies in 2020 only if the
    whole of 2020 does. Undated documents never match.
    """

    first: dt.date | None
    last: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class And:
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Or:
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Documents that match at least ``minimum`` of the clauses; the more the better."""

    minimum: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every document that the clause does not match."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


#: Clauses that stand for several words of the index, all with the same ``start``.
Pattern = Prefix | Wildcard | Fuzzy
#: Clauses of words, which match somewhere in a text and are marked there.
Words = Term | Phrase | Exact | Near | Pattern
#: Clauses of facts, which match a document without a place.
Condition = Dated | Is | Has
Clause = Words | Condition | And | Or | AtLeast | Not | Everything


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen beside the words; values of one kind are alternatives.

    ``outlets`` holds primary keys, 0 for an unknown outlet. ``dates`` are periods and
    ``undated`` the wish for undated articles among them. ``since`` and ``until`` are
    inclusive and concern dated articles only; beside them ``undated`` adds the undated.
    """

    outlets: tuple[int, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    undated: bool = False
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """First and last day of the months and years that the chosen dates lie in, and of what
        is between them; None if none is chosen."""
        months = [PartialDate(date.year, date.month) for date in self.dates]
        if not months:
            return None
        return min(each.first_day for each in months), max(each.last_day for each in months)


@dataclass(frozen=True, slots=True)
class Query:
    """A search, as an engine is asked it.

    Each of the ``tiers`` is a clause, and a document belongs to the first that it matches: those
    with all of the words, say, and below them those with some. Every document of a tier comes
    before every document of the next.
    """

    tiers: tuple[Clause, ...] = (Everything(),)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
