"""The title that stands for an article: its headline, or its first sentence."""

from __future__ import annotations

from articles.extraction.lines.datelines import read_opening
from articles.extraction.words.sentences import first_sentence

LONGEST_TITLE = 160  # characters: A longer one does not fit into a list of results.
_SEARCHED = 2000  # characters: No first sentence is longer, so only these are searched for its end.


def title_of(headline: str, first_paragraph: str) -> str:
    """The headline; else the first sentence without dateline and full stop; else ""."""
    if headline:
        return headline
    opening = read_opening(first_paragraph)
    start = opening.end if opening else 0
    sentence = first_sentence(first_paragraph[start : start + _SEARCHED])
    if sentence.endswith(".") and not sentence.endswith(".."):
        sentence = sentence[:-1] if not _ends_in_abbreviation(sentence) else sentence
    return shortened(sentence)


def shortened(text: str, limit: int = LONGEST_TITLE) -> str:
    """``text`` cut at the end of a word to at most ``limit`` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    if not text[limit - 1].isspace() and " " in cut:
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:–—-") + "…"


def _ends_in_abbreviation(sentence: str) -> bool:
    last = sentence.rpartition(" ")[2]
    return last.count(".") > 1  # "U.S."
