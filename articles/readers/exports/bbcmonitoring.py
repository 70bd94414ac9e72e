"""BBC Monitoring: reports that end with their source, "… in Arabic 0900 gmt 3 Mar 19"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.exports.agencies import is_agency
from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import read_body
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.labels import labelled
from articles.readers.exports.signedpeople import is_signature
from articles.readers.exports.splitting import Lines, Piece, by_ends

_SOURCE = re.compile(
    r"\s*Source:\s*(?P<name>.+?)(?:,\s*(?P<place>[^,]*))?,?\s+in\s+(?P<language>[A-Z][a-z]+)\b"
    r"(?P<rest>.*\d.*)$"
)
_CODE = re.compile(
    r"\s*(?:/?BBC Mon(?:itoring)?\b"
    r"|(?:\(c\)|©|Copyright)\s*(?:Copyright\s*)?(?:\d{4}\s*)?(?:British Broadcasting|BBC)\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\s*(?:Text of|Excerpt from|Excerpts from|Text and audio of)\s+.{0,40}"
    r"(?:report|article|commentary|editorial|statement|interview|speech)",
    re.IGNORECASE,
)
# Text of report by Ann Lee headlined "Ferry to stop" published by newspaper Al-Mina on 3 March
_WRITER = re.compile(
    r"\s*(?:Text|Excerpts?)\b.{0,40}?\b(?:report|article|commentary|editorial|interview) by\s+"
    r"(?P<names>\S.{2,160}?)[\s,:;]*\b"
    r"(?:headlined|entitled|titled|published|posted|carried)\b",
    re.IGNORECASE,
)
_REPORTER = re.compile(
    r"\[(?:Report|Text|Article|Commentary|Interview)\s+by\s+(?P<name>[^\]:]{3,160})[:\]]"
)
_MEDIUM = re.compile(
    r"\s+(?:website|news agency|newspaper|TV|radio|television|online|agency)\b.*$", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_YEAR = re.compile(r"(?<=[a-z] )\d\d\b")  # "3 Mar 88"
_HEAD_LINES = 30


class BbcMonitoring(Layout):
    """Reports of BBC Monitoring, of which the source is another outlet."""

    name = "bbcmon"
    title = "BBC Monitoring"
    telling = ("BBC Mon", "Text of ", "Excerpt")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return any(map(_SOURCE.match, lines)) and (
            any(map(_CODE.match, lines)) or any(map(_OPENING.match, lines))
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        end = next(
            (i for i in range(len(lines) - 1, -1, -1) if _source(lines[i], lines[i + 1 :])),
            len(lines),
        )
        found = list(blocks(lines, 0, end))
        start = 0
        if found:
            entry.add("headline", joined(lines, found[0]))
            start = found[0][-1] + 1
        for index in range(start, min(start + 8, end)):
            field = labelled(lines[index])
            if (
                field is not None
                and field.value
                and field.key in ("published", "byline", "length", "source")
            ):
                entry.add(field.key, Value(field.value, (index + 1,), field.label))
                start = index + 1
            elif lines[index].strip():
                break
        for index in range(end + 1, len(lines)):
            if _CODE.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
        opening_text = joined(lines, range(start, min(start + _HEAD_LINES, end))).text
        match = _source(lines[end], lines[end + 1 :]) if end < len(lines) else None
        if match is not None:
            self._add_source(entry, match, end, opening_text)
            entry.add("agency", Value("BBC Monitoring", (end + 1,)))
        read_body(entry, lines, start, end)
        if entry.body and _OPENING.match(entry.body[0].text):
            opening = entry.body.pop(0)
            entry.add("other", opening)
            _add_writer(entry, opening)
        signed = _REPORTER.match(entry.body[0].text) if entry.body else None
        if signed and not entry.text("byline"):
            entry.add("byline", entry.body[0]._replace(text=signed["name"]))
        return entry

    def _add_source(self, entry: Entry, match: re.Match[str], index: int, opening: str) -> None:
        number = (index + 1,)
        name = match["name"]
        # A place may have two names: "The Beacon, Eastharbour, Vermont, in English".
        if (short := name.partition(",")[0]) in opening:
            name = short
        entry.add("outlet", Value(_MEDIUM.sub("", name), number, "Source"))
        date = match["rest"].split("gmt")[-1].strip()
        if day_in(date) is None:
            notices = " ".join(value.text for value in entry.fields.get("copyright", ()))
            date = _with_century(date, notices)
        if not entry.text("published") and day_in(date):
            entry.add("published", Value(date, number, "Source"))
        entry.add("other", Value(match["language"], number, "Original language"))


def _with_century(date: str, notice: str) -> str:
    """Write out the year of "3 Mar 88", which the copyright notice states with four digits."""
    year, short = _YEAR.search(notice), _SHORT_YEAR.search(date)
    if year is None or short is None or not year[0].endswith(short[0]):
        return date
    return date[: short.start()] + year[0] + date[short.end() :]


def _add_writer(entry: Entry, opening: Value) -> None:
    """Take who wrote the report; an outlet or a service may stand there too."""
    written = _WRITER.match(opening.text)
    if written is None or entry.text("byline"):
        return
    names = written["names"]
    if is_signature(names) and not is_agency(names) and known_outlets().named(names) is None:
        entry.add("byline", opening._replace(text=names))


def _source(line: str, following: Sequence[str]) -> re.Match[str] | None:
    """Read the source of a report, which may go on in the next line; None if there is none."""
    if not line.lstrip().startswith("Source:"):
        return None
    more = next(iter(following), "")
    whole = line if not more.strip() or _CODE.match(more) else f"{line.rstrip()} {more.strip()}"
    return _SOURCE.match(whole) or _SOURCE.match(line)


def _ends(line: str, lines: Lines) -> bool:
    return line.lstrip().startswith("Source:") and _source(line, lines.ahead(1)) is not None


def _belongs(line: str, before: str = "") -> bool:
    return bool(_CODE.match(line)) or (before.startswith("Source:") and bool(line.strip()))
