"""Date lines: lines that say when a page was published or updated, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from articles.extraction.dates import WEEKDAYS, dates_in
from articles.extraction.names import names_in
from articles.extraction.outlets import known_outlets
from articles.extraction.partialdate import PartialDate
from articles.extraction.vocabulary import vocabulary, words

Label = Literal["published", "updated", ""]

_LONGEST = 160  # characters
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(
    r"(?P<updated>(?:\b|(?<=[A-Z]{3}))(?:last )?(?:updated|modified|update|edited|revised|upd)\b)"
    r"|(?P<published>\b(?:first )?(?:published|posted|publication date|created|date|issued)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"T?\b\d{1,2}(?:[:.h]\d\d){1,2}(?:\.\d+)?(?:Z|\s?[+-]\d\d:?\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?"
    r"|\b\d{4} (?:GMT|UTC)\b"
    r"|\b\d{1,2}[ -]min(?:ute)?s?(?: read)?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_EMPTY_WORDS = (
    frozenset(day.lower() for day in WEEKDAYS)
    | frozenset(day.lower()[:3] for day in WEEKDAYS)
    | words(
        "tues thur thurs at on in by of the and est edt et cst cdt mst mdt pst pdt pt gmt utc bst "
        "cet cest msk ist aest aedt jst hkt sgt eet eest z am pm time local first last page "
        "reading myt paris london read was this story article originally"
    )
)
_BY = re.compile(r"(?:^|[\s|,•·–—-])by:?\s+(?P<names>[^|•·\d\n]+)", re.IGNORECASE)
_BARS = re.compile(r"[|•·–—/]")
_PIECES = re.compile(r"[|•·–—/\n]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The date a date line gives, what the line calls it, and the names beside it."""

    date: PartialDate
    label: Label
    names: tuple[str, ...] = ()


def read_stamp(text: str) -> Stamp | None:
    """Read a date line; None if it has no date or says more than a date line says."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    dates = list(dates_in(text))
    if not dates:
        return None
    rest = text
    for match in reversed(dates):
        rest = f"{rest[: match.start]}\n{rest[match.end :]}"
    is_apart = bool(_BARS.search(rest) or _TIME.search(rest))
    rest = _LABEL.sub(" ", _TIME.sub(" ", rest))
    names = _names_beside(rest, apart=is_apart)
    if names is None:
        return None
    labels = [(match.end(), match.lastgroup) for match in _LABEL.finditer(text)]
    called: list[tuple[PartialDate, Label]] = []
    for match in dates:
        before = [group for end, group in labels if end <= match.start]
        label: Label = "" if not before else "updated" if before[-1] == "updated" else "published"
        called.append((match.date, label))
    for wanted in ("published", "", "updated"):
        for date, label in called:
            if label == wanted:
                return Stamp(date, label, names)
    return None


def _names_beside(rest: str, *, apart: bool) -> tuple[str, ...] | None:
    """The names left beside the date; None if anything else is left."""
    by = _BY.search(rest)
    if by:
        names = names_in(by["names"])
        if names and _is_empty(rest[: by.start()] + " " + rest[by.end() :]):
            return names
        return () if _is_empty(by["names"]) and _is_empty(rest[: by.start()]) else None
    if _is_empty(rest):
        return ()
    parts = [
        part
        for part in (piece.strip(" ,.:") for piece in _PIECES.split(rest))
        if not _is_empty(part) and known_outlets().named(part) is None
    ]
    if not parts:
        return ()
    found = names_in(parts[0])
    # A name beside a date without "by" needs a bar or a time of day: a place does not stand so.
    return found if len(parts) == 1 and found and apart else None


def _is_empty(text: str) -> bool:
    sections = vocabulary().sections
    return all(
        word in _EMPTY_WORDS or word in sections
        for word in (match.group().lower() for match in _WORD.finditer(text))
    )
