"""GoPress (Mediargus): a numbered list of articles, and below it their texts.

Only the list names the papers. A text begins with its day and page, by which it is found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import COPYRIGHT, read_body
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.signedpeople import is_signature
from articles.readers.exports.splitting import Lines, Piece

_NUMBERED = re.compile(r"[\ufeff?]?\s*(?P<number>\d{1,5})\.\s+(?P<headline>\S.*)")
_SOURCE = re.compile(
    r"\s*(?P<outlet>[^\d,][^,]{1,60}),\s+(?P<day>(?:[^\W\d_]+\s+)?\d{1,2}\s+[^\W\d_]{3,12}\.?\s+"
    r"(?:19|20)\d\d),\s+p\.\s?(?P<page>[\w/-]+),\s+(?P<length>\d+)\s?w\.\s*$"
)
_DATED = re.compile(r"\s*(?P<day>\d{1,2}-\d{1,2}-(?:19|20)\d\d),\s*p\.\s?(?P<page>[\w/-]+)\s*$")
# What the list has where an article has no headline.
_UNTITLED = re.compile(r"(?:artikel zonder titel|article sans titre)\W*$", re.IGNORECASE)
_HEAD_BLOCKS = 4  # below the day, among which the headline is
_LONGEST_TITLE = 200  # characters of the line below the headline
_SENTENCE_ENDS = (".", ".'", ".’", ".”", '."')


@dataclass(slots=True)
class _Listed:
    """An article of the list: its headline, source and passage, as lines."""

    lines: list[str] = field(default_factory=list)

    @property
    def source(self) -> re.Match[str] | None:
        return next((found for line in self.lines if (found := _SOURCE.match(line))), None)

    def is_of(self, day: str, page: str) -> bool:
        found = self.source
        return found is not None and found["page"] == page and day_in(found["day"]) == day_in(day)


class GoPress(Layout):
    """Saved as text from GoPress or Mediargus."""

    name = "gopress"
    title = "GoPress"
    telling = (", p. ", ", p.")

    def marks(self, text: str) -> bool:
        lines = Lines(text.split("\n"))
        return any(_is_listed(line, lines) for line in lines)

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        """Yield each text below what the list says of it; the list alone if no text follows."""
        listed: list[_Listed] = []
        piece: Piece | None = None
        total = 0
        for line in lines:
            dated = _DATED.match(line)
            if dated is not None:
                if piece is not None:
                    yield piece
                total = total or len(listed)
                number = piece.number + 1 if piece else 1
                head = _taken(listed, dated, lines.ahead()[:_HEAD_BLOCKS])
                piece = Piece(number, [*head, "", line], missing=max(0, total - number))
            elif piece is not None:
                piece.lines.append(line)
            elif _is_listed(line, lines):
                listed.append(_Listed([line]))
            elif listed:
                listed[-1].lines.append(line)
        if piece is not None:
            yield piece
        else:
            for number, each in enumerate(listed, 1):
                yield Piece(number, each.lines)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        kept = trimmed(lines)
        numbered = _NUMBERED.match(kept[0]) if kept else None
        if numbered is not None and any(map(_SOURCE.match, kept[1:3])):
            kept[0] = numbered["headline"]
        return kept

    def complete(self, piece: Piece) -> bool:
        return any(map(COPYRIGHT.match, piece.lines)) or not any(map(_DATED.match, piece.lines))

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        found = [index for index, line in enumerate(lines) if line.strip()]
        sourced = next((i for i in found[:3] if _SOURCE.match(lines[i])), None)
        dated = next((i for i in found[:4] if _DATED.match(lines[i])), None)
        if sourced is not None:
            _read_listed(entry, lines, sourced)
        if dated is None:
            passage = [i for i in found if sourced is not None and i > sourced]
            entry.add("standfirst", joined(lines, passage))
            return entry
        match = _DATED.match(lines[dated])
        if match is not None and sourced is None:
            entry.add("published", Value(match["day"], (dated + 1,)))
            entry.add("page", Value(match["page"], (dated + 1,)))
        end = next((i for i in found if i > dated and COPYRIGHT.match(lines[i])), len(lines))
        if end < len(lines):
            entry.add("copyright", joined(lines, [end]))
        read_body(entry, lines, _read_head(entry, lines, dated + 1, end), end)
        return entry


def _is_listed(line: str, lines: Lines) -> bool:
    """True for the headline of an article in the list, below which its source stands."""
    return bool(_NUMBERED.match(line)) and any(map(_SOURCE.match, lines.ahead(2)))


def _taken(listed: list[_Listed], dated: re.Match[str], head: Sequence[str]) -> list[str]:
    """Take headline and source of the text with this beginning out of the list; [] if none fits.

    Several articles of a page are told apart by their headlines, else they come in the order of
    the list.
    """
    fitting = [each for each in listed if each.is_of(dated["day"], dated["page"])]
    if not fitting:
        return []
    titles = {_plain(line) for line in head}
    chosen = next((each for each in fitting if _title(each.lines[0]) in titles), fitting[0])
    listed.remove(chosen)
    return [line for line in chosen.lines if line.strip()][:2]


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(_SENTENCE_ENDS)


def _title(line: str) -> str:
    match = _NUMBERED.match(line)
    return _plain(match["headline"] if match else line)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _read_listed(entry: Entry, lines: Sequence[str], sourced: int) -> None:
    match = _SOURCE.match(lines[sourced])
    if match is None:
        return
    for key, group in (
        ("outlet", "outlet"), ("published", "day"), ("page", "page"), ("length", "length")
    ):  # fmt: skip
        entry.add(key, Value(match[group], (sourced + 1,)))
    title = [index for index in range(sourced) if lines[index].strip()]
    if title and not _UNTITLED.match(joined(lines, title).text):
        entry.add("headline", joined(lines, title))


def _read_head(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read what stands above a text: editions, the headline, a line below it, and the byline."""
    found = list(blocks(lines, start, stop))
    if not found:
        return start
    texts = [joined(lines, block).text for block in found]
    listed = _plain(entry.text("headline"))
    at = next((i for i, each in enumerate(texts[:_HEAD_BLOCKS]) if _plain(each) == listed), None)
    if at is None:
        if listed:
            return start  # the text is printed without it
        at = 0
        entry.add("headline", joined(lines, found[0]))
    for block in found[:at]:
        entry.add("edition", joined(lines, block))
    for place in range(at + 1, min(at + 3, len(found) - 1)):
        text = texts[place]
        if is_signature(text):
            entry.add("byline", joined(lines, found[place]))
        elif (
            entry.text("standfirst") or len(text) > _LONGEST_TITLE or text.endswith(_SENTENCE_ENDS)
        ):
            return found[place - 1].stop
        else:
            entry.add("standfirst", joined(lines, found[place]))
        at = place
    return found[at].stop
