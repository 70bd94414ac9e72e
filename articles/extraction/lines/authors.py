"""Lines that name who wrote a story without saying "By"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.dates import dates_in
from articles.extraction.lines.names import names_in
from articles.extraction.words.persons import name_words
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DIGIT, folded, vocabulary

_PHRASES = phrasebook("authors")

_LONGEST = 160  # characters: A longer line is prose.
_LONGEST_ROLE = 80  # characters: A longer line says more than what somebody does.
_MOST_ROLE_WORDS = 12  # In a longer role, the first words show that it is one.
# After a name: "Follow", "3 hours ago"
_BESIDE = _PHRASES.pattern("beside")
# Over it: "Written by".
_HEADS = frozenset(_PHRASES.phrases("heads"))
_BETWEEN_WORDS = re.compile(r"[\s,|/]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """The names in a line, and what in the line itself proves that they sign the story, or ""."""

    names: tuple[str, ...]
    proven: str = ""


def signature_in(text: str) -> Signature | None:
    """Read a line of names, with or without a role, an outlet, a date or an address beside them."""
    if len(text) > _LONGEST or signed_by(text):
        return None
    if text.endswith(("?", "!")) and not DIGIT.search(text):
        return None  # "Ann Lee 4 March 2020 Comment now!"
    if folded(text) in vocabulary().labels or read_opening(text) is not None:
        return None
    names = names_in(text)
    if not names:
        return None
    rest = text[len(names[0]) :]
    if _BESIDE.search(rest) or next(dates_in(rest), None):
        return Signature(names, "a date or an address beside it")
    if is_role(rest):
        return Signature(names, "a role beside it")
    return Signature(names)


def is_role(text: str) -> bool:
    """True for a line that says what somebody does: "Political Editor", "Staff Writer"."""
    plain = text.strip(" ,|•·–—-/()")
    return len(plain) <= _LONGEST_ROLE and any(
        folded(word) in name_words().roles
        for word in _BETWEEN_WORDS.split(plain)[:_MOST_ROLE_WORDS]
    )


def stands_over_a_name(text: str) -> bool:
    """True for a line that announces a name: "Author", "Written by"."""
    return folded(text) in _HEADS
