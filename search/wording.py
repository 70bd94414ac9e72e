"""What was searched, in plain words. Plain text, never HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from articles.extraction.partialdate import PartialDate
from search.fields import TEXT_FIELDS
from search.query import (
    And,
    AtLeast,
    Clause,
    Dated,
    Everything,
    Filters,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
)

_LABELS: Final = {field.name: field.label for field in TEXT_FIELDS}
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def describe(clause: Clause) -> str:
    """A clause as a noun phrase: ``articles with both “idlib” and “talks”, dated 2020``."""
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    wanted = [inner for inner in clauses if not isinstance(inner, Dated | Not | Everything)]
    parts = [f"articles with {_all_of(wanted)}"] if wanted else ["all articles"]
    parts += [_condition(inner) for inner in clauses if isinstance(inner, Dated | Not)]
    return ", ".join(parts)


def describe_filters(filters: Filters, outlet_names: Mapping[int, str]) -> str:
    """What was chosen beside the words; "" if nothing was.

    ``from TASS or an unknown outlet, dated 2020 or undated, from 1 March 2020 on``.
    ``outlet_names`` is by primary key; 0 is an unknown outlet.
    """
    parts = []
    if filters.outlets:
        known = {0: "an unknown outlet", **outlet_names}
        names = [known.get(key, "an outlet that is not in this archive") for key in filters.outlets]
        parts.append("from " + _listed(list(dict.fromkeys(names)), "or"))
    if filters.dates:
        dated = "dated " + _listed([date.words for date in filters.dates], "or")
        parts.append(f"{dated} or undated" if filters.undated else dated)
    period = _period(filters.since, filters.until)
    if period:
        parts.append(period)
    if filters.undated and not filters.dates:
        if period:
            parts[-1] += " or undated"
        else:
            parts.append("undated")
    return ", ".join(parts)


def _condition(clause: Dated | Not) -> str:
    if isinstance(clause, Dated):
        return f"dated {clause.text}"
    return f"without {_noun(clause.clause)}"


def _noun(clause: Clause) -> str:
    """A clause as what an article has."""
    match clause:
        case Term():
            return f"“{clause.text}”{_in_field(clause.field)}"
        case Prefix():
            return f"a word beginning with “{clause.start}”{_in_field(clause.field)}"
        case Phrase():
            return f"the phrase “{clause.text}”{_in_field(clause.field)}"
        case Dated():
            return f"a date ({clause.text})"
        case And():
            return _all_of(clause.clauses)
        case Or():
            return "either " + _listed([_inner(one) for one in clause.clauses], "or")
        case AtLeast():
            minimum = clause.minimum
            number = _NUMBERS[minimum] if 0 <= minimum < len(_NUMBERS) else str(minimum)
            words = _listed([_inner(one) for one in clause.clauses], "and")
            return f"at least {number} of {words}"
        case Not():
            return f"no match for {_inner(clause.clause)}"
        case Everything():
            return "any words"


def _inner(clause: Clause) -> str:
    """A clause within a list; a list of its own stands in brackets."""
    noun = _noun(clause)
    return f"({noun})" if isinstance(clause, And | Or | AtLeast) else noun


def _all_of(clauses: Sequence[Clause]) -> str:
    if len(clauses) == 1:
        return _noun(clauses[0])
    joined = _listed([_inner(clause) for clause in clauses], "and")
    return f"both {joined}" if len(clauses) == 2 else f"all of {joined}"


def _in_field(field: str | None) -> str:
    return f" in {_LABELS.get(field, field)}" if field else ""


def _listed(items: Sequence[str], conjunction: str) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def _period(since: dt.date | None, until: dt.date | None) -> str:
    first = PartialDate.of(since).words if since else ""
    last = PartialDate.of(until).words if until else ""
    if first and last:
        return f"from {first} to {last}"
    if first:
        return f"from {first} on"
    return f"until {last}" if last else ""
