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
RULES: Final = 1
#: Characters of a text that are read; no story has more.
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Mentions:
    """The names of a text in the order of their first mention, and its quotations in theirs."""

    names: tuple[Name, ...] = ()
    quotations: tuple[Speech, ...] = ()


def mentions_in(
    paragraphs: Sequence[str], language: str, excluded: Collection[str] = ()
) -> Mentions:
    """The names and quotations in the paragraphs of a text. ``language`` is a code; a text in an
    unknown language, "", is not read. ``excluded`` are
    names of no interest, such as those of the authors and the outlet."""
    if not language:
        return Mentions()
    read, length = [], 0
    for paragraph in paragraphs:
        length += len(paragraph)
        if length > _MOST:
            break
        read.append(paragraph)
    vocabulary = vocabulary_of(language.split("-")[0].lower())
    named = named_in(read, vocabulary, excluded)
    return Mentions(tuple(named.names), tuple(quotations_in(read, named, vocabulary)))
