"""Conditions on an article's facts: ``date:2020-03``, ``is:undated``, ``has:caption``,
``lang:de``."""

from __future__ import annotations

import re
from typing import Final

from articles.partialdate import PartialDate
from search.language.lexing import DATE, IS, LANG, Notes, shown
from search.language.names import code_of
from search.query.clauses import PUBLISHED, Basis, Condition, Dated, Has, InLanguage, Is, Not
from search.query.fields import FIELD_OF

_RANGE: Final = re.compile(r"(.*?)\.{2,3}(.*)", re.DOTALL)

#: The language of articles whose language is not known.
UNKNOWN: Final = "unknown"

_FACTS: Final[dict[str, Condition | Not]] = {
    "dated": Has(PUBLISHED),
    "undated": Not(Has(PUBLISHED)),
    **{str(basis): Is(basis) for basis in Basis},
}
#: Without ``source``, because every article has a capture.
_PARTS: Final[dict[str, Condition | Not]] = {
    PUBLISHED: Has(PUBLISHED),
    **{name: Has(field) for name, field in sorted(FIELD_OF.items()) if field != "source"},
}


def condition_of(name: str, value: str, notes: Notes) -> Condition | Not | None:
    """The condition that ``name:value`` stands for; ``name`` is DATE, IS, HAS or LANG.

    If there is no such value, returns None and adds a note.
    """
    if name == DATE:
        return _dated(value, notes)
    if name == LANG:
        return _in_language(value, notes)
    known = _FACTS if name == IS else _PARTS
    condition = known.get(value.strip().lower())
    if condition is None:
        notes.add(
            f"{shown(f'{name}:{value}')} is not a known condition, so it was read as plain words."
            f" After “{name}:” you can use {', '.join(known)}."
        )
    return condition


def _in_language(value: str, notes: Notes) -> InLanguage | None:
    """``de``, ``German``, ``Deutsch`` or ``unknown``."""
    if value.strip().lower() == UNKNOWN:
        return InLanguage("")
    if code := code_of(value):
        return InLanguage(code)
    notes.add(
        f"{shown(value)} is not a language such as de, German or {UNKNOWN}, so it was read as plain"
        " words."
    )
    return None


def _dated(value: str, notes: Notes) -> Dated | None:
    """``2020-03``, ``2020-02..2020-03`` or a range with an open end; None for anything else.

    A range whose ends are reversed must be a mistake, so they are swapped.
    """
    bounds = _RANGE.fullmatch(value)
    try:
        if bounds is None:
            date = PartialDate.parse(value)
            return Dated(date.first_day, date.last_day, date.words)
        first, last = (PartialDate.parse(end) if end.strip() else None for end in bounds.groups())
        if first is None and last is None:
            raise ValueError("both ends are open")
    except ValueError:
        notes.add(
            f"{shown(value)} is not a date like 2020, 2020-03, 2020-03-04"
            " or 2020-02..2020-03, so it was read as plain words."
        )
        return None
    if first and last and first.first_day > last.last_day:
        notes.add(f"The dates in {shown(value)} were the wrong way round and have been swapped.")
        first, last = last, first
    if first and last:
        words = f"from {first.words} to {last.words}"
    else:
        words = f"from {first.words} onwards" if first else f"until {last.words if last else ''}"
    return Dated(first.first_day if first else None, last.last_day if last else None, words)
