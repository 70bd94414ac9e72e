"""Copy of wire services as it is sent: each take begins with its slug and ends with its stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import day_in
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import COPYRIGHT, Layout
from articles.readers.exports.fieldvalues import Value, blocks, joined, paragraphs
from articles.readers.exports.splitting import Lines, Piece, by_ends

_HEADER = re.compile(
    r"\s*[a-z]?\d{3,5}\s+[a-z]{1,2}\s+[a-z]{1,3}\b.*$|\s*[A-Z]{3}\d{3,4}\s+\d\s+[A-Z]{2,}.*$"
)
_SLUG = re.compile(
    r"\s*(?:[A-Z]{1,4}\d{3,5}\s+)?(?:BC|AM|PM|US|EU|ML|AS|AF|LT|AP|AFP|REU|RTRS|UPDATE \d+|"
    r"[A-Z]{2,10})(?:--?|–|—|/)(?:[A-Z][\w.'’&]*)(?:[-–/ ]{1,2}[\w.'’&]+)*(?:,\s?[^,\n]{1,40})*\s*$"
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
_LONGEST_HEAD = 110


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
        return by_ends(lines, lambda line, _: bool(_STAMP.match(line)), keep=True, belongs=_closes)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        end = next((i for i in range(len(lines) - 1, -1, -1) if _STAMP.match(lines[i])), len(lines))
        if end < len(lines):
            _add_stamp(entry, lines[end], end)
        start = 0
        for block in blocks(lines, 0, end):
            for index in block:
                text = _MARKUP.sub("", _MARKUP.sub("", lines[index])).strip()
                start = index
                if not text or _HEADER.match(text) or _EDITORS.match(text):
                    continue
                if _SLUG.match(text) and not entry.text("headline") and len(text) < _LONGEST_HEAD:
                    entry.add("other", Value(text, (index + 1,), "Slug"))
                elif _SIGNED.match(text) and len(text) < _LONGEST_HEAD:
                    entry.add("byline", Value(text, (index + 1,)))
                elif _STAFF.fullmatch(text) and entry.text("headline"):
                    entry.add("other", Value(text, (index + 1,), "Service"))
                elif (
                    not entry.text("headline")
                    and len(text) < _LONGEST_HEAD
                    and not _DATELINE.match(text)
                ):
                    entry.add("headline", Value(text, (index + 1,)))
                else:
                    break
                start = index + 1
            else:
                continue
            break
        shown = [_MARKUP.sub("", line) if i >= start else "" for i, line in enumerate(lines)]
        entry.body += paragraphs(shown, start, end)
        for index in range(start, len(lines)):
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
        return entry


_EDITORS = re.compile(r"(?:Eds?:|EDITORS?:|URGENT|BULLETIN|FLASH|\(?With |Attn\b)")


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
