"""The language in which a story is written, told from the beginning of its body.

Most English stories show theirs by small words that other languages have not. All others are told
by py3langid, whose model is read at the first of them: processes that meet none never hold it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.page.layout import Layout
from articles.extraction.words.vocabulary import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SEARCHED = 400  # characters: more change nothing and cost time
_FEWEST_LETTERS = 40  # in fewer, names and numbers decide
_SURE = 0.9  # the model's probability from which a language is believed
_ENGLISH = words(
    "the of and that with which from his their has have were been said who would they this these "
    "than about after will"
)
_ENGLISH_SHARE = 0.1  # of the words of a text, from which it is English,
_HALF_SHARE = 0.05  # and of the words of each half, so that what it quotes does not decide,
_FEWEST_ENGLISH = 4  # if it has as many different ones
_LONGEST_WORDS = 10  # characters, blanks too, for each word; scripts without blanks have more


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The code of the body's language (``en``); None where the text is short or mixed."""
    body = found.get("body")
    if body is None:
        return None
    sample = " ".join(_sample(body.value))[:_SEARCHED]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    english = _small_words(sample)
    if english:
        why = f"{english} words are common English words"
        return Finding(
            "language", "en", Locator(body.locator.lines[:1]), "language.small-words", why
        )
    code, chance = _identifier().classify(sample)
    if chance < _SURE:
        return None
    why = f"the words of the story are in this language ({min(int(chance * 100), 99)}% certain)"
    return Finding("language", code, Locator(body.locator.lines[:1]), "language.words", why)


def _sample(paragraphs: tuple[str, ...]) -> list[str]:
    """The first paragraphs, as many as are looked at."""
    taken: list[str] = []
    left = _SEARCHED
    for paragraph in paragraphs:
        if left <= 0:
            break
        taken.append(paragraph[:left])
        left -= len(paragraph) + 1
    return taken


def _small_words(sample: str) -> str:
    """How many words of ``sample`` are English ones ("12 of the first 64"); "" if too few are."""
    told = sample.lower().split()
    small = [word in _ENGLISH for word in told]
    count, middle = sum(small), len(told) // 2
    is_throughout = sum(small[:middle]) >= _HALF_SHARE * middle <= sum(small[middle:])
    enough = count >= _ENGLISH_SHARE * len(told) and is_throughout
    if not enough or len(_ENGLISH.intersection(told)) < _FEWEST_ENGLISH:
        return ""
    is_spaced = len(sample) <= _LONGEST_WORDS * len(told)
    return f"{count} of the first {len(told)}" if is_spaced else ""


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
