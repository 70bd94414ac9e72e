"""The stems of a word, by language.

A stem is one string. English stems have no tag; those of other languages end in the code of their
language, so that a stem never meets that of another language. A word that its language has no
stemmer for is its own stem and meets the same word in all such languages.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Final, NamedTuple

import Stemmer

from search.text.folding import fold

#: Separates a stem from the code of its language. No token contains it.
TAG: Final = "\x1f"

ENGLISH: Final = "en"
#: Stands for all languages without a stemmer.
UNSTEMMED: Final = ""


class _Algorithm(NamedTuple):
    """A stemmer of Snowball, and the letters of the words that it is for."""

    name: str
    letters: re.Pattern[str]


_LATIN: Final = re.compile("[a-z\u00c0-\u024f]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]+")
_BALKAN: Final = re.compile(f"{_LATIN.pattern}|{_CYRILLIC.pattern}")
_GREEK: Final = re.compile("[\u0370-\u03ff]+")
_ARMENIAN: Final = re.compile("[\u0530-\u058f]+")
_HEBREW: Final = re.compile("[\u0590-\u05ff]+")
_ARABIC: Final = re.compile("[\u0600-\u06ff]+")
_DEVANAGARI: Final = re.compile("[\u0900-\u097f]+")
_TAMIL: Final = re.compile("[\u0b80-\u0bff]+")

#: All languages with a stemmer, by code.
ALGORITHMS: Final = {
    code: _Algorithm(name, letters)
    for letters, names in (
        (
            _LATIN,
            "ca catalan, cs czech, da danish, de german, en english, eo esperanto, es spanish,"
            " et estonian, eu basque, fi finnish, fr french, ga irish, hu hungarian,"
            " id indonesian, it italian, lt lithuanian, nl dutch, no norwegian, pl polish,"
            " pt portuguese, ro romanian, st sesotho, sv swedish, tr turkish",
        ),
        (_CYRILLIC, "ru russian"),
        (_BALKAN, "sr serbian"),
        (_GREEK, "el greek"),
        (_ARMENIAN, "hy armenian"),
        (_HEBREW, "yi yiddish"),
        (_ARABIC, "ar arabic, fa persian"),
        (_DEVANAGARI, "hi hindi, ne nepali"),
        (_TAMIL, "ta tamil"),
    )
    for code, name in (pair.split() for pair in names.split(","))
}

#: Languages that are stemmed as another one, whose stems theirs meet. Snowball's Serbian stemmer
#: writes Cyrillic words in Latin letters.
_AS: Final = {"nb": "no", "nn": "no", "bs": "sr", "hr": "sr", "sh": "sr", "mo": "ro"}

#: Languages in which a stem is stemmed once more, since Snowball stops a step short for plurals of
#: words whose singular has an ending itself: soldater, soldat, sold; eleições, eleiçõ, eleiç.
_TWICE: Final = frozenset(["ar", "ca", "es", "hu", "lt", "nl", "no", "pl", "pt", "ro", "sv", "tr"])

_POSSESSIVE: Final = re.compile(r"'s?\Z")
_CONTRACTION: Final = re.compile(r"'(?:t|d|m|ll|re|ve)\Z")
#: F-16s, the 1990s.
_PLURAL_NUMBER: Final = re.compile(r"[0-9]+s")
_ENGLISH_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*", re.ASCII)
#: L'home, d'estat. Snowball's stemmers of French, Italian and Irish drop such articles themselves.
_CATALAN_ARTICLE: Final = re.compile(r"(?:[dlmnst]|qu)'(?=\w)")


def analysis_of(language: str) -> str:
    """The code of the language whose stems the words of a language get, or UNSTEMMED. An unknown
    language ("") is taken for English."""
    if not language:
        return ENGLISH
    code = _AS.get(language, language)
    return code if code in ALGORITHMS else UNSTEMMED


def stem(word: str, surface: str, language: str) -> str:
    """The stem of a word in a language, which is a result of ``analysis_of``.

    ``word`` is the word in small letters, with its accents and with straight apostrophes;
    ``surface`` is the same word folded.
    """
    if language == ENGLISH and surface.isascii() and surface.isalpha():
        return _stemmers.of(ENGLISH)(surface)  # most words
    bare = _POSSESSIVE.sub("", surface) or surface
    if _PLURAL_NUMBER.fullmatch(bare):
        return bare[:-1]
    # Transliterated names are written with and without apostrophes: Sana'a and Sanaa, Qur'an and
    # Quran. English contractions keep theirs; otherwise "we're" would become "were".
    if "'" in bare and not (language == ENGLISH and _CONTRACTION.search(bare)):
        bare = bare.replace("'", "")
    if language == ENGLISH:
        return _stemmers.of(ENGLISH)(bare) if _ENGLISH_WORD.fullmatch(bare) else bare
    if language != UNSTEMMED and ALGORITHMS[language].letters.fullmatch(bare):
        word = _POSSESSIVE.sub("", word) or word
        if language == "ca":
            word = _CATALAN_ARTICLE.sub("", word, count=1)
        stemmer = _stemmers.of(language)
        stemmed = stemmer(stemmer(word)) if language in _TWICE else stemmer(word)
        stemmed = fold(stemmed).replace("'", "")
        return f"{stemmed or bare}{TAG}{language}"
    # English stems only such words, and the stem of another one must not meet this word.
    return f"{bare}{TAG}" if _ENGLISH_WORD.fullmatch(bare) else bare


class _Stemmers(threading.local):
    """Snowball's stemmers, one of each per thread, since a stemmer has internal state."""

    def __init__(self) -> None:
        self._of: dict[str, Callable[[str], str]] = {}

    def of(self, language: str) -> Callable[[str], str]:
        if language not in self._of:
            # Without the stemmer's cache: words are cached already (``words.py``).
            self._of[language] = Stemmer.Stemmer(ALGORITHMS[language].name, 0).stemWord
        return self._of[language]


_stemmers = _Stemmers()
