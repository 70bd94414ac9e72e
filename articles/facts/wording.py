"""Facts in words: the one place where a value becomes what people read."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator

from articles.extraction.words.phrasing import counted
from articles.facts.changes import FactChange
from articles.facttable import FACTS, Kind
from articles.partialdate import PartialDate

#: Characters of a value in a sentence; the whole of it stands in the form.
BRIEF = 160
#: Characters of a value in a line of a command's output.
LINE = 100
#: Paragraphs of a text that are told apart from another one's.
PARAGRAPHS = 5


def label(fact: str) -> str:
    """What people call a fact, as a heading: ``Web address``. The change log may have others."""
    return FACTS[fact].heading if fact in FACTS else fact[:1].upper() + fact[1:]


def named(fact: str) -> str:
    """What a sentence calls a fact: ``date of publication``."""
    return FACTS[fact].noun if fact in FACTS else fact


def cause(name: str) -> str:
    """What made a machine change a fact, as the change log calls it."""
    return "date of a related article" if name == "neighbours" else name


def words(fact: str, value: Any) -> str:
    """A fact's whole value as a person reads it; empty where there is none.

    ``value`` is what ``values.value_of`` gives or the change log keeps.
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
    """``4 March 2020 (inferred)``; from the mapping of a fact or from its date alone."""
    read = value if isinstance(value, dict) else {"date": value}
    date, basis = read.get("date"), read.get("basis")
    if not date:
        return "undated"
    return date_words(date) + (f" ({basis})" if basis and basis != "unknown" else "")


def summary(fact: str, value: Any) -> str:
    """A value in a line of a page that shows all of it elsewhere; "" where there is none."""
    match _kind(fact):
        case Kind.PUBLISHED:
            return date_words(value["date"]) if value["date"] else ""
        case Kind.PARAGRAPHS:
            return counted(sum(bool(each.strip()) for each in value.split("\n\n")), "paragraph")
        case Kind.NAMES | Kind.TEXTS:
            return "; ".join(value)
    return value or ""


def output(fact: str, value: Any) -> str:
    """A value in a line of a command's output; ``-`` where there is none."""
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
    """``2020-03`` as ``March 2020``; anything that is no date stays as it is."""
    try:
        return PartialDate.parse(str(date)).words
    except ValueError:
        return str(date)


def brief(fact: str, value: Any) -> str:
    """A value quoted and short enough for a sentence; ``empty`` where there is none."""
    text = words(fact, value)
    if not text or text == "undated":
        return text or "empty"
    return f"“{Truncator(text).chars(BRIEF)}”"


def compared(change: FactChange) -> tuple[str, str]:
    """A fact's old and new value side by side; of two texts only what differs."""
    old, new = str(change.old).split("\n\n"), str(change.new).split("\n\n")
    is_text = _kind(change.fact) is Kind.PARAGRAPHS
    if not is_text or not change.old or not change.new or set(old) == set(new):
        return brief(change.fact, change.old), brief(change.fact, change.new)
    return _lacking(old, new), _lacking(new, old)


def _lacking(own: list[str], other: list[str]) -> str:
    """The paragraphs that only one text has."""
    lacking = [each for each in own if each not in set(other)]
    told = [f"“{Truncator(each).chars(BRIEF)}”" for each in lacking[:PARAGRAPHS]]
    more = [f"and {len(lacking) - PARAGRAPHS} more"] if len(lacking) > PARAGRAPHS else []
    return (
        " … ".join(["", *told, *more, ""]).strip()
        if told
        else "the same text without these paragraphs"
    )


def sentence(change: FactChange) -> str:
    """``headline from “Old” to “New”``."""
    old, new = brief(change.fact, change.old), brief(change.fact, change.new)
    return f"{named(change.fact)} from {old} to {new}"
