"""Bylines that name nobody: an agency, an outlet, a desk or a role signs the story."""

from __future__ import annotations

import re

from articles.extraction.lines.bylines import opening_by, signed_by
from articles.extraction.lines.dates import readings_in
from articles.extraction.words.months import CAPITALISED
from articles.extraction.words.outlets import known_outlets
from articles.extraction.words.persons import name_words
from articles.extraction.words.vocabulary import folded, vocabulary, words

_LONGEST = 120  # characters in a line that a house signs
_MOST_WORDS = 7
_MOST_WORDS_UNKNOWN = 4
_SMALL = words("the and of for our a an from & with")
_ALONE = frozenset(
    {"editor", "editors", "editorial board", "editorial team", "news bureau", "wire services"}
    | {f"{first} {last}" for first in ("staff", "agency", "wire") for last in ("report", "reports")}
)
_PIECES = re.compile(r"\s*[|•·/\n()\[\]–—@<>]\s*|\s+-+\s+|[\s,:-]+$")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d.*$|\b\d{1,2} ?[ap]\.?m\b.*$|\b\d+ (?:min|hour|day).*$", re.I)
# "Associated PressMarch 11"
_GLUE = re.compile(
    rf"(?<=[A-Za-z])(?=(?:{CAPITALISED})\.? \d|Published|Updated|Posted)|(?<=[a-z])(?=\d)"
)
_LABELS = re.compile(
    r"\b(?:(?:last |first )?(?:updated|published|posted|modified|created|filed)(?: on| at)?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b[:,.]?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*$|&$")


def is_house(text: str) -> bool:
    """True for an agency, an outlet of name, or a desk or role: "Staff Writer", "BBC News"."""
    return _is_known(text) or _is_desk(text)


def is_outlet(text: str) -> bool:
    """True for the name of a known outlet that is no agency."""
    outlet = known_outlets().named(text)
    return outlet is not None and not outlet.agency


def house_signed(text: str) -> str:
    """Who signs in "By Associated Press", "By Staff Writer | 4 March 2020"; "" if no house does."""
    if len(text) > _LONGEST:
        return ""
    signed = signed_by(text) or opening_by(text)
    name = _first_piece(signed)
    if not name or name.endswith(("?", "!")) or len(name.split()) > _MOST_WORDS:
        return ""
    leading = known_outlets().leading(name)
    if is_house(name) or (leading is not None and not leading.ordinary):
        return name
    # An unknown signer beside a date: "October 19, 2019 by Newsmill".
    is_dated = any(readings_in(text))
    return name if is_dated and _is_proper(name) else ""


def house_beside_date(text: str) -> str:
    """The house in a date line: "Reuters March 11, 2021", "4 March 2020 / CBS News"; or ""."""
    if len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return ""
    spaced = _GLUE.sub(" ", text)
    dates = list(readings_in(spaced, short_years=True))
    if not dates:
        return ""
    for date in reversed(dates):
        spaced = f"{spaced[: date.start]}\n{spaced[date.end :]}"
    pieces = [_LABELS.sub("", _TIME.sub("", piece)).strip(" ,.:-") for piece in _split(spaced)]
    kept = [piece for piece in pieces if piece]
    if any(len(piece.split()) > _MOST_WORDS_UNKNOWN for piece in kept):
        return ""  # a caption that gives its day
    ends = (kept[0], kept[-1]) if kept else ()
    return next((piece for piece in ends if is_house_alone(piece)), "")


def is_house_alone(text: str) -> bool:
    """True for a line that is a house and no more, so that a date beside it makes it a byline."""
    if len(text) > _LONGEST // 2 or text.endswith((".", "?", "!", ":")):
        return False
    return _is_known(text) or (text[:1].isupper() and _is_desk(text, alone=True))


def house_announced(text: str) -> str:
    """What stands alone under "By" or "Author": any short name as it is printed; or ""."""
    name = text.strip(" ,")
    return name if is_house_alone(name) or _is_proper(name) else ""


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
    spaced = _GLUE.sub("\n", signed)
    date = next(readings_in(spaced), None)
    first = _split(spaced[: date.start] if date else spaced)
    return _TIME.sub("", first[0]).strip(" ,.;:-").removesuffix(" On") if first else ""


def _is_known(text: str) -> bool:
    outlets = known_outlets()
    name = text.removeprefix("The ").removeprefix("the ")
    found = outlets.named(text) or outlets.named(name)
    if found is not None and not found.ordinary:
        return not text.islower()
    return outlets.with_slug(name) is not None and not text.islower()


def _is_desk(text: str, *, alone: bool = False) -> bool:
    """True for a name that ends as those of desks and roles do: "Harbour Media News Service"."""
    given = text.replace("/", " ").split()
    folds = [folded(word) for word in given]
    if not 1 <= len(folds) <= _MOST_WORDS or not all(map(_WORD.match, given)):
        return False
    listed = name_words()
    if folds[-1] not in (listed.desks if alone else listed.houses):
        return alone and " ".join(folds).removeprefix("the ") in _ALONE
    low = listed.houses | listed.beside_desks | _SMALL
    return all(word[0].isupper() or fold in low for word, fold in zip(given, folds, strict=True))


def _is_proper(text: str) -> bool:
    """True for one to four capitalised words that are no function words, labels or sections."""
    given = text.split()
    folds = [folded(word) for word in given]
    if not 1 <= len(given) <= _MOST_WORDS_UNKNOWN or not all(map(_WORD.match, given)):
        return False
    own = [fold for fold in folds if fold not in _SMALL]
    listed = name_words()
    return (
        all(word[0].isupper() or fold in _SMALL for word, fold in zip(given, folds, strict=True))
        and bool(own)
        and folded(text) not in vocabulary().labels
        and folded(text) not in vocabulary().sections
        and not all(fold in listed.never or fold in listed.alone for fold in own)
    )
