"""Sentences that present a writer: "Ann Lee is a reporter at X", "Follow Ann Lee on Y"."""

from __future__ import annotations

from articles.extraction.words.persons import has_given_name, is_name
from articles.extraction.words.phrasebook import phrasebook

_PHRASES = phrasebook("biographies")

_LONGEST = 700  # characters: Longer paragraphs are prose of the story.
# "Ann Lee is a reporter at", "Follow Ann Lee on", "Ann Lee can be reached at"
_PRESENTED = _PHRASES.pattern("presented")
_CONTACT = _PHRASES.pattern("contact")
_REACHED = _PHRASES.pattern("reached")
# "Lee is" and "covers", which together present a journalist
_SOMEBODY = _PHRASES.pattern("somebody")
_AT_WORK = _PHRASES.pattern("working")
# "Ann Lee, Bo Ek and Cy Vance are"
_OPENING = _PHRASES.pattern("opening")


def subject_of_bio(text: str) -> str:
    """The name of the author whom a line under a story presents; "" if it presents nobody."""
    if len(text) > _LONGEST:
        return ""
    for form in (_CONTACT, _REACHED, _PRESENTED):
        match = form.match(text)
        if match:
            name = match["name"].strip(" .,'’")
            is_sure = form is not _CONTACT or has_given_name(name)  # "About Daily Planet"
            return name if is_name(name) and is_sure else ""
    return ""


def presents_journalist(text: str) -> bool:
    """True for a sentence in the present tense that calls somebody a journalist."""
    return _SOMEBODY.match(text) is not None and _AT_WORK.search(text) is not None


def opens_bio(text: str) -> bool:
    """True if ``text`` begins as a biography of one writer or several does."""
    return _OPENING.match(text) is not None
