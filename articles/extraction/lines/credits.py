"""Picture credits: who made a picture, at the end of its caption or in a line of its own."""

from __future__ import annotations

import re

from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary

_PHRASES = phrasebook("credits")

LONGEST_CAPTION = 700  # characters: Longer texts are prose, even if they end in a credit.
_LONGEST_LABELLED = 200  # characters: A longer text after "Photo:" is prose.
_BRACKET = re.compile(r"[\[(]\s*(?P<credit>[^\[\]()]{2,140}?)\s*[\])]\s*\.?$")
# "Photo by Ann Lee" at the end of a caption, "Photo credit" at its beginning
_SIGNED = _PHRASES.expression("signed")
_LABELLED = _PHRASES.expression("labelled")
#: A text that is labelled or signed has one of these words, or begins with "©".
PICTURE_WORDS = _SIGNED.words | _LABELLED.words
# How many characters at the end of a text are searched: for any credit, for one in brackets, and
# for a chain of makers ("Ann Lee / dpa / TASS").
_LONGEST_CREDIT, _LONGEST_BRACKET, _LONGEST_CHAIN = 160, 150, 120
_CLOSING = 3  # characters: A closing bracket is no farther from the end, as in ") .".
_LABEL_START = 2  # characters: "©" is no farther from the beginning, as in "(© Ann Lee)".
_LONGEST_MAKER = 60  # characters
_MAKER_WORDS = 2  # the words before a slash that may name a maker, as in "AP Photo/Ann Lee"
_MOST_NAME_WORDS = 6
_MOST_WORDS = 8  # in a line that is a credit alone
_SPLIT = re.compile(r"\s*(?:/|\||,|\bvia\b)\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def has_credit(text: str, triggers: frozenset[str]) -> bool:
    """True if ``text`` is a caption that ends in a picture credit, or a credit alone.

    ``triggers`` has all folded words of ``text`` that are in ``PICTURE_WORDS``, and maybe others.
    """
    if len(text) > LONGEST_CAPTION:
        return False
    end = text[-_LONGEST_CHAIN:]
    if (")" in end or "]" in end) and _ends_in_bracket(text):
        return True
    if "/" in end and _ends_in_chain(text):
        return True
    if triggers.isdisjoint(PICTURE_WORDS):
        return "©" in text[:_LABEL_START] and _is_labelled(text)
    return _is_labelled(text) or _is_signed(text)


def is_maker(text: str) -> bool:
    """True for the name of a maker of pictures: an agency, a known outlet, "Getty Images"."""
    name = text.strip(" .©")
    if not name:
        return False
    outlets = known_outlets()
    return bool(
        outlets.with_slug(name)
        or outlets.named(name)
        or folded(name) in vocabulary().credits
        or outlets.with_slug(name.removesuffix(" Photo").removesuffix(" Images"))
    )


def _is_labelled(text: str) -> bool:
    if len(text) > _LONGEST_LABELLED or not _LABELLED.pattern.match(text):
        return False
    # "© 2020 The Paper" is a notice of copyright.
    return not (text.startswith("©") and (_YEAR.search(text) or "rights" in text))


def _ends_in_bracket(text: str) -> bool:
    end = text[-_CLOSING:]
    match = _BRACKET.search(text[-_LONGEST_BRACKET:]) if ")" in end or "]" in end else None
    if match is None:
        return False
    parts = [part for part in _SPLIT.split(match["credit"].removeprefix("File: ")) if part]
    if text.endswith(")") and len(parts) == 1:
        # "(Reuters)" at the end of a paragraph signs the story, not a picture.
        maker = parts[0].lower()
        return maker.endswith((" photo", " images", " pictures")) or maker.startswith("photo")
    if any(is_maker(part) for part in parts):
        return True
    is_pair = len(parts) == 2 and "/" in match["credit"]  # "Ann Lee/Harbour Pictures"
    return is_pair and all(_is_proper(part) for part in parts)


def _ends_in_chain(text: str) -> bool:
    """True if the line ends in a chain of makers: ``Name / dpa / TASS`` or ``AP Photo/Name``."""
    before, _, last = text.rstrip(" .)]").rpartition("/")
    first = before.rpartition("/")[2].rpartition(".")[2]
    if len(last) > _LONGEST_MAKER or "://" in text[-_LONGEST_CHAIN:]:
        return False
    if any(is_maker(part) for part in _SPLIT.split(last)) or is_maker(last):
        return True
    tail = " ".join(first.split()[-_MAKER_WORDS:])
    if is_maker(tail) and _is_proper(last):
        return True
    return len(text.split()) <= _MOST_WORDS and _is_proper(first) and _is_proper(last)


def _is_signed(text: str) -> bool:
    match = _SIGNED.pattern.search(text[-_LONGEST_CREDIT:])
    if match is None:
        return False
    maker = match["by"].split(",")[0]
    return _is_proper(maker) or is_maker(maker)


def _is_proper(text: str) -> bool:
    parts = text.strip().split()
    return 1 <= len(parts) <= _MOST_NAME_WORDS and all(
        part[0].isupper() or part in ("and", "de", "via") for part in parts
    )
