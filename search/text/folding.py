"""Folding: case, accents and typographic variants of a word become one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: Characters that are used as apostrophes.
APOSTROPHES: Final = "'’‘‛′´ʹʻʼʽʾʿ＇"

#: Invisible characters, as the inside of a regular expression's ``[…]``.
JOINERS: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

#: Marks that writers leave out at will: accents; vowel signs, hamza above or below a letter and
#: marks of recitation in Arabic; points and accents in Hebrew; the nukta in Devanagari.
_MARKS: Final = (
    "\u0300-\u036f"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u093c"
)

#: Letters that Unicode decomposition does not reduce to plain ones. Alef, yeh, kaf and heh are
#: written differently by Arabic, Persian, Urdu and Kurdish keyboards; teh marbuta is often written
#: as heh. Hebrew has five letters with another form at the end of a word. Chandrabindu is often
#: written as anusvara.
_LETTERS: Final = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ð": "d",
    "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ە": "ه",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "ँ": "ं",
}  # fmt: skip
#: Cyrillic letters whose mark nobody leaves out: й, ї, ў, ѓ and ќ, decomposed.
_WHOLE: Final = re.compile("[Ии]\u0306|[Іі]\u0308|[Уу]\u0306|[ГгКк]\u0301")
#: Letters of Hebrew and Greek that have another form at the end of a word.
_FINAL_LETTERS: Final = {"כ": "ך", "מ": "ם", "נ": "ן", "פ": "ף", "צ": "ץ", "σ": "ς"}
#: Lengthens an Arabic word in print.
_TATWEEL: Final = "ـ"


def _folding() -> dict[int, str | None]:
    """A translation table for what Unicode decomposition leaves."""
    table: dict[int, str | None] = dict.fromkeys(_codes(JOINERS + _MARKS + _TATWEEL))
    table |= {ord(apostrophe): "'" for apostrophe in APOSTROPHES}
    # The digits of all scripts; later planes have none.
    digits = re.findall(r"\d", "".join(map(chr, range(0x80, 0x20000))))
    table |= {ord(digit): str(unicodedata.decimal(digit)) for digit in digits}
    return table | {ord(letter): plain for letter, plain in _LETTERS.items()}


def _codes(ranges: str) -> Iterator[int]:
    """The codes of the characters in the inside of a regular expression's ``[…]``."""
    for first, last in re.findall("(.)(?:-(.))?", ranges):
        yield from range(ord(first), ord(last or first) + 1)


_FOLDING: Final = _folding()


def fold(text: str) -> str:
    """Remove case, accents and typographic variants. The length may change.

    ``İzzeddin`` becomes ``izzeddin``, ``Erdoğan’s`` ``erdogan's``, ``ﬁre`` ``fire``.
    """
    if text.isascii():
        return text.lower()
    text = _decomposed(unicodedata.normalize("NFC", text).translate(_FOLDING)).translate(_FOLDING)
    return unicodedata.normalize("NFC", _decomposed(text.casefold()).translate(_FOLDING))


def _decomposed(text: str) -> str:
    text = unicodedata.normalize("NFKD", text)
    return _WHOLE.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def with_final_letter(word: str) -> str:
    """A folded word with the letter that its script has at the end of words, to show it."""
    last = _FINAL_LETTERS.get(word[-1:])
    return word[:-1] + last if last and len(word) > 1 else word


def lowered(word: str, language: str) -> str:
    """The word in small letters, with its accents, in composed characters, and with straight
    apostrophes: the form that stemmers expect."""
    if language == "tr":  # where ı and i are two letters
        word = word.replace("I", "ı").replace("İ", "i")
    word = unicodedata.normalize("NFC", word.translate(_TYPOGRAPHY).lower())
    return word.replace("i\u0307", "i")


#: What ``lowered`` changes: apostrophes and what is invisible.
_TYPOGRAPHY: Final[dict[int, str | None]] = {
    **dict.fromkeys(_codes(JOINERS)),
    **{ord(apostrophe): "'" for apostrophe in APOSTROPHES},
}
