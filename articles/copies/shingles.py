"""Texts compared by their shingles, which are runs of successive words.

The key of a shingle is the same in every process and on every machine, so it can be stored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

#: Words of a shingle by which the articles are found that may share a text. Unrelated texts
#: seldom have one in common.
SOUGHT: Final = 5
#: Words of a shingle by which two texts are compared. Shorter, so that a changed word hides only
#: its neighbours.
COMPARED: Final = 3
#: One of so many shingles is stored of a long text, and at least WANTED of a shorter one: of all
#: texts the same ones, since the key decides.
SPARSEST: Final = 16
WANTED: Final = 24
# Scripts without blanks between words: each of their characters counts as a word.
_UNSPACED: Final = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFTS: Final = (np.uint64(31), np.uint64(29))


@dataclass(frozen=True, slots=True)
class Shingled:
    """A text as the keys of its shingles of COMPARED words, in the order of the text, and
    ascending."""

    keys: Keys
    words: int
    ascending: Keys

    @classmethod
    def of(cls, text: str) -> Self:
        codes = _codes(text)
        keys = _keys(codes, COMPARED)
        return cls(keys, len(codes), np.sort(keys))

    def share_in(self, other: Shingled) -> float:
        """The share of this text's words, from 0 to 1, that stand in shingles of the other."""
        if not self.words or not other.words:
            return 0.0
        held = np.zeros(self.words, bool)
        places = np.searchsorted(other.ascending, self.keys)
        places[places == len(other.ascending)] = 0
        starts = np.flatnonzero(other.ascending[places] == self.keys)
        for offset in range(min(COMPARED, self.words)):
            held[starts + offset] = True
        return float(np.count_nonzero(held)) / self.words


def sample(text: str) -> Keys:
    """The keys of some shingles of SOUGHT words, ascending, each once.

    If two texts share shingles, their samples share about as great a part of them.
    """
    keys = np.unique(_keys(_codes(text), SOUGHT))
    every = SPARSEST
    while every > 1 and len(keys) < WANTED * every:
        every //= 2
    found: Keys = keys[keys % np.uint64(every) == 0]
    return found


def _codes(text: str) -> Keys:
    """A number for each word, whatever its capitals and the form of its characters."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return np.fromiter(map(_code, words), np.uint64, len(words))


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def _keys(codes: Keys, length: int) -> Keys:
    """The keys of all runs of ``length`` words; a shorter text is one run."""
    length = min(length, len(codes))
    count = len(codes) - length + 1 if length else 0
    keys = np.zeros(count, np.uint64)
    for offset in range(length):
        keys = (keys ^ codes[offset : offset + count]) * _FACTOR
        keys ^= keys >> _SHIFTS[0]
    return keys ^ (keys >> _SHIFTS[1])
