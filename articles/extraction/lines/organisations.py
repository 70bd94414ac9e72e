"""Bylines that name an organisation instead of a person: an agency, an outlet, a desk, a role."""

from __future__ import annotations

import re

from articles.extraction.lines.bylines import opening_by, signed_by
from articles.extraction.lines.datedlines import adds_nothing, dated_line, without_times
from articles.extraction.lines.dates import readings_in
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.persons import name_words
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, folded, vocabulary

_PHRASES = phrasebook("organisations")

_LONGEST = 120  # characters: A longer line is prose; without "By", one of half this length.
_MOST_WORDS = 7  # in a name
_MOST_WORDS_UNKNOWN = 4  # in one that is in no list; more are a heading
_SMALL = _PHRASES.words("small")
_ALONE = frozenset(_PHRASES.phrases("alone"))
_PIECES = re.compile(rf"\s*[{BARS}{DASHES}\n()\[\]@<>]\s*|\s+-+\s+|[\s,:-]+$")
# "in Culture", beside the name
_AFTER = _PHRASES.pattern("after")
_TWICE = re.compile(r"^(.{4,40}) \1$")
# "HBN, Leeds," above a date; "HBN @hbnmoney"; "harbournews.example"
_PLACED = re.compile(r"(?P<name>[A-Z]{2,9})(?:, [A-Z][\w ]{2,24},?| @\w{2,20})$")
_HOST = _PHRASES.pattern("host")
_CAMEL = re.compile(r"[A-Z]+[a-z]+[A-Z]\w+$|[A-Z]{3,8}$|[A-Z]{2,5}[a-z]{3,}$")
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*$|&$")


def is_organisation(text: str) -> bool:
    """True for a known agency or outlet, a desk or a role: "BBC News", "Staff Writer"."""
    return _is_known(text) or _is_desk(text)


def signing_organisation(text: str) -> str:
    """The organisation in "By Associated Press" or "By Staff Writer | 4 March 2020"; else ""."""
    if len(text) > _LONGEST:
        return ""
    signed = signed_by(text) or opening_by(text)
    name = _first_piece(signed)
    if not name or name.endswith(("?", "!")) or len(name.split()) > _MOST_WORDS:
        return ""
    leading = known_outlets().leading(name)
    if is_organisation(name) or (leading is not None and not leading.ordinary):
        return name
    # A date makes it sure that an unknown name signs: "October 19, 2019 by Newsmill".
    is_dated = any(readings_in(text))
    return name if is_dated and _is_proper(name) else ""


def organisation_beside_date(text: str) -> str:
    """The organisation in "Reuters March 11, 2021" or "4 March 2020 / CBS News"; else ""."""
    line = dated_line(text) if len(text) <= _LONGEST else None
    if line is None:
        return ""
    pieces = [piece.strip(" ,.:-") for piece in _split(line.rest)]
    kept = [piece for piece in pieces if piece and not adds_nothing(piece)]
    if any(len(piece.split()) > _MOST_WORDS_UNKNOWN for piece in kept):
        return ""  # It is a caption with its date.
    ends = (kept[0], kept[-1]) if kept else ()
    return next((piece for piece in ends if is_organisation_alone(piece)), "")


def is_organisation_alone(text: str) -> bool:
    """True for a line that is only the name of an organisation. Beside a date it is a byline."""
    if len(text) > _LONGEST // 2 or text.endswith((".", "?", "!", ":")):
        return False
    return _is_known(text) or (text[:1].isupper() and _is_desk(text, alone=True))


def placed_organisation(text: str) -> str:
    """The organisation in "HBN, Leeds," or "harbournews.com|", which signs beside a date; or ""."""
    match = _PLACED.match(text) or _HOST.match(text)
    return match["name"] if match else ""


def camel_organisation(text: str) -> str:
    """The organisation in "By HarbourNews": one word with capitals inside, in no list; or ""."""
    name = signed_by(text).strip(" ,|")
    return name if _CAMEL.match(name) else ""


def announced_name(text: str) -> str:
    """A line that "By" or "Author" announces, if it may be a name; else ""."""
    name = _TWICE.sub(r"\1", text.strip(" ,"))
    return name if is_organisation_alone(name) or _is_proper(name) else ""


def is_section(text: str) -> bool:
    """True if ``text`` may be the name of a section: "Valley Life"."""
    folds = [folded(word) for word in text.split()]
    listed = name_words()
    return not vocabulary().sections.isdisjoint(folds) or (
        len(folds) > 1 and (folds[-1] in listed.never or folds[-1] in listed.alone)
    )


def _split(text: str) -> list[str]:
    return [piece for piece in _PIECES.split(text) if piece]


def _first_piece(signed: str) -> str:
    line = dated_line(signed)
    name = next(iter(_split(line.rest if line else without_times(signed))), "")
    return _AFTER.sub("", name).strip(" ,.;:-").removesuffix(" On")


def _is_known(text: str) -> bool:
    outlets = known_outlets()
    name = text.removeprefix("The ").removeprefix("the ")
    found = outlets.named(text) or outlets.named(name)
    if found is not None and not found.ordinary:
        return not text.islower()
    return outlets.with_slug(name) is not None and not text.islower()


def _is_desk(text: str, *, alone: bool = False) -> bool:
    """True for a name that ends as those of desks and roles do: "Harbour Media News Service"."""
    printed = text.replace("/", " ").split()
    folds = [folded(word) for word in printed]
    if not 1 <= len(folds) <= _MOST_WORDS or not all(map(_WORD.match, printed)):
        return False
    listed = name_words()
    if folds[-1] not in (listed.desks if alone else listed.organisations):
        return alone and " ".join(folds).removeprefix("the ") in _ALONE
    low = listed.organisations | listed.beside_desks | _SMALL
    return all(word[0].isupper() or fold in low for word, fold in zip(printed, folds, strict=True))


def _is_proper(text: str) -> bool:
    """True for one to four capitalised words that are no function words, labels or sections."""
    printed = text.split()
    folds = [folded(word) for word in printed]
    if not 1 <= len(printed) <= _MOST_WORDS_UNKNOWN or not all(map(_WORD.match, printed)):
        return False
    own = [fold for fold in folds if fold not in _SMALL]
    listed = name_words()
    return (
        all(word[0].isupper() or fold in _SMALL for word, fold in zip(printed, folds, strict=True))
        and bool(own)
        and folded(text) not in vocabulary().labels
        and folded(text) not in vocabulary().sections
        and not all(fold in listed.never or fold in listed.alone for fold in own)
    )
