"""Text analysis: splits text into tokens, each of which is folded and stemmed (``words.py``).

Indexing, searching and highlighting share this analysis, so that they always agree. Tokens,
surfaces and positions are the same in every language; only stems depend on it. Offsets refer to the
original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from heapq import heapify, heappop, heapreplace
from itertools import pairwise
from typing import Final, NamedTuple

from search.text.folding import APOSTROPHES, JOINERS
from search.text.words import Word, analyses_in

#: The gap between the positions of two paragraphs, so that no phrase runs from one paragraph, or
#: from one name of a list, into the next. It is also wider than words that must be near each
#: other can be apart.
PARAGRAPH_GAP: Final = 100

#: Up to this many words, finding each by itself is quicker than tokenizing the text.
_FEW: Final = 100

#: Letters of scripts without blanks between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
#: Korean is treated in the same way.
_UNSPACED: Final = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u17d7\u17dc"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc"
)


def _combining_marks() -> str:
    """All combining marks, as the inside of a regular expression's ``[…]``."""
    ranges: list[list[int]] = []
    # Planes 2 to 13 have none; in plane 14 only the variation selectors matter.
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# Python's \w does not match combining marks, so it would split Indic words.
_MARKS: Final = _combining_marks()
_LETTER: Final = rf"[^\W\d_{_UNSPACED}]"
_ALNUM: Final = rf"[^\W_{_UNSPACED}]"
_REST: Final = rf"(?:{_ALNUM}++|[{_MARKS}]++)*"

# Matching takes linear time: no branch reads far before it fails, and nothing after a repetition
# can fail. Only single characters repeat possessively, because Python before 3.11.5 has a bug
# with possessive groups.
_TOKEN_PATTERN: Final = rf"""
      (?P<acronym> {_LETTER} (?:\.{_LETTER}(?!{_ALNUM}))+ \.?+ (?:[{APOSTROPHES}]s\b)? )
    | (?P<signed> [A-Za-z] (?: \+\+ | \# ) (?!\w) )
    | (?P<number> (?: \d{{1,3}}+ (?:,\d{{3}}(?!\d))+ (?:\.\d++)? | \d++ (?:\.\d++)+ ) {_REST} )
    | (?P<unspaced> [{_UNSPACED}] [{_UNSPACED}{_MARKS}{JOINERS}]*+ )
    | (?P<word> {_ALNUM} {_REST}
        (?: [{JOINERS}]*+ [{APOSTROPHES}] [{JOINERS}]*+ {_ALNUM} {_REST}
          | [{JOINERS}]++ (?={_ALNUM}|[{_MARKS}]) {_REST}
        )* )
    """
#: A fast path that matches nearly all words.
_PLAIN: Final = r"""[A-Za-z]{2,}+ (?=[ \n.,;:!?")-]|\Z)"""
_PLAIN_WORD: Final = re.compile(_PLAIN, re.VERBOSE)
_TOKEN: Final = re.compile(f"{_PLAIN} | {_TOKEN_PATTERN}", re.VERBOSE)
#: One written unit: a Hangul syllable spelt in jamo, a Khmer or Burmese stack of consonants, or a
#: character with its combining marks. The vowel AM of Thai and Lao belongs to the letter before it,
#: also where it is folded to a mark and a letter.
_UNIT: Final = re.compile(
    rf"""(?: [\u1100-\u115f]++ [\u1160-\u11a7]*+ [\u11a8-\u11ff]*+ | [{_UNSPACED}] )
    (?: [{_MARKS}\uff9e\uff9f\u0e33\u0eb3{JOINERS}]
      | (?<=[\u1039\u17d2]) [\u1000-\u102a\u1780-\u17b3]
      | (?<=[\u0e4d\u0ecd]) [\u0e32\u0eb2] )*""",
    re.VERBOSE,
)
_BLANK: Final = re.compile(r"\s")
#: A carriage return and its line feed are one line end.
_BLANK_LINE: Final = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*+[\r\n]")
#: Matches tokens and blank lines, without telling which; no token contains a line end.
_PIECE: Final = re.compile(
    rf"""[ ]?+ ( {_PLAIN} | {_BLANK_LINE.pattern}
    | {re.sub(r"[(][?]P<[a-z]+>", "(?:", _TOKEN_PATTERN)} )""",
    re.VERBOSE,
)
_ANY_UNSPACED: Final = re.compile(f"[{_UNSPACED}]")


class Token(NamedTuple):
    """A word of a text.

    ``word`` is how it is compared; ``position`` counts tokens from 0 and jumps by PARAGRAPH_GAP at
    a blank line; ``start`` and ``end`` are offsets in the original text. Neighbouring tokens of a
    script without blanks overlap; others never do.
    """

    word: Word
    position: int
    start: int
    end: int

    @property
    def surface(self) -> str:
        return self.word.surface

    @property
    def stem(self) -> str:
        return self.word.stem


def tokenize(text: str, language: str = "") -> list[Token]:
    """All words of a text in order, including stop words. Takes linear time.

    ``language`` is a code of two or three letters, "" if it is unknown. Hyphens, slashes and
    underscores separate words; ``U.S.`` becomes ``us``, ``1,800`` becomes ``1800``; ``3.5``,
    ``C++`` and ``C#`` stay. Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer text becomes
    overlapping pairs of characters.
    """
    analyses = analyses_in(language)
    tokens: list[Token] = []
    blank_lines = (match.end() for match in _BLANK_LINE.finditer(text))
    paragraph = next(blank_lines, len(text))  # where the next paragraph begins
    position = step = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while start >= paragraph:
            paragraph = next(blank_lines, len(text))
            step = PARAGRAPH_GAP if tokens else 0
        in_pairs = match.lastgroup == "unspaced"
        for first, last in _pairs_of(text, start, end) if in_pairs else ((start, end),):
            word = analyses[text[first:last]]
            if word.surface:
                position += step
                tokens.append(Token(word, position, first, last))
                step = 1
    return tokens


def beginning(text: str, words: int) -> str:
    """The beginning of a text, up to ``words`` words. Each pair of characters of a script
    without blanks counts as a word."""
    if len(text) <= words:
        return text
    left = words
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        left -= end - start if match.lastgroup == "unspaced" else 1
        if left <= 0:
            return text[: end + left if match.lastgroup == "unspaced" else end]
    return text


def vocabulary(text: str, language: str = "") -> dict[str, Word]:
    """Every word of a text in a language, keyed by the word as written; its attributes are "" if
    it is not a token."""
    analyses = analyses_in(language)
    return {piece: analyses[piece] for piece in set(pieces(text)) if piece[0] not in "\r\n"}


def places(text: str, written: Collection[str]) -> Iterator[tuple[int, int]]:
    """Start and end of the tokens whose written form is in ``written``, in order. For few words
    this is much quicker than ``tokenize``. Takes linear time."""
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
                # No token contains a blank, so the text between two blanks can be tokenized alone.
                start = max(text.rfind(" ", done, hit), text.rfind("\n", done, hit), done - 1) + 1
                blank = _BLANK.search(text, hit)
                done = blank.start() if blank else len(text)
                yield from _written_so(text, start, done, written)
        # The next occurrence of this word after what was tokenized already.
        following = text.find(word, max(done, hit + 1))
        if following < 0:
            heappop(hits)
        else:
            heapreplace(hits, (following, word))


def _written_so(
    text: str, start: int, end: int, written: Collection[str]
) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text, start, end):
        in_pairs = match.lastgroup == "unspaced"
        for first, last in _pairs_of(text, *match.span()) if in_pairs else (match.span(),):
            if text[first:last] in written:
                yield first, last


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: the text between blank lines."""
    start = 0
    for match in _BLANK_LINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def pieces(text: str) -> list[str]:
    """The tokens of a text as written, and its blank lines, in order; much quicker than
    ``tokenize``.

    ``analyse`` returns the word of a piece.
    """
    found: list[str] = _PIECE.findall(text)
    if text.isascii() or not _ANY_UNSPACED.search(text):
        return found
    return [part for piece in found for part in _parted(piece)]


def analyse(piece: str, language: str = "") -> Word | None:
    """The word of a piece in a language; its attributes are "" if it is not a token. None for a
    blank line."""
    return None if piece[0] in "\r\n" else analyses_in(language)[piece]


def _parted(piece: str) -> list[str]:
    if not _ANY_UNSPACED.match(piece):
        return [piece]
    return [piece[start:end] for start, end in _pairs_of(piece, 0, len(piece))]


def _pairs_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of the overlapping pairs in a run of characters without blanks."""
    units = [unit.span() for unit in _UNIT.finditer(text, start, end)]
    pairs = pairwise(units) if len(units) > 1 else [(units[0], units[0])]
    return [(first[0], last[1]) for first, last in pairs]


def is_lone_character(surface: str) -> bool:
    """Whether the surface is a single character of a script without blanks. In a longer run, such
    a character is not a token by itself but begins one, unless it is the last."""
    return _UNIT.fullmatch(surface) is not None
