"""NewsBank (Access World News): each document ends with its record number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import is_date_line
from articles.readers.exports.entry import Entry
from articles.readers.exports.labels import labelled
from articles.readers.exports.layout import COPYRIGHT, Layout, read_body, read_tail, tail_start
from articles.readers.exports.paragraphs import Value, joined
from articles.readers.exports.splitting import Lines, Piece, by_ends

_RECORD = re.compile(
    r"\s*(?:Record Number|Record|Article ID|Document ID|Accession Number)\s*:\s*"
    r"(?P<id>[\w./-]{4,})\s*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"{COPYRIGHT.pattern}|\s*OpenURL Link|\s*(?:https?://)?\S*(?:newsbank|infoweb)\S*\s*$"
    r"|\s*NewsBank\b|\s*[•*]?\s*Citation\b|\s*_{5,}\s*$|\s*-{5,}\s*$|\s*={5,}\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\s*[\d,.]+\s+words\s*$", re.IGNORECASE)
_BAR = re.compile(r"\s+[|•·]\s+|\s{3,}|\t+")
_SIGNED = re.compile(r"\s*By\s+\S.{1,100}$", re.IGNORECASE)
_HEAD_LINES = 12
_MOST_HEAD = 40


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
        began = False
        index = 0
        while index < min(len(lines), _MOST_HEAD):
            line = lines[index]
            parts = _parts(line)
            if not line.strip() or _FURNITURE.match(line):
                if _FURNITURE.match(line):
                    began = True
            elif _WORDS.match(line):
                entry.add("length", joined(lines, [index]))
                began = True
            elif parts:
                if any(key == "body" for key, _, _ in parts):
                    first = parts[0][2]
                    if first:
                        entry.body.append(Value(first, (index + 1,)))
                    index += 1
                    break
                _add_parts(entry, parts, index)
                began = True
            elif is_date_line(line) and not entry.text("published"):
                entry.add("published", joined(lines, [index]))
                began = True
            elif _SIGNED.match(line) and not entry.text("byline") and free:
                entry.add("byline", joined(lines, [index]))
            elif began and (free or entry.text("headline")):
                break
            else:
                free.append(index)
            index += 1
        self._add_free(entry, lines, free)
        return index

    def _add_free(self, entry: Entry, lines: Sequence[str], free: list[int]) -> None:
        if free and not entry.text("outlet") and len(free) > 1:
            entry.add("outlet", joined(lines, free[:1]))
            free = free[1:]
        if free and not entry.text("headline"):
            entry.add("headline", joined(lines, free))


def _parts(line: str) -> list[tuple[str, str, str]]:
    """Return the fields of a line that has several: (key, label, value)."""
    found = []
    pieces = _BAR.split(line.strip())
    for piece in pieces:
        field = labelled(piece)
        if field is not None:
            found.append((field.key, field.label, field.value))
        elif len(pieces) > 1 and is_date_line(piece):
            found.append(("published", "", piece))
        elif len(pieces) > 1 and piece and (found or any(map(is_date_line, pieces))):
            found.append(
                ("outlet" if "outlet" not in (k for k, _, _ in found) else "other", "", piece)
            )
    return found


def _add_parts(entry: Entry, parts: list[tuple[str, str, str]], index: int) -> None:
    for key, label, value in parts:
        entry.add(key, Value(value, (index + 1,), label))


def _ends(line: str, lines: Lines) -> bool:
    if not _RECORD.match(line):
        return False
    following = [each for each in lines.ahead() if not _belongs(each)][:_HEAD_LINES]
    return len(following) <= 1 or any(
        _parts(each) or is_date_line(each) or _WORDS.match(each) for each in following
    )


def _belongs(line: str) -> bool:
    return bool(_FURNITURE.match(line))
