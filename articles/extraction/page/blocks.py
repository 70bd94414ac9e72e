"""The lines and the blocks of a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.extraction.lines.triggers import wording_of
from articles.extraction.page.kinds import Kind

# Characters that print nothing: soft hyphen, zero-width space and joiners, direction marks,
# word joiner, byte order mark; and the private characters by which fonts draw icons. Text that is
# copied from a web page may contain them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\ue000-\uf8ff]"
    # The two joiners are letters' business in Persian, Urdu or Hindi, and part of some emoji.
    "|(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\ufb50-\ufefc])\u200c"
    "|(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u2600-\u27bf\ufb50-\ufefc\ufe0f"
    "\U0001f000-\U0001faff])\u200d"
    "|[\u200c\u200d](?!\\S)"
)


# Chinese and Japanese have no blanks between words, nor have Thai and its neighbours. On average a
# word has so many characters there.
_UNSPACED = (
    (re.compile("[\u3040-\u30ff\u3400-\u9fff]+"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"), 4),
)
_SEARCHED = 2000  # characters of a text in which its words are counted


def word_count(text: str) -> int:
    """The number of words of a text, at least 1; those of long texts are not all counted."""
    words = text.count(" ", 0, _SEARCHED) + 1
    if not text.isascii():
        for unspaced, characters in _UNSPACED:
            if unspaced.search(text, 0, _SEARCHED):
                words += sum(map(len, unspaced.findall(text, 0, _SEARCHED))) // characters
    return words


class Line(NamedTuple):
    """A line: its number in the capture, from 1; its text as captured; and the text cleaned."""

    number: int
    raw: str
    clean: str


class Block(NamedTuple):
    """A paragraph or other unit of text: one line, or several of a hard-wrapped page.

    ``plain``, ``words`` and ``triggers`` are those of its wording (see ``lines.triggers``).
    """

    lines: tuple[int, ...]
    text: str
    kind: Kind
    plain: str
    words: list[str]
    triggers: frozenset[str]

    @classmethod
    def of(cls, lines: tuple[int, ...], text: str, kind: Kind) -> Block:
        """The block of a text whose wording is not known yet."""
        wording = wording_of(text)
        return cls(lines, text, kind, *wording[1:])


def clean(raw: str) -> str:
    """``raw`` without invisible characters, and with one space for every run of blanks."""
    visible = raw
    if not raw.isprintable():
        visible = _INVISIBLE.sub("", raw)
    elif "  " not in raw and raw[:1] != " " != raw[-1:]:
        return raw  # Most lines are clean.
    return " ".join(visible.split())
