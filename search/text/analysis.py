"""From text to the words that are indexed, searched and marked.

One analysis serves all three, so that they can never disagree: split into tokens, of which each
is folded and stemmed (``words.py``). Offsets always refer to the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from heapq import heapify, heappop, heapreplace
from itertools import pairwise
from typing import Final, NamedTuple

from search.text.words import APOSTROPHES, JOINERS, analyses

#: Positions jump by so much at a blank line: no phrase runs from one paragraph, or from one
#: name of a list, into the next. More than 1 leaves room for words that need only be near.
PARAGRAPH_GAP: Final = 100

#: So many words, each looked for by itself, are found sooner than a text is cut into tokens.
_FEW: Final = 100

_CJK: Final = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc"
)


def _combining_marks() -> str:
    """All combining marks, as the inside of a regular expression's ``[…]``."""
    ranges: list[list[int]] = []
    # Planes 2 to 13 have none; of plane 14 the variation selectors matter.
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# Python's \w leaves out combining marks, without which Indic words fall to pieces.
_MARKS: Final = _combining_marks()
_LETTER: Final = rf"[^\W\d_{_CJK}]"
_ALNUM: Final = rf"[^\W_{_CJK}]"
_REST: Final = rf"(?:{_ALNUM}++|[{_MARKS}]++)*"

# No branch reads far before it fails, and nothing after a repetition can: time is linear. Only
# single characters repeat possessively: Python before 3.11.5 errs where a group does.
_TOKEN_PATTERN: Final = rf"""
      (?P<acronym> {_LETTER} (?:\.{_LETTER}(?!{_ALNUM}))+ \.?+ (?:[{APOSTROPHES}]s\b)? )
    | (?P<number> (?: \d{{1,3}}+ (?:,\d{{3}}(?!\d))+ (?:\.\d++)? | \d++ (?:\.\d++)+ ) {_REST} )
    | (?P<cjk> [{_CJK}] [{_CJK}{_MARKS}{JOINERS}]*+ )
    | (?P<word> {_ALNUM} {_REST}
        (?: [{JOINERS}]*+ [{APOSTROPHES}] [{JOINERS}]*+ {_ALNUM} {_REST}
          | [{JOINERS}]++ (?={_ALNUM}|[{_MARKS}]) {_REST}
        )* )
    """
#: Nearly all words: this way they are told at once.
_PLAIN: Final = r"""[A-Za-z]{2,}+ (?=[ \n.,;:!?")-]|\Z)"""
_PLAIN_WORD: Final = re.compile(_PLAIN, re.VERBOSE)
_TOKEN: Final = re.compile(f"{_PLAIN} | {_TOKEN_PATTERN}", re.VERBOSE)
#: One written syllable or sign: a Hangul syllable spelt in jamo, or a character with its marks.
_CJK_UNIT: Final = re.compile(
    rf"(?: [\u1100-\u115f]++ [\u1160-\u11a7]*+ [\u11a8-\u11ff]*+ | [{_CJK}] )"
    rf"[{_MARKS}\uff9e\uff9f{JOINERS}]*+",
    re.VERBOSE,
)
_BLANK: Final = re.compile(r"\s")
#: A carriage return and its line feed are one line end.
_BLANK_LINE: Final = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*+[\r\n]")
#: Tokens and, since no token has a line end, blank lines, without saying which is which.
_PIECE: Final = re.compile(
    rf"""[ ]?+ ( {_PLAIN} | {_BLANK_LINE.pattern}
    | {re.sub(r"[(][?]P<[a-z]+>", "(?:", _TOKEN_PATTERN)} )""",
    re.VERBOSE,
)
_ANY_CJK: Final = re.compile(f"[{_CJK}]")


class Token(NamedTuple):
    """A word of a text.

    ``surface`` is the folded word, at most MAX_SURFACE characters; ``stem`` what its forms
    share; ``position`` counts tokens from 0 and jumps by PARAGRAPH_GAP at a blank line;
    ``start`` and ``end`` are offsets in the text as given. Neighbouring CJK tokens overlap;
    others never do.
    """

    surface: str
    stem: str
    position: int
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """All words of a text, stop words too, in order. Time grows with the length alone.

    Hyphens, slashes and underscores separate; ``U.S.`` is ``us``, ``1,800`` is ``1800`` and
    ``3.5`` stays; Chinese, Japanese and Korean are cut into overlapping pairs of characters.
    """
    tokens: list[Token] = []
    blank_lines = (match.end() for match in _BLANK_LINE.finditer(text))
    paragraph = next(blank_lines, len(text))  # where the next one begins
    position = step = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while start >= paragraph:
            paragraph = next(blank_lines, len(text))
            step = PARAGRAPH_GAP if tokens else 0
        in_pairs = match.lastgroup == "cjk"
        for first, last in _cjk_pairs(text, start, end) if in_pairs else ((start, end),):
            surface, stem = analyses[text[first:last]]
            if surface:
                position += step
                tokens.append(Token(surface, stem, position, first, last))
                step = 1
    return tokens


def beginning(text: str, words: int) -> str:
    """The text up to so many words, pairs of Chinese, Japanese or Korean characters among them."""
    if len(text) <= words:
        return text
    left = words
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        left -= end - start if match.lastgroup == "cjk" else 1
        if left <= 0:
            return text[: end + left if match.lastgroup == "cjk" else end]
    return text


def vocabulary(text: str) -> dict[str, tuple[str, str]]:
    """Surface and stem of every word of a text, by how it is written there. Both are "" where
    that is no token."""
    return {piece: analyses[piece] for piece in set(pieces(text)) if piece[0] not in "\r\n"}


def places(text: str, written: Collection[str]) -> Iterator[tuple[int, int]]:
    """Start and end of the tokens that are written as one of these, in order; quicker by far than
    all tokens where they are few. Time grows with the length alone."""
    if len(written) > _FEW:
        yield from _written_so(text, 0, len(text), written)
        return
    hits = [(hit, word) for word in written if (hit := text.find(word)) >= 0]
    heapify(hits)
    done = 0
    while hits:
        hit, word = hits[0]
        if hit >= done:
            starts_here = not hit or text[hit - 1].isspace()
            if starts_here and (plain := _PLAIN_WORD.match(text, hit)):
                done = plain.end()
                if plain.group() in written:
                    yield plain.span()
            else:
                # No token has a blank, so those between two blanks are the same by themselves.
                start = max(text.rfind(" ", done, hit), text.rfind("\n", done, hit), done - 1) + 1
                blank = _BLANK.search(text, hit)
                done = blank.start() if blank else len(text)
                yield from _written_so(text, start, done, written)
        # The next of this word, unless it stands in what was looked through.
        following = text.find(word, max(done, hit + 1))
        if following < 0:
            heappop(hits)
        else:
            heapreplace(hits, (following, word))


def _written_so(
    text: str, start: int, end: int, written: Collection[str]
) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text, start, end):
        in_pairs = match.lastgroup == "cjk"
        for first, last in _cjk_pairs(text, *match.span()) if in_pairs else (match.span(),):
            if text[first:last] in written:
                yield first, last


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between blank lines."""
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def pieces(text: str) -> list[str]:
    """What ``tokenize`` makes tokens of, as written, and blank lines; quicker by far.

    ``analyse`` says what a piece stands for.
    """
    found: list[str] = _PIECE.findall(text)
    if text.isascii() or not _ANY_CJK.search(text):
        return found
    return [part for piece in found for part in _parted(piece)]


def analyse(piece: str) -> tuple[str, str] | None:
    """Surface and stem of a piece, both "" if it is no token; None if it is a blank line."""
    return None if piece[0] in "\r\n" else analyses[piece]


def _parted(piece: str) -> list[str]:
    if not _ANY_CJK.match(piece):
        return [piece]
    return [piece[start:end] for start, end in _cjk_pairs(piece, 0, len(piece))]


def _cjk_pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the overlapping pairs of a run of CJK characters lie."""
    units = [unit.span() for unit in _CJK_UNIT.finditer(text, start, end)]
    pairs = pairwise(units) if len(units) > 1 else [(units[0], units[0])]
    return [(first[0], last[1]) for first, last in pairs]


def is_lone_cjk(surface: str) -> bool:
    """True for a single character of Chinese, Japanese or Korean. In longer runs of them it
    is no token of its own but begins one, unless it comes last."""
    return _CJK_UNIT.fullmatch(surface) is not None
