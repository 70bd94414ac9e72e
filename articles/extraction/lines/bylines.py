"""Lines that say who wrote a story: "By Ann Lee", "(Reporting by Ann Lee)"."""

from __future__ import annotations

import re

from articles.extraction.lines.foreignbylines import foreign_byline
from articles.extraction.lines.names import names_in
from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, DIGIT

_PHRASES = phrasebook("bylines")

# "By Ann Lee", "Words: Ann Lee"
_OPENING = _PHRASES.pattern("opening")
# The longest beginnings that ``_OPENING`` matches: up to "by", and up to the colon after a label.
_LONGEST_TO_BY, _LONGEST_TO_COLON = 60, 16
_FOREIGN = tuple(f"{word} " for word in _PHRASES.phrases("foreign"))
# "SPORTS | By Ann Lee", but not with "Photos" or "Edited" before "by"
_INSIDE = _PHRASES.pattern("inside")
_NOT_WRITTEN = _PHRASES.pattern("not_written")
_BY_CAPITAL = re.compile(r"[bB][yY] ?:? [A-Z]")
_REPORTING = _PHRASES.expression("reporting")
_PRESENTED = _PHRASES.pattern("presented")
_PLACED = _PHRASES.pattern("placed")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,60}")
_MOST_LABEL_WORDS = 3  # More words before "by" are a sentence.
_LABEL_ENDS = (*BARS, *DASHES, *"-:,]")
_LONGEST_LINE = 160  # characters: A longer line that begins with "By" is prose.
_LONGEST_LABEL = 30  # characters before the names in it
_LONGEST_CREDIT = 400  # characters of an agency's closing credit that are read
_MOST_LOWER = 9  # More words in lower case than this after "By" are prose.


def byline_in(text: str) -> tuple[str, ...]:
    """The names in a line that begins with "By" or "Written by"; empty if it is no byline."""
    if text.count("@") > 1:
        addressed = _addressed(text)
        if addressed:
            return addressed
    if len(text) > _LONGEST_LINE:
        return ()
    signed = signed_by(text) or opening_by(text)
    if not signed:
        return foreign_byline(text)
    if sum(word[0].islower() for word in signed.split()) > _MOST_LOWER:
        return ()  # "By Ann Lee's account, it all began when"
    return names_in(signed, signed=True)


def _addressed(text: str) -> tuple[str, ...]:
    """The names in a long byline where each has an address and a house: "By A | a@b.c | D, E"."""
    match = _OPENING.match(text) if len(text) <= _LONGEST_CREDIT and _may_open(text) else None
    pieces = _ADDRESS.split(match["names"]) if match and match["names"] else []
    before = [piece.strip(" |,").rpartition(",") for piece in pieces[:-1]]
    names = [
        name
        for _, _, last in before
        for name in names_in(last.rpartition(" and ")[2].strip(" |"), signed=True)
    ]
    return tuple(dict.fromkeys(names)) if len(pieces) > 2 else ()


def presented_in(text: str) -> tuple[str, ...]:
    """The name in a byline that goes on to present it: "By Ann Lee, a writer who lives in …"."""
    match = _PRESENTED.match(text)
    name = match["name"] if match else ""
    return (name,) if name and is_name(name, signed=True) and has_given_name(name) else ()


def reporters_in(text: str) -> tuple[str, ...]:
    """The names in an agency's closing credit, ``(Reporting by Ann Lee; editing by Bo Ek)``."""
    if not _REPORTING.may_match(text[:_LONGEST_LABEL].casefold()):
        return ()
    match = _REPORTING.pattern.match(text[:_LONGEST_CREDIT])
    return names_in(match["names"], signed=True) if match else ()


def signed_by(text: str) -> str:
    """What stands after "By" in a line that begins with it or the like; "" in any other line."""
    match = _OPENING.match(text) if 0 < len(text) <= _LONGEST_LINE and _may_open(text) else None
    if match is None:
        return ""
    if match["foreign"]:  # "Di", "Von" and "Por" begin headlines too
        names = _PLACED.sub("", match["foreign"])
        return names if names_in(names) else ""
    return next(group for group in match.groups() if group)


def _may_open(text: str) -> bool:
    """False where ``_OPENING`` cannot match, as is quickly seen of most lines."""
    return (
        "by" in text[:_LONGEST_TO_BY].lower()
        or ":" in text[:_LONGEST_TO_COLON]
        or text.startswith(_FOREIGN)
        or not text[0].isalnum()
    )


def opening_by(text: str) -> str:
    """What follows a "by" after a label or a date; "" in a line of prose."""
    match = _INSIDE.match(text) if _BY_CAPITAL.search(text, 1) else None
    if match is None or _NOT_WRITTEN.search(match["before"]):
        return ""
    before = match["before"].rstrip()
    if match["names"].startswith(before) and is_name(before):
        return match["names"]  # The label of a portrait has run into the byline.
    most = _MOST_LABEL_WORDS * (2 if before.endswith(tuple(BARS)) else 1)
    is_label = len(before.split()) <= most and (before.endswith(_LABEL_ENDS) or before.isupper())
    is_dated = (
        DIGIT.search(before) is not None
        and sum(word[0].islower() for word in before.split()) <= _MOST_LABEL_WORDS
    )
    return match["names"] if is_label or is_dated else ""
