"""Join the lines of printed columns: paragraphs, divided words, and headlines over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.lines.datestamps import is_folio
from articles.extraction.lines.triggers import worded
from articles.extraction.page.blocks import Line
from articles.extraction.page.kinds import BYLINE, HEADING, PARAGRAPH, kind_of, kinds_of
from articles.extraction.words.phrasebook import phrasebook

Unit = tuple[tuple[int, ...], str]  # the numbers of some lines, and their text as one

# In hard-wrapped text, no line has more characters than the first of these, and the longest line
# has at least the second: shorter lines are a list or a poem.
_COLUMN, _NARROWEST = 100, 20
# At least this share and this number of its lines begin in lower case and so continue a sentence.
_SHARE_CONTINUING, _FEWEST_CONTINUING = 0.25, 2
# A column narrower than this may also be a list or a poem, unless more of its lines continue.
_NARROW, _NARROW_SHARE, _NARROW_CONTINUING = 40, 0.4, 5
_FULL_LINE = 0.6  # A line shorter than this share of the longest one ends its paragraph.
_RUNNING = frozenset({PARAGRAPH, HEADING})
_SENTENCE_ENDS = frozenset('.!?:;…"”’)')
_CUTS = frozenset("-‐¬\u00ad")  # what divides a word at the end of a line
_WORD_END = re.compile(r"([^\W\d_]+)([-‐¬\u00ad])$")
_WORD_START = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+")
_HYPHENATED = re.compile(r"\b(\w+)-(?=(\w+))")
_LONGEST_WORD = 200  # characters of the end of a text that can belong to a divided word
# A headline goes on in the next line if that begins in lower case, and the first has so many words
# and is no longer than this.
_HEADLINE_WORDS, _HEADLINE_LINE = 3, 60
_TOP, _MORE_LINES = 5, 2  # Such a headline is one of the first lines, and has so many more lines.
_OPEN_ENDS = phrasebook("wrapping").words("open_ends")
_CONTINUED = re.compile(r"(?!by |and |or )[a-z][a-z’']+(?: |$)")


def is_wrapped(lines: Sequence[Line]) -> bool:
    """True for hard-wrapped text, in which a paragraph has several lines."""
    continuing = pairs = width = 0
    before = ""
    for line in lines:
        if len(line.clean) > _COLUMN:
            return False
        width = max(width, len(line.clean))
        if line.clean and before:
            pairs += 1
            continuing += line.clean[0].islower()
        before = line.clean
    if width < _NARROW:
        fewest, share = _NARROW_CONTINUING, _NARROW_SHARE
    else:
        fewest, share = _FEWEST_CONTINUING, _SHARE_CONTINUING
    return width >= _NARROWEST and continuing >= fewest and continuing >= share * pairs


def joined(lines: Sequence[Line]) -> Iterator[Unit]:
    """Join the lines of paragraphs: a full line continues in the next unless that is indented."""
    width = _width(lines)
    words = _Divided(lines)
    kinds_of(worded([line.clean for line in lines if line.clean]))  # remembered, quicker at once
    titles = _continuing_headline(lines)
    top = {line.number for line in [line for line in lines if line.clean][:_TOP]}
    numbers: list[int] = []
    pieces: list[str] = []
    last, end = "", ""  # the last line, and the end of the text, which may be a part of a word
    for line in lines:
        is_continued = line.number in titles or (
            bool(pieces)
            and bool(line.clean)
            and (len(last) >= _FULL_LINE * width or (line.number in top and _is_open(last)))
            and not line.raw.startswith(("  ", "\t"))
            and not (line.number in top and _is_apart(last, line.clean, width))
            and (
                (line.clean[0].islower() and last[-1] in "-‐¬\u00ad")
                or _is_running(last, line)
                or _is_inside(last, line, len(numbers))
            )
        )
        if pieces and not is_continued:
            yield tuple(numbers), "".join(pieces).rstrip("\u00ad")
            numbers, pieces, end = [], [], ""
        if line.clean:
            numbers.append(line.number)
            before = words.before(end, line.clean) if pieces else ""
            if before is None:  # the hyphen at the end goes
                pieces[-1], end, before = pieces[-1][:-1], end[:-1], ""
            # A soft hyphen at the end of the line was removed with other invisible characters.
            soft = "\u00ad" if line.raw.rstrip().endswith("\u00ad") else ""
            pieces += [before, line.clean + soft]
            last, end = line.clean, f"{end}{before}{line.clean}{soft}"[-_LONGEST_WORD:]
    if pieces:
        yield tuple(numbers), "".join(pieces).rstrip("\u00ad")


def single(lines: Sequence[Line]) -> Iterator[Unit]:
    """Every line by itself, but a headline over two or three lines at the top of a page as one."""
    seen = index = 0
    while index < len(lines) and seen < _TOP:
        line = lines[index]
        index += 1
        if line.clean:
            seen += 1
            end = _end_of_headline(lines, index) if _may_go_on(line.clean) else index
            parts = lines[index - 1 : end]
            yield tuple([part.number for part in parts]), " ".join([part.clean for part in parts])
            index = end
    yield from [((line.number,), line.clean) for line in lines[index:] if line.clean]


def _continuing_headline(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines at the top in which a headline goes on."""
    written = [at for at, line in enumerate(lines) if line.clean][:_TOP]
    return frozenset(
        lines[more].number
        for at in written
        if _may_go_on(lines[at].clean)
        for more in range(at + 1, _end_of_headline(lines, at + 1))
    )


def _end_of_headline(lines: Sequence[Line], below: int) -> int:
    """The index after the last line of a headline: ``below`` unless it goes on in that line.

    A headline that goes on ends above a blank line or a byline, for only then it is no menu.
    """
    end = below
    while end < min(len(lines), below + _MORE_LINES) and _CONTINUED.match(lines[end].clean):
        if kind_of(lines[end].clean) is not HEADING:
            break
        end += 1
    after = lines[end].clean if end < len(lines) else ""
    return end if not after or kind_of(after) is BYLINE else below


def _may_go_on(text: str) -> bool:
    return (
        len(text) <= _HEADLINE_LINE
        and text.count(" ") + 1 >= _HEADLINE_WORDS
        and text[-1].isalnum()
        and not text[0].islower()
        and kind_of(text) is HEADING
    )


def _is_apart(last: str, text: str, width: int) -> bool:
    """True if the first word of a line had room in the line above it, as under a masthead."""
    has_room = text[0].isupper() and len(last) + 1 + len(text.split(" ", 1)[0]) <= width
    return has_room and not _is_open(last)


def _is_open(text: str) -> bool:
    return text.rsplit(" ", 1)[-1].lower() in _OPEN_ENDS


def _width(lines: Sequence[Line]) -> int:
    """The characters of the longest line that has another one above or below it: the head of a
    page and other lines that stand alone may be wider than its columns."""
    texts = ["", *(line.clean for line in lines), ""]
    beside = [
        len(text)
        for above, text, below in zip(texts, texts[1:], texts[2:], strict=False)
        if text and (above or below)
    ]
    return max(beside or map(len, texts))


def _is_inside(last: str, line: Line, number: int) -> bool:
    """True for what looks like a byline in the middle of a sentence: "Tallis and / Sons, in Ferry
    Lane, and raged". ``number`` lines above it belong to its paragraph."""
    if kind_of(line.clean) is not BYLINE or kind_of(last) not in _RUNNING:
        return False
    return _is_open(last) or (number > 1 and last[-1] not in _SENTENCE_ENDS)


def _is_running(last: str, line: Line) -> bool:
    if kind_of(last) not in _RUNNING or kind_of(line.clean) not in _RUNNING:
        return False
    return not is_folio(last)


class _Divided:
    """Words that are cut at the end of a line, joined as the rest of the page writes them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._written: set[str] = set()

    def before(self, end: str, below: str) -> str | None:
        """What stands between the end of a text and the line below it, so that the word between
        them is whole: a blank, nothing, or None if the text loses its hyphen too."""
        if end[-1:] not in _CUTS or not below[0].islower():
            return " "
        cut, rest = _WORD_END.search(end), _WORD_START.match(below)
        if cut is None or rest is None:
            return " "
        if cut[2] in "-‐" and self._has(f"{cut[1]}-{rest[0]}") and not self._has(cut[1] + rest[0]):
            return ""
        return None

    def _has(self, word: str) -> bool:
        """Whether the page has a word, or two words with a hyphen between them."""
        if not self._written:
            text = "\n".join([line.clean for line in self._lines]).casefold()
            self._written = set(_WORDS.findall(text))
            self._written.update([f"{one}-{other}" for one, other in _HYPHENATED.findall(text)])
        return word.casefold() in self._written
