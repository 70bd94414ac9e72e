"""Date lines: lines that say when a page was published or updated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lines.datelabels import LABEL, Label
from articles.extraction.lines.dates import DateMatch, readings_in, with_our_digits
from articles.extraction.lines.handling import is_handling
from articles.extraction.lines.names import names_in
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.calendarnames import is_weekday
from articles.extraction.words.dateparts import CAPITALISED_MONTH, MONTH_BEGINNING, WEEKDAYS
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.vocabulary import vocabulary, words
from articles.partialdate import PartialDate

# The longest date lines, in characters: of any kind, with a label, and without a label but with
# other words than the date. Longer lines are prose that has a date in it.
_LONGEST, _LONGEST_LABELLED, _LONGEST_MENTION = 160, 250, 100
_LABEL_REACH = 60  # How many characters before a date its label may begin.
_MOST_PIECE_WORDS = 4  # A longer piece of the line is more than a place, an outlet or a title.
_MOST_BUTTON_WORDS = 2
_SHORTEST_WEEKDAY = 4  # letters, where it is not beside the date: "Ma" and "Sam" are also names.
_MOST_WORDS = 7  # More words beside the date are a sentence.
_DIGIT = re.compile(r"\d")
# Every date has one of these: a year, a day beside a month, or three numbers. The expression
# begins with the digit, of which a text has few, so that the search is quick.
_MAYBE_DATE = re.compile(
    r"\d(?:(?<=1)[3-9]\d\d|(?<=2)[0-6]\d\d|[年月년월]|(?<=['’].)\d|[/.-]\d\d?[/.-]\d"
    rf"|(?:st|nd|rd|th)?[ -]{MONTH_BEGINNING})",
    re.IGNORECASE,
)
_ZONES = (
    "est edt et cst cdt ct mst mdt pst pdt pt gmt utc bst cet cest msk ist aest aedt acst awst jst "
    "hkt sgt myt pht wib kst eet eest wat cat eat sast nzst nzdt akst hst z"
)
_TIME = re.compile(
    r"(?=[\dTGU])(?:"  # Every form begins with one of these, which is quick to check.
    r"(?:T|\b)\d{1,2}(?:[:.h]\d\d){1,2}(?:\.\d+)?(?:Z|\s?[+-]\d\d:?\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?"
    r"|\b\d{1,2} ?[時时點点시](?: ?\d{1,2} ?[分분])?"
    rf"|\b\d{{4}}(?:hrs)? ?(?:{_ZONES.replace(' ', '|')})\b"
    r"|\b(?:GMT|UTC)\s?[+-]\d{1,2}(?::\d\d)?"
    r"|\b\d{1,3}[ -]min(?:ute)?s?(?: (?:read|ago))?\b"
    r"|\b\d[\d,.]*[km]? (?:comments?|views?|shares?|reads|words|likes|hits)\b"
    r"|\b\d{1,2} (?:hours?|days?|weeks?|months?|years?) ago\b)",
    re.IGNORECASE,
)
_STARTS = "(?:Last |First )?(?:Updated|Published|Posted|Modified)"
_WORD = re.compile(r"[^\W_]+")
# Words beside a date that add nothing to it.
_EMPTY_WORDS = (
    frozenset(day.lower() for day in WEEKDAYS)
    | frozenset(day.lower()[:3] for day in WEEKDAYS)
    | words(_ZONES)
    | words(
        "tues thur thurs at on in by of the and am pm time local first last page le el il am um à "
        "às alle las reading myt paris london read was this story article originally uhr o'clock h "
        "eastern pacific central standard daylight add comment comments no leave a share save "
        "print email min mins minutes hrs online edition day views "
        # Beside dates and times in other languages.
        "kl klo ora ore orele godz hodin uur saat óra час ч г года року den dne am à las pukul jam "
        "saa lúc ngày vào den a o u น 午前 午後 上午 下午 오전 오후 ص م"
    )
)
_BY = re.compile(r"(?:^|[\s|,•·–—-])by:?\s+(?P<names>[^|•·\d\n]+)", re.IGNORECASE)
_BY_ON = re.compile(r" by \S+(?: \S+){0,2} on (?:[a-z]+day )?", re.IGNORECASE)
_ON = re.compile(r"\s+(?:on|at)\s*$", re.IGNORECASE)
_BARS = re.compile(r"[|•·–—/]")
_PIECES = re.compile(r"[|•·–—/\n]")
# Copying often joins parts that are separate on the page: "2022This", "ByAnn Lee", "LeeUpdated".
_GLUED = re.compile(
    r"(?<=\d)(?=(?:[A-Z][a-z]{2}|[A-Z]{4}))|(?<=\bBy)(?=[A-Z][a-z])"
    rf"|(?:(?<=[a-z)])|(?<=[A-Z]{{2}})|(?<= [A-Z]))(?=(?:{CAPITALISED_MONTH})\.? \d)"
    rf"|(?<=[a-z)])(?=(?:{_STARTS})\b)"
    rf"|(?<=[A-Z]{{2}})(?=(?:{_STARTS})\b|(?:{CAPITALISED_MONTH.upper()}) \d)"
    r"|(?<=[A-Za-z]{4})(?=\d{1,2}[:.]\d\d)|(?<=[a-z]{3})(?=\d{1,2}, ?\d{4})"
    rf"|(?<=[a-z]{{4}})(?=\d{{1,2}}(?: (?:{CAPITALISED_MONTH})\.? |[/-]\d\d?[/-])\d{{4}})"
)
# A line that ``_GLUED`` matches has one of these.
_MAYBE_GLUED = re.compile(r"[A-Z\d](?:(?<=[\da-zA-Z)][A-Z])|(?<=[A-Za-z]\d))")
# A date after one of these words is not the date of the page.
_OTHER = re.compile(
    r"\b(?:in|since|until|till|from|between|before|after|through|during|of|to|for|born|died|"
    r"deadline|expires?|starts?|ends?|begins?|when|next|premieres?|opens?|season|vol|volume|issue|"
    r"no|due|copyright|rights|effective|valid|joined|says?|said|wrote|accessed|retrieved|founded|"
    r"established|event|archives?)\b\W*$|©|\(c\)",
    re.IGNORECASE,
)
# A line with a link, a quotation or a handle is no date line: "— Ann Lee (@annlee)" signs a post.
_HANDLE = re.compile(r"#\w|https?:|www\.|[“”\"]|\(@\w")
_NICKNAME = re.compile(r" [“\"][\w .'’-]{1,20}[”\"] ")  # By Ann “Skipper” Lee March 4, 2020
_SENTENCE_END = re.compile(r"(?:^\s*|[\w)])[.?:]\W*$|(?:\w+\W+){3}!\W*$")
_SIGNED = re.compile(r"\W*(?:(?:words|text|written|posted|story) )?by:?\s", re.IGNORECASE)
_BAR_BEFORE = re.compile(r"[|•·–—/,-]\s*(?:on )?$", re.IGNORECASE)
_BAR_AFTER = re.compile(r"\s*[|•·–—/,(-]")


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
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    return _stamp_in(with_our_digits(text))


@cached_by_line
def _stamp_in(text: str) -> Stamp | None:
    line = _parts_of(text)
    if line is None or text.startswith(("— ", "– ")):  # A dash signs an embedded post.
        return None
    names = _names_beside(line.rest, apart=line.apart)
    return None if names is None else _stamp(line, names, alone=True)


def read_mention(text: str) -> Stamp | None:
    """Read a short line that begins or ends with a date and has other words too.

    ``Ferries November 20, 2019 13:42``. It counts only in places where date lines are.
    """
    if len(text) > _LONGEST_LABELLED or not _DIGIT.search(text):
        return None
    line = _parts_of(with_our_digits(text))
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
    before, after = _TIME.sub(" ", before), _TIME.sub(" ", after)
    if _OTHER.search(before) or _SENTENCE_END.search(after or before):
        return None
    is_signed = _SIGNED.match(before) is not None or _is_small_print(before, after)
    is_edge = _is_empty(before) or _is_empty(after) or is_signed
    is_apart = _BAR_BEFORE.search(before) is not None and _BAR_AFTER.match(after) is not None
    words_beside = len(_WORD.findall(line.rest))
    if not (is_edge or is_apart) or words_beside > _MOST_WORDS * (2 if is_signed else 1):
        return None
    return _stamp(line, (), alone=False)


def _is_small_print(before: str, after: str) -> bool:
    """True for ``Ann Lee`` before a date and a button such as ``Comment now`` after it."""
    return 0 < len(_WORD.findall(after)) <= _MOST_BUTTON_WORDS and bool(names_in(before.strip()))


def _is_labelled(text: str, match: DateMatch) -> bool:
    """True if a label stands before a date, with nothing but a time or a weekday between them."""
    before = text[max(0, match.start - _LABEL_REACH) : match.start]
    labels = list(LABEL.pattern.finditer(before))
    if not labels:
        return False
    between = _TIME.sub(" ", before[labels[-1].end() :])
    return _is_empty(between) or _BY_ON.fullmatch(between) is not None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with dates. ``rest`` is the line without dates, times and labels.

    ``apart``: a bar or a time of day separates the parts of the line.
    """

    text: str
    dates: tuple[DateMatch, ...]
    rest: str
    apart: bool
    timed: bool
    labelled: bool


@cached_by_line
def _parts_of(text: str) -> _Line | None:
    """The parts of a line; None if it has no date."""
    if not _MAYBE_DATE.search(text):
        return None
    spaced = _GLUED.sub(" ", text) if _MAYBE_GLUED.search(text) else text
    dates = tuple(
        match
        for match in readings_in(spaced, short_years=True)
        if not is_handling(spaced[: match.start])
    )
    if not dates:
        return None
    rest = spaced
    for match in reversed(dates):
        rest = f"{rest[: match.start]}\n{rest[match.end :]}"
    timed = _DIGIT.search(rest) is not None and _TIME.search(rest) is not None
    is_apart = timed or _BARS.search(rest) is not None
    if timed:
        rest = _TIME.sub(" ", rest)
    labelled = not LABEL.words.isdisjoint(_WORD.findall(spaced.lower()))
    if labelled:
        rest = LABEL.pattern.sub(" ", rest)
    return _Line(spaced, dates, rest, is_apart, timed, labelled)


def _stamp(line: _Line, names: tuple[str, ...], *, alone: bool) -> Stamp:
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
        if names and _is_empty(rest[: by.start()] + " " + rest[by.end() :]):
            return names
        if names and by.start() <= 1 and all(map(_is_small, _PIECES.split(rest[by.end() :]))):
            return names
        return () if _is_empty(by["names"]) and _is_empty(rest[: by.start()]) else None
    if _is_empty(rest):
        return ()
    parts = [
        part
        for part in (piece.strip(" ,.:") for piece in _PIECES.split(rest))
        if not _is_empty(part) and not _names_outlet(part)
    ]
    if not parts:
        return ()
    found = names_in(parts[0])
    # Without "by", only a bar or a time of day shows that a name is no place.
    return found if len(parts) == 1 and found and apart else None


def _is_small(piece: str) -> bool:
    """True for a piece short enough to be a place, an outlet or a title beside the names."""
    return len(_WORD.findall(piece)) <= _MOST_PIECE_WORDS and not piece.rstrip().endswith(
        (".", "?", "!")
    )


def _is_empty(text: str) -> bool:
    sections = vocabulary().sections
    return all(
        word in _EMPTY_WORDS
        or word in sections
        or (len(word) >= _SHORTEST_WEEKDAY and is_weekday(word))
        for word in (match.group().lower() for match in _WORD.finditer(text))
    )


def _names_outlet(text: str) -> bool:
    """True for a known outlet, unless its name is also a common word ("Deadline")."""
    outlet = known_outlets().named(text)
    return outlet is not None and not outlet.ordinary
