"""The language in which a story is written, told by py3langid from the beginning of its body.

The model is read once, at the first story: processes that extract nothing never hold it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from articles.extraction.findings import Finding, Locator

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SEARCHED = 400  # characters: more change nothing and cost time
_FEWEST_LETTERS = 40  # in fewer, names and numbers decide
_SURE = 0.9  # the model's probability from which a language is believed


def find(body: Finding | None) -> Finding | None:
    """The code of the body's language (``en``); None where the text is short or mixed."""
    if body is None:
        return None
    sample = " ".join(_sample(body.value))[:_SEARCHED]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    code, chance = _identifier().classify(sample)
    if chance < _SURE:
        return None
    why = f"the words of the story are of this language ({min(int(chance * 100), 99)} % sure)"
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


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
