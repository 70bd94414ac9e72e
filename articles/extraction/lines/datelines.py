"""Datelines: the place, date and agency with which a wire story opens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lines.dates import dates_in, day_of_year_in
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary
from articles.partialdate import PartialDate

_LONGEST = 140  # characters: No dateline is longer.
_FEWEST_CAPITALS = 3  # Two letters in capitals are an abbreviation.
_FORMS = phrasebook("datelines").patterns("forms")
_MARK = re.compile(r"[/(\[–—]")


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline. ``text`` is its place and date as printed; the story starts at ``end``."""

    text: str
    place: str
    agency: KnownOutlet | None
    day: tuple[int, int] | None
    date: PartialDate | None
    end: int


def read_opening(paragraph: str) -> Opening | None:
    """The dateline that ``paragraph`` begins with, or None."""
    start = paragraph[:_LONGEST]
    return _read(start) if _may_open(start) else None


def _may_open(start: str) -> bool:
    """False where none of ``_FORMS`` can match, because each has one of these marks."""
    return _MARK.search(start) is not None or "- " in start or "--" in start


@cached_by_line
def _read(start: str) -> Opening | None:
    for form in _FORMS:
        match = form.match(start)
        opening = _opening(match) if match else None
        if opening is not None:
            return opening
    return None


def _opening(match: re.Match[str]) -> Opening | None:
    groups = match.groupdict()
    place = groups.get("place") or ""
    slug = groups.get("slashed") or groups.get("bracketed") or groups.get("plain")
    agency = known_outlets().with_slug(slug) if slug else None
    if slug and agency is None:
        return None
    if folded(place) in vocabulary().labels | vocabulary().link_openers:
        return None  # "EXCLUSIVE -" and "WATCH -" are labels.
    # Places are printed in capitals. Where an agency signs, capitalised words are enough.
    if place and not (_is_capitals(place) or (agency and _is_capitalised(place))):
        return None
    printed = groups.get("date") or ""
    end_of_text = match.end("date") if printed else match.end("place") if place else 0
    dated = next(dates_in(printed), None)
    return Opening(
        text=match.string[:end_of_text].strip(" .,"),
        place=place,
        agency=agency,
        day=day_of_year_in(printed) if printed else None,
        date=dated.date if dated else None,
        end=match.end(),
    )


def _is_capitals(place: str) -> bool:
    """True if a place is in capitals, up to the comma before its country."""
    town, _, country = place.partition(",")
    letters = [char for char in town if char.isalpha()]
    return (
        len(letters) >= _FEWEST_CAPITALS
        and all(char.isupper() for char in letters)
        and _is_capitalised(country)
    )


def _is_capitalised(place: str) -> bool:
    return all(word[0].isupper() or word in ("and", "of", "the", "de") for word in place.split())
