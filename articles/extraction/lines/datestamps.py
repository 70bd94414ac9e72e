"""Date lines: lines that say when a page was published or updated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lines.calendars import DateMatch
from articles.extraction.lines.datedlines import (
    LABEL,
    DatedLine,
    Label,
    adds_nothing,
    dated_line,
    without_times,
)
from articles.extraction.lines.dates import with_our_digits
from articles.extraction.lines.foreignbylines import name_inside
from articles.extraction.lines.names import names_in
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.dateparts import CAPITALISED_WEEKDAY
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, DIGIT
from articles.partialdate import PartialDate

_PHRASES = phrasebook("datestamps")

# The longest date lines, in characters: of any kind, with a label, and without a label but with
# other words than the date. Longer lines are prose that has a date in it.
_LONGEST, _LONGEST_LABELLED, _LONGEST_MENTION = 160, 250, 100
_LABEL_REACH = 60  # How many characters before a date its label may begin.
_MOST_BUTTON_WORDS = 2
_MOST_WORDS = 7  # More words beside the date are a sentence.
_WORD = re.compile(r"[^\W_]+")
_BY = _PHRASES.pattern("by")
_BY_ON = _PHRASES.pattern("by_on")
_ON = re.compile(r"\s+(?:on|at)\s*$", re.IGNORECASE)
_DAY_IN_CAPITALS = re.compile(rf"\b(?:{CAPITALISED_WEEKDAY.upper()})\b")
# "page 4", "S. 12" and the like, after a date
_PAGE = _PHRASES.pattern("page")
# One to five words with capitals, with small ones between them, and what stands before the date
_PAPER = re.compile(
    r"[^\W\d_a-z][\w.'’&-]*"
    r"(?: (?:(?:of|and|the|de|la|du|des|der|van|&) ){0,2}[^\W\d_a-z][\w.'’&-]*){0,4}"
    rf"\s*[,{BARS}]\s*(?P<rest>.{{0,30}})"
)
_PIECES = re.compile(rf"[{BARS}{DASHES}\n]")
# Words after which a date is not that of the page: "since", "deadline"
_OTHER = _PHRASES.pattern("other")
# A line with a link, a quotation or a handle is no date line: "— Ann Lee (@annlee)" signs a post.
_HANDLE = re.compile(r"#\w|https?:|www\.|[“”\"]|\(@\w")
_NICKNAME = re.compile(r" [“\"][\w .'’-]{1,20}[”\"] ")  # By Ann “Skipper” Lee March 4, 2020
_SENTENCE_END = re.compile(r"(?:^\s*|[\w)])[.?:]\W*$|(?:\w+\W+){3}!\W*$")
_SIGNED = _PHRASES.pattern("signed")
_BAR_BEFORE = re.compile(rf"[{BARS}{DASHES},-]\s*(?:on )?$", re.IGNORECASE)
_BAR_AFTER = re.compile(rf"\s*[{BARS}{DASHES},(-]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date line: its date, the label of the date, and the names beside it.

    ``readings`` are the days that the date may mean: one, or two if the order of day and month is
    open. ``calendar`` names the calendar from which it was converted, "" for ours. ``alone``: the
    line says nothing else. ``timed``: it also has a time of day.
    """

    readings: tuple[PartialDate, ...]
    label: Label
    names: tuple[str, ...] = ()
    alone: bool = True
    timed: bool = False
    calendar: str = ""

    @property
    def date(self) -> PartialDate:
        return self.readings[0]


def read_stamp(text: str) -> Stamp | None:
    """Read a date line; None for a line that has no date, or more text than a date line."""
    if len(text) > _LONGEST or not DIGIT.search(text):
        return None
    return _stamp_in(with_our_digits(text))


@cached_by_line
def _stamp_in(text: str) -> Stamp | None:
    line = dated_line(text)
    if line is None or text.startswith(("— ", "– ")):  # A dash signs an embedded post.
        return None
    names = _names_beside(line.rest, apart=line.apart)
    return None if names is None else _stamp(line, names, alone=True)


def read_mention(text: str) -> Stamp | None:
    """Read a short line that begins or ends with a date and has other words too.

    ``Ferries November 20, 2019 13:42``. It counts only in places where date lines are.
    """
    if len(text) > _LONGEST_LABELLED or not DIGIT.search(text):
        return None
    if text.isupper():
        text = text.rstrip(" .")  # The head of a page ends with a full stop in older papers.
    line = dated_line(with_our_digits(text))
    if line is None or line.dates[0].date.precision != "day":
        return None
    if any(_is_labelled(line.text, match) for match in line.dates):
        return _stamp(line, (), alone=False)
    longest = _LONGEST if _SIGNED.match(text) else _LONGEST_MENTION
    if len(text) > longest or _HANDLE.search(
        _NICKNAME.sub(" ", text) if longest == _LONGEST else text
    ):
        return None
    before, after = line.text[: line.dates[0].start], line.text[line.dates[-1].end :]
    before, after = without_times(before), _PAGE.sub("", without_times(after))
    if _OTHER.search(before) or _SENTENCE_END.search(after or before):
        return None
    is_signed = _SIGNED.match(before) is not None or _is_small_print(before, after)
    is_edge = adds_nothing(before) or adds_nothing(after) or is_signed
    is_apart = _BAR_BEFORE.search(before) is not None and _BAR_AFTER.match(after) is not None
    words_beside = len(_WORD.findall(line.rest))
    if not (is_edge or is_apart) or words_beside > _MOST_WORDS * (2 if is_signed else 1):
        return None
    return _stamp(line, (), alone=False)


def is_folio(text: str) -> bool:
    """True for the head of a printed page: "THE OBSERVER, MONDAY, MAY 4, 1987"."""
    if not text.isupper() or _DAY_IN_CAPITALS.search(text) is None:
        return False
    mention = read_mention(text)
    return mention is not None and read_stamp(text) is None


def has_page(text: str) -> bool:
    """True for a line that ends with the page of a printed paper: "4 March 2020, page 2"."""
    return text[-1:] in "0123456789.)" and _PAGE.search(text) is not None


def is_paper_and_date(text: str) -> bool:
    """True for what may be the name of a paper, in capitals as names are, and the date of its
    issue: "Harbour Post, 4 March 2020, page 2"."""
    if len(text) > _LONGEST_MENTION or not DIGIT.search(text):
        return False
    line = dated_line(with_our_digits(text))
    if line is None or len(line.dates) > 1 or line.dates[0].date.precision != "day":
        return False
    before, after = line.text[: line.dates[0].start], line.text[line.dates[0].end :]
    match = _PAPER.fullmatch(before)
    return match is not None and adds_nothing(match["rest"]) and adds_nothing(_PAGE.sub("", after))


def _is_small_print(before: str, after: str) -> bool:
    """True for ``Ann Lee`` before a date and a button such as ``Comment now`` after it."""
    return 0 < len(_WORD.findall(after)) <= _MOST_BUTTON_WORDS and bool(names_in(before.strip()))


def _is_labelled(text: str, match: DateMatch) -> bool:
    """True if a label stands before a date, with nothing but a time or a weekday between them."""
    before = text[max(0, match.start - _LABEL_REACH) : match.start]
    labels = list(LABEL.pattern.finditer(before))
    if not labels:
        return False
    between = without_times(before[labels[-1].end() :])
    return adds_nothing(between) or _BY_ON.fullmatch(between) is not None


def _stamp(line: DatedLine, names: tuple[str, ...], *, alone: bool) -> Stamp:
    found = LABEL.pattern.finditer(line.text) if line.labelled else ()
    labels = [(match.end(), match.lastgroup) for match in found]
    dated: list[tuple[DateMatch, Label]] = []
    for match in line.dates:
        before = [group for end, group in labels if end <= match.start]
        label: Label = "" if not before else "updated" if before[-1] == "updated" else "published"
        dated.append((match, label))
    order: tuple[Label, ...] = ("published", "", "updated")
    match, label = min(dated, key=lambda item: order.index(item[1]))
    return Stamp(match.readings, label, names, alone, line.timed, match.calendar)


def _names_beside(rest: str, *, apart: bool) -> tuple[str, ...] | None:
    """The names in ``rest``, which may be none; None if it has anything else."""
    by = _BY.search(rest)
    if by:
        names = names_in(_ON.sub("", by["names"]))
        if names and adds_nothing(rest[: by.start()] + " " + rest[by.end() :]):
            return names
        return () if adds_nothing(by["names"]) and adds_nothing(rest[: by.start()]) else None
    if adds_nothing(rest):
        return ()
    labelled = name_inside(rest)
    if labelled:
        return labelled
    parts = [
        part
        for part in (piece.strip(" ,.:") for piece in _PIECES.split(rest))
        if not adds_nothing(part) and not _names_outlet(part)
    ]
    if not parts:
        return ()
    found = names_in(parts[0])
    # Without "by", only a bar or a time of day shows that a name is no place.
    return found if len(parts) == 1 and found and apart else None


def _names_outlet(text: str) -> bool:
    """True for a known outlet, unless its name is also a common word ("Deadline")."""
    outlet = known_outlets().named(text)
    return outlet is not None and not outlet.ordinary
