"""Detect the language of a story from the beginning of its body.

Most English stories are recognised by small words that other languages do not have, and stories in
a script of their own by that script. For all others there is py3langid. Its model takes time and
memory, so it is loaded only when it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.layout import Layout
from articles.extraction.words.vocabulary import words as word_set

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SEARCHED = 400  # characters: More of them take time and change no result.
# Small words are looked for in so many more if they are rare among these: that is quicker than the
# model, which takes seconds to load.
_LONGER = 1500
_FEWEST_LETTERS = 40  # In fewer, names and numbers would decide.
_SURE = 0.9  # A language is accepted if the model gives it at least this probability.
_ENGLISH = word_set(
    "the of and that with which from his their has have were been said who would they this these "
    "than about after will"
)
# A text is English if small words have at least the first share of its words, and the second share
# of each half, so that a quotation does not decide; and if it has so many different ones.
_ENGLISH_SHARE, _HALF_SHARE, _FEWEST_ENGLISH = 0.1, 0.05, 4
# With more characters to a "word" than this, a text is in a script without blanks.
_LONGEST_WORDS = 10
# Scripts in which the newspapers of one language are printed, and no others of that size.
_SCRIPTS = {
    code: re.compile(f"[{letters}]")
    for code, letters in {
        "ko": "\uac00-\ud7a3",
        "th": "\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46",
        "el": "\u0370-\u03ff",
        "he": "\u05d0-\u05ea",
        "ta": "\u0b85-\u0bb9",
        "te": "\u0c05-\u0c39",
        "kn": "\u0c85-\u0cb9",
        "ml": "\u0d05-\u0d39",
        "gu": "\u0a85-\u0ab9",
        "pa": "\u0a05-\u0a39",
        "si": "\u0d85-\u0dc6",
        "ka": "\u10d0-\u10fa",
        "hy": "\u0531-\u0587",
        "km": "\u1780-\u17b3",
        "lo": "\u0e81-\u0eb0",
    }.items()
}
_FIRST_OF_SCRIPTS = "\u0370"  # All letters of these scripts come after the Latin ones.
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_SCRIPT_SHARE, _KANA_SHARE = 0.7, 0.15  # of the letters
_SCRIPT_WHY = "most letters of the story are in the script of this language"
_ENGLISH_WHY = "words are common English words"


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The code of the body's language (``en``); None where the text is short or mixed."""
    body = found.get("body")
    if body is None:
        return None
    read = language_of(body.value)
    if read is None:
        return None
    code, why = read
    place = Locator(body.locator.lines[:1])
    if why == _SCRIPT_WHY:
        return Finding("language", code, place, "language.script", why)
    if code == "en" and why.endswith(_ENGLISH_WHY):
        return Finding("language", code, place, "language.small-words", why)
    return Finding("language", code, place, "language.words", why)


def language_of(paragraphs: Sequence[str]) -> tuple[str, str] | None:
    """The code of a text's language, and the reason; None where it is short or mixed."""
    sample = _sample(paragraphs, _SEARCHED)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    english = _small_words(sample) or _small_words(_sample(paragraphs, _LONGER))
    if english:
        return "en", f"{english} {_ENGLISH_WHY}"
    script = _own_script(sample)
    if script:
        return script, _SCRIPT_WHY
    code, chance = _identifier().classify(sample)
    if chance < _SURE:
        return None
    sure = min(int(chance * 100), 99)
    return code, f"the words of the story are in this language ({sure}% certain)"


def _own_script(sample: str) -> str:
    """The language in whose script most letters are; "" if other languages have that script."""
    if max(sample) < _FIRST_OF_SCRIPTS:
        return ""
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS.items():
        if len(script.findall(sample)) >= _SCRIPT_SHARE * letters:
            return code
    if len(_HAN_OR_KANA.findall(sample)) < _SCRIPT_SHARE * letters:
        return ""
    return "ja" if len(_KANA.findall(sample)) >= _KANA_SHARE * letters else "zh"


def _sample(paragraphs: Sequence[str], length: int) -> str:
    """The first ``length`` characters of the text."""
    taken: list[str] = []
    left = length
    for paragraph in paragraphs:
        if left <= 0:
            break
        taken.append(paragraph[:left])
        left -= len(paragraph) + 1
    return " ".join(taken)[:length]


def _small_words(sample: str) -> str:
    """How many of the words are small English ones ("12 of the first 64"); "" if too few are."""
    words = sample.lower().split()
    small = [word in _ENGLISH for word in words]
    count, middle = sum(small), len(words) // 2
    is_throughout = sum(small[:middle]) >= _HALF_SHARE * middle <= sum(small[middle:])
    enough = count >= _ENGLISH_SHARE * len(words) and is_throughout
    if not enough or len(_ENGLISH.intersection(words)) < _FEWEST_ENGLISH:
        return ""
    is_spaced = len(sample) <= _LONGEST_WORDS * len(words)
    return f"{count} of the first {len(words)}" if is_spaced else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
