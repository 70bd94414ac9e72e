"""NewsBank (Access World News): each document ends with its record number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from articles.readers.exports.days import is_date_line
from articles.readers.exports.documentfields import COPYRIGHT, read_body, read_tail, tail_start
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on
from articles.readers.exports.labels import labelled
from articles.readers.exports.signedpeople import is_signature
from articles.readers.exports.splitting import Lines, Piece, by_ends

_RECORD = re.compile(
    r"\s*(?:Record Number|Record|Article ID|Document ID|Accession Number)\s*:\s*"
    r"(?P<id>[\w./-]{4,})\s*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"{COPYRIGHT.pattern}|\s*OpenURL Link|\s*(?:https?://)?\S*(?:newsbank|infoweb)\S*\s*$"
    r"|\s*NewsBank\b|\s*[•*]?\s*Citation\b|\s*_{5,}\s*$|\s*-{5,}\s*$|\s*={5,}\s*$"
    r"|\s*Read News Document\s*$",
    re.IGNORECASE,
)
_READ = re.compile(r"\s*(?:Read News Document\s*$|OpenURL)", re.IGNORECASE)
_WORDS = re.compile(r"\s*[\d,.]+\s+words\s*$", re.IGNORECASE)
# The number and "Words" may stand in two lines.
_NUMBER = re.compile(r"\s*\d[\d,.]*\s*$")
# "Harbour Gazette, The (Northfield, VT) - March 3, 2019"
_DASHES = (" - ", " – ", " — ")
_DATED = re.compile(r"(?P<outlet>[^:|]{2,90}?\S)\s+[-–—]\s+(?P<date>\S.*)$")
_DASH = re.compile(r"^\s*[-–—]\s+")
_BAR = re.compile(r"\s+[|•·]\s+|\s{3,}|\t+")
_BARS = (*"|•·\t", "   ")
_SIGNED = re.compile(r"\s*By\s+\S.{1,100}$", re.IGNORECASE)
_PLACED = re.compile(r"\((?=[^()]*[^\W\d_]{2})[^()]{2,40}\)\s*$")
_HEAD_LINES = 12
_MOST_BLOCKS = 9
_LONGEST_HEAD = 160  # characters of a block that is not prose
_MOST_TITLE = 6  # lines of a headline with a byline
_SENTENCE = 60  # characters; a shorter one may be a headline


class NewsBank(Layout):
    """Saved, printed or e-mailed as text from NewsBank."""

    name = "newsbank"
    title = "NewsBank"
    telling = ("Record", "RECORD", "NewsBank", "Article ID", "Document ID")
    surname_first = True

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        if not any(map(_RECORD.match, lines)):
            return False
        keys = {key for line in lines for key, _, _ in _parts(line)}
        return "newsbank" in text.lower() or (
            bool(keys & {"section", "page", "byline"})
            and ("OpenURL" in text or any(map(_WORDS.match, lines)) or "outlet" in keys
                 or any(map(COPYRIGHT.match, lines)))
        )  # fmt: skip

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        for index, line in enumerate(lines):
            match = _RECORD.match(line)
            if match:
                entry.add("id", Value(match["id"], (index + 1,), "Record Number"))
        start = self._read_head(entry, lines)
        end = tail_start(lines, start, furniture=_FURNITURE)
        read_body(entry, lines, start, end)
        read_tail(entry, lines, end)
        return entry

    def _read_head(self, entry: Entry, lines: Sequence[str]) -> int:
        """Read the lines above the text; return the index where it begins."""
        free: list[int] = []
        index, start = 0, _head_end(lines)
        while index < start:
            line = lines[index]
            body = labelled(line)
            if body is not None and body.key == "body":
                if body.value:
                    entry.body.append(Value(body.value, (index + 1,)))
                start = index + 1
                break
            if _is_count(lines, index):
                entry.add("length", joined(lines, [index, index + 1]))
                index += 1
            elif _WORDS.match(line):
                entry.add("length", joined(lines, [index]))
            elif parts := _parts(line):
                for key, label, value in parts:
                    entry.add(key, Value(value, (index + 1,), label))
                index = _read_rest(entry, lines, index, start, parts[-1])
            elif _is_dated(line) and not entry.text("published"):
                entry.add("published", joined(lines, [index]))
            elif _SIGNED.match(line) and free:
                entry.add("byline", joined(lines, [index]))
            elif line.strip() and not _FURNITURE.match(line):
                free.append(index)
            index += 1
        if len(free) == 1 and _PLACED.search(lines[free[0]]) and not entry.text("headline"):
            start = _read_title(entry, lines, start)
        self._add_free(entry, lines, free)
        return start

    def _add_free(self, entry: Entry, lines: Sequence[str], free: list[int]) -> None:
        """Read the lines without a label: outlet, with its place behind it, and headline."""
        has_title = bool(entry.text("headline"))
        if len(free) > 1 - has_title and not entry.text("outlet"):
            placed = next((i for i in free if _PLACED.search(lines[i])), free[0])
            entry.add("outlet", joined(lines, [placed]))
            free = [i for i in free if i != placed]
        if free and not entry.text("headline"):
            entry.add("headline", joined(lines, free))


def _read_title(entry: Entry, lines: Sequence[str], start: int) -> int:
    """Read the block below the fields where it is headline and byline; return the end of both."""
    below = list(islice(blocks(lines, start, len(lines)), 2))
    if len(below) < 2 or len(below[0]) > _MOST_TITLE:
        return start
    block = below[0]
    signed = next((i for i in block[1:] if _is_byline(lines, block, i)), block.stop)
    title = joined(lines, range(block[0], signed))
    is_question = title.text.endswith("?") and len(title.text) <= _LONGEST_HEAD
    if signed == block.stop and _is_prose(title.text) and not is_question:
        return start
    entry.add("headline", title)
    if signed < block.stop:
        entry.add("byline", joined(lines, range(signed, block.stop)))
    return block.stop


def _is_byline(lines: Sequence[str], block: range, index: int) -> bool:
    goes_on = may_go_on(lines, index - 1, index)
    headline = "" if goes_on else joined(lines, range(block[0], index)).text
    return is_signature(joined(lines, range(index, block.stop)).text, headline=headline)


def _read_rest(
    entry: Entry, lines: Sequence[str], index: int, stop: int, part: tuple[str, str, str]
) -> int:
    """Read what follows a field in the lines below it; return the index of the last of them.

    A value stands below its label, or goes on there where the line had no room for it.
    """
    key, label, value = part
    after = index + 1
    while (
        after < stop
        and not _is_field(lines[after])
        and (may_go_on(lines, after - 1, after) or (not value and after == index + 1))
    ):
        after += 1
    if after == index + 1:
        return index
    more = joined(lines, range(index + 1, after))
    if value:
        whole = entry.fields[key].pop()
        more = Value(f"{whole.text} {more.text}", whole.lines + more.lines)
    entry.add(key, more._replace(label=label))
    return after - 1


def _head_end(lines: Sequence[str]) -> int:
    """Return where the text begins: after the last block with a field, before the first prose."""
    end = 0
    for number, block in enumerate(blocks(lines, 0, len(lines))):
        if number and any(_RECORD.match(lines[index]) for index in block):
            break  # the fields below a short text
        is_prose = number > 0 and _is_prose(joined(lines, block).text)
        # The lines of a table are fields from the first on.
        places = block[:1] if is_prose else block
        if any(_is_field(lines[index]) or _is_count(lines, index) for index in places):
            end = block[-1] + 1
        elif is_prose or number == _MOST_BLOCKS:
            break
    return end


def _is_prose(text: str) -> bool:
    ends = text.endswith((".", "!", "?", "”", '"', "»", ")"))
    return len(text) > _LONGEST_HEAD or (ends and len(text) > _SENTENCE)


def _is_count(lines: Sequence[str], index: int) -> bool:
    """True for a number below which "Words" stands."""
    following = lines[index + 1].strip() if index + 1 < len(lines) else ""
    return following.lower() == "words" and bool(_NUMBER.match(lines[index]))


def _is_field(line: str) -> bool:
    return bool(_parts(line) or _is_dated(line) or _WORDS.match(line) or _READ.match(line))


def _is_dated(line: str) -> bool:
    """True for a line that is a date, with or without the dash that parts it from the outlet."""
    return is_date_line(_DASH.sub("", line))


def _parts(line: str) -> list[tuple[str, str, str]]:
    """Return the fields of a line that has several: (key, label, value)."""
    found = []
    may_be_dated = len(line) < _LONGEST_HEAD and any(dash in line for dash in _DASHES)
    dated = _DATED.match(line.strip()) if may_be_dated else None
    if dated is not None and is_date_line(dated["date"]):
        return [("outlet", "", dated["outlet"]), ("published", "", dated["date"])]
    has_bars = any(bar in line for bar in _BARS)
    pieces = _BAR.split(line.strip()) if has_bars else [line.strip()]
    for piece in pieces:
        field = labelled(piece)
        if field is not None:
            found.append((field.key, field.label, field.value))
        elif len(pieces) > 1 and _SIGNED.match(piece):
            found.append(("byline", "", piece))
        elif len(pieces) > 1 and is_date_line(piece):
            found.append(("published", "", piece))
        elif len(pieces) > 1 and piece and (found or any(map(is_date_line, pieces))):
            found.append(
                ("outlet" if "outlet" not in (k for k, _, _ in found) else "other", "", piece)
            )
    return found


def _ends(line: str, lines: Lines) -> bool:
    """True for a record number, after which the export ends or another document begins."""
    if not _RECORD.match(line):
        return False
    following = [each for each in lines.ahead() if not _belongs(each)]
    for each in following[:_HEAD_LINES]:
        if _RECORD.match(each):
            return False
        if _is_field(each):
            return True
    return len(following) < _HEAD_LINES  # the file ends


def _belongs(line: str, before: str = "") -> bool:
    return bool(_FURNITURE.match(line))
