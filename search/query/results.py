"""Results: hits, totals and facet counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. ``id`` is its article's primary key; ``score`` rates how well it matches
    the clause of its tier, on a scale of the engine's own. ``tier`` is the index of its tier."""

    id: int
    score: float
    tier: int = 0


#: The longest range, in days, that has counts by day: two months.
MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matching documents each facet value has.

    A facet's counts apply every filter except the facet's own. ``outlets`` is keyed by primary
    key (0: unknown). ``dates`` is keyed by period as written in a URL: "2020", "2020-03",
    "undated" and each day among the chosen dates, such as "2020-03-05", with 0 if it has no
    documents. An article dated only by a year counts under its year and no month, one dated by a
    month under no day. "undated" counts what choosing it would show, whatever ``since`` and
    ``until`` are. ``days`` counts articles dated to the day within ``Filters.window``, by day
    ("2020-03-05"); it is empty if the first and the last are MOST_DAYS or more apart.
    ``languages`` is keyed by code ("": unknown), ``tags`` by primary key. An article counts under
    each of its tags.
    """

    outlets: Mapping[int, int] = field(default_factory=dict)
    dates: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    ``total`` is the number of documents in the first tier, or in all tiers if the query says so;
    ``counts`` are of the same documents. ``partial`` is the number in the lower tiers. An engine
    may leave the other attributes empty. ``shared`` are words of the best matches that influenced
    the order, though not what was found. ``notes`` are sentences for the user about what was cut
    short. ``generation`` names the state of the index that answered; no other state of any index
    has the same name.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Counts = field(default_factory=Counts)
    partial: int = 0
    shared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    generation: str = ""
