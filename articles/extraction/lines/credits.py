"""Picture credits: who made a picture, at the end of its caption or in a line of its own."""

from __future__ import annotations

import re

from articles.extraction.words.outlets import known_outlets
from articles.extraction.words.vocabulary import folded, vocabulary, words

LONGEST_CAPTION = 700  # characters; captions are shorter
_BRACKET = re.compile(r"[\[(]\s*(?P<credit>[^\[\]()]{2,140}?)\s*[\])]\s*\.?$")
_SIGNED = re.compile(
    r"(?:^|[\s(\[|])(?:file |handout )?(?:photo(?:graph)?|picture|image|pic|illustration|video)s?"
    r"(?: credits?| courtesy| source)?(?: by| of|:|,| courtesy of) ?"
    r"(?P<by>[^\W\d_][^.]{1,70})\.?\)?$",
    re.IGNORECASE,
)
# One of them, or "©", is in every line that is labelled or signed.
PICTURE_WORDS = words(
    "photo photos photograph photographs pic pics picture pictures image images illustration "
    "illustrations video videos credit credits caption courtesy"
) | {
    f"{picture}{credit}{end}"
    for picture in ("photo", "image", "picture")
    for credit in ("credit", "source", "courtesy")
    for end in ("", "s")
}
_REACH = 160  # characters at the end of a text that are looked at
_LABELLED = re.compile(
    r"^\W?(?:(?:photo|image|picture) ?(?:credit|source|courtesy)s?\b|"
    r"(?:photo(?:graph)?s?|pictures?|images?|credits?|caption|file photo|courtesy)\s?:|©)",
    re.IGNORECASE,
)
_CHAIN = 120  # characters in which a chain of makers stands
_SPLIT = re.compile(r"\s*(?:/|\||,|\bvia\b)\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def has_credit(text: str, cues: frozenset[str]) -> bool:
    """True if ``text`` is a caption that ends in a picture credit, or a credit alone.

    ``cues`` has, at the least, those of its words that are in ``PICTURE_WORDS``, in small letters.
    """
    if len(text) > LONGEST_CAPTION:
        return False
    end = text[-_CHAIN:]
    if (")" in end or "]" in end) and _ends_in_bracket(text):
        return True
    if "/" in end and _ends_in_chain(text):
        return True
    if cues.isdisjoint(PICTURE_WORDS):
        return "©" in text[:2] and _is_labelled(text)
    return _is_labelled(text) or _is_signed(text)


def is_maker(text: str) -> bool:
    """True for an agency, a known outlet or a word for pictures: "dpa", "Getty Images"."""
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
    if len(text) > 200 or not _LABELLED.match(text):
        return False
    # "© 2020 The Paper" is a copyright line.
    return not (text.startswith("©") and (_YEAR.search(text) or "rights" in text))


def _ends_in_bracket(text: str) -> bool:
    end = text[-3:]
    match = _BRACKET.search(text[-150:]) if ")" in end or "]" in end else None
    if match is None:
        return False
    parts = [part for part in _SPLIT.split(match["credit"].removeprefix("File: ")) if part]
    if text.endswith(")") and len(parts) == 1:
        # "(Reuters)" at the end of a paragraph signs the story, not a picture.
        maker = parts[0].lower()
        return maker.endswith((" photo", " images", " pictures")) or maker.startswith("photo")
    return any(is_maker(part) for part in parts) or (
        len(parts) == 2 and "/" in match["credit"] and all(_is_proper(part) for part in parts)
    )


def _ends_in_chain(text: str) -> bool:
    """``Name / dpa / TASS`` or ``AP Photo/Name`` closes the line."""
    before, _, last = text.rstrip(" .)]").rpartition("/")
    first = before.rpartition("/")[2].rpartition(".")[2]
    if len(last) > 60 or "://" in text[-_CHAIN:]:
        return False
    if any(is_maker(part) for part in _SPLIT.split(last)) or is_maker(last):
        return True
    tail = " ".join(first.split()[-2:])
    if is_maker(tail) and _is_proper(last):
        return True
    return len(text.split()) <= 8 and _is_proper(first) and _is_proper(last)


def _is_signed(text: str) -> bool:
    match = _SIGNED.search(text[-_REACH:])
    return match is not None and _is_proper(match["by"].split(",")[0])


def _is_proper(text: str) -> bool:
    parts = text.strip().split()
    return 1 <= len(parts) <= 6 and all(
        part[0].isupper() or part in ("and", "de", "via") for part in parts
    )
