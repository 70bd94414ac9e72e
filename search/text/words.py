"""Single words: their surfaces and stems, and which are stop words."""

from __future__ import annotations

import sys
from typing import Final, NamedTuple

from search.text.folding import fold, lowered
from search.text.stemming import ENGLISH, analysis_of, stem
from search.text.stopwords import STOP_WORDS

#: Longer words are garbage (encoded data, lost blanks) and are truncated to this length.
MAX_SURFACE: Final = 64

#: Only this much of a word is folded: room for MAX_SURFACE letters with combining marks.
_MAX_RAW: Final = 8 * MAX_SURFACE

#: The size of a cache: this many words cover nearly all occurrences in a news archive.
_REMEMBERED: Final = 1 << 16


class Word(NamedTuple):
    """A word as it is compared. All are "" if it contains no letter or digit.

    ``surface`` is the folded word, at most MAX_SURFACE characters. ``stem`` is shared by the forms
    of the word in its language; ``plain_stem`` is the stem of the word without its accents, ""
    if that is the same.
    """

    surface: str
    stem: str
    plain_stem: str = ""

    @property
    def stems(self) -> tuple[str, ...]:
        return (self.stem, self.plain_stem) if self.plain_stem else (self.stem,)


def is_stop(surface: str, language: str = "") -> bool:
    """Whether a folded word is a stop word of a language, which queries leave out. An unknown
    language ("") is taken for English."""
    return surface in STOP_WORDS.get(language or ENGLISH, ())


class Analyses(dict[str, Word]):
    """A cache of the words of one language, keyed by the word as written.

    A full cache is cleared, since most words soon return. Look-ups are several times as fast as
    in an LRU cache.
    """

    def __init__(self, language: str) -> None:
        """``language`` is a result of ``analysis_of``."""
        super().__init__()
        self._language = language

    def __missing__(self, raw: str) -> Word:
        analysed = _analysed(raw[:_MAX_RAW], self._language)
        if len(raw) <= _MAX_RAW:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[raw] = analysed
        return analysed


_ANALYSES: Final[dict[str, Analyses]] = {}


def analyses_in(language: str) -> Analyses:
    """The words of a language; "" is an unknown one. Languages with the same stems share a
    cache."""
    analysis = analysis_of(language)
    found = _ANALYSES.get(analysis)
    return _ANALYSES.setdefault(analysis, Analyses(analysis)) if found is None else found


def _analysed(raw: str, language: str) -> Word:
    surface = fold(raw)
    # Only acronyms and numbers contain full stops, only numbers contain commas.
    if "." in raw and not raw[0].isdecimal():
        surface = surface.replace(".", "")
    elif ("," in raw or "." in raw) and raw[0].isdecimal():
        surface = surface.replace(",", "")
    surface = sys.intern(surface.strip("' ")[:MAX_SURFACE])
    plain = sys.intern(stem(surface, surface, language))
    if language == ENGLISH or (raw.isascii() and language != "tr"):
        return Word(surface, plain)
    word = lowered(raw, language)
    if "." in word:
        word = word.replace(".", "")
    word = word.strip("' ")[:MAX_SURFACE]
    own = sys.intern(stem(word, surface, language))
    return Word(surface, own, "" if own == plain else plain)
