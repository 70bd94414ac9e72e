"""Describes searches and filters in words, as plain text, never HTML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeGuard

from articles.partialdate import PartialDate
from search.language.languagenames import name_of
from search.language.variants import are_variants
from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Basis,
    Clause,
    Condition,
    Dated,
    Everything,
    Exact,
    Filters,
    Fuzzy,
    Has,
    InLanguage,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)
from search.query.fields import TEXT_FIELDS

_SEPARATORS: Final = re.compile(r"[^\w]|_")
_LABELS: Final = {field.name: field.label for field in TEXT_FIELDS}
#: Fields as things that an article may have: "a headline" for "the headline".
_THINGS: Final = {name: label.replace("the ", "a ", 1) for name, label in _LABELS.items()} | {
    "body": "text",
    "outlet": "a known outlet",
    "tag": "a tag",
    "quote": "a quotation",
    "speaker": "a named speaker",
    PUBLISHED: "a date",
}
_DATES: Final = {
    Basis.STATED: "a stated date",
    Basis.INFERRED: "an inferred date",
    Basis.EDITED: "a date set by an editor",
}
#: The most other spellings of a word or an amount that are named.
_SHOWN: Final = 3
#: No names of tags.
NO_NAMES: Final[Mapping[int, str]] = {}
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def describe(clause: Clause) -> str:
    """A clause as a noun phrase: ``articles with both “idlib” and “talks”, dated 2020``."""
    if clause == Not(Everything()):
        return "no articles"
    clauses = clause.clauses if isinstance(clause, And) else (clause,)
    optional = [word for each in clauses if _is_optional(each) for word in each.clauses]
    clauses = tuple(each for each in clauses if not _is_optional(each))
    wanted = [inner for inner in clauses if not isinstance(inner, Condition | Not | Everything)]
    parts = [f"articles with {_all_of(wanted)}"] if wanted else ["all articles"]
    if optional:
        parts.append(f"preferably with {_listed([_noun(word) for word in optional], 'and')}")
    parts += [_condition(inner) for inner in clauses if isinstance(inner, Condition | Not)]
    return ", ".join(parts)


def _is_optional(clause: Clause) -> TypeGuard[AtLeast]:
    """Whether a clause has words that an article need not have."""
    return isinstance(clause, AtLeast) and not clause.minimum


def describe_filters(
    filters: Filters, outlet_names: Mapping[int, str], tag_names: Mapping[int, str] = NO_NAMES
) -> str:
    """The chosen filters in words; "" if there are none.

    For example ``from TASS or an unknown outlet, dated 2020 or undated``. The names are
    keyed by primary key; 0 is an unknown outlet.
    """
    parts = []
    if filters.outlets:
        known = {0: "an unknown outlet", **outlet_names}
        names = [known.get(key, "an outlet that is not in this archive") for key in filters.outlets]
        parts.append("from " + _listed(list(dict.fromkeys(names)), "or"))
    if filters.tags:
        names = [f"“{tag_names[key]}”" for key in filters.tags if key in tag_names]
        parts.append(f"tagged {_listed(names, 'or')}" if names else "with an unknown tag")
    if filters.languages:
        parts.append("in " + _listed(list(map(_language, filters.languages)), "or"))
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
    if filters.after:
        parts.append(f"added after number {filters.after:,}")
    return ", ".join(parts)


def _condition(clause: Condition | Not) -> str:
    match clause:
        case Dated():
            return f"dated {clause.text}"
        case Has(field) if field == PUBLISHED:
            return "dated"
        case Not(Has(field)) if field == PUBLISHED:
            return "undated"
        case InLanguage(code):
            return f"in {_language(code)}"
        case Not(InLanguage(code)):
            return f"not in {_language(code)}"
        case Is() | Has():
            return f"with {_noun(clause)}"
        case Not():
            return f"without {_noun(clause.clause)}"


def _noun(clause: Clause) -> str:
    """A clause as a thing that an article has."""
    match clause:
        case Term():
            return f"“{clause.text}”{_in_field(clause.field)}"
        case Prefix():
            return f"a word beginning with “{clause.start}”{_in_field(clause.field)}"
        case Phrase():
            return f"the phrase “{clause.text}”{_in_field(clause.field)}"
        case Exact():
            kind = "the exact words" if len(clause.words) > 1 else "the exact word"
            return f"{kind} “{clause.text}”{_in_field(clause.field)}"
        case Near():
            return f"{_nearby(clause)}{_in_field(clause.field)}"
        case Wildcard():
            return f"a word like “{clause.shape}”{_in_field(clause.field)}"
        case Fuzzy():
            return f"a word spelt like “{clause.word}”{_in_field(clause.field)}"
        case Dated():
            return f"a date ({clause.text})"
        case Is():
            return _DATES[clause.basis]
        case Has():
            return _THINGS[clause.field]
        case InLanguage(code):
            return f"a text in {_language(code)}"
        case And():
            return _all_of(clause.clauses)
        case Or((Term() | Phrase() as first, Term() | Phrase() as other)) if are_spellings(clause):
            return (
                f"{_noun(replace(first, field=None))} (also “{other.text}”){_in_field(other.field)}"
            )
        case Or((Term() | Phrase() as first, *others)) if are_variants(clause):
            texts = [f"“{each.text}”" for each in others if isinstance(each, Term | Phrase)]
            if len(texts) > _SHOWN:
                texts = [*texts[:_SHOWN], "the like"]
            also = f"(also {_listed(texts, 'and')})"
            return f"{_noun(replace(first, field=None))} {also}{_in_field(first.field)}"
        case Or():
            return "either " + _listed([_inner(one) for one in clause.clauses], "or")
        case AtLeast():
            minimum = clause.minimum
            number = _NUMBERS[minimum] if 0 <= minimum < len(_NUMBERS) else str(minimum)
            words = _listed([_inner(one) for one in clause.clauses], "and")
            return f"at least {number} of {words}"
        case Not(Has(field)) if field == PUBLISHED:
            return "no date"
        case Not():
            return f"no match for {_inner(clause.clause)}"
        case Everything():
            return "any words"


def _inner(clause: Clause) -> str:
    """A clause as an item of a list; an item that is itself a list gets parentheses."""
    noun = _noun(clause)
    in_one = are_spellings(clause) or are_variants(clause)
    listed = isinstance(clause, And | Or | AtLeast) and not in_one
    return f"({noun})" if listed else noun


def _all_of(clauses: Sequence[Clause]) -> str:
    if len(clauses) == 1:
        return _noun(clauses[0])
    joined = _listed([_inner(clause) for clause in clauses], "and")
    return f"both {joined}" if len(clauses) == 2 else f"all of {joined}"


def _nearby(near: Near) -> str:
    if near.distance == 0:
        return f"the words “{near.text}” side by side"
    apart = f"{near.distance} other words" if near.distance > 1 else "one other word"
    return f"the words “{near.text}” with at most {apart} between them"


def are_spellings(clause: Clause) -> bool:
    """Whether a clause is one word in two spellings, such as “email” and “e mail”."""
    if not isinstance(clause, Or):
        return False
    words = [each for each in clause.clauses if isinstance(each, Term | Phrase)]
    letters = {_SEPARATORS.sub("", word.text).casefold() for word in words}
    return len(words) == len(clause.clauses) == 2 and len(letters) == 1


def _language(code: str) -> str:
    return name_of(code) if code else "an unknown language"


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
        return f"from {first} onwards"
    return f"until {last}" if last else ""
