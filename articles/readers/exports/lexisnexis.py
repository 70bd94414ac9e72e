"""LexisNexis before 2018: "1 of 20 DOCUMENTS", centred headings, labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import day_in, is_date_line
from articles.readers.exports.documentfields import (
    COPYRIGHT,
    add_unknown,
    read_body,
    read_fields,
    read_tail,
    tail_start,
)
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import blocks, joined
from articles.readers.exports.labels import (
    AFTER_TEXT,
    ALSO_PROSE,
    Labelled,
    labelled,
    seems_labelled,
)
from articles.readers.exports.splitting import Lines, Piece, by_starts

_COUNTER = re.compile(
    r"(?P<indent>\s*)(?:FOCUS\s*-\s*)?"
    r"(?:(?P<number>\d+)\s+(?:of|OF|von|de|sur|di|van|av|af|z)\s+(?P<all>\d+)\s+"
    r"(?:DOCUMENTS?|DOKUMENTE?N?R?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)"
    r"|(?:Dokument|Document|Documento)\s+(?P<number2>\d+)\s+"
    r"(?:von|de|of|sur|di|van|av|af|z)\s+(?P<all2>\d+))\s*$"
)
# Below it stand who asked for the export, and what was searched for.
_REQUEST_END = re.compile(
    r"\s*-{2,}\s*(?:End of Request|Ende der Anforderung|Fin de (?:la )?demande|"
    r"Einde (?:van )?(?:het )?verzoek)\s*-{2,}\s*$",
    re.IGNORECASE,
)
_HEADS = frozenset(
    ("byline", "section", "length", "headline", "dateline", "standfirst", "copyright")
)
_EDITION = re.compile(
    r".{0,40}\b(?:edition|ausgabe|auflage|édition|edición|edizione|edição|editie|upplaga|udgave|"
    r"utgave|wydanie)\b.{0,25}$",
    re.IGNORECASE,
)
_APPENDED = re.compile(r"(?:correction|clarification|korrektur|berichtigung) appended\W*$", re.I)
# Who sells the story on stands between the copyright notice and the date.
_CARRIED = re.compile(r"\s*(?:distributed|provided|supplied|syndicated) by\b", re.IGNORECASE)
# German exports call the day of loading "UPDATE".
_NEVER_FIRST = ALSO_PROSE - {"update"}
_BODY = frozenset(("body",))
_MOST_ABOVE = 120  # lines above the label of a text
_INDENT = 8  # blanks before a centred line
_HEAD_LINES = 14
_EARLY = 8
_MOST = 5  # words of an outlet that stands alone


class LexisNexis(Layout):
    """Downloaded as text from LexisNexis Academic, nexis.com and the like, until 2018."""

    name = "lexisnexis"
    title = "LexisNexis"
    telling = (
        *(" DOCUMENT", " DOKUMENT", " DOCUMENTOS", " DOCUMENTI"),
        *("Dokument ", "Document ", "Documento "),
    )

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return (
            any(map(_COUNTER.match, lines))
            and "____" not in text
            and (
                any(_is_label(line, _HEADS | {"loaded", "language"}) for line in lines)
                or any(map(COPYRIGHT.match, lines))
            )
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        counters = _Counters()
        for piece in by_starts(lines, counters.is_next):
            piece.missing = counters.missing
            yield piece

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        last = next((i for i, line in enumerate(lines) if _REQUEST_END.match(line)), len(lines))
        return super().own_lines(lines[:last])

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        head_end, start = _head(lines)
        _read_heading(entry, lines, head_end)
        between = read_fields(entry, lines, head_end, start, _HEADS | AFTER_TEXT)
        _prefer_labelled(entry)
        for index in between:
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
            elif seems_labelled(lines[index]):
                add_unknown(entry, lines, index)
        text = labelled(lines[start]) if start < len(lines) else None
        first = text.value if text is not None and text.key == "body" else ""
        start += text is not None and text.key == "body" and not first
        end = tail_start(lines, start, never_first=_NEVER_FIRST)
        read_body(entry, lines, start, end, first)
        read_tail(entry, lines, end)
        return entry

    def complete(self, piece: Piece) -> bool:
        _, start = _head(piece.lines)
        return tail_start(piece.lines, start, never_first=_NEVER_FIRST) < len(piece.lines)


class _Counters:
    """Tells the counters of an export from one that an article quotes."""

    def __init__(self) -> None:
        self._number = self._all = 0
        self._centred = False

    @property
    def missing(self) -> int:
        """How many documents should follow the last one that has begun."""
        return self._all - self._number

    def is_next(self, line: str, lines: Lines) -> bool:
        match = _COUNTER.match(line.replace("\f", ""))
        if match is None:
            return False
        number = int(match["number"] or match["number2"])
        total = int(match["all"] or match["all2"])
        centred = len(match["indent"]) >= _INDENT
        if not 1 <= number <= total or (self._centred and not centred):
            return False
        follows = number == self._number + 1 and total == self._all
        again = total != self._all and (self._number == self._all or number == 1)
        later = total == self._all and number > self._number
        is_real = (follows and centred) or (
            (follows or again or later or centred) and _is_heading(lines.ahead())
        )
        if not is_real:
            return False
        self._number, self._all, self._centred = number, total, centred
        return True


def _is_heading(following: Sequence[str]) -> bool:
    """True if a document begins: a date or a copyright notice comes first, or a label above it."""
    for place, line in enumerate(following[:_HEAD_LINES]):
        if _COUNTER.match(line):
            return False
        found = _label(line)
        if found is not None:
            return found.key in _HEADS
        if place < _EARLY and (is_date_line(line) or COPYRIGHT.match(line)):
            return True
    return False


def _is_label(line: str, keys: frozenset[str]) -> bool:
    found = _label(line)
    return found is not None and found.key in keys


def _label(line: str) -> Labelled | None:
    """The label of a line, in capitals as LexisNexis prints it."""
    found = labelled(line)
    return found if found is not None and found.label.isupper() else None


def _head(lines: Sequence[str]) -> tuple[int, int]:
    """Return where the labels before the text begin, and where the text begins."""
    first = next((i for i, line in enumerate(lines[:80]) if _is_label(line, _HEADS)), None)
    if first is None:
        return _unlabelled(lines)
    text = next(
        (i for i in range(first, min(len(lines), _MOST_ABOVE)) if _is_label(lines[i], _BODY)), None
    )
    if text is not None:
        return first, text
    start = first
    for block in blocks(lines, first, len(lines)):
        found = _label(lines[block[0]])
        if found is None and not COPYRIGHT.match(lines[block[0]]):
            return first, block[0]
        start = block[-1] + 1
    return first, start


def _unlabelled(lines: Sequence[str]) -> tuple[int, int]:
    """The same for a document without labels before its text: the headline follows the date."""
    found = list(blocks(lines, 0, len(lines)))
    dated = next((n for n, block in enumerate(found[:6]) if is_date_line(lines[block[0]])), 0)
    after = dated + 1
    while after < len(found) and (
        COPYRIGHT.match(lines[found[after][0]]) or _is_edition(lines, found[after])
    ):
        after += 1
    start = found[after + 1][0] if after + 1 < len(found) else len(lines)
    return start, start


def _is_edition(lines: Sequence[str], block: Sequence[int]) -> bool:
    text = lines[block[0]].strip()
    return len(block) == 1 and bool(_EDITION.match(text) or _APPENDED.match(text))


def _is_centred(line: str) -> bool:
    return len(line) - len(line.lstrip()) >= _INDENT


def _is_same_day(entry: Entry, line: str) -> bool:
    """True for a line that only states the date again, in another form."""
    if len(line.split()) > _MOST or not is_date_line(line):
        return False
    return day_in(line) == day_in(entry.text("published"))


def _prefer_labelled(entry: Entry) -> None:
    """Put the headline that has a label first: what stands above the fields may be an edition."""
    headlines = entry.fields.get("headline", [])
    headlines.sort(key=lambda value: not value.label)


def _heading_blocks(lines: Sequence[str], end: int) -> Iterator[range]:
    """Yield the blocks above the fields; an outlet directly below a notice is one of its own."""
    found = list(blocks(lines, 0, end))
    for block, following in zip(found, [*found[1:], range(0)], strict=False):
        stop = block.stop
        if COPYRIGHT.match(lines[block[0]]):
            last = max(index for index in block if COPYRIGHT.match(lines[index]))
            if last > block[0]:
                stop = last + 1  # "All Rights Reserved" ends the notice
            elif any(is_date_line(lines[index]) for index in block[1:]):
                stop = block[0] + 1  # a page without blank lines
            elif len(block) > 1 and _states_no_outlet(lines, following):
                stop -= 1
        yield range(block.start, stop)
        if stop < block.stop:
            yield range(stop, block.stop)


def _states_no_outlet(lines: Sequence[str], block: range) -> bool:
    first = lines[block[0]] if block else ""
    return is_date_line(first) or bool(_CARRIED.match(first))


def _read_heading(entry: Entry, lines: Sequence[str], end: int) -> None:
    """Read outlet, date and headline, which stand in this order, each in a block of its own."""
    outlet: list[int] = []
    headline: list[int] = []
    unparted: list[int] = []
    dated = False
    for block in _heading_blocks(lines, end):
        if COPYRIGHT.match(lines[block[0]]):
            entry.add("copyright", joined(lines, block))
            continue
        if _CARRIED.match(lines[block[0]]):
            entry.add("other", joined(lines, block))
            continue
        at = next((i for i in block if not dated and is_date_line(lines[i])), None)
        if dated and _is_same_day(entry, lines[block[0]]):
            entry.add("edition", joined(lines, block))
        elif at is not None:
            dated = True
            entry.add("published", joined(lines, [at]))
            before = [i for i in block if i < at and not _CARRIED.match(lines[i])]
            after = [i for i in block if i > at]
            if before and not outlet:
                outlet = before
            elif before:
                headline += before
            # Without blank lines, as some pages have it, the headline stands directly below.
            below = [i for i in after if not lines[i][:1].isspace() and not _is_edition(lines, [i])]
            editions = [i for i in after if not below or i < below[0]]
            if editions:
                entry.add("edition", joined(lines, editions))
            unparted = after[len(editions) :]
        elif (outlet or dated) and _is_edition(lines, block):
            entry.add("edition", joined(lines, block))
        elif not outlet and not dated:
            outlet = list(block)
        elif outlet and any(_is_centred(lines[i]) for i in block) and _is_centred(lines[outlet[0]]):
            # A headline begins at the margin: these are a programme, a notice, a volume.
            entry.add("other", joined(lines, block))
        elif not headline:
            headline = list(block)
    headline = headline or unparted
    if outlet and not headline and not dated and len(joined(lines, outlet).text.split()) > _MOST:
        outlet, headline = [], outlet
    if outlet:
        entry.add("outlet", joined(lines, outlet))
    if headline:
        entry.add("headline", joined(lines, headline))
