"""Copy of wire services as it is sent: each take begins with its slug and ends with its stamp.

The takes of one story are one document, where their slugs leave no doubt (``takes.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import COPYRIGHT
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import Value, joined, paragraphs
from articles.readers.exports.splitting import Lines, Piece, by_ends
from articles.readers.exports.takes import MORE, Take, joined_takes, slug_in

_HEADER = re.compile(
    r"\s*[a-z]?\d{3,5}\s+[a-z]{1,3}\s+[a-z]{1,4}\b.*$|\s*[A-Z]{3}\d{3,4}\s+\d\s+[A-Z]{2,}.*$"
)
# "BC-EU--Ferry Contract,1st Ld", and one word with hyphens: "FERRY-CONTRACT/ (TAKE 2)"
_SLUG = re.compile(
    r"\s*(?:[A-Z]{1,4}\d{3,5}\s+)?(?:(?:BC|AM|PM|US|EU|ML|AS|AF|LT|AP|AFP|REU|RTRS|UPDATE \d+|"
    r"[A-Z]{2,10})(?:--?|–|—|/)(?:[A-Z][\w.'’&]*)(?:[-–/ ]{1,2}[\w.'’&]+)*"
    r"|[A-Za-z][\w.'’&]*(?:[-/][\w.'’&]+)+/?)(?:,\s?[^,\n]{1,40})*(?:\s*\([^()\n]{1,30}\))?\s*$"
)
_STAMP = re.compile(
    r"\s*(?:AP|AFP|RTR|RTRS|REUTERS?|UPI|DPA)[-\s][A-Z]{2,4}[-\s](?P<date>\d\d-\d\d-\d\d(?:\d\d)?)\s+\d{4}"
    r"\s*(?:GMT|E[SD]T|UTC|CE?S?T)?\s*(?:<|$)"
    r"|\s*(?P<day>\d{2})(?P<time>\d{4})\s*(?:GMT)?\s+(?P<month>[A-Z]{3})\s+(?P<year>\d{2,4})\s*$"
)
_MARKUP = re.compile(r"^\s*[<^]+\s*|[>^=]+\s*(?:<\s*)?$")
_SIGNED = re.compile(r"(?:By|Par|Von|Por)\s+\S", re.IGNORECASE)
_SERVICES = {"AP": "The Associated Press", "AFP": "AFP", "RTR": "Reuters", "RTRS": "Reuters",
             "REUTER": "Reuters", "REUTERS": "Reuters", "UPI": "UPI", "DPA": "dpa"}  # fmt: skip
_STAFF = re.compile(
    r"(?:Associated Press|AP|Reuters|AFP|Agence France-Presse).{0,30}$", re.IGNORECASE
)
_DATELINE = re.compile(r"[^a-z]{3,40}.{0,50}?(?:\((?:AP|AFP|Reuters|UPI|dpa)\)|\bAFP\b)\s*[-–—_]+")
_EDITORS = re.compile(
    r"(?:Eds?:|EDITORS?:|URGENT|BULLETIN|FLASH|\(?With |Attn\b|ATTENTION\b|/{3,}"
    r"|\((?:Adds|Updates|Recasts|Corrects|Repeats|Refiles|Writes through)\b)"
)
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/-][a-z]{2,4}){1,3}")
# The place and the last words of the take before it.
_CATCHLINE = re.compile(r"[A-Z][A-Z .'-]{2,30}: \S.{0,50}$")
_LONGEST_HEAD = 110
_HEAD_LINES = 6


class WireCopy(Layout):
    """Takes of AP, Reuters, AFP and other wire services."""

    name = "wire"
    title = "the wire service"
    telling = ("AP-", "AFP", "RTR", "REUTER", "UPI-", "DPA-", "GMT", "BC-")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return any(map(_STAMP.match, lines)) and any(
            map(_SLUG.match, (line for line in lines if len(line) < _LONGEST_HEAD))
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        takes = by_ends(lines, lambda line, _: bool(_STAMP.match(line)), keep=True, belongs=_closes)
        return joined_takes(takes, _take)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        numbers: list[int] = []
        is_open = False  # the last take says that more follows
        for start, stop in _spans(lines):
            stamp = next((i for i in range(start, stop) if _STAMP.match(lines[i])), stop)
            if stamp < stop:
                _add_stamp(entry, lines[stamp], stamp)
            slug = _slug(lines, start, stamp)
            if slug is not None:
                entry.add("other", Value(_plain(lines[slug]), (slug + 1,), "Slug"))
                numbers.append(slug_in(_plain(lines[slug])).take)
            is_first = start == 0
            begins = _read_head(entry, lines, start, stamp, is_first=is_first)
            ends, is_open = _without_more(lines, begins, stamp)
            shown = [_MARKUP.sub("", line) if i >= begins else "" for i, line in enumerate(lines)]
            entry.body += paragraphs(shown, begins, ends)
            for index in range(begins, stop):
                if COPYRIGHT.match(lines[index]):
                    entry.add("copyright", joined(lines, [index]))
        if is_open or (numbers and numbers[0] > 1):
            slugs = [value for value in entry.fields.get("other", ()) if value.label == "Slug"]
            for value in (slugs or entry.body)[:1]:
                entry.add("part", value._replace(label="Slug"))
        return entry


def _spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each take of a document begins and ends: (index, index after it)."""
    start = 0
    for index, line in enumerate(lines):
        if _STAMP.match(line):
            stop = index + 1
            while stop < len(lines) and (not lines[stop].strip() or _closes(lines[stop], "")):
                stop += 1
            yield start, stop
            start = stop
    if any(line.strip() for line in lines[start:]):
        yield start, len(lines)


def _take(piece: Piece) -> Take:
    """What a take says of itself."""
    stop = len(piece.lines)
    slug = _slug(piece.lines, 0, stop)
    entry = Entry()
    stamp = next((i for i in range(stop - 1, -1, -1) if _STAMP.match(piece.lines[i])), None)
    if stamp is not None:
        _add_stamp(entry, piece.lines[stamp], stamp)
    day = day_in(entry.text("published"))
    return Take(
        slug_in(_plain(piece.lines[slug])) if slug is not None else None,
        entry.text("outlet"),
        day.first_day if day is not None and day.precision == "day" else None,
    )


def _plain(line: str) -> str:
    return _MARKUP.sub("", _MARKUP.sub("", line)).strip()


def _slug(lines: Sequence[str], start: int, stop: int) -> int | None:
    """The index of the slug among the first lines of a take."""
    filled = (index for index in range(start, stop) if lines[index].strip())
    first = islice(filled, _HEAD_LINES)
    return next(
        (
            i
            for i in first
            if len(lines[i]) < _LONGEST_HEAD
            and _SLUG.match(text := _plain(lines[i]))
            and not _HEADER.match(text)
        ),
        None,
    )


def _read_head(entry: Entry, lines: Sequence[str], start: int, stop: int, *, is_first: bool) -> int:
    """Read the lines above the text of a take; return where the text begins.

    Above a later take stand its slug, the headline again, and a line that says what it follows
    ("EASTHARBOUR: in April.").
    """
    begins = start
    slugged = False
    for index in range(start, stop):
        text = _plain(lines[index])
        short = len(text) < _LONGEST_HEAD
        if not text:
            continue
        if _HEADER.match(text) or _EDITORS.match(text):
            pass
        elif (
            short
            and not slugged
            and _SLUG.match(text)
            and not (is_first and entry.text("headline"))
        ):
            slugged = True
        elif short and _SIGNED.match(text):
            if not entry.text("byline"):
                entry.add("byline", Value(text, (index + 1,)))
        elif short and _STAFF.fullmatch(text) and entry.text("headline"):
            entry.add("other", Value(text, (index + 1,), "Service"))
        elif not is_first:
            is_head = lines[index].lstrip().startswith("^") or text == entry.text("headline")
            if not is_head and not _CATCHLINE.match(text):
                break
            if _CATCHLINE.match(text):
                entry.add("other", Value(text, (index + 1,), "Follows"))
        elif short and not entry.text("headline") and not _DATELINE.match(text):
            entry.add("headline", Value(text, (index + 1,)))
        else:
            break
        begins = index + 1
    return begins


def _without_more(lines: Sequence[str], start: int, stop: int) -> tuple[int, bool]:
    """Return where the text of a take ends, and if it says that more follows.

    "(more)" and the initials of those who sent it are left out.
    """
    is_open = False
    for index in range(stop - 1, start - 1, -1):
        text = _plain(lines[index])
        if not text or _INITIALS.fullmatch(text):
            stop = index
        elif MORE.match(text):
            stop, is_open = index, True
        else:
            break
    return stop, is_open


def _closes(line: str, before: str) -> bool:
    return bool(COPYRIGHT.match(line)) or line.strip() in ("<", "NNNN", "###", "ENDS")


def _add_stamp(entry: Entry, line: str, index: int) -> None:
    match = _STAMP.match(line)
    if match is None:
        return
    number = (index + 1,)
    if match["date"]:
        month, day, year = match["date"].split("-")
        entry.add("published", Value(f"{_year(year)}-{month}-{day}", number, "Stamp"))
        service = re.split(r"[-\s]", line.strip(), maxsplit=1)[0]
        entry.add("outlet", Value(_SERVICES.get(service, service), number, "Stamp"))
    else:
        text = f"{int(match['day'])} {match['month'].capitalize()} {_year(match['year'])}"
        if day_in(text):
            entry.add("published", Value(text, number, "Stamp"))
        entry.add("outlet", Value("AFP", number, "Stamp"))


def _year(digits: str) -> str:
    if len(digits) == 4:
        return digits
    return f"20{digits}" if int(digits) < 70 else f"19{digits}"
