"""What the rules read in an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from articles.mentions.kinds import Name
from articles.mentions.naming import named_in
from articles.mentions.speech import Speech, quotations_in
from articles.mentions.vocabulary import vocabulary_of

#: Raised whenever rules or their words change what is read: then every article is due again.
RULES: Final = 2
#: Characters of a text that are read, its first ones; no story has more.
MOST_CHARACTERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names of a text in the order of their first mention, and its quotations in theirs.
    ``is_cut``: only its beginning was read. ``failed``: it could not be read."""

    names: tuple[Name, ...] = ()
    quotations: tuple[Speech, ...] = ()
    is_cut: bool = False
    failed: bool = False


def mentions_in(
    paragraphs: Sequence[str], language: str, excluded: Collection[str] = ()
) -> Mentions:
    """The names and quotations in the paragraphs of a text. ``language`` is a code; a text in an
    unknown language, "", is not read. ``excluded`` are
    names of no interest, such as those of the authors and the outlet."""
    if not language:
        return Mentions()
    read = _beginning(paragraphs)
    vocabulary = vocabulary_of(language.split("-")[0].lower())
    named = named_in(read, vocabulary, excluded)
    return Mentions(
        names=tuple(named.names),
        quotations=tuple(quotations_in(read, named, vocabulary)),
        is_cut=len(read) < len(paragraphs) or read[-1:] != list(paragraphs[-1:]),
    )


def _beginning(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs up to MOST_CHARACTERS; the last of them may be cut, between two words."""
    read: list[str] = []
    left = MOST_CHARACTERS
    for paragraph in paragraphs:
        if len(paragraph) > left:
            begun, blank, _ = paragraph[: left + 1].rpartition(" ")
            return [*read, begun if blank else paragraph[:left]]
        read.append(paragraph)
        left -= len(paragraph)
    return read
