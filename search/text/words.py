"""Folding and stemming of single words."""

from __future__ import annotations

import re
import sys
import threading
import unicodedata
from typing import Final

import Stemmer

#: Longer words are garbage (encoded data, lost blanks) and are truncated to this length.
MAX_SURFACE: Final = 64

#: Only this much of a word is folded: room for MAX_SURFACE letters with combining marks.
_MAX_RAW: Final = 8 * MAX_SURFACE

#: The size of the cache: this many words cover nearly all occurrences in a news archive.
_REMEMBERED: Final = 1 << 16

#: Characters that are used as apostrophes.
APOSTROPHES: Final = "'’‘‛′´ʹʻʼʽʾʿ＇"

#: Invisible characters, as the inside of a regular expression's ``[…]``.
JOINERS: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_POSSESSIVE: Final = re.compile(r"'s?\Z")
_CONTRACTION: Final = re.compile(r"'(?:t|d|m|ll|re|ve)\Z")
#: F-16s, the 1990s.
_PLURAL_NUMBER: Final = re.compile(r"[0-9]+s")
_ENGLISH: Final = re.compile(r"[a-z]+(?:'[a-z]+)*", re.ASCII)

#: The function words of English: articles, pronouns, prepositions, conjunctions, auxiliaries.
#: The list was written for this archive. It leaves out "us", because U.S. folds to it; "may" and
#: "will", a month and a name; and "against", "over" and "under", which matter in news.
_FUNCTION_WORDS: Final = """
a an the this that these those
i me my mine we our ours you your yours he him his she her hers it its they them their theirs
myself ourselves yourself himself herself itself themselves
who whom whose which what when where why how
and or but nor if because as than so while although though until whether
of at by for with about into through during before after to from in on onto upon between
am is are was were be been being have has had having do does did doing
would should could can shall must might
not no only own same such both each few more most other some any all too very just also
then there here again once ever
i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
we're we've we'd we'll they're they've they'd they'll that's there's here's who's what's
isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't
won't wouldn't shouldn't couldn't can't cannot mustn't
"""
STOP_WORDS: Final = frozenset(_FUNCTION_WORDS.split())


def _folding() -> dict[int, str | None]:
    """A translation table for characters that Unicode decomposition does not reduce to plain
    letters."""
    joiners = re.compile(f"[{JOINERS}]").findall("".join(map(chr, range(0x10000))))
    table: dict[int, str | None] = dict.fromkeys((*range(0x300, 0x370), *map(ord, joiners)))
    table |= {ord(apostrophe): "'" for apostrophe in APOSTROPHES}
    letters = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d"}
    letters |= {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
    return table | {ord(letter): plain for letter, plain in letters.items()}


_FOLDING: Final = _folding()


def fold(text: str) -> str:
    """Remove case, accents and typographic variants. The length may change.

    ``İzzeddin`` becomes ``izzeddin``, ``Erdoğan’s`` ``erdogan's``, ``ﬁre`` ``fire``.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_FOLDING)).translate(_FOLDING)
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDING)
    return unicodedata.normalize("NFC", text)


def is_stop(surface: str) -> bool:
    """Whether a folded word is a stop word, which queries leave out."""
    return surface in STOP_WORDS


class _Analyses(dict[str, tuple[str, str]]):
    """A cache of the surface and stem of every word, keyed by the word as written; both are "" if
    it contains no letter or digit.

    A full cache is cleared, since most words soon return. Look-ups are several times as fast as
    in an LRU cache.
    """

    def __missing__(self, raw: str) -> tuple[str, str]:
        analysed = _analysed(raw[:_MAX_RAW])
        if len(raw) <= _MAX_RAW:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[raw] = analysed
        return analysed


analyses: Final = _Analyses()


def _analysed(raw: str) -> tuple[str, str]:
    surface = fold(raw)
    # Only acronyms and numbers contain full stops, only numbers contain commas.
    if "." in raw and not raw[0].isdecimal():
        surface = surface.replace(".", "")
    elif ("," in raw or "." in raw) and raw[0].isdecimal():
        surface = surface.replace(",", "")
    surface = sys.intern(surface.strip("' ")[:MAX_SURFACE])
    return surface, sys.intern(_stem(surface))


def _stem(surface: str) -> str:
    word = _POSSESSIVE.sub("", surface) or surface
    if _PLURAL_NUMBER.fullmatch(word):
        return word[:-1]
    # Transliterated names are written with and without apostrophes: Sana'a and Sanaa, Qur'an and
    # Quran. Contractions keep theirs; otherwise "we're" would become "were".
    if "'" in word and not _CONTRACTION.search(word):
        word = word.replace("'", "")
    return _stemmer.english.stemWord(word) if _ENGLISH.fullmatch(word) else word


class _Stemmer(threading.local):
    """Snowball's English stemmer, one per thread, since a stemmer has internal state."""

    def __init__(self) -> None:
        # Without the stemmer's cache: _Analyses caches words already.
        self.english = Stemmer.Stemmer("english", 0)


_stemmer = _Stemmer()
