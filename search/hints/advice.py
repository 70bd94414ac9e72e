"""What to try next when a search finds little, with the number of articles that it would find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.utils import timezone

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.hints.attributed import attributed
from search.hints.didyoumean import ENOUGH, did_you_mean
from search.hints.typedperiods import date_among
from search.inquiry.inquiry import Inquiry
from search.language.lexing import MAX_CHARACTERS
from search.language.parsing import parse, words_of
from search.language.prose import manner_of, other_reading
from search.query.clauses import Query

_OUTSIDE: Final = "source:({})"


@dataclass(frozen=True, slots=True)
class Suggested:
    """Another search: its text, its address and the number of articles that it finds; ``when`` is
    the period that it asks for in place of words, and ``whose`` the author or the outlet."""

    text: str
    url: str
    total: int
    when: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """``did_you_mean`` is the search in another spelling. ``outside`` is the same search in the
    whole captures, including menus and notices outside the articles. ``as_commands`` is a search
    whose operators were read as words, with operators; ``as_words`` is the reverse. ``published``
    is a search with the date among its words as the date of publication, and ``written`` one with
    the author or the outlet that it names in these fields."""

    did_you_mean: Suggested | None = None
    outside: Suggested | None = None
    as_commands: Suggested | None = None
    as_words: Suggested | None = None
    published: Suggested | None = None
    written: Suggested | None = None


def advise(inquiry: Inquiry) -> Advice:
    """Raises EngineUnavailable."""
    parameters = inquiry.parameters
    if not parameters.q:
        return Advice()
    advice = replace(
        _other_reading(inquiry), published=_published(inquiry), written=_written(inquiry)
    )
    if inquiry.total >= ENOUGH:
        return advice
    proposal = did_you_mean(
        get_engine(), parameters.q, inquiry.query, inquiry.total, inquiry.parsed.languages
    )
    meant = _suggested(parameters, proposal.text, proposal.total) if proposal else None
    outside = None
    if not inquiry.total and any(word.field is None for word in words_of(inquiry.parsed.clause)):
        outside = _found_by(inquiry, _OUTSIDE.format(parameters.q))
    return replace(advice, did_you_mean=meant, outside=outside)


def _other_reading(inquiry: Inquiry) -> Advice:
    """The other reading of AND, OR and NOT. If commands were obeyed, words are suggested only if
    little was found."""
    q = inquiry.parameters.q[:MAX_CHARACTERS]
    language = inquiry.parsed.language
    text = other_reading(q, language)
    if text is None:
        return Advice()
    if not manner_of(q, language).operators:
        return Advice(as_commands=_found_by(inquiry, text))
    return Advice(as_words=_found_by(inquiry, text) if inquiry.total < ENOUGH else None)


def _published(inquiry: Inquiry) -> Suggested | None:
    """The search for what was published at the date among its words; None if there is none, if the
    search has another period already, or if nothing is found."""
    parameters = inquiry.parameters
    if parameters.dates or parameters.undated or parameters.since or parameters.until:
        return None
    found = date_among(parameters.q, today=timezone.localdate(), day_first=settings.DAY_FIRST)
    if found is None:
        return None
    date, text = found
    filters = replace(inquiry.query.filters, dates=(date,))
    clause = parse(text, inquiry.parsed.languages).clause
    (total,) = get_engine().totals([Query((clause,), filters)])
    when = f"{'on' if date.precision == 'day' else 'in'} {date.words}"
    url = parameters.asking(text).toggle_date(date).url
    return Suggested(text, url, total, when) if total else None


def _written(inquiry: Inquiry) -> Suggested | None:
    """The search for what the person or the newspaper in it wrote or published; None if the archive
    has nothing of theirs, or if the search finds nothing else."""
    for asked in attributed(inquiry.parameters.q[:MAX_CHARACTERS]):
        found = _found_by(inquiry, asked.text)
        if found is not None:
            return replace(found, whose=asked.whose) if found.total != inquiry.total else None
    return None


def _found_by(inquiry: Inquiry, text: str) -> Suggested | None:
    """The same search with another text; None if it finds nothing or is too long."""
    if len(text) > MAX_CHARACTERS:
        return None
    clause = parse(text, inquiry.parsed.languages).clause
    (total,) = get_engine().totals([Query((clause,), inquiry.query.filters)])
    return _suggested(inquiry.parameters, text, total) if total else None


def _suggested(parameters: Parameters, text: str, total: int) -> Suggested:
    return Suggested(text, replace(parameters, q=text, page=1).url, total)
