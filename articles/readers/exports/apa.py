"""APA-OnlineManager: each clipping begins with its paper, day, page and section.

Clippings of websites have the day on which they were found instead, which may be months later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.documentfields import read_body
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.signedpeople import is_opened, is_signature
from articles.readers.exports.splitting import Lines, Piece, by_starts

_HEADING = re.compile(
    r"\s*[\"„“»](?P<outlet>[^\"„“”«»]{2,80})[\"“”«]\s+"
    r"(?:vom\s+(?P<day>\d{1,2}\.\d{1,2}\.\d{4})(?:,?\s+Seite:?\s*(?P<page>\S+))?"
    r"|gefunden am\s+(?P<found>\d{1,2}\.\d{1,2}\.\d{4})(?:\s+\d{1,2}:\d\d(?:\s*Uhr)?)?)\s*$"
)
_SECTION = re.compile(r"\s*Ressort:\s*(?P<section>.*\S)")
_RULE = re.compile(r"\s*_{20,}\s*$")
_MOST_TITLES = 6  # blocks above the text: editions, kicker, headline, line below it
_LONGEST_TITLE = 160  # characters
_LONGEST_HEADLINE = 90  # a longer block below a shorter one is the line below the headline


class Apa(Layout):
    """Saved as RTF or text from the APA-OnlineManager."""

    name = "apa"
    title = "APA"
    telling = tuple(f"{mark} {word} " for mark in '"“”«' for word in ("vom", "gefunden am"))

    def marks(self, text: str) -> bool:
        lines = Lines(text.split("\n"))
        return any(_starts(line, lines) for line in lines)

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_starts(lines, _starts, keep=True)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        return trimmed([line for line in lines if not _RULE.match(line)])

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        match = _HEADING.match(lines[0]) if lines else None
        if match is None:
            return entry
        entry.add("outlet", Value(match["outlet"].strip(), (1,)))
        for key, group in (("published", "day"), ("page", "page"), ("loaded", "found")):
            entry.add(key, Value(match[group] or "", (1,)))
        start = 1
        section = _SECTION.match(lines[1]) if len(lines) > 1 else None
        if section is not None:
            entry.add("section", Value(section["section"], (2,), "Ressort"))
            start = 2
        start = _read_titles(entry, lines, start, is_printed=match["day"] is not None)
        read_body(entry, lines, start, len(lines))
        return entry


def _starts(line: str, lines: Lines) -> bool:
    """True for the heading of a clipping. A paper that an article quotes has no section below."""
    match = _HEADING.match(line)
    if match is None:
        return False
    return match["found"] is not None or bool(_SECTION.match("".join(lines.ahead(1))))


def _read_titles(entry: Entry, lines: Sequence[str], start: int, *, is_printed: bool) -> int:
    """Read headline, the line below it and byline; return where the text begins.

    Papers have editions and a kicker above the headline, websites have it first.
    """
    found = [
        part for block in blocks(lines, start, len(lines)) for part in _without_kicker(block, lines)
    ]
    titles = []
    for block in found[:_MOST_TITLES]:
        if not _is_title(joined(lines, block).text):
            break
        titles.append(block)
    if not titles:
        return start
    at = _headline(titles, lines) if is_printed else 0
    for block in titles[:at]:
        entry.add("other", joined(lines, block))
    entry.add("headline", joined(lines, titles[at]))
    below = at + 1
    if is_printed and below < len(titles):
        entry.add("standfirst", joined(lines, [i for block in titles[below:] for i in block]))
        below = len(titles)
    # The line below the headline may be a sentence, if the byline follows.
    signed = next(
        (i for i in found[below : below + 2] if is_signature(joined(lines, i).text)), None
    )
    if signed is not None:
        if signed != found[below]:
            entry.add("standfirst", joined(lines, found[below]))
        entry.add("byline", joined(lines, signed))
        return signed.stop
    return found[below - 1].stop


def _without_kicker(block: range, lines: Sequence[str]) -> list[range]:
    """Part a kicker ("Der Hafenmeister...", "Streit um den Vertrag:") from a headline that stands
    directly below it."""
    first = lines[block[0]].rstrip()
    if len(block) > 1 and len(first) <= _LONGEST_HEADLINE and first.endswith(("...", "…", ":")):
        return [block[:1], block[1:]]
    return [block]


def _is_title(text: str) -> bool:
    is_sentence = text.endswith(".") and not text.endswith("..")
    return len(text) <= _LONGEST_TITLE and not is_sentence and not is_opened(text)


def _headline(titles: Sequence[range], lines: Sequence[str]) -> int:
    """Return which of the blocks above a printed text is the headline: the last one, but neither a
    long line below it nor a single word."""
    texts = [joined(lines, block).text for block in titles]
    for at in reversed(range(len(texts))):
        is_below = at > 0 and len(texts[at]) > _LONGEST_HEADLINE and " " in texts[at - 1]
        if " " in texts[at] and not is_below:
            return at
    return len(texts) - 1
