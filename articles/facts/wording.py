"""Facts in words: all text that people read about a value is made here."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator

from articles.extraction.words.explanations import counted
from articles.facts.changes import FactChange
from articles.facttable import FACTS, Kind
from articles.partialdate import PartialDate

#: Longest value in a sentence, in characters; the form has the whole value.
BRIEF = 160
#: Longest value in a line of a command's output, in characters.
LINE = 100
#: How many differing paragraphs a comparison of two texts shows.
PARAGRAPHS = 5


def label(fact: str) -> str:
    """Return a fact's name as a heading: ``Web address``.

    The change log may name facts that no longer exist; they keep their names.
    """
    return FACTS[fact].heading if fact in FACTS else fact[:1].upper() + fact[1:]


def named(fact: str) -> str:
    """Return a fact's name within a sentence: ``date of publication``."""
    return FACTS[fact].noun if fact in FACTS else fact


def cause(name: str) -> str:
    """Return the name, for people, of what caused a change by rules."""
    return "date of a related article" if name == "neighbours" else name


def words(fact: str, value: Any) -> str:
    """Return a fact's whole value in words; empty if there is none.

    ``value`` comes from ``values.value_of`` or from the change log.
    """
    kind = _kind(fact)
    if kind is Kind.PUBLISHED:
        return _published(value)
    if isinstance(value, list):
        return (" · " if kind is Kind.TEXTS else ", ").join(str(each) for each in value)
    return str(value or "")


def _kind(fact: str) -> Kind | None:
    return FACTS[fact].kind if fact in FACTS else None


def _published(value: Any) -> str:
    """Return ``4 March 2020 (inferred)``; ``value`` is the fact's mapping or only its date."""
    parts = value if isinstance(value, dict) else {"date": value}
    date, basis = parts.get("date"), parts.get("basis")
    if not date:
        return "undated"
    return date_words(date) + (f" ({basis})" if basis and basis != "unknown" else "")


def summary(fact: str, value: Any) -> str:
    """Return a value in one line, for a page that shows it in full elsewhere; "" if empty."""
    match _kind(fact):
        case Kind.PUBLISHED:
            return date_words(value["date"]) if value["date"] else ""
        case Kind.PARAGRAPHS:
            return counted(sum(bool(each.strip()) for each in value.split("\n\n")), "paragraph")
        case Kind.NAMES | Kind.TEXTS:
            return "; ".join(value)
    return value or ""


def output(fact: str, value: Any) -> str:
    """Return a value in one line of a command's output; ``-`` if empty."""
    match _kind(fact):
        case Kind.PUBLISHED:
            if value["date"]:
                return f"{value['date']} ({value['basis']})"
            return f"one of {', '.join(value['candidates'])}" if value["candidates"] else "-"
        case Kind.PARAGRAPHS if value:
            start = " ".join(value.split())
            return f"{len(value.split()):,} words, {short(start, LINE // 2)!r}"
    text = "; ".join(value) if isinstance(value, list) else str(value or "")
    return repr(short(" ".join(text.split()))) if text else "-"


def short(text: str, longest: int = LINE) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def date_words(date: Any) -> str:
    """Return ``March 2020`` for ``2020-03``; anything but a date stays as it is."""
    try:
        return PartialDate.parse(str(date)).words
    except ValueError:
        return str(date)


def brief(fact: str, value: Any) -> str:
    """Return a value quoted and shortened for a sentence; ``empty`` if there is none."""
    text = words(fact, value)
    if not text or text == "undated":
        return text or "empty"
    return f"“{Truncator(text).chars(BRIEF)}”"


def compared(change: FactChange) -> tuple[str, str]:
    """Return a fact's old and new value for comparison; of two texts only what differs."""
    old, new = str(change.old).split("\n\n"), str(change.new).split("\n\n")
    is_text = _kind(change.fact) is Kind.PARAGRAPHS
    if not is_text or not change.old or not change.new or set(old) == set(new):
        return brief(change.fact, change.old), brief(change.fact, change.new)
    return _only_in(old, new), _only_in(new, old)


def _only_in(own: list[str], other: list[str]) -> str:
    """Quote the paragraphs of ``own`` that ``other`` does not have."""
    differing = [each for each in own if each not in set(other)]
    quotes = [f"“{Truncator(each).chars(BRIEF)}”" for each in differing[:PARAGRAPHS]]
    more = [f"and {len(differing) - PARAGRAPHS} more"] if len(differing) > PARAGRAPHS else []
    return (
        " … ".join(["", *quotes, *more, ""]).strip()
        if quotes
        else "the same text without these paragraphs"
    )


def sentence(change: FactChange) -> str:
    """Return ``headline from “Old” to “New”``."""
    old, new = brief(change.fact, change.old), brief(change.fact, change.new)
    return f"{named(change.fact)} from {old} to {new}"
