"""Conditions on an article's facts: ``date:2020-03``, ``is:undated``, ``has:caption``,
``lang:de``."""

from __future__ import annotations

from typing import Final

from search.language.languagenames import code_of
from search.language.lexemes import IS, LANG, PERIODS, Notes, shown
from search.language.periods import period_of
from search.query.clauses import PUBLISHED, Basis, Condition, Has, InLanguage, Is, Not
from search.query.fields import FIELD_OF

#: The language of articles whose language is not known.
UNKNOWN: Final = "unknown"

_ALWAYS: Final = frozenset({"source", "url"})
_FACTS: Final[dict[str, Condition | Not]] = {
    "dated": Has(PUBLISHED),
    "undated": Not(Has(PUBLISHED)),
    **{str(basis): Is(basis) for basis in Basis},
}
#: Without those that every article has: a capture, and an address in the archive.
_PARTS: Final[dict[str, Condition | Not]] = {
    PUBLISHED: Has(PUBLISHED),
    **{name: Has(field) for name, field in sorted(FIELD_OF.items()) if field not in _ALWAYS},
}


def condition_of(name: str, value: str, notes: Notes) -> Condition | Not | None:
    """The condition that ``name:value`` stands for; ``name`` is one of CONDITIONS.

    If there is no such value, returns None and adds a note.
    """
    if name in PERIODS:
        period = period_of(name, value)
        if period is None:
            notes.add(
                f"{shown(value)} is not a date like 2020, 2020-03, 2020-03-04"
                " or 2020-02..2020-03, so it was read as plain words."
            )
            return None
        if period.swapped:
            notes.add(
                f"The dates in {shown(value)} were the wrong way round and have been swapped."
            )
        return period.clause
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


def fits(name: str, value: str) -> bool:
    """Whether ``name:value`` is a condition."""
    return condition_of(name, value, Notes()) is not None
