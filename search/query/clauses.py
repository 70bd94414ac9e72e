"""Queries: the clauses of a search, its filters and its sort order.

A clause determines which documents match and, if it has words, how well. Engines evaluate
clauses and never see what a user typed; ``search.language.parsing`` translates that.
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
    #: By when articles became visible, the last one first, whatever their dates.
    ADDED = "added"


#: The only value of ``Has.field`` that is not a text field.
PUBLISHED = "date"


#: The stems of one word: those that it has in each language of the archive.
Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with any form of one word, which has any of its ``stems``. With ``field`` None, all
    fields that bare words search are searched.

    ``times`` is how often the search contains the word; a repeated word counts more in the score.
    The score is multiplied by ``weight``, which is less than 1 for a word that replaces the typed
    one.
    """

    stems: Stems
    text: str
    field: str | None = None
    times: int = 1
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with a word that begins with ``start``.

    ``start`` is folded and has at least three characters. A single Chinese, Japanese or Korean
    character is also allowed, since such text is indexed in pairs of characters.
    """

    start: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with forms of these words at consecutive positions of one field, and so in one
    paragraph. ``words`` has the stems of each word. The score is multiplied by ``weight``."""

    words: tuple[Stems, ...]
    text: str
    field: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Exact:
    """Documents with exactly these folded words at consecutive positions of one field."""

    words: tuple[str, ...]
    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Documents with forms of all of these words, in any order, close together in one field.

    ``words`` has the stems of each word. They lie in a run that has at most ``distance`` words more
    than are listed; with a distance of 0 they are adjacent. A word whose stems are listed twice
    must occur twice. A run is shorter than ``analysis.PARAGRAPH_GAP``, so it stays in one
    paragraph.
    """

    words: tuple[Stems, ...]
    distance: int
    text: str
    field: str | None = None

    @property
    def reach(self) -> int:
        """The most positions from the first word of such a run to its last."""
        return len(self.words) - 1 + self.distance


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Documents with a surface of this shape: ``*`` stands for any number of characters, also
    none, and ``?`` for one. The shape is folded and does not begin with either."""

    shape: str
    field: str | None = None

    @property
    def start(self) -> str:
        """The prefix that all matching words share."""
        return re.split("[*?]", self.shape, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Documents with a surface at most ``edits`` edits from the folded ``word`` and with the same
    first character.

    An edit adds, drops or replaces a character or swaps two neighbours.
    """

    word: str
    edits: int
    field: str | None = None

    @property
    def start(self) -> str:
        """The prefix that all matching words share."""
        return self.word[:1]


@dataclass(frozen=True, slots=True)
class Has:
    """Documents in which this text field is not empty or, for PUBLISHED, which have a date."""

    field: str


class Basis(StrEnum):
    """The basis of a published date."""

    STATED = "stated"
    INFERRED = "inferred"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Is:
    """Documents whose published date has this basis. Undated documents never match."""

    basis: Basis


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Documents in a language, which ``code`` names: two or three letters, or "" for documents of
    unknown language."""

    code: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents whose published date lies wholly between two days, both inclusive.

    None leaves that end open. An article dated only by a year matches only if the whole year
    lies between them. Undated documents never match. ``text`` describes the range in words.
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
    """Documents that match at least ``minimum`` of the clauses; more matches score higher."""

    minimum: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every document that the clause does not match."""

    clause: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


#: Clauses that match several words of the index, all with the same ``start``.
Pattern = Prefix | Wildcard | Fuzzy
#: Clauses that match words of a text, which are then marked.
Words = Term | Phrase | Exact | Near | Pattern
#: Clauses that match facts of a document rather than words.
Condition = Dated | Is | Has | InLanguage
Clause = Words | Condition | And | Or | AtLeast | Not | Everything


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a search. Several values of one filter are alternatives.

    ``outlets`` holds primary keys, 0 for an unknown outlet. ``dates`` are periods; ``undated``
    selects undated articles in addition to them. ``since`` and ``until`` are inclusive and
    select dated articles only, unless ``undated`` adds the undated ones. ``languages`` are codes
    as in InLanguage. ``tags`` holds primary keys. ``after`` selects documents with a greater
    sequence number.
    """

    outlets: tuple[int, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    undated: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    languages: tuple[str, ...] = ()
    tags: tuple[int, ...] = ()
    after: int = 0

    @property
    def window(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the months and years that contain the chosen dates; None
        if no date is chosen."""
        months = [PartialDate(date.year, date.month) for date in self.dates]
        if not months:
            return None
        return min(each.first_day for each in months), max(each.last_day for each in months)


@dataclass(frozen=True, slots=True)
class Query:
    """A search in the form that engines take.

    Each of the ``tiers`` is a clause, and a document belongs to the first tier that it matches:
    for example all words in the first tier, some of them in the next. Every document of a tier
    ranks above every document of the next. ``Results.total`` and the counts are of the first tier
    or, with ``count_all``, of all tiers.
    """

    tiers: tuple[Clause, ...] = (Everything(),)
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    count_all: bool = False
