"""What an engine answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; ``id`` is its article's primary key, ``score`` how well it matches the
    clause of its tier, by whatever measure the engine has."""

    id: int
    score: float


#: Counts by day are given for so many days at most: those of two months.
MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matching documents each facet value has.

    A facet's counts obey every filter but the facet's own. ``outlets`` is by primary key
    (0: unknown); ``dates`` by period as written in a URL: "2020", "2020-03", "undated", and
    each day that is among the chosen dates, "2020-03-05", with 0 if it has none.
    An article dated by year alone counts under its year and no month, one dated by month
    under no day. "undated" counts what choosing it would show, whatever ``since`` and
    ``until`` are. ``days`` counts articles dated to the day within ``Filters.window``, written
    "2020-03-05"; it is empty where the first and the last lie MOST_DAYS or more apart.
    """

    outlets: Mapping[int, int] = field(default_factory=dict)
    dates: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    ``total`` is how many documents belong to its first tier, ``partial`` how many to the lower
    ones; ``counts`` are of the first. What follows an engine may leave empty: ``shared`` are words
    of the best matches that count in the order, though not in what is found; ``notes`` say what
    was cut short, in sentences for people; ``generation`` names the state of the index that
    answered, and no other state of any index has the same name.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Counts = field(default_factory=Counts)
    partial: int = 0
    shared: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    generation: str = ""
